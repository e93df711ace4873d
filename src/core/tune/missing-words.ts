/** Words that missed reports of the sign have in common, for the one list or OR that they lacked a word of. */
import { languageOf } from '../lists/language-code.ts';
import type { Explanation } from '../query/explain/explanation.ts';
import type { MatchText } from '../query/words/text.ts';
import type { Change } from './change.ts';
import { type Evidence, mostCommon } from './evidence.ts';
import { type Home, missingHomes } from './missing-homes.ts';
import { spelledWords } from './spelled-words.ts';

const SHORTEST = 4;
const MOST = 20;

type Known = {
  readonly explain: (text: MatchText) => Explanation;
  readonly isStopWord: (word: string, lang: string) => boolean;
  /** The change that puts a word there; undefined where none belongs there, as among names. */
  readonly changeAt: (home: Home, word: string, lang: string | undefined) => Change | undefined;
  /** Folded words of places, people and the like, and what else is no new word for an act. */
  readonly isKnownName: (word: string) => boolean;
};

type Candidate = { readonly home: Home; readonly spelling: string; readonly in: Evidence[] };

/** Words in missed reports of two stories or more, in no false alarm, by where they are missing; most frequent first. */
export function missingWords(
  missed: readonly Evidence[],
  wrong: readonly Evidence[],
  { explain, isStopWord, changeAt, isKnownName }: Known,
): readonly Change[] {
  const spoilt = new Set(wrong.flatMap(({ text }) => [...spelledWords(text).keys()]));
  const seen = new Map<string, Candidate>();
  for (const each of missed) {
    const explanation = explain(each.text);
    const homes = missingHomes(explanation);
    if (homes.length === 0) continue;
    const asked = new Set(explanation.found.flatMap((found) => [...spelledWords(titled(found)).keys()]));
    for (const [word, { spelling, plain }] of spelledWords(each.text)) {
      if (word.length < SHORTEST || !plain || spoilt.has(word) || asked.has(word)) continue;
      if (isStopWord(word, each.text.lang) || isKnownName(word) || /^\p{N}+$/u.test(word)) continue;
      for (const home of homes) {
        const key = `${JSON.stringify(home)} ${word}`;
        const found = seen.get(key) ?? { home, spelling, in: [] };
        found.in.push(each);
        seen.set(key, found);
      }
    }
  }
  return mostCommon(seen.values(), MOST).flatMap(
    ({ home, spelling, in: found }) => changeAt(home, spelling, languageIn(found)) ?? [],
  );
}

/** The language that all are in; undefined where they are in several, or one's is not known. */
function languageIn(evidence: readonly Evidence[]): string | undefined {
  const languages = new Set(evidence.map(({ text }) => languageOf(text.lang)));
  const [only] = languages;
  return languages.size === 1 ? only : undefined;
}

function titled(title: string): MatchText {
  return { title, summary: '', outlet: '', lang: '', feed: '' };
}
