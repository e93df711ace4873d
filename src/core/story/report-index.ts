/** The reports in mind, so that a new one meets only those that it may have to do with, and what they have in common. */
import { HOUR } from '../time/duration.ts';
import { type Comparison, createComparison, type HomesOf } from './comparison.ts';
import type { Contradiction } from './contradiction.ts';
import { cutOf, forget, heldTerms, newShelf } from './forget-reports.ts';
import type { Headline } from './reading/headline.ts';
import { knownOf, type KnownReport, type NamedEntry, type ReadReport, readReport } from './read-report.ts';
import { createLayout, type Layout } from './layout.ts';
import { crowdedness } from './model.ts';
import type { ReportShelf } from './report-shelf.ts';
import type { Circumstances } from './sharing.ts';
import { createSignTerms, type SignTerms } from './sign-terms.ts';
import type { Words } from './shared-terms.ts';
import { createTermCounts, type TermCounts } from './term-counts.ts';

/** Another report beside the new one: the features of the two are valid only until the next is visited. */
export type Visit = (report: KnownReport, features: Float64Array, number: number) => void;

export type ReportIndex = {
  /** Reads an entry without remembering it. */
  readonly prepare: (entry: NamedEntry, headline: Headline) => ReadReport;
  /** Keeps it, unless its story is known by enough others. */
  readonly remember: (report: ReadReport) => void;
  /** The report of the same article that came last. */
  readonly articleOf: (report: ReadReport) => KnownReport | undefined;
  /** The report that came last with the very same wording. */
  readonly twinOf: (report: ReadReport) => KnownReport | undefined;
  /** The report that came last with the same wording but for a short part that one of the two sets off. */
  readonly nearTwinOf: (report: ReadReport) => KnownReport | undefined;
  /** Compares a report with others; only inside of `compare` its functions may be called. */
  readonly compare: <Result>(report: ReadReport, use: (others: Others) => Result) => Result;
  /**
   * Forgets reports of before; those that answer to a sign, later; and the oldest where there are more than `most`. Works in short steps, between which others may have
   * their turn; but nothing else may be asked of the index before the last.
   */
  readonly prune: (before: number, most?: number) => Iterable<undefined>;
  readonly size: () => number;
};

export type Others = {
  /** How many reports of anything there are about a day. */
  readonly daily: number;
  /** Visits reports within so many milliseconds that share more than hardly anything. */
  readonly within: (reach: number, visit: Visit, onlySigns?: boolean) => void;
  /** Whether a report of a story within so many milliseconds is one that a story of the new one must not have. */
  readonly someOf: (
    storyId: string,
    reach: number,
    isWrong: (report: KnownReport, features: Float64Array, number: number) => boolean,
  ) => boolean;
  /** Whether a sign in common vouches for a report and the new one, or nobody was told of either. */
  readonly isVouchedFor: (number: number) => boolean;
  /** Whether nobody was told of the new one, nor of the story of a report. */
  readonly isUntold: (number: number) => boolean;
  /** Whether more than one piece of evidence is in common with a report, apart from what the queries asked for. */
  readonly corroborated: (number: number) => boolean;
  /** Whether more than one thing is in common with a report, if need be what a query asked for. */
  readonly sharesSeveral: (number: number) => boolean;
  /** What speaks against one event in the new one and a report. */
  readonly contradiction: (number: number) => Contradiction;
  /** Whether the new one is of another thing than a report. */
  readonly isOfOther: (number: number) => boolean;
  /** The terms that it shares with a report. */
  readonly shared: (number: number) => readonly string[];
};

/**
 * Reports by which a story is known; it goes on growing, but is recognised by these. Several times what a great story has
 * within the window. Without this a feed of thousands of headlines alike would keep everybody else waiting for minutes.
 */
const MOST_REPORTS = 200;

/** Forgetting rebuilds the postings of a half day and looks at every word, so it waits until this much time can be forgotten at once. */
const FORGET_AT_ONCE = 6 * HOUR;
/** Of reports that are too old already when they come, as in a feed's first document, it waits for so many or a quarter of all. */
const STALE_AT_ONCE = 1_000;
/**
 * Reports in mind, whatever comes: about 1,300 bytes each for a headline with its lede, so 130 megabytes. Where there are
 * more, the oldest are forgotten until a fifth of the room is free, since each time every word is looked at.
 */
const MOST_IN_MIND = 100_000;
const KEPT_OF_A_CROWD = 0.8;

/** Cosines below which nobody looks closer: where neither has a sign, in a crowd, and where both have the same. On quiet days they are few. */
const LEAST = 0.06;
const LEAST_IN_CROWD = 0.4;
const LEAST_OF_SIGN = 0.04;

type Parts = {
  readonly termCounts: TermCounts;
  readonly signTerms: SignTerms;
  readonly layout: Layout;
  readonly comparison: Comparison;
};

/** An empty index. */
export function createReportIndex(homesOf: HomesOf): ReportIndex {
  const termCounts = createTermCounts();
  const signTerms = createSignTerms();
  const layout = createLayout(termCounts, signTerms);
  const comparison = createComparison(termCounts, layout, homesOf);
  const parts: Parts = { termCounts, signTerms, layout, comparison };
  const shelf = newShelf(termCounts);
  let forgottenBefore = Number.NEGATIVE_INFINITY;
  let stale = 0;

  return {
    prepare: (entry, headline) => readReport(entry, headline, termCounts.numberOf),
    remember: (report) => {
      const { terms, lede, certain, small } = report;
      if (shelf.countOf(report.storyId) >= MOST_REPORTS) return;
      shelf.enter(knownOf(report), report, terms, lede);
      if (report.at < forgottenBefore) stale += 1;
      const all = [...terms, ...lede];
      signTerms.count(report.labels, all, 1);
      termCounts.count(all, 1);
      termCounts.hold(heldTerms(report), 1);
      termCounts.countCapitals(certain, small);
    },
    articleOf: ({ article }) => shelf.ofArticle(article),
    twinOf: ({ identity }) => shelf.ofIdentity(identity),
    nearTwinOf: ({ identity, bareIdentity }) =>
      shelf.ofIdentity(bareIdentity) ?? shelf.ofBareIdentity(identity),
    compare: (report, use) => {
      comparison.begin(report);
      const result = use(othersOf(shelf, parts, report));
      comparison.end();
      return result;
    },
    prune: function* (wanted, most = MOST_IN_MIND) {
      const crowded = shelf.size() > most;
      const before = crowded ? Math.max(wanted, cutOf(shelf, most * KEPT_OF_A_CROWD)) : wanted;
      if (!crowded && before - shelf.oldest() < FORGET_AT_ONCE) return;
      const enough = Math.max(STALE_AT_ONCE, shelf.size() / 4);
      if (!crowded && before - forgottenBefore < FORGET_AT_ONCE && stale < enough) return;
      yield* forget(shelf, parts, before);
      forgottenBefore = before;
      stale = 0;
    },
    size: shelf.size,
  };
}

function othersOf(shelf: ReportShelf, { termCounts, layout, comparison }: Parts, report: ReadReport): Others {
  const daily = shelf.aDayUpTo(report.at);
  const isNear = (other: KnownReport, reach: number): boolean => Math.abs(other.at - report.at) <= reach;
  const isUntold = (number: number): boolean => {
    const other = shelf.reportOf(number);
    return other !== undefined && report.labels.length === 0 && !isTold(shelf, other.storyId);
  };
  const askedOf =
    <Answer>(ask: (words: Words, slot: number, other: KnownReport) => Answer, otherwise: Answer) =>
    (number: number): Answer => {
      const [other, place] = [shelf.reportOf(number), shelf.placeOf(number)];
      if (other === undefined || place === undefined) return otherwise;
      return ask(place.segment.words, place.slot, other);
    };
  return {
    daily,
    within: (reach, visit, onlySigns = false) => {
      const labelled = report.labels.length > 0;
      // No norm is smaller than the shortest title's, so most reports are out before theirs is computed.
      const smallest = Math.sqrt(layout.norm() * layout.smallestNorm());
      // In a crowd hardly alike is not alike, and too many to look at.
      const plain = smallest * (LEAST + crowdedness(daily) * (LEAST_IN_CROWD - LEAST));
      const least = labelled ? (plain / LEAST) * Math.min(LEAST, LEAST_OF_SIGN) : plain;
      for (const { reports, words } of shelf.between(report.at - reach, report.at + reach, onlySigns))
        words.eachAbove(layout.terms(), least, (slot, shared) => {
          const number = reports[slot] ?? -1;
          const other = shelf.reportOf(number);
          if (other === undefined || !isNear(other, reach)) return;
          if (labelled && shared < plain && !sharesLabel(report, other)) return;
          visit(other, comparison.features(words, slot, other), number);
        });
    },
    someOf: (storyId, reach, isWrong) => {
      let found = false;
      shelf.eachOf(storyId, (number) => {
        const [other, place] = [shelf.reportOf(number), shelf.placeOf(number)];
        if (found || other === undefined || place === undefined || !isNear(other, reach)) return;
        found = isWrong(other, comparison.features(place.segment.words, place.slot, other), number);
      });
      return found;
    },
    isVouchedFor: (number) => {
      const other = shelf.reportOf(number);
      return other !== undefined && (sharesLabel(report, other) || isUntold(number));
    },
    isUntold,
    corroborated: askedOf(comparison.corroborated, false),
    sharesSeveral: askedOf(comparison.sharesSeveral, false),
    contradiction: askedOf<Contradiction>(comparison.contradiction, 'nothing'),
    isOfOther: askedOf(comparison.isOfOther, false),
    shared: (number) => {
      const place = shelf.placeOf(number);
      if (place === undefined) return [];
      return comparison.shared(place.segment.words, place.slot).map(termCounts.spellingOf);
    },
  };
}

function sharesLabel({ labels }: Circumstances, other: Circumstances): boolean {
  return labels.some((label) => other.labels.includes(label));
}

/** Whether a report of a story answers to a sign. */
function isTold(shelf: ReportShelf, storyId: string): boolean {
  let told = false;
  shelf.eachOf(storyId, (number) => {
    told ||= (shelf.reportOf(number)?.labels.length ?? 0) > 0;
  });
  return told;
}
