/** The reports in mind, by half days and terms, so that a new one meets only those that it may have to do with. */
import { HOUR } from '../time/duration.ts';
import { type Circumstances, createComparison } from './comparison.ts';
import type { Headline } from './headline.ts';
import { type KnownReport, type NamedEntry, type ReadReport, readReport } from './read-report.ts';
import { createLayout, LEDE_WEIGHT } from './layout.ts';
import { crowdedness } from './model.ts';
import { createPackedLists } from './packed-lists.ts';
import { createSignTerms } from './sign-terms.ts';
import { createSignTimes } from './sign-times.ts';
import { createTermCounts } from './term-counts.ts';
import { createTermIndex, type TermIndex } from './term-index.ts';

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
  /** Compares a report with others; only inside of `compare` its functions may be called. */
  readonly compare: <Result>(report: ReadReport, use: (others: Others) => Result) => Result;
  /** Forgets reports of before; those that answer to a sign, later. */
  readonly prune: (before: number) => void;
  readonly size: () => number;
};

export type Others = {
  /** How many reports of anything there are about a day. */
  readonly daily: number;
  /** Visits reports within so many milliseconds that share more than hardly anything. */
  readonly within: (reach: number, visit: Visit, onlySigns?: boolean) => void;
  /** Visits the reports of a story within so many milliseconds. */
  readonly ofStory: (storyId: string, reach: number, visit: Visit) => void;
  /** The terms that it shares with a report. */
  readonly shared: (number: number) => readonly string[];
};

const NO_TERMS: readonly number[] = [];

/**
 * Reports by which a story is known; it goes on growing, but is recognised by these. Several times what a great story has
 * within the window. Each new report of a story is compared with all of them, so that without this a feed of thousands
 * of headlines alike would keep everybody else waiting for minutes.
 */
const MOST_REPORTS = 200;

/** Forgetting rebuilds the postings, so it waits until this much time can be forgotten at once. */
const FORGET_AT_ONCE = 6 * HOUR;
/** Of reports that are too old already when they come, as in a feed's first document, it waits for so many or a quarter of all. */
const STALE_AT_ONCE = 1_000;
/** Milliseconds by which reports that answer to a sign, and may be followed, are kept longer than others. */
const SIGNS_KEPT_LONGER = 8 * 24 * HOUR;

/** Reports of so many milliseconds are indexed together. */
const SEGMENT = 12 * HOUR;

/** Cosines below which nobody looks closer: where neither has a sign, and where both have the same. */
const LEAST = 0.12;
const LEAST_IN_CROWD = 0.4;
const LEAST_OF_SIGN = 0.04;

type Segment = {
  /** Numbers of the reports by their slots in the index. */
  readonly reports: number[];
  readonly words: TermIndex;
};

/** An empty index. */
export function createReportIndex(): ReportIndex {
  const termCounts = createTermCounts();
  const signTerms = createSignTerms();
  const layout = createLayout(termCounts, signTerms);
  const comparison = createComparison(termCounts, layout);
  const signTimes = createSignTimes();
  let reports: KnownReport[] = [];
  /** Where each report is in the index of its segment. */
  let slots: number[] = [];
  let segments = new Map<number, Segment>();
  let byIdentity = new Map<number, number>();
  let byArticle = new Map<number, number>();
  let byStory = new Map<string, number>();
  /** The numbers of each story's reports, by the number of the story. */
  let members = createPackedLists();
  let oldest = Number.POSITIVE_INFINITY;
  let forgottenBefore = Number.NEGATIVE_INFINITY;
  let stale = 0;

  const enter = (report: KnownReport, terms: readonly number[], lede: readonly number[]): void => {
    const number = reports.push(report) - 1;
    const bucket = segmentOf(report.at);
    const segment = segments.get(bucket) ?? { reports: [], words: createTermIndex(LEDE_WEIGHT) };
    segments.set(bucket, segment);
    slots.push(segment.reports.push(number) - 1);
    segment.words.add(terms, lede);
    if (report.identity !== undefined) byIdentity.set(report.identity, number);
    if (report.article !== undefined) byArticle.set(report.article, number);
    const story = byStory.get(report.storyId) ?? byStory.size;
    byStory.set(report.storyId, story);
    members.push(story, number);
    oldest = Math.min(oldest, report.at);
    if (report.at < forgottenBefore) stale += 1;
  };

  /** Reports of the half day before an instant and of the one that it lies in. */
  const aDayUpTo = (at: number): number =>
    [0, 1].reduce((sum, back) => sum + (segments.get(segmentOf(at) - back)?.reports.length ?? 0), 0);

  const othersOf = (report: ReadReport): Others => ({
    daily: aDayUpTo(report.at),
    within: (reach, visit, onlySigns = false) => {
      const labelled = report.labels.length > 0;
      // No norm is smaller than the shortest title's, so most reports are out before theirs is computed.
      const smallest = Math.sqrt(layout.norm() * layout.smallestNorm());
      // In a crowd hardly alike is not alike, and too many to look at.
      const plain = smallest * (LEAST + crowdedness(aDayUpTo(report.at)) * (LEAST_IN_CROWD - LEAST));
      const least = labelled
        ? Math.min(plain, smallest * LEAST_OF_SIGN * (plain / (smallest * LEAST)))
        : plain;
      for (let bucket = segmentOf(report.at - reach); bucket <= segmentOf(report.at + reach); bucket += 1) {
        const segment = segments.get(bucket);
        segment?.words.eachAbove(layout.terms(), least, (slot, shared) => {
          const number = segment.reports[slot] ?? -1;
          const other = reports[number];
          if (other === undefined || Math.abs(other.at - report.at) > reach) return;
          if (onlySigns && other.labels.length === 0) return;
          if (labelled && shared < plain && !sharesLabel(report, other)) return;
          visit(other, comparison.features(segment.words, slot, other), number);
        });
      }
    },
    ofStory: (storyId, reach, visit) => {
      const story = byStory.get(storyId);
      if (story === undefined) return;
      members.each(story, (number) => {
        const other = reports[number];
        const segment = other === undefined ? undefined : segments.get(segmentOf(other.at));
        if (other === undefined || segment === undefined || Math.abs(other.at - report.at) > reach) return;
        visit(other, comparison.features(segment.words, slots[number] ?? 0, other), number);
      });
    },
    shared: (number) => {
      const other = reports[number];
      const segment = other === undefined ? undefined : segments.get(segmentOf(other.at));
      if (segment === undefined) return [];
      return comparison.shared(segment.words, slots[number] ?? 0).map(termCounts.spellingOf);
    },
  });

  return {
    prepare: (entry, headline) => readReport(entry, headline, termCounts.numberOf),
    remember: ({ terms, lede, ...report }) => {
      const story = byStory.get(report.storyId);
      if (story !== undefined && members.lengthOf(story) >= MOST_REPORTS) return;
      enter(report, terms, lede);
      signTimes.add(report.labels, report.at);
      signTerms.count(report.labels, [...terms, ...lede], 1);
      termCounts.count([...terms, ...lede], 1);
    },
    articleOf: ({ article }) => reports[byArticle.get(article ?? -1) ?? -1],
    twinOf: ({ identity }) => reports[byIdentity.get(identity ?? -1) ?? -1],
    compare: (report, use) => {
      comparison.begin(report, signTimes.within(report.labels, report.at, 24 * HOUR));
      const result = use(othersOf(report));
      comparison.end();
      return result;
    },
    prune: (before) => {
      if (before - oldest < FORGET_AT_ONCE) return;
      const enough = Math.max(STALE_AT_ONCE, reports.length / 4);
      if (before - forgottenBefore < FORGET_AT_ONCE && stale < enough) return;
      const isKept = ({ at, labels }: KnownReport): boolean =>
        at >= before || (labels.length > 0 && at >= before - SIGNS_KEPT_LONGER);
      const all = reports.map((report, number) => ({
        report,
        ...termsOf(segments.get(segmentOf(report.at)), slots[number] ?? 0),
      }));
      [reports, slots] = [[], []];
      segments = new Map();
      [byIdentity, byArticle, byStory] = [new Map(), new Map(), new Map()];
      members = createPackedLists();
      oldest = Number.POSITIVE_INFINITY;
      forgottenBefore = before;
      stale = 0;
      for (const { report, terms, lede } of all)
        if (!isKept(report)) {
          termCounts.count([...terms, ...lede], -1);
          signTerms.count(report.labels, [...terms, ...lede], -1);
        }
      const renumber = termCounts.compact();
      signTerms.renumber(renumber);
      for (const { report, terms, lede } of all)
        if (isKept(report))
          enter(
            { ...report, asked: report.asked.length === 0 ? NO_TERMS : report.asked.map(renumber) },
            terms.map(renumber),
            lede.map(renumber),
          );
      signTimes.prune(before - SIGNS_KEPT_LONGER);
    },
    size: () => reports.length,
  };
}

function segmentOf(at: number): number {
  return Math.floor(at / SEGMENT);
}

function sharesLabel({ labels }: Circumstances, other: Circumstances): boolean {
  return labels.some((label) => other.labels.includes(label));
}

function termsOf(segment: Segment | undefined, slot: number) {
  const [terms, lede]: [number[], number[]] = [[], []];
  segment?.words.eachOfTitle(slot, (term) => terms.push(term));
  segment?.words.eachOfLede(slot, (term) => lede.push(term));
  return { terms, lede };
}
