/** The stories of the last days in memory, kept level with the store even where other replicas write to it. */
import type { Entry } from '../../core/feed/entry.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { Lexicon } from '../../core/lists/lexicon.ts';
import { createStoryIndex, type StoryEntry, type StoryIndex } from '../../core/story/cluster.ts';
import { FOLLOWED_WITHIN } from '../../core/story/likeliest.ts';
import type { Placement } from '../../core/story/relation.ts';
import { storyIdOf } from '../../core/story/story-id.ts';
import { DAY } from '../../core/time/duration.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import { newestEntry, selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import { lockTransaction } from '../../edges/store/engine/session-lock.ts';
import { newestStoryLabel } from '../../edges/store/people/story-labels.ts';
import { selectSignals } from '../../edges/store/signals.ts';

/** How far back stories are kept in mind; twice the window, so that late items still find their story. */
const STORIES_KEPT = 6 * DAY;

/** Where other replicas stored more than this since we last looked, everything is loaded anew. */
const FEW = 1_000;

type Label = Pick<Signal, 'briefId' | 'indicatorId' | 'spans'>;

export type KnownStories = {
  /**
   * Begins an ingest in its transaction. Where other replicas ingest, too, they wait for each other here, and what they
   * have stored since is added, so that every replica puts an entry into the same story.
   */
  readonly begin: (tx: Db) => Promise<void>;
  /** The story of a new entry, given what it matches. What is too old to be told again has a story of its own. */
  readonly place: (entry: Entry, signs: readonly Label[], now: number) => Placement;
  /** A story to itself for an entry that says again what it had taken back. */
  readonly beginOwn: (entry: Entry, signs: readonly Label[]) => Placement;
  /** Notes the highest row number that what was placed was stored under. */
  readonly stored: (seq: number) => void;
  /** Drops what is too old to be told again, letting others have their turn meanwhile; no ingest may begin before the end. */
  readonly prune: (now: number) => Promise<void>;
  /** The transaction is committed. */
  readonly keep: () => void;
  /** The transaction was rolled back: what it placed is not stored. */
  readonly forget: () => Promise<void>;
};

/** Loads the stories of the last days, whose headlines are read by the lexicon. */
export async function openKnownStories({ db, dialect }: Store, lexicon: Lexicon): Promise<KnownStories> {
  let index = createStoryIndex(lexicon);
  /** Entries up to this row are in the index; ingests of all replicas come one after the other, and so do rows. */
  let upTo = 0;
  /** True between `begin` and `keep`: the index may know entries that are not stored. */
  let doubtful = false;
  /** Up to this one what people said of stories is known; each moves reports from one story to another. */
  let labels = 0;

  const load = async (from: Db): Promise<void> => {
    const newest = await newestEntry(from);
    const since = newest.publishedAt - STORIES_KEPT;
    const fresh = createStoryIndex(lexicon);
    // What answers to a sign may be followed for longer than others join it.
    const signs = { since: newest.publishedAt - FOLLOWED_WITHIN };
    const signals = await selectSignals(from, signs);
    const older = await selectEntries(from, { seqs: [...new Set(signals.map(({ entry }) => entry))] });
    await add(
      fresh,
      from,
      [...older.filter(({ publishedAt }) => publishedAt < since), ...(await selectEntries(from, { since }))],
      signs,
    );
    [index, upTo, doubtful] = [fresh, newest.seq, false];
    labels = await newestStoryLabel(from);
  };
  await load(db);
  return {
    begin: async (tx) => {
      if (dialect.shared) await lockTransaction(tx, 'ingest');
      if (doubtful || (await newestStoryLabel(tx)) !== labels) await load(tx);
      else if (dialect.shared) {
        const others = await selectEntries(tx, { after: upTo });
        if (others.length > FEW) await load(tx);
        else {
          await add(index, tx, others, { entries: others.map(({ seq }) => seq) });
          upTo = Math.max(upTo, ...others.map(({ seq }) => seq));
        }
      }
      doubtful = true;
    },
    place: (entry, signs, now) => {
      const placed = placeable(entry);
      // The first document of a feed may go back for years: all of them in mind would be memory for nothing.
      if (entry.publishedAt < now - STORIES_KEPT)
        return ownStory(storyIdOf(placed.key, placed.title, placed.publishedAt));
      return index.place(labelled(placed, signs));
    },
    beginOwn: (entry, signs) => {
      const placed = placeable(entry);
      const storyId = storyIdOf(`${placed.key} ${placed.publishedAt}`, placed.title, placed.publishedAt);
      index.add({ ...labelled(placed, signs), storyId });
      return ownStory(storyId);
    },
    stored: (seq) => {
      upTo = Math.max(upTo, seq);
    },
    prune: async (now) => {
      const yieldOften = createYieldOften();
      const steps = index.pruneInSteps(now - STORIES_KEPT)[Symbol.iterator]();
      while (steps.next().done !== true) await yieldOften();
    },
    keep: () => {
      doubtful = false;
    },
    forget: async () => {
      // Where the store cannot be read either, the next ingest loads them.
      await load(db).catch(() => undefined);
    },
  };
}

async function add(
  index: StoryIndex,
  db: Db,
  entries: readonly StoredEntry[],
  which: Parameters<typeof selectSignals>[1],
): Promise<void> {
  if (entries.length === 0) return;
  const labels = Map.groupBy(await selectSignals(db, which), (signal) => signal.entry);
  const yieldOften = createYieldOften();
  for (const entry of entries) {
    await yieldOften();
    const own = labelled(placeable(entry), labels.get(entry.seq) ?? []);
    index.add({ ...own, storyId: entry.storyId });
  }
}

/** The entry with the indicators that it answers to, and the words that they asked for. */
function labelled(entry: StoryEntry, labels: readonly Label[]): StoryEntry {
  const asked = labels.flatMap(({ spans }) =>
    spans.flatMap(({ field, start, end }) =>
      field === 'title' || field === 'summary' ? [entry[field].slice(start, end)] : [],
    ),
  );
  const names = labels.map(({ briefId, indicatorId }) => `${briefId}/${indicatorId}`);
  return { ...entry, labels: names, asked: [...new Set(asked)] };
}

/** What has a story to itself without being compared. */
function ownStory(storyId: string): Placement {
  return {
    storyId,
    isNew: true,
    relation: 'first',
    follows: undefined,
    reasons: [],
    reversal: [],
    similarTo: undefined,
    score: 0,
  };
}

function placeable(entry: Entry | StoredEntry): StoryEntry {
  return {
    // Its own name, not its feed's: the same news under another feed id begins the same stories.
    key: entry.article ?? entry.id,
    // Entries of several feeds that list one article are one story for certain.
    article: entry.article,
    title: entry.title,
    summary: entry.summary,
    lang: entry.lang,
    outlet: entry.outlet,
    publishedAt: entry.publishedAt,
  };
}
