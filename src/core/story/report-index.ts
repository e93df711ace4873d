/** The reports in mind: an inverted index over their terms, so that a new one meets only those it shares a term with. */
import { HOUR } from '../time/duration.ts';
import type { Headline } from './headline.ts';
import type { Circumstances, StoryRules } from './similarity.ts';
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
/** Slots of the reports that have a term in their title, and of those that have it only below. */
type Posting = { readonly title: number[]; readonly lede: number[] };

export type ReportIndex = {
  /** Reads an entry without remembering it. */
  readonly prepare: (entry: Named, headline: Headline) => Report;
  readonly remember: (report: Report) => void;
  /** The latest report within the window that has the very same headline. */
  readonly twinOf: (report: Report) => Report | undefined;
  /** Reports within the window whose terms have a cosine of `least` or more with those of this one. */
  readonly alike: (
    report: Report,
    least: number,
  ) => readonly { readonly other: Report; readonly cosine: number }[];
  /** How many reports of a story lie within the window of a moment, and the places they name. */
  readonly storyNear: (
    storyId: string,
    at: number,
  ) => { readonly reports: number; readonly places: ReadonlySet<string> };
  readonly prune: (before: number) => void;
  readonly size: () => number;
};

/** Forgetting rebuilds the postings, so it waits until this much time can be forgotten at once. */
const FORGET_AT_ONCE = 6 * HOUR;

/** An empty index. */
export function createReportIndex(rules: StoryRules): ReportIndex {
  const vocabulary = createVocabulary();
  let reports: Report[] = [];
  let postings: Posting[] = [];
  let byIdentity = new Map<string, Report[]>();
  let byStory = new Map<string, Report[]>();
  let oldest = Number.POSITIVE_INFINITY;
  // Dot products by slot; all zero between two uses.
  let dots = new Float64Array(1_024);

  const near = (a: number, b: number): boolean => Math.abs(a - b) <= rules.window;

  const norm = (terms: readonly number[]): number => {
    let sum = 0;
    for (const term of terms) sum += vocabulary.weight(term);
    return Math.max(sum, rules.shortestTitle * vocabulary.highestWeight());
  };

  const enter = (report: Report): void => {
    const slot = reports.push(report) - 1;
    for (const term of report.terms) postingOf(postings, term).title.push(slot);
    for (const term of report.lede) postingOf(postings, term).lede.push(slot);
    if (report.identity !== '') append(byIdentity, report.identity, report);
    append(byStory, report.storyId, report);
    oldest = Math.min(oldest, report.at);
  };

  /** Adds up the weights of shared terms, and answers with the slots that have any. */
  const gather = (report: Report): readonly number[] => {
    if (dots.length < reports.length) dots = new Float64Array(reports.length * 2);
    const touched: number[] = [];
    const addTo = (slots: readonly number[], weight: number): void => {
      for (const slot of slots) {
        const before = dots[slot] ?? 0;
        if (before === 0) touched.push(slot);
        dots[slot] = before + weight;
      }
    };
    const share = (terms: readonly number[], factor: number): void => {
      for (const term of terms) {
        const posting = postings[term];
        if (posting === undefined) continue;
        const weight = vocabulary.weight(term) * factor;
        addTo(posting.title, weight);
        addTo(posting.lede, weight * rules.ledeWeight);
      }
    };
    share(report.terms, 1);
    share(report.lede, rules.ledeWeight);
    return touched;
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
      enter(report);
      vocabulary.count([...report.terms, ...report.lede], 1);
    },

    twinOf: (report) => byIdentity.get(report.identity)?.findLast((other) => near(other.at, report.at)),

    alike: (report, least) => {
      const own = norm(report.terms);
      // No norm is smaller than the shortest title's, so most reports are out before theirs is computed.
      const smallest = Math.sqrt(own * rules.shortestTitle * vocabulary.highestWeight());
      const found: { readonly other: Report; readonly cosine: number }[] = [];
      for (const slot of gather(report)) {
        const dot = dots[slot] ?? 0;
        dots[slot] = 0;
        const other = reports[slot];
        if (dot < least * smallest || other === undefined || !near(other.at, report.at)) continue;
        const cosine = dot / Math.sqrt(own * norm(other.terms));
        if (cosine >= least) found.push({ other, cosine });
      }
      return found;
    },

    storyNear: (storyId, at) => {
      const own = (byStory.get(storyId) ?? []).filter((report) => near(report.at, at));
      return { reports: Math.max(1, own.length), places: new Set(own.flatMap((report) => report.places)) };
    },

    prune: (before) => {
      if (before - oldest < FORGET_AT_ONCE) return;
      const all = reports;
      reports = [];
      postings = [];
      byIdentity = new Map();
      byStory = new Map();
      oldest = Number.POSITIVE_INFINITY;
      for (const report of all) {
        if (report.at >= before) enter(report);
        else vocabulary.count([...report.terms, ...report.lede], -1);
      }
    },

    size: () => reports.length,
  };
}

function postingOf(postings: Posting[], term: number): Posting {
  const known = postings[term];
  if (known !== undefined) return known;
  const created: Posting = { title: [], lede: [] };
  postings[term] = created;
  return created;
}

function append(map: Map<string, Report[]>, key: string, report: Report): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [report]);
  else list.push(report);
}
