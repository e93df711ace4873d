/** An inverted index over the terms of reports: what a new headline shares with each of them, and what that weighs. */
import { createPackedLists } from './packed-lists.ts';
import { createPackedTerms } from './packed-terms.ts';
import type { StoryRules } from './similarity.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Numbers of terms in the vocabulary: those of a title, and those that stand only below it. */
type Terms = { readonly terms: readonly number[]; readonly lede: readonly number[] };

export type TermIndex = {
  /** Adds the terms of the next report; reports have slots, numbered from 0. */
  readonly add: (terms: readonly number[], lede: readonly number[]) => void;
  readonly termsOf: (slot: number) => Terms;
  /** The square of the length of a title, as cosines use it. */
  readonly norm: (slot: number) => number;
  readonly normOf: (terms: readonly number[]) => number;
  /** What no norm is below. */
  readonly smallestNorm: () => number;
  /** Sums of what a headline shares with reports; only one at a time, until they are forgotten. */
  readonly gather: (headline: Terms, faint: number) => SharedWeights;
};

export type SharedWeights = {
  /** Calls `visit` with each report whose whole sum may come to `least`. */
  readonly eachAbove: (least: number, visit: (slot: number) => void) => void;
  /** The whole sum of a report. */
  readonly complete: (slot: number) => number;
  /** How many terms it shares; of a report that is complete. */
  readonly shared: (slot: number) => number;
  readonly forget: () => void;
};

/** Shorter lists are gone through sooner than it is found out who else is in them. */
const WORTH_SKIPPING = 64;

/** Share of what a likeness needs that may be left out; with more, too many reports have to be completed. */
const LEFT_OUT = 0.5;

/** An empty index over the terms of a vocabulary. */
export function createTermIndex(vocabulary: Vocabulary, rules: StoryRules): TermIndex {
  const words = createPackedTerms();
  /** Where a term occurs: twice the slot of each report that has it in its title, one more where it stands only below. */
  const postings = createPackedLists();
  let reports = 0;
  // Sums and counts of shared terms by slot, all zero between two uses, and the slots that are not.
  let dots = new Float64Array(1_024);
  let shares = new Uint16Array(1_024);
  let touched = new Int32Array(1_024);
  let touches = 0;

  const smallestNorm = (): number => rules.shortestTitle * vocabulary.highestWeight();

  const add = (slot: number, weight: number): void => {
    const before = dots[slot] ?? 0;
    if (before === 0) {
      touched[touches] = slot;
      touches += 1;
    }
    dots[slot] = before + weight;
    shares[slot] = (shares[slot] ?? 0) + 1;
  };

  return {
    add: (terms, lede) => {
      words.add(terms, lede);
      for (const term of terms) postings.push(term, reports * 2);
      for (const term of lede) postings.push(term, reports * 2 + 1);
      reports += 1;
      if (dots.length < reports) {
        dots = new Float64Array(reports * 2);
        shares = new Uint16Array(reports * 2);
        touched = new Int32Array(reports * 2);
      }
    },
    termsOf: (slot) => {
      const [terms, lede]: [number[], number[]] = [[], []];
      words.eachOfTitle(slot, (term) => terms.push(term));
      words.eachOfLede(slot, (term) => lede.push(term));
      return { terms, lede };
    },
    norm: (slot) => {
      let sum = 0;
      words.eachOfTitle(slot, (term) => (sum += vocabulary.weight(term)));
      return Math.max(sum, smallestNorm());
    },
    normOf: (terms) =>
      Math.max(
        terms.reduce((sum, term) => sum + vocabulary.weight(term), 0),
        smallestNorm(),
      ),
    smallestNorm,

    /**
     * Adds up the weights of shared terms. A term that many reports have weighs little, and its list is long. So the
     * longest lists are not gone through, as long as what they add together stays well below `faint`; of the reports that
     * may come to more `complete` adds what they share of those, too, which gives the same sums.
     */
    gather: ({ terms, lede }, faint) => {
      const all = [
        ...terms.map((term) => ({ term, weight: vocabulary.weight(term) })),
        ...lede.map((term) => ({ term, weight: vocabulary.weight(term) * rules.ledeWeight })),
      ].map((each) => ({ ...each, length: postings.lengthOf(each.term) }));
      const common = new Map<number, number>();
      let most = 0;
      for (const { term, weight, length } of all.toSorted((a, b) => b.length - a.length)) {
        if (length < WORTH_SKIPPING || most + weight >= faint * LEFT_OUT) break;
        common.set(term, weight);
        most += weight;
      }
      for (const { term, weight } of all) {
        if (common.has(term)) continue;
        const below = weight * rules.ledeWeight;
        postings.each(term, (place) => add(place >>> 1, place % 2 === 0 ? weight : below));
      }
      const done = new Set<number>();
      const share = (slot: number, term: number, factor: number): void => {
        const weight = common.get(term);
        if (weight !== undefined) add(slot, weight * factor);
      };
      return {
        eachAbove: (least, visit) => {
          // Those that completing adds were not alike before, nor are they now.
          const first = touches;
          for (let nth = 0; nth < first; nth += 1) {
            const slot = touched[nth] ?? 0;
            if ((dots[slot] ?? 0) + most >= least) visit(slot);
          }
        },
        complete: (slot) => {
          if (!done.has(slot)) {
            done.add(slot);
            words.eachOfTitle(slot, (term) => share(slot, term, 1));
            words.eachOfLede(slot, (term) => share(slot, term, rules.ledeWeight));
          }
          return dots[slot] ?? 0;
        },
        shared: (slot) => shares[slot] ?? 0,
        forget: () => {
          for (let nth = 0; nth < touches; nth += 1) {
            const slot = touched[nth] ?? 0;
            dots[slot] = 0;
            shares[slot] = 0;
          }
          touches = 0;
        },
      };
    },
  };
}
