/** Compares a headline with reports, each pair in one walk over the report's terms, and says what they have in common. */
import { HOUR } from '../time/duration.ts';
import { FEATURES, type FeatureValues } from './features.ts';
import { KIN_WEIGHT, type LaidOut, type Layout, type LayoutTally } from './layout.ts';
import { type Found, meetAtHome, nothingFound, walk, type Words } from './shared-terms.ts';
import type { TermCounts } from './term-counts.ts';
import { type Circumstances, createSharing, type Sharing } from './sharing.ts';
import { ACT, NAME, NUMBER, PLACE, SUBJECT, type TermKind, WORD } from './term-kind.ts';

export type Comparison = Omit<Sharing, 'begin'> & {
  /** Begins with a headline. Only one at a time. */
  readonly begin: (headline: Circumstances & LaidOut) => void;
  /** The features of the headline and a report, valid until the next call. */
  readonly features: (words: Words, slot: number, report: Circumstances) => Float64Array;
};

const MOST_BELOW = 4;
const MOST_ALIKE = 2;
const MOST_PLACES = 3;
/** Hours within which most reports of an event follow the first. */
const SOON = 8;

/** Names of the places where a language is at home. */
export type HomesOf = (lang: string) => readonly string[];

/** Compares what is laid out. */
export function createComparison(termCounts: TermCounts, layout: Layout, homesOf: HomesOf): Comparison {
  const values = new Float64Array(FEATURES.length);
  const found = nothingFound();
  const sharing = createSharing(termCounts, layout);
  let own: Circumstances | undefined;

  /** Endings are other ones in another language, and so may the whole name be. */
  const isOtherTown = (words: Words, slot: number, report: Circumstances): boolean => {
    if (own === undefined || own.towns.length === 0 || report.towns.length === 0) return false;
    if (own.lang !== report.lang) return false;
    const last = own.towns.at(-1);
    let isTheirs = false;
    const look = (term: number): void => {
      isTheirs ||= term === last;
    };
    words.eachOfTitle(slot, look);
    words.eachOfLede(slot, look);
    // The last is the widest, as in "in a shed in Harnby".
    return !isTheirs && layout.weightOf(report.towns.at(-1) ?? -1) === 0;
  };

  return {
    begin: (headline) => {
      layout.lay(headline);
      sharing.begin(headline);
      own = headline;
    },
    features: (words, slot, report) => {
      if (own === undefined) return values.fill(0);
      const signs = signsOf(own.labels, report.labels);
      const otherLanguage = own.lang !== report.lang;
      walk(termCounts, layout, { words, slot, inSign: signs.same > 0, abroad: otherLanguage }, found);
      if (otherLanguage)
        meetAtHome(termCounts, layout, { words, slot }, found, homesOf(own.lang), homesOf(report.lang));
      const hours = Math.abs(own.at - report.at) / HOUR;
      fill(values, {
        ...alike(found, layout, termCounts.highestWeight(), otherLanguage),
        ...differing(found, layout, { own, report, otherTown: isOtherTown(words, slot, report) }),
        ...asFarAsEvident(found, signs, hours, evidenceOf(found, termCounts.highestWeight(), otherLanguage)),
        'more than one thing': Number(mayBeSeveral(found) && sharing.corroborated(words, slot, report)),
        'hours apart': Math.log1p(hours),
        'day apart': Number(hours > 24),
      });
      return values;
    },
    shared: sharing.shared,
    corroborated: sharing.corroborated,
    sharesSeveral: sharing.sharesSeveral,
    contradiction: sharing.contradiction,
    isOfOther: sharing.isOfOther,
    end: () => {
      layout.clear();
      sharing.end();
      own = undefined;
    },
  };
}

/** Whether so many terms are in common that they may be more than one thing: most pairs have one, and are not looked at. */
function mayBeSeveral({ common: { all }, kinDot }: Found): boolean {
  const lists = Math.min(1, (all[ACT] ?? 0) + (all[SUBJECT] ?? 0));
  const words = (all[WORD] ?? 0) + (all[NAME] ?? 0) + (all[NUMBER] ?? 0) + (all[PLACE] ?? 0);
  return words + lists + Number(kinDot > 0) >= 2;
}

/**
 * How much is shared: 1 from as much as one word never met before in both titles on. Acts, bodies, offices and things of
 * the lists are none: any two headlines of a beat have some in common.
 */
function evidenceOf({ evidence, kinDot }: Found, highest: number, otherLanguage: boolean): number {
  return Math.sqrt(Math.min(1, (evidence + (otherLanguage ? KIN_WEIGHT * kinDot : 0)) / highest));
}

function cosineOf({ dot, norm }: Found, layout: Layout): number {
  const length = Math.sqrt(layout.norm() * Math.max(norm, layout.smallestNorm()));
  return Math.min(1, dot / length);
}

function alike(found: Found, layout: Layout, highest: number, otherLanguage: boolean) {
  const { below, kin, telling } = found;
  return {
    words: cosineOf(found, layout),
    'words below': Math.min(MOST_BELOW, below) / MOST_BELOW,
    numbers: Math.min(MOST_ALIKE, telling.all[NUMBER] ?? 0) / MOST_ALIKE,
    places: Math.min(MOST_PLACES, telling.all[PLACE] ?? 0) / MOST_PLACES,
    'kindred words': otherLanguage ? kin / highest : 0,
  };
}

type Two = {
  readonly own: Circumstances;
  readonly report: Circumstances;
  /** Each names a town last that the other does not name. */
  readonly otherTown: boolean;
};

function differing(found: Found, layout: Layout, { own, report, otherTown }: Two) {
  const { common, theirs, namesOfTheirs, namesFound } = found;
  const otherNames = namesOfTheirs > 0 && layout.namesInTitle() > namesFound;
  return {
    'other names': Number(own.names > 0 && report.names > 0 && common.all[NAME] === 0),
    'differing names': otherNames || otherTown ? cosineOf(found, layout) : 0,
    'other numbers': Number(has(layout.tally, NUMBER) && has(theirs, NUMBER) && !has(common, NUMBER)),
    'other places': Number(otherTown || (lacks(layout.tally, common, PLACE) && lacks(theirs, common, PLACE))),
    turned: Number(own.turned !== report.turned),
  };
}

type Signs = { readonly same: number; readonly other: number; readonly ofOne: number };

/** Signs in common as a share of those that either has; whether both have and share none; whether one alone has any. */
function signsOf(own: readonly string[], other: readonly string[]): Signs {
  const both = own.length > 0 && other.length > 0;
  const common = both ? own.filter((label) => other.includes(label)).length : 0;
  return {
    same: both ? common / (own.length + other.length - common) : 0,
    other: Number(both && common === 0),
    ofOne: Number(own.length > 0 !== other.length > 0),
  };
}

/**
 * A sign in common says nothing by itself, nor do words of the lists: two events of one sign have them in common, too.
 */
function asFarAsEvident({ telling }: Found, { same, other, ofOne }: Signs, hours: number, evidence: number) {
  return {
    evidence,
    subjects: (Math.min(MOST_ALIKE, telling.all[SUBJECT] ?? 0) / MOST_ALIKE) * evidence,
    'same sign': same * evidence,
    'same sign soon': same * evidence * Math.exp(-hours / SOON),
    'other signs': other,
    'sign of one': ofOne,
  };
}

/** Puts features by name where their coefficients are looked for. */
function fill(values: Float64Array, of: FeatureValues): void {
  for (let at = 0; at < FEATURES.length; at += 1) values[at] = of[FEATURES[at] ?? 'words'];
}

function has({ all }: LayoutTally, kind: TermKind): boolean {
  return (all[kind] ?? 0) > 0;
}

/** Whether a title has more of a kind than both texts have in common. */
function lacks({ title }: LayoutTally, common: LayoutTally, kind: TermKind): boolean {
  return (title[kind] ?? 0) > (common.all[kind] ?? 0);
}
