/** Phrases of shared lists whose two parts stand apart in a sentence: "zieht … zurück", "calls … off". */
import type { WordPattern } from '../query/language/ast.ts';
import { isShared, type Lists, termGroups } from './list.ts';
import { type Apart, wordsApart, wordsByLanguage } from './list-words.ts';

type Phrase = Apart & { readonly lang: string | undefined; readonly name: string };

export type ApartPhrase = {
  /** The list that it stands in. */
  readonly name: string;
  /** Words from the first to the last, those between included. */
  readonly length: number;
  /** As read: its two parts with an ellipsis between. */
  readonly said: string;
};

/** Finds the first phrase whose first part begins at a word of a clause; `lang` undefined counts every language. */
export type FindApart = (
  clause: readonly string[],
  start: number,
  lang: string | undefined,
) => ApartPhrase | undefined;

/** What follows where a clause goes on after its last word, by language. */
const CLAUSE_ENDS = 'common.clause_ends';
/** A last part as short as this is a preposition or an article elsewhere ("in", "ab", "off", "ein"). */
const LONGEST_PARTICLE = 3;

/** Finds phrases of the lists whose names are like this. */
export function createApartPhrases(lists: Lists, names: RegExp): FindApart {
  const phrases = Object.entries(lists)
    .filter(([name]) => isShared(name) && names.test(name))
    .flatMap(([name, list]) =>
      termGroups(list).flatMap(({ lang, terms }) =>
        terms.flatMap((term) => wordsApart(term).map((apart): Phrase => ({ ...apart, lang, name }))),
      ),
    );
  const byFirst = Map.groupBy(phrases, ({ words }) => words[0]?.letters ?? '');
  const ends = wordsByLanguage(lists, CLAUSE_ENDS);
  return (clause, start, lang) => {
    for (const { words, rest, distance, name, ...phrase } of byFirst.get(clause[start] ?? '') ?? []) {
      if (phrase.lang !== undefined && lang !== undefined && phrase.lang !== lang) continue;
      if (!standsAt(words, clause, start)) continue;
      const behind = start + words.length;
      for (let at = behind; at < behind + distance && at < clause.length; at += 1) {
        const end = at + rest.length;
        if (!standsAt(rest, clause, at)) continue;
        const next = clause[end];
        const isEnd = next === undefined || (ends.get(phrase.lang ?? '')?.has(next) ?? false);
        if (isParticle(rest) && !isEnd) continue;
        const parts = [clause.slice(start, behind), clause.slice(at, end)].map((part) => part.join(' '));
        return { name, length: end - start, said: parts.join(at === behind ? ' ' : ' … ') };
      }
    }
    return undefined;
  };
}

function isParticle([first, second]: readonly WordPattern[]): boolean {
  return second === undefined && (first?.letters.length ?? 0) <= LONGEST_PARTICLE;
}

function standsAt(pattern: readonly WordPattern[], clause: readonly string[], at: number): boolean {
  return pattern.every(({ match, letters }, offset) => {
    const word = clause[at + offset];
    return word !== undefined && (match === 'prefix' ? word.startsWith(letters) : word === letters);
  });
}
