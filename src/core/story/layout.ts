/** One headline laid out by its terms, so that it is compared with thousands of reports in turn. */
import type { SignTerms } from './sign-terms.ts';
import type { TermCounts } from './term-counts.ts';
import type { WeighedTerm } from './packed/ordered-lists.ts';
import { KIN, KINDS, NAME, PLACE, type TermKind } from './term-kind.ts';

/** A shared term counts this much where one of the two has it only below the title. */
export const LEDE_WEIGHT = 0.6;
/** Titles of fewer terms than this are compared as if they had as many: two shared words are not yet a story. */
const SHORTEST_TITLE = 3.6;
/** Before any report of a sign is known: a list of places is seldom one of two. */
const SHARE_OF_ASKED_PLACE = 0.35;
/**
 * A query that asks for a name mostly asks for several: half of its reports are expected to have it. Between two languages
 * that counts, where other words in common are not to be had; within one, other words would be in common, too.
 */
const SHARE_OF_ASKED_NAME_ABROAD = 0.5;
/** A word's kin in another language counts this much of the word itself. */
export const KIN_WEIGHT = 0.7;

/** How many terms of each kind a text has, in its title and in all. */
export type LayoutTally = { readonly title: Int32Array; readonly all: Int32Array };

/** A headline's terms by their numbers, the signs it answers to, and the terms that their queries asked for. */
export type LaidOut = {
  readonly terms: readonly number[];
  readonly lede: readonly number[];
  readonly labels: readonly string[];
  readonly asked: readonly number[];
  /** Those that are names for certain. */
  readonly certain: readonly number[];
};

export type Layout = {
  /** Lays out a headline; only one at a time, until it is cleared away. */
  readonly lay: (headline: LaidOut) => void;
  /** What sharing a term with it is worth; 0 for a term that it has not. */
  readonly weightOf: (term: number) => number;
  /** The same among the reports of its signs, where what the queries ask for is worth little. */
  readonly weightInSignOf: (term: number) => number;
  /** The same among those of them in other languages. */
  readonly weightInSignAbroadOf: (term: number) => number;
  readonly inTitle: (term: number) => boolean;
  /** Whether a term of it is a name, for certain or by how it is written elsewhere. */
  readonly isName: (term: number) => boolean;
  /** How many such names its title has. */
  readonly namesInTitle: () => number;
  readonly terms: () => readonly WeighedTerm[];
  readonly tally: LayoutTally;
  /** The square of its length, as cosines use it. */
  readonly norm: () => number;
  /** What no norm is below: the shortest title's. */
  readonly smallestNorm: () => number;
  readonly clear: () => void;
};

/** Lays out by a vocabulary, and by how common terms are among the reports of a sign. */
export function createLayout(termCounts: TermCounts, signTerms: SignTerms): Layout {
  // By term; all zero between two headlines.
  let weights = new Float64Array(1_024);
  let weightsInSign = new Float64Array(1_024);
  let weightsAbroad = new Float64Array(1_024);
  let titles = new Uint8Array(1_024);
  let names = new Uint8Array(1_024);
  let namesInTitle = 0;
  let terms: WeighedTerm[] = [];
  let norm = 0;
  const tally = newTally();

  const smallestNorm = (): number => SHORTEST_TITLE * termCounts.highestWeight();
  const reserve = (term: number): void => {
    if (weights.length > term) return;
    const size = (term + 1) * 2;
    [weights, weightsInSign, weightsAbroad] = [
      enlarged(weights, size),
      enlarged(weightsInSign, size),
      enlarged(weightsAbroad, size),
    ];
    const [largerTitles, largerNames] = [new Uint8Array(size), new Uint8Array(size)];
    largerTitles.set(titles);
    largerNames.set(names);
    [titles, names] = [largerTitles, largerNames];
  };

  return {
    lay: ({ terms: title, lede, labels, asked, certain }) => {
      [norm, namesInTitle] = [0, 0];
      clearTally(tally);
      const place = (term: number, inTitle: boolean): void => {
        reserve(term);
        const kind = termCounts.kindOf(term);
        const weight = termCounts.weight(term);
        weights[term] = weight;
        titles[term] = inTitle ? 1 : 0;
        const isName = kind === NAME && (certain.includes(term) || termCounts.isName(term));
        const expect = (expected: number): number =>
          Math.min(weight, termCounts.weightOfShare(signTerms.shareOf(labels, term, expected)));
        const isAsked = asked.includes(term);
        weightsInSign[term] = expect(isAsked ? expectedOfAsked(kind) : termCounts.shareOf(term));
        weightsAbroad[term] =
          isAsked && isName ? expect(SHARE_OF_ASKED_NAME_ABROAD) : (weightsInSign[term] ?? 0);
        terms.push({ term, weight: kind === KIN ? 0 : weight * (inTitle ? 1 : LEDE_WEIGHT) });
        count(tally, kind, inTitle);
        if (inTitle && kind !== KIN) norm += weight;
        if (!isName) return;
        names[term] = 1;
        if (inTitle) namesInTitle += 1;
      };
      for (const term of title) place(term, true);
      for (const term of lede) place(term, false);
      norm = Math.max(norm, smallestNorm());
    },
    weightOf: (term) => weights[term] ?? 0,
    weightInSignOf: (term) => weightsInSign[term] ?? 0,
    weightInSignAbroadOf: (term) => weightsAbroad[term] ?? 0,
    inTitle: (term) => titles[term] === 1,
    isName: (term) => names[term] === 1,
    namesInTitle: () => namesInTitle,
    terms: () => terms,
    tally,
    norm: () => norm,
    smallestNorm,
    clear: () => {
      for (const { term } of terms) {
        weights[term] = 0;
        weightsInSign[term] = 0;
        weightsAbroad[term] = 0;
        titles[term] = 0;
        names[term] = 0;
      }
      terms = [];
    },
  };
}

/** What a query asks for all of its reports have; which place of those that it asks for, only some of them. */
function expectedOfAsked(kind: TermKind): number {
  return kind === PLACE ? SHARE_OF_ASKED_PLACE : 1;
}

/** Nothing yet. */
export function newTally(): LayoutTally {
  return { title: new Int32Array(KINDS.length), all: new Int32Array(KINDS.length) };
}

export function clearTally({ title, all }: LayoutTally): void {
  title.fill(0);
  all.fill(0);
}

/** Counts one more term. */
export function count({ title, all }: LayoutTally, kind: TermKind, inTitle: boolean): void {
  all[kind] = (all[kind] ?? 0) + 1;
  if (inTitle) title[kind] = (title[kind] ?? 0) + 1;
}

function enlarged(from: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size);
  larger.set(from);
  return larger;
}
