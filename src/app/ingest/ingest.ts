/** Takes the entries of one poll all the way to queued deliveries, in one transaction. */
import { storyAlert } from '../../core/alert/alert.ts';
import type { Entry } from '../../core/feed/entry.ts';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import type { MatchText } from '../../core/query/words/text.ts';
import type { Placement } from '../../core/story/relation.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import { editEntry, insertEntries, type StoredEntry } from '../../edges/store/entries.ts';
import { nameEntries } from '../../edges/store/entry-names.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import { saveSignal } from '../../edges/store/signals.ts';
import { countReports, saveStories } from '../../edges/store/stories.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import { correlate } from './correlate.ts';
import { createLexicon } from '../../core/lists/lexicon.ts';
import type { Lists } from '../../core/lists/list.ts';
import { type KnownStories, openKnownStories } from './known-stories.ts';
import { type AlertWriter, raise, revise } from './open-alerts.ts';
import { recognise } from './recognise.ts';
import { createSerialQueue } from './serial-queue.ts';
import { watchStandings } from './watch-standings.ts';

export type Pipeline = {
  /**
   * Ingests the entries of one poll. `also` runs in the same transaction, the last where there are several, and is where
   * the poller keeps its validators. With `history` everything is stored and counted and nobody is told.
   */
  readonly ingest: (batch: Batch) => Promise<void>;
  /** Goes by other briefs and routes from the next batch on; one under way is finished by the old ones. */
  readonly follow: (rules: Rules) => void;
};

export type Rules = {
  readonly briefs: readonly Brief[];
  readonly matcher: BriefMatcher;
  readonly desk: AlertWriter;
};

/** What a batch brought, once it is committed. */
export type Ingested = {
  /** Entries that were not known before, and known ones that their publisher changed. */
  readonly fresh: number;
  readonly edited: number;
  /** The indicators that entries matched, once for each entry. */
  readonly matched: readonly Pick<Signal, 'briefId' | 'indicatorId'>[];
};

export type Batch = {
  readonly entries: readonly Entry[];
  readonly history: boolean;
  readonly now: number;
  readonly also?: (tx: Db) => Promise<void>;
};

type Deps = Rules & {
  readonly store: Store;
  /** The shared lists that stories are compared by; a change of them counts from the next start on. */
  readonly lists: Lists;
  /** An item older than this (milliseconds) when it first appears is history: archives come back, news does not. */
  readonly catchUp: number;
  /** Called after a commit that queued something. */
  readonly wake: () => void;
  /** Called after every commit, for the metrics. */
  readonly report?: (ingested: Ingested) => void;
};

/**
 * Entries that go in at once. A poll that brings more, which no honest one does but a first, lets others have their turn
 * in between; where the bot dies there, it gets the document again and knows the entries that are in.
 */
const MOST_AT_ONCE = 100;

/** Builds the pipeline and loads the stories of the last days. One ingest runs at a time, polls of many entries after all others. */
export async function createPipeline(deps: Deps): Promise<Pipeline> {
  const { store } = deps;
  const stories = await openKnownStories(store, createLexicon(deps.lists));
  const takeTurn = createSerialQueue();
  let rules: Rules = deps;

  const ingest = async (batch: Batch): Promise<void> => {
    const current = { ...deps, ...rules };
    try {
      const ingested = await store.transaction(async (tx) => {
        await stories.begin(tx);
        return ingestBatch(tx, current, stories, batch);
      });
      stories.keep();
      deps.report?.(ingested);
    } catch (error) {
      await stories.forget();
      throw error;
    }
    deps.wake();
  };
  return {
    ingest: async (batch) => {
      const parts = partsOf(batch);
      for (const part of parts) await takeTurn(parts.length === 1, () => ingest(part));
    },
    follow: ({ briefs, matcher, desk }) => {
      rules = { briefs, matcher, desk };
    },
  };
}

/** The batch in order of publication, cut into parts; what is to be kept with all of it goes with the last. */
function partsOf({ entries, also, ...rest }: Batch): readonly Batch[] {
  const inOrder = entries.toSorted(
    (a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const parts = Math.max(1, Math.ceil(inOrder.length / MOST_AT_ONCE));
  return Array.from({ length: parts }, (_, nth) => {
    const part = { ...rest, entries: inOrder.slice(nth * MOST_AT_ONCE, (nth + 1) * MOST_AT_ONCE) };
    return nth === parts - 1 && also !== undefined ? { ...part, also } : part;
  });
}

async function ingestBatch(tx: Db, deps: Deps, stories: KnownStories, batch: Batch): Promise<Ingested> {
  const { now } = batch;
  const { fresh, edited } = await recognise(tx, batch.entries, now);

  const yieldOften = createYieldOften();
  const placed: PlacedEntry[] = [];
  for (const { entry, keys } of fresh) {
    await yieldOften();
    const history = batch.history || now - entry.publishedAt > deps.catchUp;
    const hits = deps.matcher.match(textOf(entry));
    const placement = stories.place(entry, hits, now);
    placed.push({ ...placement, entry, keys, history, hits, seenAt: now });
  }
  await saveStories(
    tx,
    placed.map(({ entry, storyId, follows }) => ({
      id: storyId,
      headline: entry.title,
      at: entry.publishedAt,
      follows,
    })),
  );
  const stored = await insertEntries(tx, placed);
  const news: NewsEntry[] = [...stored];
  stories.stored(Math.max(0, ...stored.map(({ seq }) => seq)));
  await yieldOften();
  await nameEntries(
    tx,
    stored.flatMap(({ keys, seq }) => keys.map((key) => ({ key, seq }))),
    now,
  );
  for (const { before, entry } of edited) {
    await editEntry(tx, before.seq, entry, now);
    for (const alert of await selectAlerts(tx, { entries: [before.seq] }))
      await revise(tx, deps.desk, alert, now);
    const { seq, storyId, relation, reversal, history } = before;
    const hits = deps.matcher.match(textOf(entry));
    news.push({ seq, entry, storyId, relation, reversal, history, hits });
  }

  const signals = news.flatMap(signalsOf);
  for (const { signal, history } of signals) {
    await yieldOften();
    await saveSignal(tx, signal, history);
  }

  await tellStories(tx, deps, news, now);
  const live = signals.filter((each) => !each.history).map((each) => each.signal);
  if (live.length > 0) {
    await correlate(tx, deps, live, now);
    await watchStandings(tx, deps, live, now);
  }
  await batch.also?.(tx);
  stories.prune(now);
  return { fresh: fresh.length, edited: edited.length, matched: signals.map(({ signal }) => signal) };
}

type PlacedEntry = Omit<NewsEntry, 'seq'> &
  Placement & { readonly keys: readonly string[]; readonly seenAt: number };

type NewsEntry = Pick<Placement, 'storyId' | 'relation' | 'reversal'> & {
  readonly seq: number;
  readonly entry: Entry;
  readonly history: boolean;
  readonly hits: ReturnType<BriefMatcher['match']>;
};

/** Opens an alert per story and indicator, and brings those up to date whose story another outlet now reports. */
async function tellStories(tx: Db, deps: Deps, news: readonly NewsEntry[], now: number): Promise<void> {
  const opened = new Set<string>();
  const yieldOften = createYieldOften();
  for (const { seq, entry, storyId, history, hits } of news) {
    await yieldOften();
    if (history) continue;
    for (const { briefId, indicatorId } of hits) {
      const indicator = findIndicator(deps.briefs, briefId, indicatorId);
      if (indicator?.alert !== 'each') continue;
      const draft = storyAlert(indicator, storyId, { briefId, entry: seq, text: entry });
      if ((await raise(tx, deps.desk, draft, now)) === 'opened') opened.add(draft.key);
    }
  }
  const revised = new Set<number>();
  const reports = await countReports(tx, [...new Set(news.map(({ storyId }) => storyId))]);
  for (const { entry, storyId } of news) {
    await yieldOften();
    const outlets = reports.get(storyId);
    // Only a further outlet's first report is news to those who were told of the story.
    if (outlets === undefined || outlets.get(entry.outlet) !== 1 || outlets.size === 1) continue;
    for (const alert of await selectAlerts(tx, { stories: [storyId] })) {
      if (opened.has(alert.key) || revised.has(alert.id)) continue;
      revised.add(alert.id);
      await revise(tx, deps.desk, alert, now);
    }
  }
}

function signalsOf({
  seq,
  entry,
  storyId,
  history,
  hits,
}: NewsEntry): readonly { signal: Signal; history: boolean }[] {
  return hits.map(({ briefId, indicatorId, actors, spans }) => ({
    history,
    signal: {
      briefId,
      indicatorId,
      entry: seq,
      story: storyId,
      at: entry.publishedAt,
      actors,
      spans,
      outlet: entry.outlet,
      country: entry.country,
      lang: entry.lang,
    },
  }));
}

/** The indicator of a brief, or undefined where a reload has taken it away. */
export function findIndicator(
  briefs: readonly Brief[],
  briefId: string,
  indicatorId: string,
): Indicator | undefined {
  return briefs
    .find((brief) => brief.id === briefId)
    ?.indicators.find((indicator) => indicator.id === indicatorId);
}

/** What queries look at in an entry. */
export function textOf(entry: Entry | StoredEntry): MatchText {
  return {
    title: entry.title,
    summary: entry.summary,
    outlet: entry.outlet,
    lang: entry.lang,
    feed: entry.feedId,
  };
}
