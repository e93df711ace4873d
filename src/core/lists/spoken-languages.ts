/** Which languages a brief has words for, as far as it says so. */
import type { Brief, Indicator } from '../indicator/brief.ts';
import { namedLists } from '../query/language/named-lists.ts';
import { parseQuery } from '../query/language/parse.ts';
import { termGroups } from './list.ts';

/**
 * The languages that an indicator has words in: those the brief names, or else those of the lists that its query reaches.
 * Undefined where neither says, since words without a language may be of any.
 */
export function spokenLanguages(
  { query }: Indicator,
  { languages, lists }: Pick<Brief, 'languages' | 'lists'>,
): readonly string[] | undefined {
  if (languages !== undefined) return languages;
  const parsed = parseQuery(query);
  if (parsed.kind === 'errors') return undefined;
  const found = new Set<string>();
  for (const name of namedLists([parsed.ast], lists)) {
    const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
    for (const { lang } of list === undefined ? [] : termGroups(list))
      if (lang !== undefined) found.add(lang);
  }
  return found.size === 0 ? undefined : [...found].toSorted();
}

/** All languages that some indicator has words in; undefined where one may have words of any. */
export function languagesOfBriefs(briefs: readonly Brief[]): ReadonlySet<string> | undefined {
  const all = briefs.flatMap((brief) =>
    brief.indicators.map((indicator) => spokenLanguages(indicator, brief)),
  );
  return all.some((each) => each === undefined) ? undefined : new Set(all.flatMap((each) => each ?? []));
}
