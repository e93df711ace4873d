/** Puts entries that tell one event into one story, and says of each what it is to the stories before it. */
import type { Lexicon } from '../lists/lexicon.ts';
import { HOUR } from '../time/duration.ts';
import { STORY_MODEL } from './coefficients.ts';
import { compareText } from './compare-text.ts';
import { type HeadlineText, readHeadline } from './reading/headline.ts';
import { NAME_MARK } from './reading/headline-words.ts';
import { FOLLOWED_WITHIN, type Found, likeliestReport, likeliestStory, reversesReport } from './likeliest.ts';
import { createScale, oddsLostInCrowd, type Scale, type StoryModel } from './model.ts';
import type { Placement, Reason } from './relation.ts';
import type { KnownReport, ReadReport } from './read-report.ts';
import { createReportIndex, type Others, type ReportIndex } from './report-index.ts';
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
  /** Forgets entries with an event time before this, some hours of them at a time; those with labels eight days later. */
  readonly prune: (before: number) => void;
  /** The same in short steps, and at last no more than `most` are remembered; between which others may have their turn; nothing else may be asked before the last. */
  readonly pruneInSteps: (before: number, most?: number) => Iterable<undefined>;
  /** How many entries are remembered. */
  readonly size: () => number;
};

/** Between two reports of the same wording: a standing headline comes again a day later. */
const REPRINTED_WITHIN = 20 * HOUR;

/** An empty index. It holds no clock and no chance: the same entries in the same order give the same stories. */
export function createStoryIndex(lexicon: Lexicon, model: StoryModel = STORY_MODEL): StoryIndex {
  const index = createReportIndex(lexicon.homesOf);
  const scales = { event: createScale(model.sameEvent), matter: createScale(model.sameMatter) };

  const read = (entry: StoryEntry) => {
    const headline = readHeadline(entry, lexicon, entry.asked);
    return { report: index.prepare(entry, headline), reversal: headline.reversal };
  };
  const place = (entry: StoryEntry): Placement => {
    const { report, reversal } = read(entry);
    const own = storyIdOf(entry.key, entry.title, entry.publishedAt);
    const placement = { ...decide(index, report, own, scales, model), reversal };
    index.remember({ ...report, storyId: placement.storyId });
    return placement;
  };

  return {
    place,
    placeAll: (entries) => {
      const placements = new Map<StoryEntry, Placement>();
      const inOrder = entries.toSorted((a, b) => a.publishedAt - b.publishedAt || compareText(a.key, b.key));
      for (const entry of inOrder) placements.set(entry, place(entry));
      return entries.flatMap((entry) => placements.get(entry) ?? []);
    },
    add: (entry) => index.remember({ ...read(entry).report, storyId: entry.storyId }),
    prune: (before) => {
      Array.from(index.prune(before));
    },
    pruneInSteps: index.prune,
    size: index.size,
  };
}

type Decided = Omit<Placement, 'reversal'>;
type Scales = { readonly event: Scale; readonly matter: Scale };

function decide(
  index: ReportIndex,
  report: ReadReport,
  own: string,
  scales: Scales,
  model: StoryModel,
): Decided {
  const article = index.articleOf(report);
  if (article !== undefined && near(article, report, FOLLOWED_WITHIN))
    return joined(article, 'reprint', 1, [{ name: 'same article', words: [], effect: 0 }]);
  const twin = index.twinOf(report);
  if (twin !== undefined && twin.outlet !== report.outlet && near(twin, report, REPRINTED_WITHIN))
    return joined(twin, 'reprint', 1, [{ name: 'same wording', words: [], effect: 0 }]);
  const nearTwin = index.nearTwinOf(report);
  if (nearTwin !== undefined && isOtherVersion(nearTwin, report))
    return joined(nearTwin, 'report', 1, [
      { name: 'same wording but for a part set off', words: [], effect: 0 },
    ]);
  return index.compare(report, (others) => {
    const lost = oddsLostInCrowd(others.daily);
    const event = likeliestStory(others, report, scales.event, {
      lost,
      threshold: model.sameEvent.threshold,
    });
    const matterOf = () => likeliestReport(others, report, scales.matter, model.sameMatter.threshold);
    const score = event?.likelihood ?? 0;
    const reasons = event === undefined ? [] : reasonsOf(others, event, scales.event, lost);
    if (event !== undefined && score >= model.sameEvent.threshold) {
      if (!reversesReport(report, event.report)) return joined(event.report, 'report', score, reasons);
      // What it turns may be older than the event that it is most like.
      const before = matterOf() ?? event;
      return developed(own, before.report, score, [{ name: 'turned', words: [], effect: 0 }, ...reasons]);
    }
    const matter = matterOf();
    if (matter !== undefined)
      return developed(own, matter.report, score, reasonsOf(others, matter, scales.matter));
    return {
      storyId: own,
      isNew: true,
      relation: 'first',
      follows: undefined,
      reasons,
      similarTo: undefined,
      score,
    };
  });
}

function near(a: KnownReport, b: KnownReport, reach: number): boolean {
  return Math.abs(a.at - b.at) <= reach;
}

/** Whether another outlet tells the same, as its part that is set off does not turn the matter. */
function isOtherVersion(twin: KnownReport, report: KnownReport): boolean {
  if (twin.outlet === report.outlet || twin.rolling || report.rolling) return false;
  return twin.turned === report.turned && near(twin, report, REPRINTED_WITHIN);
}

function developed(own: string, from: KnownReport, score: number, reasons: readonly Reason[]): Decided {
  return {
    storyId: own,
    isNew: true,
    relation: 'development',
    follows: from.storyId,
    reasons,
    similarTo: from.key,
    score,
  };
}

function joined(
  nearest: KnownReport,
  relation: 'reprint' | 'report',
  score: number,
  reasons: readonly Reason[],
): Decided {
  return {
    storyId: nearest.storyId,
    isNew: false,
    relation,
    follows: undefined,
    reasons,
    similarTo: nearest.key,
    score,
  };
}

/** The strongest effects, and what is in common. */
function reasonsOf(others: Others, { features, number }: Found, scale: Scale, lost = 0): readonly Reason[] {
  const shared = others.shared(number);
  const effects = scale.effects(features).slice(0, 5);
  const crowd = lost === 0 ? [] : [{ feature: 'many reports a day', effect: -lost }];
  return [...effects, ...crowd].map(({ feature, effect }) => ({
    name: feature,
    words: feature === 'words' ? shared.map(plain) : [],
    effect: Math.round(effect * 100) / 100,
  }));
}

/** A term as people read it: without its mark, and a concept without the name of its file. */
function plain(term: string): string {
  return term
    .replace(NAME_MARK, '')
    .replace(/^\D+\./, '')
    .replaceAll('_', ' ');
}
