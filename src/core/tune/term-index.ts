/** Which terms of which lists a word or phrase stands for: where to change what decided a match. */
import type { Lists } from '../lists/list.ts';
import { termGroups } from '../lists/list.ts';
import { compileRules } from '../query/engine/engine.ts';
import { parseListEntry } from '../query/language/parse.ts';

export type TermPlace = {
  readonly list: string;
  readonly term: string;
  /** Undefined where it counts in every language. */
  readonly lang: string | undefined;
};

/** The places of the terms that a text made of a few words answers to; distances and lists in lists are left out. */
export type TermIndex = (words: string) => readonly TermPlace[];

/** An index over the lists that `wanted` names; costs about a microsecond a term for each, to be made when needed. */
export function indexTerms(lists: Lists, wanted: Iterable<string>): TermIndex {
  const places: TermPlace[] = [];
  for (const list of wanted) {
    const found = Object.hasOwn(lists, list) ? lists[list] : undefined;
    for (const { lang, terms } of found === undefined ? [] : termGroups(found)) {
      for (const term of terms) {
        const parsed = parseListEntry(term);
        if (parsed.kind === 'ok' && parsed.ast.kind === 'term') places.push({ list, term, lang });
      }
    }
  }
  const compiled = compileRules(places.map(({ term }, at) => ({ id: `${at}`, query: term, lists: {} })));
  if (compiled.kind === 'errors') return () => [];
  return (words) =>
    compiled.engine
      .match({ title: words, summary: '', outlet: '', lang: '', feed: '' })
      .flatMap(({ id }) => places[Number(id)] ?? []);
}
