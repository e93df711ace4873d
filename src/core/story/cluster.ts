/** Puts entries that tell one event into one story, by the likeness of their headlines over 72 hours. */
import type { Lexicon } from '../lists/lexicon.ts';
import { type HeadlineText, readHeadline } from './headline.ts';
import { createReportIndex, type ReadReport, type Report, type ReportIndex } from './report-index.ts';
import type { Placement, Relation } from './relation.ts';
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
  /** The words that its queries asked for, as published: no evidence of sameness. */
  readonly asked?: readonly string[];
  /** Names the article; the same one across feeds is the same story for certain. */
  readonly article?: string | undefined;
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

type Best = { readonly likeness: number; readonly nearest: Report | undefined };

/** An empty index. It holds no clock and no chance: the same entries in the same order give the same stories. */
export function createStoryIndex(lexicon: Lexicon, rules: StoryRules = STORY_RULES): StoryIndex {
  const index = createReportIndex(rules);

  const place = (entry: StoryEntry): Placement => {
    const report = index.prepare(entry, readHeadline(entry, lexicon));
    const twin = index.twinOf(report);
    const { likeness, nearest: likest } =
      twin === undefined ? bestStory(index, report, rules) : { likeness: 1, nearest: twin };
    const nearest = likeness >= rules.threshold ? likest : undefined;
    const relation = relationOf(report, nearest, twin);
    const joins = relation === 'reprint' || relation === 'report';
    const storyId = joins && nearest !== undefined ? nearest.storyId : ownStory(entry);
    index.remember({ ...report, storyId });
    return {
      storyId,
      isNew: !joins,
      relation,
      follows: relation === 'development' ? nearest?.storyId : undefined,
      reasons:
        nearest === undefined
          ? []
          : [{ name: twin === undefined ? 'alike' : 'same wording', words: [], effect: 0 }],
      reversal: [],
      similarTo: nearest?.key,
      score: likeness,
    };
  };

  return {
    place,
    placeAll: (entries) => {
      const placements = new Map<StoryEntry, Placement>();
      const inOrder = entries.toSorted((a, b) => a.publishedAt - b.publishedAt || compareText(a.key, b.key));
      for (const entry of inOrder) placements.set(entry, place(entry));
      return entries.flatMap((entry) => placements.get(entry) ?? []);
    },
    add: (entry) =>
      index.remember({ ...index.prepare(entry, readHeadline(entry, lexicon)), storyId: entry.storyId }),
    prune: index.prune,
    size: index.size,
  };
}

function ownStory({ key, title, publishedAt }: StoryEntry): string {
  return storyIdOf(key, title, publishedAt);
}

function relationOf(report: ReadReport, nearest: Report | undefined, twin: Report | undefined): Relation {
  if (nearest === undefined) return 'first';
  if (nearest.outlet === report.outlet) return 'development';
  return twin === undefined ? 'report' : 'reprint';
}

/** The story that the report is most like; of two that are equally so, the one whose id comes first. */
function bestStory(index: ReportIndex, report: ReadReport, rules: StoryRules): Best {
  let best: Best = { likeness: 0, nearest: undefined };
  const stories = index.alike(report);
  for (const story of stories.toSorted((a, b) => compareText(a.storyId, b.storyId))) {
    const places = new Set(story.reports.flatMap((each) => each.report.places));
    let sum = 0;
    let most = 0;
    let nearest: Report | undefined;
    for (const { report: other, cosine, shared } of story.reports) {
      const likeness = likenessOf({ cosine, shared }, report, other, places, rules);
      sum += likeness;
      if (likeness > most) [most, nearest] = [likeness, other];
    }
    const likeness = rules.nearest * most + (1 - rules.nearest) * (sum / story.reports.length);
    if (likeness > best.likeness) best = { likeness, nearest };
  }
  return best;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
