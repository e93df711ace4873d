/** What could be meant by what somebody has typed so far, best first. */
import { formatDuration } from '../time/duration.ts';
import { readSpan } from '../time/read-span.ts';
import { isUntil } from '../time/read-until.ts';
import { shorten } from '../delivery/shorten.ts';
import { SEVERITIES } from '../indicator/brief.ts';
import { nearestName } from '../query/language/nearest-name.ts';
import { FORMATS } from './arguments.ts';
import { CATALOGUE } from './catalogue.ts';
import type { OptionKind } from './command-spec.ts';
import type { Choice } from './chat.ts';
import type { NamedBrief } from './names.ts';

/** Discord shows at most 25, each with at most 100 characters. */
const MOST = 25;
const LONGEST = 100;
const DURATIONS = ['1h', '4h', '8h', '24h', '2d', '7d', '14d', '30d'] as const;

/** Choices that only the store knows, or the bot as it runs. */
export type LiveChoices = {
  readonly alerts: readonly Choice[];
  readonly silences: readonly Choice[];
  readonly feeds?: readonly Choice[];
  /** Signs that were made in a chat. */
  readonly signs?: readonly Choice[];
};

/** Choices for an option of this kind; kinds that nobody can guess have none. */
export function completions(
  kind: OptionKind,
  typed: string,
  briefs: readonly NamedBrief[],
  live: LiveChoices,
): readonly Choice[] {
  switch (kind) {
    case 'indicator':
      return rank(typed, indicatorChoices(briefs));
    case 'brief':
      return rank(typed, briefChoices(briefs));
    case 'subject':
      return rank(typed, [...briefChoices(briefs), ...indicatorChoices(briefs), ...words(SEVERITIES)]);
    case 'subscription':
      return rank(typed, [
        ...briefChoices(briefs),
        ...indicatorChoices(briefs),
        ...words([...SEVERITIES, 'all']),
      ]);
    case 'severity':
      return rank(typed, words(SEVERITIES));
    case 'format':
      return rank(typed, words(FORMATS));
    case 'duration':
      return durationChoices(typed);
    case 'alert':
      return rank(typed, live.alerts);
    case 'silence':
      return rank(typed, live.silences);
    case 'feed':
      return rank(typed, live.feeds ?? []);
    case 'sign':
      return rank(typed, live.signs ?? []);
    case 'command':
      return rank(typed, words(CATALOGUE.map(({ name }) => name)));
    case 'text':
    case 'integer':
    case 'boolean':
      return [];
  }
}

function words(of: readonly string[]): readonly Choice[] {
  return of.map((word) => ({ name: word, value: word }));
}

function briefChoices(briefs: readonly NamedBrief[]): readonly Choice[] {
  return briefs.map(({ id, title }) => ({ name: title, value: id }));
}

/** Values are ids, with the brief's before them where two briefs use the same. */
function indicatorChoices(briefs: readonly NamedBrief[]): readonly Choice[] {
  const ids = briefs.flatMap((brief) => brief.indicators.map(({ id }) => id));
  return briefs.flatMap((brief) =>
    brief.indicators.map(({ id, name }) => {
      const shared = ids.indexOf(id) !== ids.lastIndexOf(id);
      return shared ? { name: `${name} (${brief.id})`, value: `${brief.id}/${id}` } : { name, value: id };
    }),
  );
}

/** `3` may mean 3h, 3d or 3m; anything else is looked up among the usual ones. */
function durationChoices(typed: string): readonly Choice[] {
  const amount = /^\s*(\d{1,3})\s*[a-z]*\s*$/i.exec(typed)?.[1];
  const usual = words(DURATIONS).filter(({ value }) => value.startsWith(typed.trim()));
  const span = readSpan(typed);
  if (amount === undefined && span !== undefined)
    return [{ name: `${typed.trim().toLowerCase()} (${formatDuration(span)})`, value: formatDuration(span) }];
  if (isUntil(typed)) return words([typed.trim().toLowerCase()]);
  if (amount === undefined || Number(amount) === 0) return usual.length > 0 ? usual : words(DURATIONS);
  const unit = /[mhd]/i.exec(typed)?.[0].toLowerCase();
  const made = (unit === undefined ? ['h', 'd', 'm'] : [unit]).map((each) => `${Number(amount)}${each}`);
  return words([...new Set([...made, ...usual.map(({ value }) => value)])]);
}

/** Beginnings of the name or value, then beginnings of words, then anywhere, then the nearest by spelling. */
function rank(typed: string, choices: readonly Choice[]): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  const grade = ({ name, value }: Choice): number => {
    const texts = [name.toLowerCase(), value.toLowerCase()];
    if (texts.some((text) => text.startsWith(wanted))) return 0;
    if (texts.some((text) => text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted)))) return 1;
    return texts.some((text) => text.includes(wanted)) ? 2 : 3;
  };
  const graded = choices.map((choice) => ({ choice, at: grade(choice) }));
  const hits = graded.filter(({ at }) => at < 3).toSorted((a, b) => a.at - b.at);
  const found = hits.map(({ choice }) => choice);
  if (found.length === 0 && wanted.length <= LONGEST) {
    const near = nearestName(
      wanted,
      choices.flatMap(({ name, value }) => [name, value]),
    );
    found.push(...choices.filter(({ name, value }) => name === near || value === near));
  }
  return found.slice(0, MOST).map(({ name, value }) => ({ name: shorten(name, LONGEST), value }));
}
