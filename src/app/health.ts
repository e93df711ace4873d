/** What operators ask of a running bot: is it alive, is it ready, and the numbers behind both. */
import { Counter, Gauge, Registry } from 'prom-client';
import { MINUTE } from '../core/time/duration.ts';
import type { Clock } from '../edges/clock/clock.ts';
import { loadFeedStates } from '../edges/store/feeds.ts';
import type { Store } from '../edges/store/open-store.ts';
import type { Health } from '../edges/web/serve.ts';

/** A poller whose tick has not run for this long is stuck. */
const STUCK_AFTER = 5 * MINUTE;

type Deps = {
  readonly store: Store;
  readonly clock: Clock;
  /** When the poller last looked for due feeds, epoch milliseconds. */
  readonly lastTickAt: () => number | undefined;
};

/** Builds the three answers of the web endpoint. */
export function createHealth({ store, clock, lastTickAt }: Deps): {
  readonly healthy: () => Promise<Health>;
  readonly ready: () => Promise<Health>;
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>;
} {
  const startedAt = clock.now();
  const registry = new Registry();
  const feeds = new Gauge({
    name: 'signpost_feeds',
    help: 'Feeds by status.',
    labelNames: ['status'],
    registers: [registry],
  });
  const deliveries = new Gauge({
    name: 'signpost_deliveries',
    help: 'Deliveries by receiver and status.',
    labelNames: ['receiver', 'status'],
    registers: [registry],
  });
  const entries = new Counter({
    name: 'signpost_entries_total',
    help: 'Entries stored.',
    registers: [registry],
  });
  const signals = new Gauge({
    name: 'signpost_signals',
    help: 'Signals in the log, by indicator.',
    labelNames: ['brief', 'indicator'],
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'signpost_feed_oldest_poll_seconds',
    help: 'Age of the oldest last successful poll among feeds that have one.',
    registers: [registry],
  });

  const healthy = async (): Promise<Health> => {
    const now = clock.now();
    const idle = now - (lastTickAt() ?? startedAt);
    await store.db.selectFrom('feeds').select('id').limit(1).execute();
    return {
      ok: idle < STUCK_AFTER,
      detail: { upSeconds: seconds(now - startedAt), idleSeconds: seconds(idle) },
    };
  };
  return {
    healthy,
    ready: async () => {
      const polled = (await loadFeedStates(store.db)).filter(
        (state) => state.lastPolledAt !== undefined,
      ).length;
      return { ok: lastTickAt() !== undefined, detail: { feedsPolled: polled } };
    },
    metrics: async () => {
      const now = clock.now();
      const states = await loadFeedStates(store.db);
      feeds.reset();
      for (const [status, some] of Map.groupBy(states, (state) => state.status))
        feeds.set({ status }, some.length);
      const ages = states.flatMap((state) => (state.lastOkAt === undefined ? [] : [now - state.lastOkAt]));
      oldest.set(seconds(Math.max(0, ...ages)));
      deliveries.reset();
      const counted = await store.db
        .selectFrom('deliveries')
        .select((eb) => ['receiver', 'status', eb.fn.countAll().as('n')])
        .groupBy(['receiver', 'status'])
        .execute();
      for (const { receiver, status, n } of counted) deliveries.set({ receiver, status }, Number(n));
      const stored = await store.db
        .selectFrom('entries')
        .select((eb) => eb.fn.max('seq').as('n'))
        .executeTakeFirst();
      entries.reset();
      entries.inc(stored?.n ?? 0);
      const perIndicator = await store.db
        .selectFrom('signals')
        .select((eb) => ['brief_id', 'indicator_id', eb.fn.countAll().as('n')])
        .groupBy(['brief_id', 'indicator_id'])
        .execute();
      signals.reset();
      for (const row of perIndicator)
        signals.set({ brief: row.brief_id, indicator: row.indicator_id }, Number(row.n));
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}
