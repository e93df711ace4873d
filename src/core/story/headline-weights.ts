/** What the terms of one headline weigh, laid out so that it is compared with thousands of reports in turn. */
import type { PackedTerms } from './packed-terms.ts';
import type { StoryRules } from './similarity.ts';
import type { WeighedTerm } from './term-index.ts';
import type { TermCounts } from './term-counts.ts';

export type HeadlineWeights = {
  /** Weighs a headline; only one at a time, until it is forgotten. */
  readonly of: (title: readonly number[], lede: readonly number[]) => WeighedHeadline;
  /** What no norm is below: the shortest title's. */
  readonly smallestNorm: () => number;
};

export type WeighedHeadline = {
  /** Its terms, each with the weight that sharing it in a title has. */
  readonly terms: readonly WeighedTerm[];
  /** The square of its length, as cosines use it. */
  readonly norm: number;
  /** The cosine to a report, and how many terms the two share. */
  readonly compare: (
    words: Pick<PackedTerms, 'eachOfTitle' | 'eachOfLede'>,
    slot: number,
  ) => { readonly cosine: number; readonly shared: number };
  readonly forget: () => void;
};

/** Weighs headlines by a vocabulary. */
export function createHeadlineWeights(termCounts: TermCounts, rules: StoryRules): HeadlineWeights {
  /** By term; all zero between two headlines. */
  let weightOf = new Float64Array(1_024);

  const smallestNorm = (): number => rules.shortestTitle * termCounts.highestWeight();

  return {
    smallestNorm,
    of: (title, lede) => {
      const terms = [
        ...title.map((term) => ({ term, weight: termCounts.weight(term) })),
        ...lede.map((term) => ({ term, weight: termCounts.weight(term) * rules.ledeWeight })),
      ];
      for (const { term, weight } of terms) {
        if (weightOf.length <= term) weightOf = enlarged(weightOf, term + 1);
        weightOf[term] = weight;
      }
      const norm = Math.max(
        title.reduce((sum, term) => sum + termCounts.weight(term), 0),
        smallestNorm(),
      );
      const compare = (words: Pick<PackedTerms, 'eachOfTitle' | 'eachOfLede'>, slot: number) => {
        let dot = 0;
        let shared = 0;
        let length = 0;
        words.eachOfTitle(slot, (term) => {
          length += termCounts.weight(term);
          const weight = weightOf[term] ?? 0;
          if (weight === 0) return;
          dot += weight;
          shared += 1;
        });
        words.eachOfLede(slot, (term) => {
          const weight = weightOf[term] ?? 0;
          if (weight === 0) return;
          dot += weight * rules.ledeWeight;
          shared += 1;
        });
        return { cosine: dot / Math.sqrt(norm * Math.max(length, smallestNorm())), shared };
      };
      const forget = (): void => {
        for (const { term } of terms) weightOf[term] = 0;
      };
      return { terms, norm, compare, forget };
    },
  };
}

function enlarged(array: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size * 2);
  larger.set(array);
  return larger;
}
