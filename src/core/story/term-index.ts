/** An inverted index over the terms of reports: which of them may share enough with a headline to be looked at. */
import { createOrderedLists, type WeighedTerm } from './packed/ordered-lists.ts';
import { createPackedTerms, type PackedTerms } from './packed/packed-terms.ts';
import { createSparseLists } from './packed/sparse-lists.ts';

/** Reports have slots, numbered from 0. */
export type TermIndex = Pick<PackedTerms, 'add' | 'eachOfTitle' | 'eachOfLede'> & {
  /** Calls `visit` with each report with which the headline shares as much as `least`, and with some that are below. */
  readonly eachAbove: (
    headline: readonly WeighedTerm[],
    least: number,
    visit: (slot: number, shared: number) => void,
  ) => void;
};

/** Shorter lists are gone through sooner than it is found out who else is in them. */
const WORTH_SKIPPING = 64;

/** Share of what a likeness needs that may be left out; with more, too many reports have to be compared. */
const LEFT_OUT = 0.5;

/**
 * An empty index. A term that stands only below the title counts `ledeWeight` of what it counts in one. Terms that are not
 * looked for are kept with their reports, but nothing is found by them.
 */
export function createTermIndex(
  ledeWeight: number,
  isLookedFor: (term: number) => boolean = () => true,
): TermIndex {
  const words = createPackedTerms();
  /** Where a term occurs: twice the slot of each report that has it in its title, one more where it stands only below. */
  const postings = createSparseLists();
  let reports = 0;
  // Sums of shared weights by slot, all zero between two uses, and the slots where they are not.
  let sums = new Float64Array(64);
  let touched = new Int32Array(64);
  /** One list at a time. */
  let list = new Int32Array(64);
  const lists = createOrderedLists(postings);

  return {
    add: (title, lede) => {
      words.add(title, lede);
      for (const term of title) if (isLookedFor(term)) postings.push(term, reports * 2);
      for (const term of lede) if (isLookedFor(term)) postings.push(term, reports * 2 + 1);
      reports += 1;
      if (sums.length >= reports) return;
      sums = new Float64Array(reports * 2);
      touched = new Int32Array(reports * 2);
    },
    eachOfTitle: words.eachOfTitle,
    eachOfLede: words.eachOfLede,

    // A term that many reports have weighs little, and its list is long. So the longest lists are not gone through, as
    // long as what they add together stays well below what is needed: a report that has it shares other terms, too.
    eachAbove: (headline, least, visit) => {
      const { count, sum } = lists.order(headline);
      // Nobody here can share enough.
      if (sum < least) return;
      let skipped = 0;
      let most = 0;
      for (; skipped < count; skipped += 1) {
        const weight = lists.weightOf(skipped);
        if (lists.lengthOf(skipped) < WORTH_SKIPPING || most + weight >= least * LEFT_OUT) break;
        most += weight;
      }
      let touches = 0;
      for (let nth = skipped; nth < count; nth += 1) {
        const weight = lists.weightOf(nth);
        const below = weight * ledeWeight;
        const length = lists.lengthOf(nth);
        if (list.length < length) list = new Int32Array(length * 2);
        postings.copy(lists.termOf(nth), list);
        for (let at = 0; at < length; at += 1) {
          const place = list[at] ?? 0;
          const slot = place >>> 1;
          const before = sums[slot] ?? 0;
          if (before === 0) {
            touched[touches] = slot;
            touches += 1;
          }
          sums[slot] = before + ((place & 1) === 0 ? weight : below);
        }
      }
      for (let nth = 0; nth < touches; nth += 1) {
        const slot = touched[nth] ?? 0;
        const sum = sums[slot] ?? 0;
        sums[slot] = 0;
        if (sum + most >= least) visit(slot, sum + most);
      }
    },
  };
}
