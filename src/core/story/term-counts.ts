/** The vocabulary of the stories in mind: how common each term is, and what sharing it is therefore worth. */
import { isShared } from '../lists/list.ts';

/**
 * How often a term is expected before any headline was read, in headlines of a hundred, and how many headlines that
 * expectation weighs. A window of a few headlines is judged by expectation, one of thousands by what it holds.
 */
const EXPECTED = { word: 0.001, concept: 0.01, common: 0.05 } as const;
const EXPECTATION_WEIGHS = 300;

/**
 * The weight of a shared term is its inverse document frequency to this power. 1 is the √IDF cosine, 2 the common
 * TF-IDF cosine; between them names count for more than topics without one name making a story.
 */
const SHARPNESS = 1.5;

/** Concepts that half the headlines about politics have; the fitted relation will do without. */
const COMMON: ReadonlySet<string> = new Set([
  'bodies.nato',
  'bodies.ally',
  'offices.president',
  'offices.leader',
  'offices.minister',
  'offices.premier',
  'offices.us_president',
  'places.united_states',
  'places.europe',
  'things.defence',
]);

export type TermCounts = {
  /** The number of a term, new or known. */
  readonly numberOf: (term: string) => number;
  /** Counts one more headline with these terms, or one less. */
  readonly count: (terms: Iterable<number>, by: 1 | -1) => void;
  /** What sharing a term is worth. */
  readonly weight: (term: number) => number;
  /** What sharing a word never met before would be worth. */
  readonly highestWeight: () => number;
  /** Forgets the terms that no headline counted has any more. The rest get new numbers: the answer tells them by the old. */
  readonly compact: () => (term: number) => number;
};

/** An empty vocabulary. */
export function createTermCounts(): TermCounts {
  let numbers = new Map<string, number>();
  let expected: number[] = [];
  let counts: number[] = [];
  // Computed at most once per term between two counts.
  let cached: number[] = [];
  let cachedAt: number[] = [];
  let headlines = 0;
  let version = 0;

  const add = (term: string, count: number): number => {
    numbers.set(term, counts.length);
    expected.push(expectationOf(term) * EXPECTATION_WEIGHS);
    cached.push(0);
    cachedAt.push(-1);
    return counts.push(count) - 1;
  };

  return {
    numberOf: (term) => numbers.get(term) ?? add(term, 0),
    count: (terms, by) => {
      headlines += by;
      version += 1;
      for (const term of terms) counts[term] = (counts[term] ?? 0) + by;
    },
    weight: (term) => {
      if (cachedAt[term] !== version) {
        cached[term] =
          Math.log((EXPECTATION_WEIGHS + headlines) / ((expected[term] ?? 0) + (counts[term] ?? 0))) **
          SHARPNESS;
        cachedAt[term] = version;
      }
      return cached[term] ?? 0;
    },
    highestWeight: () =>
      Math.log((EXPECTATION_WEIGHS + headlines) / (EXPECTED.word * EXPECTATION_WEIGHS)) ** SHARPNESS,
    compact: () => {
      const [known, before] = [numbers, counts];
      const renumbered = new Int32Array(before.length).fill(-1);
      [numbers, expected, counts, cached, cachedAt] = [new Map(), [], [], [], []];
      for (const [term, number] of known) {
        const count = before[number] ?? 0;
        if (count > 0) renumbered[number] = add(term, count);
      }
      return (term) => renumbered[term] ?? -1;
    },
  };
}

function expectationOf(term: string): number {
  if (COMMON.has(term)) return EXPECTED.common;
  return isShared(term) ? EXPECTED.concept : EXPECTED.word;
}
