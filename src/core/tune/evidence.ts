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
