/** Takes the entries of one poll all the way to queued deliveries, in one transaction. */
import type { Entry } from '../../core/feed/entry.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { selectAlerts } from '../../edges/store/alerts.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import { noteVersions, saveVersions } from '../../edges/store/identity/versions.ts';
import { correct } from './correct.ts';
import { correlate } from './correlate.ts';
import { createLexicon, type Lexicon } from '../../core/lists/lexicon.ts';
import type { Lists } from '../../core/lists/list.ts';
import { type KnownStories, openKnownStories } from './known-stories.ts';
import { type AlertWriter, revise } from './open-alerts.ts';
import { anewOf, applyEdits, type NewsEntry, storeFresh } from './place-entries.ts';
import { queryHashes } from './query-hashes.ts';
import { admit } from './admit.ts';
import { documentNames, recognise } from './recognise.ts';
import { createSerialQueue } from './serial-queue.ts';
import { saveSignals } from './save-signals.ts';
import { loadTrials } from './trials.ts';
import { tellStories } from './tell-stories.ts';
import { tellWithdrawals } from './tell-withdrawals.ts';
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
  readonly writer: AlertWriter;
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
  /** How many entries that are not known yet may be stored; any number where left out. Those that match go first. */
  readonly room?: number;
  /** Milliseconds, where the feed has an age of its own at which news is history. */
  readonly catchUp?: number | undefined;
  /** Given how many new entries of the whole batch were stored, and for how many there was no room. */
  readonly also?: (tx: Db, count: ItemCount) => Promise<void>;
};

export type ItemCount = { readonly taken: number; readonly left: number };

/** A part of a batch, with the names that the entries of the whole document have. */
type Part = Omit<Batch, 'also' | 'room'> & {
  readonly document: ReadonlySet<string>;
  /** Given how many entries of this part were stored as new. */
  readonly also?: (tx: Db, stored: number) => Promise<void>;
};

type Current = Deps & { readonly hashes: ReadonlyMap<string, string>; readonly lexicon: Lexicon };

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
  const lexicon = createLexicon(deps.lists);
  const stories = await openKnownStories(store, lexicon);
  const takeTurn = createSerialQueue();
  let current: Current = { ...deps, lexicon, hashes: queryHashes(deps.briefs) };

  const ingest = async (batch: Part): Promise<number> => {
    const rules = current;
    let stored = 0;
    try {
      const ingested = await store.transaction(async (tx) => {
        await stories.begin(tx);
        return ingestBatch(tx, rules, stories, batch);
      });
      stories.keep();
      stored = ingested.fresh;
      deps.report?.(ingested);
    } catch (error) {
      await stories.forget();
      throw error;
    }
    deps.wake();
    return stored;
  };
  return {
    ingest: async (batch) => {
      const { admitted, left } = await admit(store, current.matcher, batch);
      const parts = partsOf({ ...batch, entries: admitted }, documentNames(batch.entries));
      let taken = 0;
      for (const part of parts) {
        const also = part === parts.at(-1) ? batch.also : undefined;
        const last = also && ((tx: Db, own: number) => also(tx, { taken: taken + own, left }));
        const work = (): Promise<number> => ingest(last === undefined ? part : { ...part, also: last });
        taken += await takeTurn(parts.length === 1, work);
      }
      // A turn of its own, since it takes long now and then: the transaction is over, and other polls wait for it alone.
      await takeTurn(true, () => stories.prune(batch.now));
    },
    follow: ({ briefs, matcher, writer }) => {
      current = { ...deps, lexicon, briefs, matcher, writer, hashes: queryHashes(briefs) };
    },
  };
}

/** The batch in order of publication, cut into parts. */
function partsOf({ entries, history, now, catchUp }: Batch, document: ReadonlySet<string>): readonly Part[] {
  const inOrder = entries.toSorted(
    (a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const parts = Math.max(1, Math.ceil(inOrder.length / MOST_AT_ONCE));
  return Array.from({ length: parts }, (_, nth) => {
    const own = inOrder.slice(nth * MOST_AT_ONCE, (nth + 1) * MOST_AT_ONCE);
    return { history, now, catchUp, document, entries: own };
  });
}

async function ingestBatch(tx: Db, deps: Current, stories: KnownStories, batch: Part): Promise<Ingested> {
  const { now } = batch;
  const { fresh, changed, unchanged } = await recognise(tx, batch.entries, batch.document, now);
  await noteVersions(tx, unchanged, now);
  const corrections = await correct(tx, deps, changed, now);
  const edited = await applyEdits(tx, stories, corrections, now);
  const stored = await storeFresh(tx, deps, stories, [...fresh, ...anewOf(corrections, now)], batch);
  const news: readonly NewsEntry[] = [...stored, ...edited];
  for (const correction of corrections) {
    if (correction.kind !== 'anew') continue;
    const { before, entry } = correction.change;
    const seq = stored.find((each) => each.entry.feedId === entry.feedId && each.entry.id === entry.id)?.seq;
    for (const row of [before.seq, seq])
      if (row !== undefined) await saveVersions(tx, row, before, entry, now);
  }

  const signals = await saveSignals(tx, deps, news);
  const ruled = { ...deps, trials: await loadTrials(tx, deps.briefs) };
  await tellStories(tx, ruled, news, now);
  await tellWithdrawals(tx, deps, corrections, now);
  for (const { change } of corrections)
    for (const alert of await selectAlerts(tx, { entries: [change.before.seq] }))
      await revise(tx, deps.writer, alert, now);
  const live = signals.filter((each) => !each.history).map((each) => each.signal);
  if (live.length > 0) {
    await correlate(tx, ruled, live, now);
    await watchStandings(tx, ruled, live, now);
  }
  await batch.also?.(tx, stored.length);
  return {
    fresh: stored.length,
    edited: corrections.length,
    matched: signals.map(({ signal }) => signal),
  };
}
