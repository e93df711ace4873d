/** Puts entries that tell one event into one story, by the likeness of their headlines over 72 hours. */
import { type HeadlineText, readHeadline } from './headline.ts';
import { createReportIndex, type Report, type ReportIndex } from './report-index.ts';
import { likenessOf, STORY_RULES, type StoryRules } from './similarity.ts';
import { storyIdOf } from './story-id.ts';

/** An entry to be placed. */
export type StoryEntry = HeadlineText & {
  /** Names the entry; breaks ties of time. */
  readonly key: string;
  /** Event time, epoch milliseconds. */
  readonly publishedAt: number;
  /** Ids of the indicators it matched. */
  readonly labels?: readonly string[];
};

export type Placement = {
  readonly storyId: string;
  /** True where the entry begins the story. */
  readonly isNew: boolean;
  /** Key of the report it is most like within the story; undefined for a new story. */
  readonly similarTo: string | undefined;
  /** How alike it is to the story it joined, or to the nearest that it did not; 0 to 1. */
  readonly score: number;
};

export type StoryIndex = {
  /** Finds the entry's story or begins one, and remembers the entry. */
  readonly place: (entry: StoryEntry) => Placement;
  /** Places the entries of one poll in order of event time, whatever order they come in; answers in the order given. */
  readonly placeAll: (entries: readonly StoryEntry[]) => readonly Placement[];
  /** Remembers an entry whose story is known, as after a restart; in order of event time it is as if it was placed. */
  readonly add: (entry: StoryEntry & { readonly storyId: string }) => void;
  /** Forgets entries with an event time before this, some hours of them at a time. */
  readonly prune: (before: number) => void;
  /** How many entries are remembered. */
  readonly size: () => number;
};

/** Likeness below this is none: it neither joins nor speaks against joining. */
const FAINT = 0.1;

type Candidate = { readonly storyId: string; readonly likeness: number; readonly nearest: Report };

/** An empty index. It holds no clock and no chance: the same entries in the same order give the same stories. */
export function createStoryIndex(rules: StoryRules = STORY_RULES): StoryIndex {
  const index = createReportIndex(rules);

  const place = (entry: StoryEntry): Placement => {
    const report = index.prepare(entry, readHeadline(entry));
    const twin = index.twinOf(report);
    const [best, second] = twin === undefined ? candidates(index, report, rules) : [];
    const score = twin === undefined ? (best?.likeness ?? 0) - rules.margin * (second?.likeness ?? 0) : 1;
    const nearest = score >= rules.threshold ? (twin ?? best?.nearest) : undefined;
    const storyId = nearest?.storyId ?? storyIdOf(entry.key, entry.title, entry.publishedAt);
    index.remember({ ...report, storyId });
    return { storyId, isNew: nearest === undefined, similarTo: nearest?.key, score: Math.max(0, score) };
  };

  return {
    place,
    placeAll: (entries) => {
      const placements = new Map<StoryEntry, Placement>();
      const inOrder = entries.toSorted((a, b) => a.publishedAt - b.publishedAt || compareText(a.key, b.key));
      for (const entry of inOrder) placements.set(entry, place(entry));
      return entries.flatMap((entry) => placements.get(entry) ?? []);
    },
    add: (entry) => index.remember({ ...index.prepare(entry, readHeadline(entry)), storyId: entry.storyId }),
    prune: index.prune,
    size: index.size,
  };
}

/** Stories that the report is like, the likest first. */
function candidates(index: ReportIndex, report: Report, rules: StoryRules): readonly Candidate[] {
  const byStory = new Map<string, { readonly other: Report; readonly cosine: number }[]>();
  for (const alike of index.alike(report, FAINT)) {
    const list = byStory.get(alike.other.storyId) ?? [];
    list.push(alike);
    byStory.set(alike.other.storyId, list);
  }
  const found: Candidate[] = [];
  for (const [storyId, alikes] of byStory) {
    const story = index.storyNear(storyId, report.at);
    let sum = 0;
    let most = 0;
    let nearest = report;
    for (const { other, cosine } of alikes) {
      const likeness = likenessOf(cosine, report, other, story.places, rules);
      sum += likeness;
      if (likeness > most) [most, nearest] = [likeness, other];
    }
    const mean = sum / story.reports;
    if (most >= FAINT)
      found.push({ storyId, likeness: rules.nearest * most + (1 - rules.nearest) * mean, nearest });
  }
  return found.toSorted((a, b) => b.likeness - a.likeness || compareText(a.storyId, b.storyId));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
