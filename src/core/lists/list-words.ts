/** The plain words of shared lists: what a lexicon goes by, without terms that only queries can use. */
import { parseListEntry } from '../query/language/parse.ts';
import type { Ast, WordPattern } from '../query/language/ast.ts';
import { type Lists, termGroups } from './list.ts';

/** Shorter words in capitals (`=US`, `=IT`) are ordinary ones without them. */
const SHORTEST_CASED = 4;

/** The words of a term that is a word or phrase, whatever its capitals; none for any other. */
export function simpleWords(term: string): readonly (readonly WordPattern[])[] {
  const parsed = parseListEntry(term);
  return parsed.kind === 'errors' ? [] : simpleWordsOf(parsed.ast);
}

/** A phrase in two parts, of which the second begins at most so many words after the first one ends. */
export type Apart = {
  readonly words: readonly WordPattern[];
  readonly distance: number;
  readonly rest: readonly WordPattern[];
};

/** The two parts of a term such as `zieht BEFORE/8 zurück`, where both are words or phrases; none for any other. */
export function wordsApart(term: string): readonly Apart[] {
  const parsed = parseListEntry(term);
  if (parsed.kind === 'errors' || parsed.ast.kind !== 'near' || !parsed.ast.ordered) return [];
  const { left, right, distance } = parsed.ast;
  return simpleWordsOf(left).flatMap((words) =>
    simpleWordsOf(right).map((rest) => ({ words, distance, rest })),
  );
}

function simpleWordsOf(ast: Ast): readonly (readonly WordPattern[])[] {
  if (ast.kind !== 'term') return [];
  const { words } = ast;
  const simple = words.every(
    ({ match, capitals, letters }) =>
      (match === 'exact' || match === 'prefix') &&
      (capitals === undefined || words.length > 1 || letters.length >= SHORTEST_CASED),
  );
  return simple ? [words] : [];
}

/** The words of one list by language, folded as queries fold them; of a phrase the first one. */
export function wordsByLanguage(lists: Lists, name: string): ReadonlyMap<string, ReadonlySet<string>> {
  const list = lists[name];
  const words = new Map<string, Set<string>>();
  for (const { lang, terms } of list === undefined ? [] : termGroups(list)) {
    if (lang === undefined) continue;
    const folded = terms.flatMap((term) => simpleWords(term).flatMap(([first]) => first?.letters ?? []));
    words.set(lang, new Set(folded));
  }
  return words;
}
