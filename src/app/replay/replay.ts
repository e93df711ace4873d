/** Plays recorded feeds through the whole pipeline on a simulated clock: the demo, the backtest and the golden test. */
import type { Route } from '../../core/alert/route.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import type { Entry } from '../../core/feed/entry.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Lists } from '../../core/lists/list.ts';
import { compileBriefs } from '../../core/query/language/compile-briefs.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { simulatedClock } from '../../edges/clock/clock.ts';
import type { Log } from '../../edges/log/log.ts';
import { nextDueAt } from '../../edges/store/outbox/deliveries.ts';
import { openStore, type Store } from '../../edges/store/open-store.ts';
import { createDispatcher } from '../deliver/dispatcher.ts';
import { deliveryNamer } from '../ingest/name-delivery.ts';
import { createPlanner, NO_RULES } from '../deliver/plan-delivery.ts';
import { createPipeline } from '../ingest/ingest.ts';
import { spansThatDecided } from '../deliver/mark-deciding.ts';
import { sayWordsFound } from '../deliver/say-words-found.ts';
import { createRenderer } from '../deliver/render-delivery.ts';
import { sweepStandings } from '../ingest/watch-standings.ts';

/** Simulated time between two polls. */
const TICK = 15 * MINUTE;

export type ReplayProgress = { readonly at: number; readonly done: number; readonly total: number };

type Options = {
  readonly entries: readonly Entry[];
  readonly briefs: readonly Brief[];
  /** The shared lists that stories are compared by. */
  readonly lists: Lists;
  readonly route: Route;
  readonly groupWait: number;
  readonly sinks: ReadonlyMap<string, Sink>;
  readonly log: Log;
  readonly progress?: (progress: ReplayProgress) => void;
};

export type Replayed = {
  /** The store as the bot would have it at the end; the caller closes it. */
  readonly store: Store;
  /** Simulated time at the end, epoch milliseconds. */
  readonly endedAt: number;
};

/**
 * Replays entries in the order of their publication, polled every 15 simulated minutes; deliveries go to the sinks when
 * they are due. The same entries in any order give the same result. Throws where a brief's queries do not compile.
 */
export async function replay(options: Options): Promise<Replayed> {
  const entries = [...options.entries].sort(
    (a, b) => a.publishedAt - b.publishedAt || compare(a.feedId, b.feedId) || compare(a.id, b.id),
  );
  const store = await openStore(':memory:');
  const clock = simulatedClock(entries[0]?.publishedAt ?? 0);
  const nameDelivery = deliveryNamer('replay');
  const matcher = compileBriefs(options.briefs);
  const dispatcher = createDispatcher({
    store,
    sinks: options.sinks,
    plan: createPlanner({ db: store.db, rules: () => NO_RULES }),
    render: createRenderer({
      db: store.db,
      briefs: () => options.briefs,
      sources: () => Promise.resolve({ down: 0, total: 0 }),
      decided: spansThatDecided(() => matcher),
      wordsFound: sayWordsFound(() => matcher, options.lists),
    }),
    clock,
    log: options.log,
    random: () => 0.5,
    owner: 'replay',
    nameDelivery,
  });
  const pipeline = await createPipeline({
    store,
    lists: options.lists,
    briefs: options.briefs,
    matcher,
    writer: {
      route: options.route,
      groupWait: options.groupWait,
      placeholders: new Map(),
      nameDelivery,
    },
    catchUp: Number.POSITIVE_INFINITY,
    wake: () => undefined,
  });
  const sendUntil = async (until: number): Promise<void> => {
    for (;;) {
      const due = await nextDueAt(store.db);
      if (due === undefined || due > until) return;
      await clock.advanceTo(due);
      await dispatcher.drain();
    }
  };

  let done = 0;
  for (const [tick, batch] of Map.groupBy(entries, (entry) => Math.ceil(entry.publishedAt / TICK) * TICK)) {
    await sendUntil(tick - 1);
    await clock.advanceTo(tick);
    await sweepStandings(store.db, options.briefs, tick);
    await pipeline.ingest({ entries: batch, history: false, now: tick });
    done += batch.length;
    options.progress?.({ at: tick, done, total: entries.length });
  }
  await sendUntil(Number.MAX_SAFE_INTEGER);
  return { store, endedAt: clock.now() };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
