/** Where reports in mind stand: by half days and terms, and by what names them and their stories. */
import { HOUR } from '../time/duration.ts';
import { LEDE_WEIGHT } from './layout.ts';
import type { KnownReport } from './read-report.ts';
import { createReportNames, type ReportNames } from './report-names.ts';
import { createTermIndex, type TermIndex } from './term-index.ts';

/** Reports of a half day. */
export type Segment = {
  /** Numbers of the reports by their slots in the index. */
  readonly reports: number[];
  readonly words: TermIndex;
};

/** Where the words of a report are. */
export type Place = { readonly segment: Segment; readonly slot: number };

/** Reports have numbers; that of one which is forgotten is given to another. */
export type ReportShelf = Omit<ReportNames, 'enter' | 'remove' | 'nameAgain'> & {
  readonly enter: (report: KnownReport, terms: readonly number[], lede: readonly number[]) => void;
  readonly reportOf: (number: number) => KnownReport | undefined;
  readonly placeOf: (number: number) => Place | undefined;
  readonly size: () => number;
  readonly each: (visit: (report: KnownReport) => void) => void;
  /** The half days with reports from one instant to another; with only those reports that answer to a sign, if wanted. */
  readonly between: (from: number, to: number, onlySigns: boolean) => readonly Segment[];
  /** Reports of the half day before an instant and of the one that it lies in. */
  readonly aDayUpTo: (at: number) => number;
  /** Event time of the oldest; infinite where there is none. */
  readonly oldest: () => number;
  /**
   * Takes the reports off that are not kept, none of which is as young as `before`; `dropped` gets each with its terms. In
   * steps of some reports, between which others may have their turn; nothing may be asked before the last.
   */
  readonly drop: (
    before: number,
    isKept: (report: KnownReport) => boolean,
    dropped: (report: KnownReport, terms: readonly number[]) => void,
  ) => Generator<undefined, void>;
};

/** Reports of so many milliseconds are indexed together. */
const SEGMENT = 12 * HOUR;

/** Reports that are looked at in one step: about a millisecond. */
const REPORTS_A_STEP = 50;

/** An empty shelf, whose reports are found by terms that are looked for. */
export function createReportShelf(isLookedFor: (term: number) => boolean): ReportShelf {
  const reports: (KnownReport | undefined)[] = [];
  /** Where each report is in the index of its segment. */
  const slots: number[] = [];
  /** Numbers that no report has any more. */
  const free: number[] = [];
  const segments = new Map<number, Segment>();
  /** Reports that answer to a sign stand here, too: they are few, and asked for by themselves. */
  const ofSigns = new Map<number, Segment>();
  const names = createReportNames((number) => reports[number]);
  let oldest = Number.POSITIVE_INFINITY;

  const newSegment = (): Segment => ({ reports: [], words: createTermIndex(LEDE_WEIGHT, isLookedFor) });
  const segmentIn = (within: Map<number, Segment>, at: number): Segment => {
    const known = within.get(segmentOf(at));
    if (known !== undefined) return known;
    const segment = newSegment();
    within.set(segmentOf(at), segment);
    return segment;
  };
  /** The segment without the reports that are not kept; they keep their numbers. Undefined where none is. */
  const without = function* (
    segment: Segment,
    isKept: (report: KnownReport) => boolean,
    dropped: (number: number, terms: readonly number[]) => void,
    moved: (number: number, slot: number) => void,
  ): Generator<undefined, Segment | undefined> {
    const left = newSegment();
    for (const [slot, number] of segment.reports.entries()) {
      if (slot % REPORTS_A_STEP === 0) yield undefined;
      const report = reports[number];
      if (report === undefined) continue;
      const { terms, lede } = termsOf(segment, slot);
      if (isKept(report)) {
        moved(number, left.reports.push(number) - 1);
        left.words.add(terms, lede);
      } else dropped(number, [...terms, ...lede]);
    }
    return left.reports.length === 0 ? undefined : left;
  };

  return {
    enter: (report, terms, lede) => {
      const number = free.pop() ?? reports.length;
      reports[number] = report;
      const segment = segmentIn(segments, report.at);
      slots[number] = segment.reports.push(number) - 1;
      segment.words.add(terms, lede);
      if (report.labels.length > 0) {
        const signs = segmentIn(ofSigns, report.at);
        signs.reports.push(number);
        signs.words.add(terms, lede);
      }
      names.enter(report, number);
      oldest = Math.min(oldest, report.at);
    },
    reportOf: (number) => reports[number],
    placeOf: (number) => {
      const report = reports[number];
      const segment = report === undefined ? undefined : segments.get(segmentOf(report.at));
      return segment === undefined ? undefined : { segment, slot: slots[number] ?? 0 };
    },
    size: () => reports.length - free.length,
    each: (visit) => {
      for (const report of reports) if (report !== undefined) visit(report);
    },
    between: (from, to, onlySigns) => {
      const found: Segment[] = [];
      for (let bucket = segmentOf(from); bucket <= segmentOf(to); bucket += 1) {
        const segment = (onlySigns ? ofSigns : segments).get(bucket);
        if (segment !== undefined) found.push(segment);
      }
      return found;
    },
    ofArticle: names.ofArticle,
    ofIdentity: names.ofIdentity,
    ofBareIdentity: names.ofBareIdentity,
    countOf: names.countOf,
    eachOf: names.eachOf,
    aDayUpTo: (at) =>
      [0, 1].reduce((sum, back) => sum + (segments.get(segmentOf(at) - back)?.reports.length ?? 0), 0),
    oldest: () => oldest,
    drop: function* (before, isKept, dropped) {
      const isGone = ({ reports: own }: Segment): boolean =>
        own.some((number) => reports[number] !== undefined && !isKept(reports[number]));
      const replace = (within: Map<number, Segment>, bucket: number, left: Segment | undefined): void => {
        if (left === undefined) within.delete(bucket);
        else within.set(bucket, left);
      };
      const old = [...segments.keys()].filter((bucket) => bucket <= segmentOf(before));
      for (const bucket of old) {
        const [segment, signs] = [segments.get(bucket), ofSigns.get(bucket)];
        if (segment === undefined || !isGone(segment)) continue;
        // First those of signs, as long as their reports are known.
        if (signs !== undefined && isGone(signs))
          replace(ofSigns, bucket, yield* without(signs, isKept, ignore, ignore));
        const left = yield* without(
          segment,
          isKept,
          (number, terms) => {
            const report = reports[number];
            if (report === undefined) return;
            names.remove(report, number);
            reports[number] = undefined;
            free.push(number);
            dropped(report, terms);
          },
          (number, slot) => {
            slots[number] = slot;
          },
        );
        replace(segments, bucket, left);
      }
      // Of those that had a name in common the last may be gone; what is left of old days answers to signs.
      for (const bucket of old.sort((a, b) => b - a))
        for (const number of segments.get(bucket)?.reports.toReversed() ?? []) names.nameAgain(number);
      oldest = Number.POSITIVE_INFINITY;
      for (const number of segments.get(Math.min(...segments.keys()))?.reports ?? [])
        oldest = Math.min(oldest, reports[number]?.at ?? oldest);
    },
  };
}

/** Reports of signs stand on the shelf, too, and are counted there. */
function ignore(): void {}

function termsOf({ words }: Segment, slot: number) {
  const [terms, lede]: [number[], number[]] = [[], []];
  words.eachOfTitle(slot, (term) => terms.push(term));
  words.eachOfLede(slot, (term) => lede.push(term));
  return { terms, lede };
}

function segmentOf(at: number): number {
  return Math.floor(at / SEGMENT);
}
