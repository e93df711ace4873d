/** Forgets reports in short steps, and the words that only they had. */
import { HOUR } from '../time/duration.ts';
import { termsOfKinds } from './packed/packed-kinds.ts';
import type { KnownReport } from './read-report.ts';
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

/** Terms that a report names besides those that it is counted with: the vocabulary holds them as long as it is in mind. */
export function heldTerms({ towns, named }: Pick<KnownReport, 'towns' | 'named'>): readonly number[] {
  return [...towns, ...termsOfKinds(named)];
}

/** The event time by which a report is forgotten: what answers to a sign, and may be followed, counts as younger. */
function ageing({ at, labels }: KnownReport): number {
  return labels.length > 0 ? at + SIGNS_KEPT_LONGER : at;
}

/** The event time from which on so many reports are kept. */
export function cutOf(shelf: ReportShelf, kept: number): number {
  const times: number[] = [];
  shelf.each((report) => times.push(ageing(report)));
  return Float64Array.from(times).sort()[Math.max(0, times.length - Math.floor(kept))] ?? -Infinity;
}

/**
 * Forgets reports of before. It costs what is forgotten, the half day in which `before` lies, and a look at every word; so
 * whoever asks for it waits until there is something to forget.
 */
export function* forget(
  shelf: ReportShelf,
  { termCounts, signTerms }: { readonly termCounts: TermCounts; readonly signTerms: SignTerms },
  before: number,
): Generator<undefined, void> {
  yield* shelf.drop(
    before,
    (report) => ageing(report) >= before,
    (report, terms) => {
      termCounts.count(terms, -1);
      termCounts.hold(heldTerms(report), -1);
      signTerms.count(report.labels, terms, -1);
    },
  );
  yield* termCounts.forgetUnused();
}
