/** Between the poller and the store: feed states, ingestion with history told apart, and notices about feeds. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { type FeedState, reconcile } from '../../core/feed/poll/feed-state.ts';
import { describeFeedNotice } from '../../core/feed/poll/describe-notice.ts';
import type { FeedNotice } from '../../core/feed/poll/schedule.ts';
import type { Entry } from '../../core/feed/entry.ts';
import { spokenLanguage } from '../../core/feed/heard-language.ts';
import { countItems, roomFor } from '../../core/feed/poll/quota.ts';
import { stopWordsByLanguage } from '../../core/lists/lexicon.ts';
import type { Sources } from '../../core/indicator/blindness.ts';
import type { Lists } from '../../core/lists/list.ts';
import { compileRules, type Engine } from '../../core/query/engine/engine.ts';
import { normaliseInSteps } from '../../core/feed/normalise.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import { enqueueDelivery } from '../../edges/store/outbox/deliveries.ts';
import { loadFeedState, loadFeedStates, saveFeedState } from '../../edges/store/feeds.ts';
import { toJson } from '../../edges/store/engine/json.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import { noticeReceivers } from '../ingest/notice-receivers.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import type { Pipeline } from '../ingest/ingest.ts';
import { textOf } from '../ingest/text-of.ts';
import type { PollDeps } from './poll-feed.ts';

/** How many configured sources are polled, how many do not speak, and the languages and countries of which none does. */
export async function countSources(db: Db, feeds: readonly ConfiguredFeed[]): Promise<Required<Sources>> {
  const ids = new Set(feeds.map((feed) => feed.id));
  // Every alert that is rendered asks this: not to read ten thousand states for it.
  const rows = await db
    .selectFrom('feeds')
    .select('id')
    .where('status', 'in', ['failing', 'gone', 'stale'])
    .execute();
  const silent = new Set(rows.flatMap(({ id }) => (ids.has(id) ? [id] : [])));
  const isMute = (of: readonly ConfiguredFeed[]): boolean => of.every(({ id }) => silent.has(id));
  const byLanguage = [...Map.groupBy(feeds, ({ lang }) => lang)];
  const byCountry = [...Map.groupBy(feeds, ({ country }) => country)];
  return {
    down: silent.size,
    total: feeds.length,
    silent: silent.size === 0 ? [] : feeds.filter(({ id }) => silent.has(id)).map(({ outlet }) => outlet),
    mute: byLanguage.flatMap(([lang, of]) => (isMute(of) ? [lang] : [])),
    muteCountries: byCountry.flatMap(([country, of]) =>
      country !== undefined && isMute(of)
        ? [{ country, languages: [...new Set(of.map(({ lang }) => lang))] }]
        : [],
    ),
  };
}

type Deps = {
  readonly store: Store;
  readonly pipeline: Pipeline;
  readonly writer: () => AlertWriter;
  /** All configured feeds, to tell an outage of our own from one feed's; each is on its own where left out. */
  readonly feeds?: () => readonly ConfiguredFeed[];
  /** What becomes of what a feed shows when it is read for the first time; history where left out. */
  readonly firstReading?: () => 'notice' | 'alert' | 'silent';
  /** Says that something was queued. */
  readonly wake: () => void;
  /** Shared lists, which feeds' filters may name. */
  readonly lists?: Lists;
};

/** What the poller needs of the store. Entries, alerts, notices and the feed's validators go in together or not at all. */
export function createFeedStates({
  store,
  pipeline,
  writer,
  feeds = () => [],
  firstReading,
  wake,
  lists = {},
}: Deps): {
  readonly loadStates: () => Promise<readonly FeedState[]>;
  readonly ingest: PollDeps['ingest'];
} {
  const passes = createFilters(lists);
  const stopWords = stopWordsByLanguage(lists);
  return {
    loadStates: () => loadFeedStates(store.db),
    ingest: async ({ feed, parsed, before, next, now, notices }) => {
      let stored = next;
      const keep = async (tx: Db): Promise<void> => {
        const outage = await outageIn(tx, store.dialect, feeds(), { feedId: feed.id, notices });
        // Who is not told of alone is told of later, should it alone stay away.
        if (outage === 'told') stored = { ...stored, notifiedAt: undefined };
        await saveFeedState(tx, stored);
        if (outage === 'told') return;
        for (const notice of notices) await tell(tx, writer(), feed, outage ?? notice, now);
      };
      if (parsed === undefined) await store.transaction(keep);
      else {
        const saved = await loadFeedState(store.db, feed.id);
        const known = saved !== undefined && reconcile(saved, feed, now).firstPolledAt !== undefined;
        const read = await withPauses(normaliseInSteps(parsed, feed, now));
        const entries: Entry[] = [];
        const yieldOften = createYieldOften();
        for (const entry of read) {
          if (passes(feed, entry)) entries.push(entry);
          await yieldOften();
        }
        const told = read.length === 0 ? next : { ...next, spoken: spokenLanguage(read, stopWords) };
        await pipeline.ingest({
          entries,
          history: !known && firstReading?.() !== 'alert',
          now,
          catchUp: feed.catch_up,
          // A first reading is history, however long.
          ...(known ? { room: roomFor(before, now) } : {}),
          also: async (tx, count) => {
            stored = countItems(before, told, { ...count, exempt: !known }, now);
            await keep(tx);
          },
        });
      }
      if (notices.length > 0) wake();
      return stored;
    },
  };
}

/** What steps give in the end; others have their turn in between. */
async function withPauses<T>(steps: Generator<undefined, T>): Promise<T> {
  const yieldOften = createYieldOften();
  let step = steps.next();
  while (step.done !== true) {
    await yieldOften();
    step = steps.next();
  }
  return step.value;
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

/** Fewer feeds that all fail are no sign of anything else. */
const MANY = 3;

/**
 * Where a feed is to be told of as failing and no other one has answered since, either: what to say of all of them, or
 * `told` where that was said. The fault is then this machine's, and a line for each feed would bury it. A feed that is
 * asked so rarely that its turn has not come since is no evidence against it.
 */
async function outageIn(
  tx: Db,
  dialect: Store['dialect'],
  feeds: readonly ConfiguredFeed[],
  { feedId, notices }: { readonly feedId: string; readonly notices: readonly FeedNotice[] },
): Promise<FeedNotice | 'told' | undefined> {
  const failing = notices.find(({ kind }) => kind === 'failing-for-a-day' || kind === 'never-answered');
  if (failing === undefined || !('error' in failing) || feeds.length < MANY) return undefined;
  const { since, error } = failing;
  const others = new Set(feeds.map(({ id }) => id).filter((id) => id !== feedId));
  // Read by the database: ten thousand whole states for each of ten thousand notices would take an hour.
  const rows = await tx
    .selectFrom('feeds')
    .select([
      'id',
      'status',
      dialect.numberIn('state', 'lastOkAt').as('last_ok_at'),
      dialect.numberIn('state', 'notifiedAt').as('notified_at'),
    ])
    .execute();
  const down = rows.filter(
    ({ id, status, last_ok_at: answered }) =>
      others.has(id) &&
      (status === 'failing' || status === 'gone' || (answered !== null && answered < since)),
  );
  const failed = down.filter(({ status }) => status === 'failing' || status === 'gone');
  if (down.length < others.size || failed.length + 1 < MANY) return undefined;
  // Of a feed that is gone people were told for a reason of its own.
  if (failed.some(({ status, notified_at: told }) => status === 'failing' && told !== null)) return 'told';
  return { kind: 'none-answers', feedId, since, error, feeds: feeds.length };
}

/** Queues a notice for whoever the routes name where nothing is known of an alert. */
async function tell(
  tx: Db,
  writer: AlertWriter,
  feed: ConfiguredFeed,
  notice: FeedNotice,
  now: number,
): Promise<void> {
  const { title, text } = describeFeedNotice(notice, feed, now);
  const body = toJson({ kind: 'notice', title, lines: [{ text, marks: [] }] });
  for (const receiver of noticeReceivers(writer)) {
    const nonce = writer.nameDelivery('feed', feed.id, title, now, receiver);
    const row = { messageId: undefined, receiver, kind: 'notice', revision: 0, nonce } as const;
    await enqueueDelivery(tx, { ...row, notice: body, dueAt: now }, now);
  }
}
