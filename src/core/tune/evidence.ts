/** What proposals are worked out from and proved on: headlines of which it is known whether they are the sign. */
import type { MatchText } from '../query/words/text.ts';

export type Evidence = {
  readonly text: MatchText;
  /** What makes several reports one piece of evidence. */
  readonly story: string;
  readonly relevant: boolean;
  /** `example`: of the brief; `vote`: judged by people; `story`: another report of a story that matched. */
  readonly from: 'example' | 'vote' | 'story';
};

/** Whether a query matches a text. */
export type Matches = (text: MatchText) => boolean;

/** How many different stories these are of. */
export function storiesIn(evidence: readonly Evidence[]): number {
  return new Set(evidence.map(({ story }) => story)).size;
}

/** A word that several headlines have in common. */
export type CommonWord = { readonly spelling: string; readonly in: readonly Evidence[] };

/** Stories that have a word in common for it to be a pattern: one is none. */
export const FEWEST_STORIES = 2;

/** The words of two stories or more, at most so many: of the most stories first, then the longest. */
export function mostCommon<Word extends CommonWord>(words: Iterable<Word>, most: number): readonly Word[] {
  return [...words]
    .filter((word) => storiesIn(word.in) >= FEWEST_STORIES)
    .toSorted(
      (a, b) =>
        storiesIn(b.in) - storiesIn(a.in) ||
        b.spelling.length - a.spelling.length ||
        (a.spelling < b.spelling ? -1 : 1),
    )
    .slice(0, most);
}
