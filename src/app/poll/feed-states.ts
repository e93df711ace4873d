/** Between the poller and the store: feed states, ingestion with history told apart, and notices about feeds. */
import { routeAlert } from '../../core/alert/route.ts';
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { type FeedState, reconcile } from '../../core/feed/poll/feed-state.ts';
import { describeFeedNotice } from '../../core/feed/poll/describe-notice.ts';
import type { FeedNotice } from '../../core/feed/poll/schedule.ts';
import type { Entry } from '../../core/feed/entry.ts';
import { countItems, roomFor } from '../../core/feed/poll/quota.ts';
import type { Lists } from '../../core/lists/list.ts';
import { compileRules, type Engine } from '../../core/query/engine/engine.ts';
import { normaliseItems } from '../../core/feed/normalise.ts';
import { enqueueDelivery } from '../../edges/store/deliveries.ts';
import { loadFeedState, loadFeedStates, saveFeedState } from '../../edges/store/feeds.ts';
import { toJson } from '../../edges/store/engine/json.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import type { Pipeline } from '../ingest/ingest.ts';
import { textOf } from '../ingest/text-of.ts';
import type { PollDeps } from './poll-feed.ts';

/** How many configured sources are polled and how many of them do not answer. */
export async function countSources(
  db: Db,
  feeds: readonly ConfiguredFeed[],
): Promise<{ readonly down: number; readonly total: number }> {
  const ids = new Set(feeds.map((feed) => feed.id));
  // Every alert that is rendered asks this: not to read ten thousand states for it.
  const rows = await db.selectFrom('feeds').select('id').where('status', 'in', ['failing', 'gone']).execute();
  return { down: rows.filter(({ id }) => ids.has(id)).length, total: feeds.length };
}

type Deps = {
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly desk: () => AlertWriter;
  /** What becomes of what a feed shows when it is read for the first time; history where left out. */
  readonly firstReading?: () => 'notice' | 'alert' | 'silent';
  /** Says that something was queued. */
  readonly wake: () => void;
  /** Shared lists, which feeds' filters may name. */
  readonly lists?: Lists;
};

/** What the poller needs of the store. Entries, alerts, notices and the feed's validators go in together or not at all. */
export function createFeedStates({ store, pipeline, desk, firstReading, wake, lists = {} }: Deps): {
  readonly loadStates: () => Promise<readonly FeedState[]>;
  readonly ingest: PollDeps['ingest'];
} {
  const passes = createFilters(lists);
  return {
    loadStates: () => loadFeedStates(store.db),
    ingest: async ({ feed, parsed, before, next, now, notices }) => {
      let stored = next;
      const keep = async (tx: Db): Promise<void> => {
        await saveFeedState(tx, stored);
        for (const notice of notices) await tell(tx, desk(), feed, notice, now);
      };
      if (parsed === undefined) await store.transaction(keep);
      else {
        const saved = await loadFeedState(store.db, feed.id);
        const known = saved !== undefined && reconcile(saved, feed, now).firstPolledAt !== undefined;
        const entries = normaliseItems(parsed, feed, now).filter((entry) => passes(feed, entry));
        await pipeline.ingest({
          entries,
          history: !known && firstReading?.() !== 'alert',
          now,
          catchUp: feed.catch_up,
          // A first reading is history, however long.
          ...(known ? { room: roomFor(before, now) } : {}),
          also: async (tx, count) => {
            stored = countItems(before, next, { ...count, exempt: !known }, now);
            await keep(tx);
          },
        });
      }
      if (notices.length > 0) wake();
      return stored;
    },
  };
}

/** Whether an entry is news of a feed, which its line's `filter` may say. Compiled once for each filter. */
function createFilters(lists: Lists): (feed: ConfiguredFeed, entry: Entry) => boolean {
  const engines = new Map<string, Engine>();
  return ({ id, filter: query }, entry) => {
    if (query === undefined) return true;
    let engine = engines.get(query);
    if (engine === undefined) {
      const compiled = compileRules([{ id, query, lists }]);
      if (compiled.kind === 'errors')
        throw new Error(`the filter of ${id} was not checked: ${compiled.errors[0]?.error.what ?? ''}`);
      engine = compiled.engine;
      engines.set(query, engine);
    }
    return engine.match(textOf(entry)).length > 0;
  };
}

/** Queues a notice for whoever the routes name where nothing is known of an alert. */
async function tell(
  tx: Db,
  desk: AlertWriter,
  feed: ConfiguredFeed,
  notice: FeedNotice,
  now: number,
): Promise<void> {
  const { title, text } = describeFeedNotice(notice, feed, now);
  const body = toJson({ kind: 'notice', title, lines: [{ text, marks: [] }] });
  const receivers = routeAlert(desk.route, {}, 0).map(
    ({ receiver }) => desk.placeholders.get(receiver) ?? receiver,
  );
  for (const receiver of new Set(receivers)) {
    const nonce = desk.nameDelivery('feed', feed.id, title, now, receiver);
    const row = { messageId: undefined, receiver, kind: 'notice', revision: 0, nonce } as const;
    await enqueueDelivery(tx, { ...row, notice: body, dueAt: now }, now);
  }
}
