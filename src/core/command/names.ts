/** Finds the indicator or brief that somebody names, by id or by title, and says what was probably meant. */
import { nearestName } from '../query/language/nearest-name.ts';

/** What commands need to know of a brief; a `Brief` is one. */
export type NamedBrief = {
  readonly id: string;
  readonly title: string;
  readonly indicators: readonly { readonly id: string; readonly name: string }[];
};

export type IndicatorRef = { readonly briefId: string; readonly indicatorId: string };

export type FoundName<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'wrong'; readonly problem: string };

/** Nobody mistypes a name this long, and comparing costs the square of the length. */
const LONGEST = 80;
const MOST_LISTED = 8;

/** An indicator by id, by `brief/id` or by name, in any case. */
export function findIndicator(briefs: readonly NamedBrief[], typed: string): FoundName<IndicatorRef> {
  const all = briefs.flatMap((brief) =>
    brief.indicators.map(({ id, name }) => ({ briefId: brief.id, indicatorId: id, name })),
  );
  const wanted = asId(typed);
  const hits = all.filter(({ briefId, indicatorId, name }) =>
    [indicatorId, `${briefId}/${indicatorId}`, name].some((each) => asId(each) === wanted),
  );
  const [only] = hits;
  if (only !== undefined && hits.length === 1)
    return { kind: 'ok', value: { briefId: only.briefId, indicatorId: only.indicatorId } };
  if (hits.length > 1) {
    const ways = hits.map(({ briefId, indicatorId }) => `${briefId}/${indicatorId}`).join(' or ');
    return { kind: 'wrong', problem: `“${typed}” is an indicator of several briefs; write ${ways}` };
  }
  const names = new Map(
    all.flatMap(({ indicatorId, name }) => [
      [indicatorId, indicatorId],
      [name, indicatorId],
    ]),
  );
  return { kind: 'wrong', problem: noSuch('indicator', typed, names) };
}

/** A brief by id or title, in any case; the answer is its id. */
export function findBrief(briefs: readonly NamedBrief[], typed: string): FoundName<string> {
  const wanted = asId(typed);
  const hit = briefs.find(({ id, title }) => asId(id) === wanted || asId(title) === wanted);
  if (hit !== undefined) return { kind: 'ok', value: hit.id };
  const names = new Map(
    briefs.flatMap(({ id, title }) => [
      [id, id],
      [title, id],
    ]),
  );
  return { kind: 'wrong', problem: noSuch('brief', typed, names) };
}

/** One of a few words, in any case. */
export function findWord<W extends string>(what: string, words: readonly W[], typed: string): FoundName<W> {
  const wanted = typed.trim().toLowerCase();
  const hit = words.find((word) => word === wanted);
  if (hit !== undefined) return { kind: 'ok', value: hit };
  return { kind: 'wrong', problem: noSuch(what, typed, new Map(words.map((word) => [word, word]))) };
}

/** As names are compared: in any case, however composed, without stops and apostrophes, and whichever dashes or spaces stand between the words. */
function asId(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/[\p{Cf},;!?.’']/gu, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_\p{Pd}]+/gu, '-');
}

/** "there is no indicator “x”; did you mean y?" `names` are what people may type, with the value that each means. */
function noSuch(what: string, typed: string, names: ReadonlyMap<string, string>): string {
  const meant = typed.length > LONGEST ? [] : meantBy(typed, names);
  const values = [...new Set(names.values())];
  const more = values.length > MOST_LISTED ? `, and ${values.length - MOST_LISTED} more` : '';
  const remedy =
    meant.length === 0
      ? `there are ${values.slice(0, MOST_LISTED).join(', ')}${more}`
      : `did you mean ${meant.join(' or ')}?`;
  const shown = typed.length > LONGEST ? `${typed.slice(0, LONGEST)}…` : typed;
  if (/^#?\d+$/.test(typed) && values.length > 0)
    return `“${shown}” is a number, such as alerts have, and no ${what}; ${remedy}`;
  return `there is no ${what} “${shown}”; ${values.length === 0 ? 'none is configured' : remedy}`;
}

const MOST_MEANT = 3;

/** The nearest by spelling, else the few names that have every word that was typed, or words that begin so. */
function meantBy(typed: string, names: ReadonlyMap<string, string>): readonly string[] {
  const near = likely(typed, [...names.keys()]);
  const meant = near === undefined ? undefined : names.get(near);
  if (meant !== undefined) return [meant];
  const wanted = asId(typed)
    .split('-')
    .filter((word) => word.length > 2);
  if (wanted.length === 0) return [];
  const hasAll = (name: string): boolean =>
    wanted.every((word) =>
      asId(name)
        .split('-')
        .some((each) => each.startsWith(word)),
    );
  const found = [...new Set([...names].flatMap(([name, value]) => (hasAll(name) ? [value] : [])))];
  return found.length > MOST_MEANT ? [] : found;
}

/** The same letters in another order, else the nearest by edits. */
function likely(typed: string, names: readonly string[]): string | undefined {
  const letters = (text: string): string => text.toLowerCase().split('').toSorted().join('');
  return names.find((name) => letters(name) === letters(typed)) ?? nearestName(typed, names);
}
