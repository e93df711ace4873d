/** The reports in mind: an inverted index over their terms, so that a new one meets only those it shares a term with. */
import { HOUR } from '../time/duration.ts';
import type { Headline } from './headline.ts';
import { type Circumstances, leastCosine, likenessOf, type StoryRules } from './similarity.ts';
import { createVocabulary } from './vocabulary.ts';

/** One entry as the index keeps it. */
export type Report = Circumstances & {
  readonly key: string;
  readonly storyId: string;
  /** Numbers of the terms in the vocabulary. */
  readonly terms: readonly number[];
  readonly lede: readonly number[];
  readonly identity: string;
};

type Named = { readonly key: string; readonly publishedAt: number; readonly labels?: readonly string[] };
/**
 * Where a term occurs: twice the slot of each report that has it in its title, and one more than that where it stands
 * only below.
 */
type Posting = number[];

/** A story with a report much like the new one; of each of its reports within the window the cosine and how many terms are shared. */
export type AlikeStory = {
  readonly storyId: string;
  readonly reports: readonly { readonly report: Report; readonly cosine: number; readonly shared: number }[];
};

export type ReportIndex = {
  /** Reads an entry without remembering it. */
  readonly prepare: (entry: Named, headline: Headline) => Report;
  /** Keeps it, unless its story is known by enough others. */
  readonly remember: (report: Report) => void;
  /** The report that came last with the very same headline, if it lies within the window. */
  readonly twinOf: (report: Report) => Report | undefined;
  /** Stories with a report within the window that is like enough to this one, places aside, for it to join. */
  readonly alike: (report: Report) => readonly AlikeStory[];
  readonly prune: (before: number) => void;
  readonly size: () => number;
};

const NOWHERE: ReadonlySet<string> = new Set();

/**
 * Reports by which a story is known; it goes on growing, but is recognised by these. Several times what a great story has
 * within the window. Each new report of a story is compared with all of them, so that without this a feed of thousands
 * of headlines alike would keep everybody else waiting for minutes.
 */
const MOST_REPORTS = 200;

type Gathered = {
  /** Slots that share anything. */
  readonly touched: readonly number[];
  /** What a report can share at most of the terms that were left out. */
  readonly most: number;
  /** Adds them for one report; the answer is its whole sum. */
  readonly complete: (slot: number, other: Report) => number;
};

/** Shorter lists are gone through sooner than it is found out who else is in them. */
const WORTH_SKIPPING = 64;

/** Share of what a likeness needs that may be left out; with more, too many reports have to be completed. */
const LEFT_OUT = 0.5;

/** Forgetting rebuilds the postings, so it waits until this much time can be forgotten at once. */
const FORGET_AT_ONCE = 6 * HOUR;
/** Of reports that are too old already when they come, as in a feed's first document, it waits for so many or a quarter of all. */
const STALE_AT_ONCE = 1_000;

/** An empty index. */
export function createReportIndex(rules: StoryRules): ReportIndex {
  const vocabulary = createVocabulary();
  let reports: Report[] = [];
  let postings: Posting[] = [];
  let byIdentity = new Map<string, number>();
  let byStory = new Map<string, number[]>();
  let oldest = Number.POSITIVE_INFINITY;
  let forgottenBefore = Number.NEGATIVE_INFINITY;
  let stale = 0;
  // Dot products and counts of shared terms by slot; all zero between two uses.
  let dots = new Float64Array(1_024);
  let shares = new Uint16Array(1_024);

  const least = { plain: leastCosine(false, rules), sharingLabel: leastCosine(true, rules) };

  const near = (a: number, b: number): boolean => Math.abs(a - b) <= rules.window;

  const norm = (terms: readonly number[]): number => {
    let sum = 0;
    for (const term of terms) sum += vocabulary.weight(term);
    return Math.max(sum, rules.shortestTitle * vocabulary.highestWeight());
  };

  /** Most terms occur once, and an array that is made with its element is a third of one that grows. */
  const post = (term: number, place: number): void => {
    const posting = postings[term];
    if (posting === undefined) postings[term] = [place];
    else posting.push(place);
  };

  const isFull = (storyId: string): boolean => (byStory.get(storyId)?.length ?? 0) >= MOST_REPORTS;

  const enter = (report: Report): void => {
    const slot = reports.push(report) - 1;
    for (const term of report.terms) post(term, slot * 2);
    for (const term of report.lede) post(term, slot * 2 + 1);
    if (report.identity !== '') byIdentity.set(report.identity, slot);
    const own = byStory.get(report.storyId);
    if (own === undefined) byStory.set(report.storyId, [slot]);
    else own.push(slot);
    oldest = Math.min(oldest, report.at);
    if (report.at < forgottenBefore) stale += 1;
  };

  /**
   * Adds up the weights of shared terms. A term that many reports have weighs little, and its list is long. So the
   * longest lists are not gone through, as long as what they add together stays well below `faint`; of the reports that
   * may come to more `complete` adds what they share of those, too, which gives the same sums.
   */
  const gather = (report: Report, faint: number): Gathered => {
    if (dots.length < reports.length) {
      dots = new Float64Array(reports.length * 2);
      shares = new Uint16Array(reports.length * 2);
    }
    const touched: number[] = [];
    const common = new Map<number, number>();
    let most = 0;
    const all = [
      ...report.terms.map((term) => ({ term, weight: vocabulary.weight(term) })),
      ...report.lede.map((term) => ({ term, weight: vocabulary.weight(term) * rules.ledeWeight })),
    ].map((each) => ({ ...each, posting: postings[each.term] ?? [] }));
    for (const { term, weight, posting } of all.toSorted((a, b) => b.posting.length - a.posting.length)) {
      if (posting.length < WORTH_SKIPPING || most + weight >= faint * LEFT_OUT) break;
      common.set(term, weight);
      most += weight;
    }
    const add = (slot: number, weight: number): void => {
      const before = dots[slot] ?? 0;
      if (before === 0) touched.push(slot);
      dots[slot] = before + weight;
      shares[slot] = (shares[slot] ?? 0) + 1;
    };
    for (const { term, weight, posting } of all) {
      if (common.has(term)) continue;
      for (const place of posting) add(place >>> 1, place % 2 === 0 ? weight : weight * rules.ledeWeight);
    }
    const done = new Set<number>();
    const complete = (slot: number, other: Report): number => {
      if (!done.has(slot)) {
        done.add(slot);
        for (const term of other.terms) if (common.has(term)) add(slot, common.get(term) ?? 0);
        for (const term of other.lede)
          if (common.has(term)) add(slot, (common.get(term) ?? 0) * rules.ledeWeight);
      }
      return dots[slot] ?? 0;
    };
    return { touched, most, complete };
  };

  return {
    prepare: (entry, headline) => ({
      key: entry.key,
      storyId: '',
      at: entry.publishedAt,
      terms: headline.terms.map(vocabulary.numberOf),
      lede: headline.lede.map(vocabulary.numberOf),
      places: headline.places,
      labels: entry.labels ?? [],
      rolling: headline.rolling,
      identity: headline.identity,
    }),

    remember: (report) => {
      if (isFull(report.storyId)) return;
      enter(report);
      vocabulary.count([...report.terms, ...report.lede], 1);
    },

    twinOf: (report) => {
      const twin = reports[byIdentity.get(report.identity) ?? -1];
      return twin !== undefined && near(twin.at, report.at) ? twin : undefined;
    },

    alike: (report) => {
      const own = norm(report.terms);
      // No norm is smaller than the shortest title's, so most reports are out before theirs is computed.
      const smallest = Math.sqrt(own * rules.shortestTitle * vocabulary.highestWeight());
      const faint = smallest * (report.labels.length > 0 ? least.sharingLabel : least.plain);
      const { touched, most, complete } = gather(report, faint);
      const storyIds = new Set<string>();
      for (const slot of touched) {
        if ((dots[slot] ?? 0) + most < faint) continue;
        const other = reports[slot];
        if (other === undefined || !near(other.at, report.at)) continue;
        const dot = complete(slot, other);
        if (dot < faint) continue;
        if (dot < least.plain * smallest && !sharesLabel(report, other)) continue;
        const words = { cosine: dot / Math.sqrt(own * norm(other.terms)), shared: shares[slot] ?? 0 };
        // A story is no more like it than its likest report, and places only ever part.
        if (likenessOf(words, report, other, NOWHERE, rules) >= rules.threshold) storyIds.add(other.storyId);
      }
      const found = [...storyIds].map((storyId) => ({
        storyId,
        reports: (byStory.get(storyId) ?? []).flatMap((slot) => {
          const other = reports[slot];
          if (other === undefined || !near(other.at, report.at)) return [];
          const cosine = complete(slot, other) / Math.sqrt(own * norm(other.terms));
          return { report: other, cosine, shared: shares[slot] ?? 0 };
        }),
      }));
      for (const slot of touched) {
        dots[slot] = 0;
        shares[slot] = 0;
      }
      return found;
    },

    prune: (before) => {
      if (before - oldest < FORGET_AT_ONCE) return;
      const enough = Math.max(STALE_AT_ONCE, reports.length / 4);
      if (before - forgottenBefore < FORGET_AT_ONCE && stale < enough) return;
      const all = reports;
      reports = [];
      postings = [];
      byIdentity = new Map();
      byStory = new Map();
      oldest = Number.POSITIVE_INFINITY;
      forgottenBefore = before;
      stale = 0;
      for (const report of all)
        if (report.at < before) vocabulary.count([...report.terms, ...report.lede], -1);
      const renumber = vocabulary.compact();
      for (const report of all)
        if (report.at >= before)
          enter({ ...report, terms: report.terms.map(renumber), lede: report.lede.map(renumber) });
    },

    size: () => reports.length,
  };
}

function sharesLabel({ labels }: Circumstances, other: Circumstances): boolean {
  return labels.some((label) => other.labels.includes(label));
}
