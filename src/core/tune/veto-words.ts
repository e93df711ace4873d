/** Words by which judged false alarms could be told apart: candidates for a NOT. */
import type { Change } from './change.ts';
import { type Evidence, mostCommon } from './evidence.ts';
import { spelledWords } from './spelled-words.ts';

const SHORTEST = 4;
const MOST = 12;

type Known = {
  /** Folded words that mean nothing by themselves. */
  readonly isStopWord: (word: string, lang: string) => boolean;
  /** Folded words that the query itself asks for. */
  readonly asked: ReadonlySet<string>;
};

/** Words that stand in false alarms of two stories or more and in nothing that is the sign; the most frequent first. */
export function vetoWords(
  wrong: readonly Evidence[],
  right: readonly Evidence[],
  { isStopWord, asked }: Known,
): readonly Change[] {
  const taken = new Set(right.flatMap(({ text }) => [...spelledWords(text).keys()]));
  const seen = new Map<string, { readonly spelling: string; readonly in: Evidence[] }>();
  for (const each of wrong) {
    for (const [word, { spelling }] of spelledWords(each.text)) {
      if (word.length < SHORTEST || taken.has(word) || asked.has(word)) continue;
      if (isStopWord(word, each.text.lang) || /^\p{N}+$/u.test(word)) continue;
      const found = seen.get(word) ?? { spelling, in: [] };
      found.in.push(each);
      seen.set(word, found);
    }
  }
  return mostCommon(seen.values(), MOST).map(({ spelling }) => ({ kind: 'not', term: spelling }));
}
