/** Compares a headline with reports, each pair in one walk over the report's terms, and says what they have in common. */
import { HOUR } from '../time/duration.ts';
import { FEATURES, type FeatureValues } from './features.ts';
import { clearTally, count, type LaidOut, type Layout, LEDE_WEIGHT, newTally, type Tally } from './layout.ts';
import type { PackedTerms } from './packed-terms.ts';
import type { TermCounts } from './term-counts.ts';
import { NAME, NUMBER, PLACE, SUBJECT, type TermKind } from './term-kind.ts';

/** What is compared besides the terms. */
export type Circumstances = {
  /** Event time, epoch milliseconds. */
  readonly at: number;
  readonly outlet: string;
  readonly lang: string;
  readonly labels: readonly string[];
  /** Terms that its queries asked for. */
  readonly asked: readonly number[];
  /** How many names it has for certain. */
  readonly names: number;
  /** Whether words of it turn a matter into its opposite. */
  readonly turned: boolean;
  /** A live blog or briefing. */
  readonly rolling: boolean;
};

type Words = Pick<PackedTerms, 'eachOfTitle' | 'eachOfLede'>;

export type Comparison = {
  /** Begins with a headline; `crowd` is how many reports of its signs there are within a day. Only one at a time. */
  readonly begin: (headline: Circumstances & LaidOut, crowd: number) => void;
  /** The features of the headline and a report, valid until the next call. */
  readonly features: (words: Words, slot: number, report: Circumstances) => Float64Array;
  /** Terms that the headline shares with a report. */
  readonly shared: (words: Words, slot: number) => readonly number[];
  readonly end: () => void;
};

/** What a walk over a report's terms finds. */
type Found = {
  /** Of what both have: the sum of the weights, the rarest and the rarest place, how many stand below a title, and how many of each kind. */
  dot: number;
  rarest: number;
  place: number;
  below: number;
  /** Those that are worth something, as far as signs go. */
  readonly telling: Tally;
  readonly common: Tally;
  /** Of the report alone. */
  readonly theirs: Tally;
  norm: number;
};

const MOST_BELOW = 4;
const MOST_ALIKE = 2;

/** Compares what is laid out. */
export function createComparison(termCounts: TermCounts, layout: Layout): Comparison {
  const values = new Float64Array(FEATURES.length);
  const found: Found = {
    dot: 0,
    rarest: 0,
    place: 0,
    below: 0,
    telling: newTally(),
    common: newTally(),
    theirs: newTally(),
    norm: 0,
  };
  let own: Circumstances | undefined;
  let crowd = 0;

  const meet = (term: number, kind: TermKind, inTitle: boolean, weigh: (term: number) => number): void => {
    if (layout.weightOf(term) === 0) return;
    const bothTitles = inTitle && layout.inTitle(term);
    count(found.common, kind, bothTitles);
    const weight = weigh(term);
    if (weight === 0) return;
    count(found.telling, kind, bothTitles);
    const share = (inTitle ? 1 : LEDE_WEIGHT) * (layout.inTitle(term) ? 1 : LEDE_WEIGHT);
    found.dot += weight * share;
    found.rarest = Math.max(found.rarest, weight);
    if (kind === PLACE) found.place = Math.max(found.place, weight);
    if (!bothTitles) found.below += 1;
  };
  const walk = (words: Words, slot: number, weigh: (term: number) => number): void => {
    [found.dot, found.rarest, found.place, found.below, found.norm] = [0, 0, 0, 0, 0];
    for (const each of [found.telling, found.common, found.theirs]) clearTally(each);
    words.eachOfTitle(slot, (term) => {
      const kind = termCounts.kindOf(term);
      count(found.theirs, kind, true);
      found.norm += termCounts.weight(term);
      meet(term, kind, true, weigh);
    });
    words.eachOfLede(slot, (term) => {
      const kind = termCounts.kindOf(term);
      count(found.theirs, kind, false);
      meet(term, kind, false, weigh);
    });
  };

  return {
    begin: (headline, others) => {
      layout.lay(headline);
      own = headline;
      crowd = Math.log1p(others);
    },
    features: (words, slot, report) => {
      if (own === undefined) return values.fill(0);
      const signs = own.labels.length > 0 && report.labels.length > 0;
      const sameSign = signs ? signShare(own.labels, report.labels) : 0;
      walk(words, slot, sameSign > 0 ? layout.weightInSignOf : layout.weightOf);
      const length = Math.sqrt(layout.norm() * Math.max(found.norm, layout.smallestNorm()));
      const cosine = Math.min(1, found.dot / length);
      const hours = Math.abs(own.at - report.at) / HOUR;
      const otherLanguage = own.lang !== report.lang;
      const { telling, common, theirs } = found;
      fill(values, {
        words: cosine,
        'rarest word': found.rarest / termCounts.highestWeight(),
        'words below': Math.min(MOST_BELOW, found.below) / MOST_BELOW,
        'other names': Number(own.names > 0 && report.names > 0 && common.all[NAME] === 0),
        numbers: Math.min(MOST_ALIKE, telling.all[NUMBER] ?? 0) / MOST_ALIKE,
        'other numbers': Number(has(layout.tally, NUMBER) && has(theirs, NUMBER) && !has(common, NUMBER)),
        places: found.place / termCounts.highestWeight(),
        'other places': Number(lacks(layout.tally, common, PLACE) && lacks(theirs, common, PLACE)),
        subjects: Math.min(MOST_ALIKE, telling.all[SUBJECT] ?? 0) / MOST_ALIKE,
        'other language': Number(otherLanguage),
        'words across languages': otherLanguage ? cosine : 0,
        'same sign': sameSign,
        'other signs': Number(signs && sameSign === 0),
        'sign of one': Number(own.labels.length > 0 !== report.labels.length > 0),
        'hours apart': Math.log1p(hours),
        'day apart': Number(hours > 24),
        turned: Number(own.turned !== report.turned),
        crowd: sameSign > 0 ? crowd : 0,
      });
      return values;
    },
    shared: (words, slot) => {
      const shared: number[] = [];
      const look = (term: number): void => {
        if (layout.weightOf(term) > 0) shared.push(term);
      };
      words.eachOfTitle(slot, look);
      words.eachOfLede(slot, look);
      return shared;
    },
    end: () => {
      layout.clear();
      own = undefined;
    },
  };
}

/** Puts features by name where their coefficients are looked for. */
function fill(values: Float64Array, of: FeatureValues): void {
  for (let at = 0; at < FEATURES.length; at += 1) values[at] = of[FEATURES[at] ?? 'words'];
}

/** Signs in common as a share of those that either has. */
function signShare(own: readonly string[], other: readonly string[]): number {
  const common = own.filter((label) => other.includes(label)).length;
  return common / (own.length + other.length - common);
}

function has({ all }: Tally, kind: TermKind): boolean {
  return (all[kind] ?? 0) > 0;
}

/** Whether a title has more of a kind than both texts have in common. */
function lacks({ title }: Tally, common: Tally, kind: TermKind): boolean {
  return (title[kind] ?? 0) > (common.all[kind] ?? 0);
}
