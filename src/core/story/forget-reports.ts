/** Forgets reports in short steps: a shelf of what is kept, with the terms by their new numbers. */
import { HOUR } from '../time/duration.ts';
import { type KnownReport, knownOf } from './read-report.ts';
import { createReportShelf, type ReportShelf } from './report-shelf.ts';
import type { SignTerms } from './sign-terms.ts';
import type { TermCounts } from './term-counts.ts';
import { KIN } from './term-kind.ts';

/** Milliseconds by which reports that answer to a sign, and may be followed, are kept longer than others. */
const SIGNS_KEPT_LONGER = 8 * 24 * HOUR;

/** Every report shares kindred words with thousands; what is like another has something else in common with it, too. */
export function newShelf(termCounts: TermCounts): ReportShelf {
  return createReportShelf((term) => termCounts.kindOf(term) !== KIN);
}

/** The event time by which a report is forgotten: what answers to a sign, and may be followed, counts as younger. */
function ageing({ at, labels }: KnownReport): number {
  return labels.length > 0 ? at + SIGNS_KEPT_LONGER : at;
}

/** The event time from which on so many reports are kept. */
export function cutOf({ reports }: ReportShelf, kept: number): number {
  const times = Float64Array.from(reports, ageing).sort();
  return times[Math.max(0, times.length - Math.floor(kept))] ?? Number.NEGATIVE_INFINITY;
}

/** Reports that are looked at in one step: about a millisecond. */
const REPORTS_A_STEP = 50;

/** A shelf of what is kept, with the terms by their new numbers. */
export function* forget(
  shelf: ReportShelf,
  { termCounts, signTerms }: { readonly termCounts: TermCounts; readonly signTerms: SignTerms },
  before: number,
): Generator<undefined, ReportShelf> {
  const isKept = (report: KnownReport): boolean => ageing(report) >= before;
  for (const [number, report] of shelf.reports.entries()) {
    if (number % REPORTS_A_STEP === 0) yield undefined;
    if (isKept(report)) continue;
    const { terms, lede } = termsOf(shelf, number);
    termCounts.count([...terms, ...lede], -1);
    signTerms.count(report.labels, [...terms, ...lede], -1);
  }
  const renumber = yield* termCounts.compact();
  signTerms.renumber(renumber);
  const kept = newShelf(termCounts);
  for (const [number, report] of shelf.reports.entries()) {
    if (number % REPORTS_A_STEP === 0) yield undefined;
    if (!isKept(report)) continue;
    const { terms, lede } = termsOf(shelf, number);
    kept.enter(renumbered(report, renumber), terms.map(renumber), lede.map(renumber));
  }
  return kept;
}

/** Most reports name no terms themselves; those stay what they are, as both shelves are in memory meanwhile. */
function renumbered(report: KnownReport, renumber: (term: number) => number): KnownReport {
  const { asked, towns } = report;
  if (asked.length === 0 && towns.length === 0) return report;
  return knownOf({ ...report, asked: asked.map(renumber), towns: towns.map(renumber) });
}

function termsOf(shelf: ReportShelf, number: number) {
  const [terms, lede]: [number[], number[]] = [[], []];
  const place = shelf.placeOf(number);
  place?.segment.words.eachOfTitle(place.slot, (term) => terms.push(term));
  place?.segment.words.eachOfLede(place.slot, (term) => lede.push(term));
  return { terms, lede };
}
