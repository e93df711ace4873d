/** Reversals and opposites: the words of a title by which a matter turns, and those that one event is only one of. */
import type { Lexicon } from '../../lists/lexicon.ts';
import { wordsOf } from './headline-words.ts';

/** Punctuation between clauses; not that within numbers and names. */
const CLAUSE_END = /[,;:.!?](?=\s|$)|[()«»„“”"–—|]|\s-\s/u;

/** Whether one headline turns the matter of another: it has a reversal of a kind that the other has not. */
export function reversesMatter(before: string, after: string, lang: string, lexicon: Lexicon): boolean {
  const known = reversalsIn(clausesOf(before), lang, lexicon).map(({ name }) => name);
  return reversalsIn(clausesOf(after), lang, lexicon).some(({ name }) => !known.includes(name));
}

export type Reversal = { readonly name: string; readonly said: string };

/** The clauses of a title, each by its folded words. */
export function clausesOf(title: string): readonly (readonly string[])[] {
  return title.split(CLAUSE_END).map(wordsOf);
}

/** The reversals in the clauses of a title, with the words that they were read from. */
export function reversalsIn(
  clauses: readonly (readonly string[])[],
  lang: string,
  lexicon: Lexicon,
): readonly Reversal[] {
  const found: Reversal[] = [];
  for (const clause of clauses)
    for (let at = 0; at < clause.length; at += 1) {
      const reversal = lexicon.reversalAt(clause, at, lang);
      if (reversal === undefined) continue;
      found.push(reversal);
      at += reversal.length - 1;
    }
  return found;
}

/** The lists of `opposites` that the clauses of a title have words of, each once; without the name of their file. */
export function sidesIn(
  clauses: readonly (readonly string[])[],
  lang: string,
  lexicon: Lexicon,
): readonly string[] {
  const found = new Set<string>();
  for (const clause of clauses)
    for (let at = 0; at < clause.length; at += 1) {
      const sides = lexicon.sidesAt(clause, at, lang);
      if (sides === undefined) continue;
      for (const name of sides.names) found.add(name);
      at += sides.length - 1;
    }
  return [...found];
}

/** The other side of a list begins so: `not_guilty` is what `guilty` is not. */
const NOT = 'not_';

/** Whether one has one side of an opposite alone, and the other the other side alone. */
export function areOpposed(one: readonly string[], other: readonly string[]): boolean {
  const against = (side: string): string => (side.startsWith(NOT) ? side.slice(NOT.length) : NOT + side);
  return one.some((side) => {
    const opposite = against(side);
    return other.includes(opposite) && !other.includes(side) && !one.includes(opposite);
  });
}
