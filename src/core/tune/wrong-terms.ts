/** Terms of lists that decide false alarms only, or in other languages than what they are right in. */
import { languageOf } from '../lists/language-code.ts';
import type { Change } from './change.ts';
import { type Evidence, FEWEST_STORIES, storiesIn } from './evidence.ts';
import type { TermIndex } from './term-index.ts';

const MOST = 12;

/** The words without which a text would not match, in small letters. */
type Decide = (evidence: Evidence) => readonly string[];

/**
 * Terms to take out, or to let count in one language only. A term goes where it decided false alarms of two stories or
 * more and nothing that is the sign; it is kept to a language where it is right in that one alone and wrong in others.
 */
export function wrongTerms(
  wrong: readonly Evidence[],
  right: readonly Evidence[],
  { decide, index }: { readonly decide: Decide; readonly index: () => TermIndex },
): readonly Change[] {
  const spoilt = Map.groupBy(
    wrong.flatMap((each) => decide(each).map((word) => ({ word, each }))),
    ({ word }) => word,
  );
  const suspects = [...spoilt]
    .map(([word, found]) => ({ word, found: found.map(({ each }) => each) }))
    .filter(({ found }) => storiesIn(found) >= FEWEST_STORIES)
    .toSorted((a, b) => storiesIn(b.found) - storiesIn(a.found) || (a.word < b.word ? -1 : 1))
    .slice(0, MOST);
  if (suspects.length === 0) return [];
  const needed = right.map((each) => ({ words: new Set(decide(each)), lang: languageOf(each.text.lang) }));
  const placesOf = index();
  return suspects.flatMap(({ word, found }) => {
    const rightIn = new Set(needed.filter(({ words }) => words.has(word)).map(({ lang }) => lang));
    const wrongIn = new Set(found.map(({ text }) => languageOf(text.lang)));
    return placesOf(word).flatMap(({ list, term, lang }): readonly Change[] => {
      if (rightIn.size === 0) return [{ kind: 'remove', list, term }];
      const [only] = rightIn;
      const scopable = rightIn.size === 1 && only !== undefined && lang === undefined && !wrongIn.has(only);
      return scopable ? [{ kind: 'scope', list, term, lang: only }] : [];
    });
  });
}
