/** What a query says of a text, part by part: the tree that `/why`, `signpost explain` and failing examples print. */
import type { Span } from '../words/text.ts';

type ExplanationBase = {
  readonly matched: boolean;
  /** The part as an analyst would write or say it. */
  readonly label: string;
  /** Stretches of the text that its terms hit, merged and in order; of NEAR only the pairs near enough. */
  readonly spans: readonly Span[];
  /** What the text says there. */
  readonly found: readonly string[];
  /** Keys of the actors among them. */
  readonly actors: readonly string[];
};

export type TermExplanation = ExplanationBase & { readonly kind: 'term' };
export type ListExplanation = ExplanationBase & { readonly kind: 'list' };
export type AllExplanation = ExplanationBase & {
  readonly kind: 'all';
  readonly parts: readonly Explanation[];
};
export type AnyExplanation = ExplanationBase & {
  readonly kind: 'any';
  readonly parts: readonly Explanation[];
};
export type NotExplanation = ExplanationBase & { readonly kind: 'not'; readonly part: Explanation };
export type NearExplanation = ExplanationBase & {
  readonly kind: 'near';
  readonly distance: number;
  readonly ordered: boolean;
  readonly left: Explanation;
  readonly right: Explanation;
  /** Words from the end of one operand to the beginning of the other where they come nearest within one sentence. */
  readonly closest: number | undefined;
};

export type Explanation =
  | TermExplanation
  | ListExplanation
  | AllExplanation
  | AnyExplanation
  | NotExplanation
  | NearExplanation;
