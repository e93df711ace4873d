/** The vocabulary of the stories in mind: how common each term is, and what sharing it is therefore worth. */
import { createTermColumns } from './packed/term-columns.ts';
import {
  ACT,
  isUsualNumber,
  KINDS,
  PLACE,
  SUBJECT,
  WHEN,
  WORD,
  type TermKind,
  termKind,
} from './term-kind.ts';

/**
 * How often a term is expected before any headline was read, in headlines of a hundred, and how many headlines that
 * expectation weighs. A window of a few headlines is judged by expectation, one of thousands by what it holds.
 */
const EXPECTED = { word: 0.001, concept: 0.01, usual: 0.03 } as const;
const EXPECTATION_WEIGHS = 300;
/** The expectations as so many headlines, in the order of `expectationOf`. */
const EXPECTATIONS = [EXPECTED.word, EXPECTED.concept, EXPECTED.usual].map(
  (each) => each * EXPECTATION_WEIGHS,
);

/** What 32 bits hold; 0 stands for never. */
const LAST_VERSION = 2 ** 32 - 1;

/**
 * The weight of a shared term is its inverse document frequency to the power of 1.5. 1 is the √IDF cosine, 2 the common
 * TF-IDF cosine; between them names count for more than topics without one name making a story.
 */
function sharpened(frequency: number): number {
  return frequency * Math.sqrt(frequency);
}

/** Terms that are looked at between two chances for others to have their turn: well below a millisecond. */
const TERMS_A_STEP = 1_000;

export type TermCounts = {
  /** The number of a term, new or known. */
  readonly numberOf: (term: string) => number;
  /** The number of a term that was met; undefined for one that was not, which stays unknown. */
  readonly knownNumberOf: (term: string) => number | undefined;
  /** Counts one more headline with these terms, or one less. */
  readonly count: (terms: Iterable<number>, by: 1 | -1) => void;
  /** Counts which terms of names a headline has for certain, and which words of it are written small. */
  readonly countCapitals: (certain: readonly number[], small: readonly string[]) => void;
  /** Whether a term of a name was oftener a name for certain than a word written small. */
  readonly isName: (term: number) => boolean;
  /** Whether a term of a name was oftener a word written small than a name for certain. */
  readonly isWord: (term: number) => boolean;
  readonly kindOf: (term: number) => TermKind;
  /** The term itself. */
  readonly spellingOf: (term: number) => string;
  /** What sharing a term is worth. */
  readonly weight: (term: number) => number;
  /** What sharing a term is worth that so large a share of the headlines has. */
  readonly weightOfShare: (share: number) => number;
  /** The share of the headlines that have a term, as far as that is known. */
  readonly shareOf: (term: number) => number;
  /** What sharing a word never met before would be worth. */
  readonly highestWeight: () => number;
  /** Keeps terms that no headline counted may have, as something that is kept names them; or lets go of them again. */
  readonly hold: (terms: readonly number[], by: 1 | -1) => void;
  /**
   * Forgets the terms that no headline counted has any more and nothing holds, in steps of some hundred terms, between which
   * others may have their turn. Their numbers are given to terms that come later.
   */
  readonly forgetUnused: () => Generator<undefined, void>;
};

/** An empty vocabulary. */
export function createTermCounts(): TermCounts {
  const numbers = new Map<string, number>();
  const spellings: string[] = [];
  const columns = createTermColumns();
  /** Numbers of terms that were forgotten. */
  const free: number[] = [];
  let headlines = 0;
  let version = 1;

  const add = (term: string): number => {
    const number = free.pop() ?? spellings.length;
    const kind = termKind(term);
    numbers.set(term, number);
    spellings[number] = term;
    columns.begin(number, kind, expectationOf(term, kind));
    return number;
  };
  const expectedOf = (term: number): number => EXPECTATIONS[columns.expected[term] ?? 0] ?? 0;

  return {
    numberOf: (term) => numbers.get(term) ?? add(term),
    knownNumberOf: (term) => numbers.get(term),
    count: (terms, by) => {
      headlines += by;
      version = version === LAST_VERSION ? 1 : version + 1;
      for (const term of terms) columns.counts[term] = (columns.counts[term] ?? 0) + by;
    },
    countCapitals: (certain, small) => {
      for (const term of certain) columns.capitals[term] = (columns.capitals[term] ?? 0) + 1;
      for (const word of small) {
        const term = numbers.get(word);
        if (term !== undefined) columns.capitals[term] = (columns.capitals[term] ?? 0) - 1;
      }
    },
    isName: (term) => (columns.capitals[term] ?? 0) > 0,
    isWord: (term) => (columns.capitals[term] ?? 0) < 0,
    kindOf: (term) => KINDS[columns.kinds[term] ?? WORD] ?? WORD,
    spellingOf: (term) => spellings[term] ?? '',
    weight: (term) => {
      if (columns.cachedAt[term] !== version) {
        columns.cached[term] = sharpened(
          Math.log((EXPECTATION_WEIGHS + headlines) / (expectedOf(term) + (columns.counts[term] ?? 0))),
        );
        columns.cachedAt[term] = version;
      }
      return columns.cached[term] ?? 0;
    },
    weightOfShare: (share) => sharpened(Math.max(0, Math.log(1 / share))),
    shareOf: (term) => (expectedOf(term) + (columns.counts[term] ?? 0)) / (EXPECTATION_WEIGHS + headlines),
    highestWeight: () =>
      sharpened(Math.log((EXPECTATION_WEIGHS + headlines) / (EXPECTED.word * EXPECTATION_WEIGHS))),
    hold: (terms, by) => {
      for (const term of terms) columns.holds[term] = (columns.holds[term] ?? 0) + by;
    },
    forgetUnused: function* () {
      let steps = 0;
      for (const [term, number] of numbers) {
        steps += 1;
        if (steps % TERMS_A_STEP === 0) yield undefined;
        if ((columns.counts[number] ?? 0) > 0 || (columns.holds[number] ?? 0) > 0) continue;
        numbers.delete(term);
        spellings[number] = '';
        free.push(number);
      }
    },
  };
}

/** The place of a term's expectation. */
function expectationOf(term: string, kind: TermKind): 0 | 1 | 2 {
  if (kind === WHEN || isUsualNumber(term)) return 2;
  return kind === PLACE || kind === ACT || kind === SUBJECT ? 1 : 0;
}
