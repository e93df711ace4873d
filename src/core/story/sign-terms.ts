/** How common terms are among the reports of one sign: what its query asks for says nothing there, and its usual words little. */

export type SignTerms = {
  /** Counts the terms of one more report of the signs, or of one less. */
  readonly count: (labels: readonly string[], terms: readonly number[], by: 1 | -1) => void;
  /**
   * Of a report of the signs, the share of their other reports that have a term, as far as that is known: where nothing
   * is, `expected` is taken for it (1 for what a query asks for).
   */
  readonly shareOf: (labels: readonly string[], term: number, expected: number) => number;
};

/** So many reports weigh as much as what is expected before any came. */
const EXPECTATION_WEIGHS = 4;

type Counts = { reports: number; readonly terms: Map<number, number> };

/** No reports at first. */
export function createSignTerms(): SignTerms {
  const signs = new Map<string, Counts>();
  return {
    count: (labels, terms, by) => {
      for (const label of labels) {
        const sign = signs.get(label) ?? { reports: 0, terms: new Map<number, number>() };
        signs.set(label, sign);
        sign.reports += by;
        for (const term of terms) {
          const count = (sign.terms.get(term) ?? 0) + by;
          if (count > 0) sign.terms.set(term, count);
          else sign.terms.delete(term);
        }
        if (sign.reports <= 0) signs.delete(label);
      }
    },
    shareOf: (labels, term, expected) => {
      let most = 0;
      for (const label of labels) {
        const sign = signs.get(label);
        // The report that it is compared with has the term for certain: what counts is how many others have.
        const count = Math.max(0, (sign?.terms.get(term) ?? 0) - 1);
        const others = Math.max(0, (sign?.reports ?? 0) - 1);
        const share = (count + EXPECTATION_WEIGHS * expected) / (others + EXPECTATION_WEIGHS);
        most = Math.max(most, share);
      }
      return Math.min(1, most);
    },
  };
}
