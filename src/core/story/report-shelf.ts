/** Where reports in mind stand: by half days and terms, and by what names them and their stories. */
import { HOUR } from '../time/duration.ts';
import { LEDE_WEIGHT } from './layout.ts';
import { createPackedLists } from './packed/packed-lists.ts';
import type { KnownReport } from './read-report.ts';
import { createTermIndex, type TermIndex } from './term-index.ts';

/** Reports of a half day. */
export type Segment = {
  /** Numbers of the reports by their slots in the index. */
  readonly reports: number[];
  readonly words: TermIndex;
};

/** Where the words of a report are. */
export type Place = { readonly segment: Segment; readonly slot: number };

/** Reports are numbered from 0, in the order in which they came. */
export type ReportShelf = {
  readonly enter: (report: KnownReport, terms: readonly number[], lede: readonly number[]) => void;
  readonly reports: readonly KnownReport[];
  readonly placeOf: (number: number) => Place | undefined;
  /** The half days with reports from one instant to another; with only those reports that answer to a sign, if wanted. */
  readonly between: (from: number, to: number, onlySigns: boolean) => readonly Segment[];
  /** The last report of an article's address, and with a wording. */
  readonly ofArticle: (article: number | undefined) => KnownReport | undefined;
  readonly ofIdentity: (identity: number | undefined) => KnownReport | undefined;
  /** The last report with a wording but for a part that is set off. */
  readonly ofBareIdentity: (identity: number | undefined) => KnownReport | undefined;
  /** How many reports of a story are on the shelf. */
  readonly countOf: (storyId: string) => number;
  readonly eachOf: (storyId: string, visit: (number: number) => void) => void;
  /** Reports of the half day before an instant and of the one that it lies in. */
  readonly aDayUpTo: (at: number) => number;
  /** Event time of the oldest; infinite where there is none. */
  readonly oldest: () => number;
};

/** Reports of so many milliseconds are indexed together. */
const SEGMENT = 12 * HOUR;

/** An empty shelf, whose reports are found by terms that are looked for. */
export function createReportShelf(isLookedFor: (term: number) => boolean): ReportShelf {
  const reports: KnownReport[] = [];
  /** Where each report is in the index of its segment. */
  const slots: number[] = [];
  const segments = new Map<number, Segment>();
  /** Reports that answer to a sign stand here, too: they are few, and asked for by themselves. */
  const ofSigns = new Map<number, Segment>();
  const byIdentity = new Map<number, number>();
  const byBareIdentity = new Map<number, number>();
  const byArticle = new Map<number, number>();
  const byStory = new Map<string, number>();
  /** The numbers of each story's reports, by the number of the story. */
  const members = createPackedLists();
  let oldest = Number.POSITIVE_INFINITY;

  const segmentIn = (within: Map<number, Segment>, at: number): Segment => {
    const known = within.get(segmentOf(at));
    if (known !== undefined) return known;
    const segment = { reports: [], words: createTermIndex(LEDE_WEIGHT, isLookedFor) };
    within.set(segmentOf(at), segment);
    return segment;
  };

  return {
    enter: (report, terms, lede) => {
      const number = reports.push(report) - 1;
      const segment = segmentIn(segments, report.at);
      slots.push(segment.reports.push(number) - 1);
      segment.words.add(terms, lede);
      if (report.labels.length > 0) {
        const signs = segmentIn(ofSigns, report.at);
        signs.reports.push(number);
        signs.words.add(terms, lede);
      }
      if (report.identity !== undefined) byIdentity.set(report.identity, number);
      if (report.bareIdentity !== undefined) byBareIdentity.set(report.bareIdentity, number);
      if (report.article !== undefined) byArticle.set(report.article, number);
      const story = byStory.get(report.storyId) ?? byStory.size;
      byStory.set(report.storyId, story);
      members.push(story, number);
      oldest = Math.min(oldest, report.at);
    },
    reports,
    placeOf: (number) => {
      const report = reports[number];
      const segment = report === undefined ? undefined : segments.get(segmentOf(report.at));
      return segment === undefined ? undefined : { segment, slot: slots[number] ?? 0 };
    },
    between: (from, to, onlySigns) => {
      const found: Segment[] = [];
      for (let bucket = segmentOf(from); bucket <= segmentOf(to); bucket += 1) {
        const segment = (onlySigns ? ofSigns : segments).get(bucket);
        if (segment !== undefined) found.push(segment);
      }
      return found;
    },
    ofArticle: (article) => reports[byArticle.get(article ?? -1) ?? -1],
    ofIdentity: (identity) => reports[byIdentity.get(identity ?? -1) ?? -1],
    ofBareIdentity: (identity) => reports[byBareIdentity.get(identity ?? -1) ?? -1],
    countOf: (storyId) => {
      const story = byStory.get(storyId);
      return story === undefined ? 0 : members.lengthOf(story);
    },
    eachOf: (storyId, visit) => {
      const story = byStory.get(storyId);
      if (story !== undefined) members.each(story, visit);
    },
    aDayUpTo: (at) =>
      [0, 1].reduce((sum, back) => sum + (segments.get(segmentOf(at) - back)?.reports.length ?? 0), 0),
    oldest: () => oldest,
  };
}

function segmentOf(at: number): number {
  return Math.floor(at / SEGMENT);
}
