/** Where reports in mind stand: by half days and terms, and by what names them and their stories. */
import { createHalfDays, type Segment } from './half-days.ts';
import type { KnownReport, Names } from './read-report.ts';
import { createReportNames, type ReportNames } from './report-names.ts';

/** Where the words of a report are. */
export type Place = { readonly segment: Segment; readonly slot: number };

/** Reports have numbers; that of one which is forgotten is given to another. */
export type ReportShelf = Omit<ReportNames, 'enter' | 'remove' | 'nameAgain' | 'nameOutlived'> & {
  readonly enter: (
    report: KnownReport,
    names: Names,
    terms: readonly number[],
    lede: readonly number[],
  ) => void;
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

/** An empty shelf, whose reports are found by terms that are looked for. */
export function createReportShelf(isLookedFor: (term: number) => boolean): ReportShelf {
  const reports: (KnownReport | undefined)[] = [];
  /** Where each report is in the index of its half day. */
  const slots: number[] = [];
  /** Numbers that no report has any more. */
  const free: number[] = [];
  const all = createHalfDays(isLookedFor);
  /** Reports that answer to a sign stand here, too: they are few, and asked for by themselves. */
  const ofSigns = createHalfDays(isLookedFor);
  const names = createReportNames((number) => reports[number]);
  let oldest = Number.POSITIVE_INFINITY;

  const takeOff = (number: number): KnownReport | undefined => {
    const report = reports[number];
    if (report === undefined) return undefined;
    names.remove(report, number);
    reports[number] = undefined;
    free.push(number);
    return report;
  };

  return {
    enter: (report, own, terms, lede) => {
      const number = free.pop() ?? reports.length;
      reports[number] = report;
      slots[number] = all.enter(report.at, number, terms, lede);
      if (report.labels.length > 0) ofSigns.enter(report.at, number, terms, lede);
      names.enter(report, own, number);
      oldest = Math.min(oldest, report.at);
    },
    reportOf: (number) => reports[number],
    placeOf: (number) => {
      const report = reports[number];
      const segment = report === undefined ? undefined : all.of(report.at);
      return segment === undefined ? undefined : { segment, slot: slots[number] ?? 0 };
    },
    size: () => reports.length - free.length,
    each: (visit) => {
      for (const report of reports) if (report !== undefined) visit(report);
    },
    between: (from, to, onlySigns) => (onlySigns ? ofSigns : all).between(from, to),
    ofArticle: names.ofArticle,
    ofIdentity: names.ofIdentity,
    ofBareIdentity: names.ofBareIdentity,
    countOf: names.countOf,
    eachOf: names.eachOf,
    aDayUpTo: all.aDayUpTo,
    oldest: () => oldest,
    drop: function* (before, isKept, dropped) {
      const isGone = (number: number): boolean => {
        const report = reports[number];
        return report !== undefined && !isKept(report);
      };
      // First those of signs, as long as their reports are known.
      yield* ofSigns.weed(before, isGone, { gone: ignore, moved: ignore });
      yield* all.weed(before, isGone, {
        gone: (number, terms) => {
          const report = takeOff(number);
          if (report !== undefined) dropped(report, terms);
        },
        moved: (number, slot) => {
          slots[number] = slot;
        },
      });
      // Of those that had a name in common the last may be gone; what is left of old days answers to signs.
      for (const segment of all.upTo(before))
        for (const number of segment.reports.toReversed()) names.nameAgain(number);
      names.nameOutlived();
      oldest = Number.POSITIVE_INFINITY;
      for (const number of all.oldest()?.reports ?? [])
        oldest = Math.min(oldest, reports[number]?.at ?? oldest);
    },
  };
}

/** Reports of signs stand on the shelf, too, and are counted there. */
function ignore(): void {}
