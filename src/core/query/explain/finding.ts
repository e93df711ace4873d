/** What a query says of a text, part by part: the tree that `/why`, `signpost explain` and failing examples print. */
import type { Span } from '../words/text.ts';

type Judged = {
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

export type TermVerdict = Judged & { readonly kind: 'term' };
export type ListVerdict = Judged & { readonly kind: 'list' };
export type AllVerdict = Judged & { readonly kind: 'all'; readonly parts: readonly Verdict[] };
export type AnyVerdict = Judged & { readonly kind: 'any'; readonly parts: readonly Verdict[] };
export type NotVerdict = Judged & { readonly kind: 'not'; readonly part: Verdict };
export type NearVerdict = Judged & {
  readonly kind: 'near';
  readonly distance: number;
  readonly ordered: boolean;
  readonly left: Verdict;
  readonly right: Verdict;
  /** Words from the end of one operand to the beginning of the other where they come nearest within one sentence. */
  readonly closest: number | undefined;
};

export type Verdict = TermVerdict | ListVerdict | AllVerdict | AnyVerdict | NotVerdict | NearVerdict;
