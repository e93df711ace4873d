/** The lists of a headline's terms, the longest first: every headline asks for them, of every half day. */
import type { PackedLists } from './packed-lists.ts';

/** A term of a headline by its number in the vocabulary, and what it weighs there. */
export type WeighedTerm = { readonly term: number; readonly weight: number };

export type OrderedLists = {
  /** Finds the lists of terms that weigh something; gives how many there are, and what their terms weigh together. */
  readonly order: (headline: readonly WeighedTerm[]) => { readonly count: number; readonly sum: number };
  /** The term of a list by its place in that order, from 0; what it weighs; and how long its list is. */
  readonly termOf: (nth: number) => number;
  readonly weightOf: (nth: number) => number;
  readonly lengthOf: (nth: number) => number;
};

/** Over these lists; what it found last is kept until it is asked again. */
export function createOrderedLists(postings: Pick<PackedLists, 'lengthOf'>): OrderedLists {
  let terms = new Int32Array(64);
  let weights = new Float64Array(64);
  let lengths = new Int32Array(64);

  return {
    order: (headline) => {
      if (terms.length < headline.length) {
        terms = new Int32Array(headline.length * 2);
        weights = new Float64Array(headline.length * 2);
        lengths = new Int32Array(headline.length * 2);
      }
      let count = 0;
      let sum = 0;
      for (const { term, weight } of headline) {
        const length = weight > 0 ? postings.lengthOf(term) : 0;
        if (length === 0) continue;
        let at = count;
        for (; at > 0 && (lengths[at - 1] ?? 0) < length; at -= 1) {
          terms[at] = terms[at - 1] ?? 0;
          weights[at] = weights[at - 1] ?? 0;
          lengths[at] = lengths[at - 1] ?? 0;
        }
        terms[at] = term;
        weights[at] = weight;
        lengths[at] = length;
        count += 1;
        sum += weight;
      }
      return { count, sum };
    },
    termOf: (nth) => terms[nth] ?? 0,
    weightOf: (nth) => weights[nth] ?? 0,
    lengthOf: (nth) => lengths[nth] ?? 0,
  };
}
