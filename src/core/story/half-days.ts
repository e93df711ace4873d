/** Reports by the half days in which they were published, with their words: what is compared, and forgotten, together. */
import { HOUR } from '../time/duration.ts';
import { LEDE_WEIGHT } from './layout.ts';
import { createTermIndex, type TermIndex } from './term-index.ts';

/** Reports of a half day. */
export type Segment = {
  /** Numbers of the reports by their slots in the index. */
  readonly reports: number[];
  readonly words: TermIndex;
};

type Terms = readonly number[];

export type HalfDays = {
  /** Enters a report that was published at an instant; gives its slot. */
  readonly enter: (at: number, number: number, terms: Terms, lede: Terms) => number;
  /** The half day of an instant; undefined where nothing was published. */
  readonly of: (at: number) => Segment | undefined;
  readonly between: (from: number, to: number) => readonly Segment[];
  /** How many were published in the half day before an instant and the one that it lies in. */
  readonly aDayUpTo: (at: number) => number;
  /** The oldest; undefined where there is none. */
  readonly oldest: () => Segment | undefined;
  /** The half days up to an instant's, the youngest first. */
  readonly upTo: (at: number) => readonly Segment[];
  /**
   * Takes reports out of the half days up to an instant's: those that are gone. Says of each which terms it had, and of
   * those left where they had others before them what their slot is now. In steps of some reports, between which others
   * may have their turn; nothing may be asked before the last.
   */
  readonly weed: (
    upTo: number,
    isGone: (number: number) => boolean,
    told: {
      readonly gone: (number: number, terms: Terms) => void;
      readonly moved: (number: number, slot: number) => void;
    },
  ) => Generator<undefined, void>;
};

/** Reports of so many milliseconds are indexed together. */
const LENGTH = 12 * HOUR;
/** Reports that are looked at in one step: about a millisecond. */
const REPORTS_A_STEP = 50;

/** No reports at first; they are found by terms that are looked for. */
export function createHalfDays(isLookedFor: (term: number) => boolean): HalfDays {
  const segments = new Map<number, Segment>();
  const newSegment = (): Segment => ({ reports: [], words: createTermIndex(LEDE_WEIGHT, isLookedFor) });
  const placesUpTo = (at: number): readonly number[] =>
    [...segments.keys()].filter((place) => place <= placeOf(at)).toSorted((a, b) => b - a);

  return {
    enter: (at, number, terms, lede) => {
      const segment = segments.get(placeOf(at)) ?? newSegment();
      segments.set(placeOf(at), segment);
      segment.words.add(terms, lede);
      return segment.reports.push(number) - 1;
    },
    of: (at) => segments.get(placeOf(at)),
    between: (from, to) => {
      const found: Segment[] = [];
      for (let place = placeOf(from); place <= placeOf(to); place += 1) {
        const segment = segments.get(place);
        if (segment !== undefined) found.push(segment);
      }
      return found;
    },
    aDayUpTo: (at) =>
      [0, 1].reduce((sum, back) => sum + (segments.get(placeOf(at) - back)?.reports.length ?? 0), 0),
    oldest: () => segments.get(Math.min(...segments.keys())),
    upTo: (at) => placesUpTo(at).flatMap((place) => segments.get(place) ?? []),
    weed: function* (upTo, isGone, { gone, moved }) {
      for (const place of placesUpTo(upTo)) {
        const segment = segments.get(place);
        if (segment === undefined || !segment.reports.some(isGone)) continue;
        const left = newSegment();
        for (const [slot, number] of segment.reports.entries()) {
          if (slot % REPORTS_A_STEP === 0) yield undefined;
          const { terms, lede } = termsOf(segment, slot);
          if (isGone(number)) gone(number, [...terms, ...lede]);
          else {
            left.words.add(terms, lede);
            moved(number, left.reports.push(number) - 1);
          }
        }
        if (left.reports.length === 0) segments.delete(place);
        else segments.set(place, left);
      }
    },
  };
}

function termsOf({ words }: Segment, slot: number) {
  const [terms, lede]: [number[], number[]] = [[], []];
  words.eachOfTitle(slot, (term) => terms.push(term));
  words.eachOfLede(slot, (term) => lede.push(term));
  return { terms, lede };
}

function placeOf(at: number): number {
  return Math.floor(at / LENGTH);
}
