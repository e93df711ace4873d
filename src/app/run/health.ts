/** What operators ask of a running bot: is it alive, is it ready, and the numbers behind both. */
import { Gauge, type Registry } from 'prom-client';
import { MINUTE, SECOND } from '../../core/time/duration.ts';
import type { Feed } from '../../core/feed/feed.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import { countOpen, oldestDue } from '../../edges/store/outbox/delivery-records.ts';
import { setFact } from '../../edges/store/engine/facts.ts';
import { loadFeedStandings } from '../../edges/store/feeds.ts';
import type { Store } from '../../edges/store/open-store.ts';
import type { Health, WebAnswers } from '../../edges/web/serve.ts';
import type { LastReload } from './bot-base.ts';

/** A loop that has not turned for this long is stuck. */
const STUCK_AFTER = 5 * MINUTE;
/** A delivery that is due for longer than this is not on its way. */
const LATE_AFTER = 10 * MINUTE;
/** Whoever asks waits five seconds, and a database that takes longer than this is none to work with. */
const ANSWER_WITHIN = 3 * SECOND;

type Deps = {
  readonly store: Store;
  readonly clock: Clock;
  /** When the poller last looked for due feeds and the dispatcher for due deliveries, epoch milliseconds. */
  readonly lastTicks: () => { readonly poller: number | undefined; readonly dispatcher: number | undefined };
  readonly leads: () => boolean;
  readonly stopping: () => boolean;
  readonly feeds: () => readonly Feed[];
  readonly lastReload: () => LastReload | undefined;
  /** The platforms where people are heard that cannot be entered now, and why not. */
  readonly failing: () => ReadonlyMap<string, string>;
  /** The names of all platforms where people are heard. */
  readonly chats: () => readonly string[];
  /** Holds what the process counts; what stands in the store is added to it at every look. */
  readonly registry: Registry;
};

/** Builds the three answers of the web endpoint. */
export function createHealth(deps: Deps): WebAnswers {
  const { store, clock, lastTicks, leads, registry } = deps;
  const startedAt = clock.now();
  const gauges = createGauges(registry);
  let lastWrite: number | undefined;

  // The database is left out: a restart of the bot does not mend it, so it must not look like something that does.
  const healthy = (): Promise<Health> => {
    const now = clock.now();
    const { poller, dispatcher } = lastTicks();
    const idle = now - Math.min(poller ?? startedAt, dispatcher ?? startedAt);
    return Promise.resolve({
      ok: idle < STUCK_AFTER,
      detail: { upSeconds: seconds(now - startedAt), idleSeconds: seconds(idle) },
    });
  };

  const ready = async (): Promise<Health> => {
    if (deps.stopping()) return { ok: false, detail: { reason: 'stopping' } };
    try {
      const now = clock.now();
      // A full disk answers every question, and stores nothing.
      await inTime(setFact(store.db, 'last-probe', String(now)));
      lastWrite = now;
      const due = await inTime(oldestDue(store.db, now));
      const late = due === undefined ? 0 : now - due;
      const polled = lastTicks().poller;
      const reason =
        polled === undefined
          ? 'the first look for due feeds is still to come'
          : late > LATE_AFTER
            ? `the oldest delivery that is due has waited for ${seconds(late)} s`
            : undefined;
      return {
        ok: reason === undefined,
        detail: {
          ...(reason === undefined ? {} : { reason }),
          leader: leads(),
          ...refusedReload(deps.lastReload()),
          lastWrite: new Date(now).toISOString(),
          oldestDueSeconds: seconds(late),
          ...(polled === undefined ? {} : { lastLookForFeeds: new Date(polled).toISOString() }),
          platforms: Object.fromEntries(
            deps.chats().map((name) => [name, deps.failing().get(name) ?? 'entered']),
          ),
        },
      };
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      return { ok: false, detail: { reason: `the database does not answer: ${said}` } };
    }
  };

  const metrics = async () => {
    const now = clock.now();
    gauges.leader.set(leads() ? 1 : 0);
    gauges.reloaded.set(deps.lastReload()?.fault === undefined ? 1 : 0);
    for (const platform of deps.chats())
      gauges.chats.set({ platform }, leads() && !deps.failing().has(platform) ? 1 : 0);
    try {
      await inTime(setFact(store.db, 'last-probe', String(now)));
      lastWrite = now;
      const due = await inTime(oldestDue(store.db, now));
      gauges.oldest.set(due === undefined ? 0 : seconds(now - due));
      const known = await inTime(loadFeedStandings(store));
      const open = await inTime(countOpen(store.db));
      gauges.up.set(1);
      gauges.feeds.reset();
      gauges.ages.reset();
      for (const { id: feed } of deps.feeds()) {
        const { status = 'new', lastOkAt } = known.get(feed) ?? {};
        gauges.feeds.inc({ status });
        if (lastOkAt !== undefined) gauges.ages.set({ feed }, seconds(Math.max(0, now - lastOkAt)));
      }
      gauges.deliveries.reset();
      for (const { receiver, status, n } of open) gauges.deliveries.set({ receiver, status }, n);
    } catch {
      // What was true before must not stand there as if it were now.
      gauges.up.set(0);
      for (const gauge of [gauges.feeds, gauges.ages, gauges.deliveries]) gauge.reset();
    }
    gauges.written.set((lastWrite ?? 0) / SECOND);
    return { text: await registry.metrics(), contentType: registry.contentType };
  };
  return { healthy, ready, metrics };
}

/** A bot whose new configuration was refused goes on with the old one; it is ready, and says so. */
function refusedReload(last: LastReload | undefined): Readonly<Record<string, unknown>> {
  if (last?.fault === undefined) return {};
  const { fault, at } = last;
  return { configuration: { refused: fault, at: new Date(at).toISOString(), inForce: 'the one before' } };
}

function createGauges(registry: Registry) {
  const registers = [registry];
  return {
    up: new Gauge({
      name: 'signpost_database_up',
      help: '1 where the database answered; where it did not, what is read from it is left out.',
      registers,
    }),
    leader: new Gauge({
      name: 'signpost_leader',
      help: '1 where this replica holds the chat connections.',
      registers,
    }),
    reloaded: new Gauge({
      name: 'signpost_config_last_reload_successful',
      help: '0 where the last reload was refused and the configuration before it is in force.',
      registers,
    }),
    chats: new Gauge({
      name: 'signpost_chat_connected',
      help: '1 where this replica is in the chat of a platform; 0 where it cannot enter, or another replica leads.',
      labelNames: ['platform'],
      registers,
    }),
    oldest: new Gauge({
      name: 'signpost_oldest_due_delivery_seconds',
      help: 'How long the oldest delivery that is due has waited; 0 where none waits.',
      registers,
    }),
    written: new Gauge({
      name: 'signpost_last_write_timestamp_seconds',
      help: 'When the database last took a write that was tried out, seconds since 1970.',
      registers,
    }),
    feeds: new Gauge({
      name: 'signpost_feeds',
      help: 'Feeds by status: new, ok, stale, failing or gone.',
      labelNames: ['status'],
      registers,
    }),
    ages: new Gauge({
      name: 'signpost_feed_age_seconds',
      help: 'How long ago a feed last answered as it should.',
      labelNames: ['feed'],
      registers,
    }),
    deliveries: new Gauge({
      name: 'signpost_deliveries_open',
      help: 'Deliveries that are not done (pending, sending, uncertain) or have failed for good (rejected, dead).',
      labelNames: ['receiver', 'status'],
      registers,
    }),
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${ANSWER_WITHIN / SECOND} s`)),
      ANSWER_WITHIN,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Where the time is up nobody waits for it any more.
    work.catch(() => undefined);
  }
}

function seconds(ms: number): number {
  return Math.round(ms / SECOND);
}
