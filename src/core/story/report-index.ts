/** The reports in mind, by half days and terms, so that a new one meets only those it may be like enough to. */
import { HOUR } from '../time/duration.ts';
import type { Headline } from './headline.ts';
import { type Circumstances, leastCosine, likenessOf, reachOf, type StoryRules } from './similarity.ts';
import { createHeadlineWeights } from './headline-weights.ts';
import { createPackedLists } from './packed-lists.ts';
import { createTermIndex, type TermIndex } from './term-index.ts';
import { createTermCounts } from './term-counts.ts';

/** A report in mind, less its words. */
export type Report = Circumstances & { readonly key: string; readonly storyId: string };

/** An entry that was read. */
export type ReadReport = Report & {
  /** Numbers of the terms in the vocabulary. */
  readonly terms: readonly number[];
  readonly lede: readonly number[];
  /** Stands for the words of the title; undefined where they are too few to tell. */
  readonly identity: number | undefined;
};

type Named = {
  readonly key: string;
  readonly outlet: string;
  readonly publishedAt: number;
  readonly labels?: readonly string[];
};
/** A story with a report much like the new one; of each of its reports within the window the cosine and how many terms are shared. */
export type AlikeStory = {
  readonly storyId: string;
  readonly reports: readonly { readonly report: Report; readonly cosine: number; readonly shared: number }[];
};

export type ReportIndex = {
  /** Reads an entry without remembering it. */
  readonly prepare: (entry: Named, headline: Headline) => ReadReport;
  /** Keeps it, unless its story is known by enough others. */
  readonly remember: (report: ReadReport) => void;
  /** The report that came last with the very same headline, if it lies within the window. */
  readonly twinOf: (report: ReadReport) => Report | undefined;
  /** Stories with a report within the window that is like enough to this one, places aside, for it to join. */
  readonly alike: (report: ReadReport) => readonly AlikeStory[];
  readonly prune: (before: number) => void;
  readonly size: () => number;
};

const NOWHERE: ReadonlySet<string> = new Set();
/** One for all reports that have none: a hundred thousand empty lists are megabytes. */
const NONE: readonly string[] = [];

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

/**
 * Reports of so many milliseconds are indexed together. The further a report lies back, the more it must be alike, so that
 * of the older ones hardly any is looked at.
 */
const SEGMENT = 12 * HOUR;

type Segment = {
  /** Numbers of the reports by their slots in the index. */
  readonly reports: number[];
  readonly words: TermIndex;
};

/** An empty index. */
export function createReportIndex(rules: StoryRules): ReportIndex {
  const termCounts = createTermCounts();
  let reports: Report[] = [];
  /** Where each report is in the index of its segment. */
  let slots: number[] = [];
  let segments = new Map<number, Segment>();
  let byIdentity = new Map<number, number>();
  let byStory = new Map<string, number>();
  /** The numbers of each story's reports, by the number of the story. */
  let members = createPackedLists();
  let oldest = Number.POSITIVE_INFINITY;
  let forgottenBefore = Number.NEGATIVE_INFINITY;
  let stale = 0;
  const reach = reachOf(rules);
  const weights = createHeadlineWeights(termCounts, rules);

  const near = (a: number, b: number): boolean => Math.abs(a - b) <= rules.window;

  const segmentOf = (at: number): number => Math.floor(at / SEGMENT);

  const membersOf = (storyId: string): readonly number[] => {
    const story = byStory.get(storyId);
    const numbers: number[] = [];
    if (story !== undefined) members.each(story, (number) => numbers.push(number));
    return numbers.sort((a, b) => a - b);
  };

  const enter = (
    report: Report,
    terms: readonly number[],
    lede: readonly number[],
    identity?: number,
  ): void => {
    const number = reports.push(report) - 1;
    const bucket = segmentOf(report.at);
    const segment = segments.get(bucket) ?? { reports: [], words: createTermIndex(rules.ledeWeight) };
    segments.set(bucket, segment);
    slots.push(segment.reports.push(number) - 1);
    segment.words.add(terms, lede);
    if (identity !== undefined) byIdentity.set(identity, number);
    const story = byStory.get(report.storyId) ?? byStory.size;
    byStory.set(report.storyId, story);
    members.push(story, number);
    oldest = Math.min(oldest, report.at);
    if (report.at < forgottenBefore) stale += 1;
  };

  return {
    prepare: (entry, headline) => ({
      key: entry.key,
      storyId: '',
      at: entry.publishedAt,
      terms: headline.terms.map(termCounts.numberOf),
      lede: headline.lede.map(termCounts.numberOf),
      places: headline.places.length === 0 ? NONE : headline.places,
      labels: entry.labels === undefined || entry.labels.length === 0 ? NONE : entry.labels,
      rolling: headline.rolling,
      outlet: entry.outlet,
      identity: headline.identity === '' ? undefined : hashOf(headline.identity),
    }),

    remember: ({ key, storyId, at, places, labels, rolling, outlet, terms, lede, identity }) => {
      const story = byStory.get(storyId);
      if (story !== undefined && members.lengthOf(story) >= MOST_REPORTS) return;
      enter({ key, storyId, at, places, labels, rolling, outlet }, terms, lede, identity);
      termCounts.count([...terms, ...lede], 1);
    },

    twinOf: ({ identity, at }) => {
      const twin = identity === undefined ? undefined : reports[byIdentity.get(identity) ?? -1];
      return twin !== undefined && near(twin.at, at) ? twin : undefined;
    },

    alike: (report) => {
      const headline = weights.of(report.terms, report.lede);
      // No norm is smaller than the shortest title's, so most reports are out before theirs is computed.
      const smallest = Math.sqrt(headline.norm * weights.smallestNorm());
      const mayShareLabel = report.labels.length > 0;
      const storyIds = new Set<string>();
      for (let bucket = segmentOf(report.at - reach); bucket <= segmentOf(report.at + reach); bucket += 1) {
        const segment = segments.get(bucket);
        if (segment === undefined) continue;
        const apart = Math.max(0, bucket * SEGMENT - report.at, report.at - (bucket + 1) * SEGMENT);
        const least = smallest * leastCosine(mayShareLabel, apart, rules);
        const leastPlain = leastCosine(false, apart, rules);
        segment.words.eachAbove(headline.terms, least, (slot) => {
          const other = reports[segment.reports[slot] ?? -1];
          if (other === undefined || !near(other.at, report.at)) return;
          const words = headline.compare(segment.words, slot);
          if (words.cosine < leastPlain && !sharesLabel(report, other)) return;
          // A story is no more like it than its likest report, and places only ever part.
          if (likenessOf(words, report, other, NOWHERE, rules) >= rules.threshold)
            storyIds.add(other.storyId);
        });
      }
      const found = [...storyIds].map((storyId) => ({
        storyId,
        reports: membersOf(storyId).flatMap((number) => {
          const other = reports[number];
          const segment = other === undefined ? undefined : segments.get(segmentOf(other.at));
          if (other === undefined || segment === undefined || !near(other.at, report.at)) return [];
          return [{ report: other, ...headline.compare(segment.words, slots[number] ?? 0) }];
        }),
      }));
      headline.forget();
      return found;
    },

    prune: (before) => {
      if (before - oldest < FORGET_AT_ONCE) return;
      const enough = Math.max(STALE_AT_ONCE, reports.length / 4);
      if (before - forgottenBefore < FORGET_AT_ONCE && stale < enough) return;
      const all = reports.map((report, number) => ({
        report,
        ...termsOf(segments.get(segmentOf(report.at)), slots[number] ?? 0),
      }));
      const identities = new Map([...byIdentity].map(([identity, number]) => [number, identity]));
      [reports, slots] = [[], []];
      segments = new Map();
      byIdentity = new Map();
      byStory = new Map();
      members = createPackedLists();
      oldest = Number.POSITIVE_INFINITY;
      forgottenBefore = before;
      stale = 0;
      for (const { report, terms, lede } of all)
        if (report.at < before) termCounts.count([...terms, ...lede], -1);
      const renumber = termCounts.compact();
      for (const [number, { report, terms, lede }] of all.entries())
        if (report.at >= before)
          enter(report, terms.map(renumber), lede.map(renumber), identities.get(number));
    },

    size: () => reports.length,
  };
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

/** A number below 2⁵³ for a text: two 32-bit FNV-1a sums with different beginnings. Two titles share one hardly ever. */
function hashOf(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x050c5d1f;
  for (let at = 0; at < text.length; at += 1) {
    high = Math.imul(high ^ text.charCodeAt(at), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193);
  }
  return (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0);
}
