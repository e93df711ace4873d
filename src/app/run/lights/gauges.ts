/** The numbers of /metrics that are read at every look: from the database, its disk, and the chats. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { Gauge, type Registry } from 'prom-client';
import type { Feed } from '../../../core/feed/feed.ts';
import { SECOND } from '../../../core/time/duration.ts';
import type { Clock } from '../../../edges/clock/clock.ts';
import { readFact } from '../../../edges/store/engine/facts.ts';
import { loadFeedStandings } from '../../../edges/store/feeds.ts';
import type { Store } from '../../../edges/store/open-store.ts';
import { countOpen, OPEN } from '../../../edges/store/outbox/delivery-records.ts';
import type { LastReload } from '../bot-base.ts';
import { inTime, probeStore } from './probe-store.ts';

export type GaugeDeps = {
  readonly store: Store;
  /** The file or address that the store was opened at. */
  readonly target: string;
  readonly clock: Clock;
  readonly leads: () => boolean;
  readonly feeds: () => readonly Feed[];
  /** The ids of all configured receivers. */
  readonly receivers: () => readonly string[];
  readonly lastReload: () => LastReload | undefined;
  /** Every platform where people are heard: why not at this moment, or undefined where they are. */
  readonly unheard: () => ReadonlyMap<string, string | undefined>;
  /** Holds what the process counts; what is read is added to it at every look. */
  readonly registry: Registry;
};

const FEED_STATUSES = ['new', 'ok', 'stale', 'failing', 'gone'];

/** Adds the gauges to the registry; the answer reads them and writes everything that the registry holds. */
export function createGauges(
  deps: GaugeDeps,
): () => Promise<{ readonly text: string; readonly contentType: string }> {
  const { clock, leads, registry } = deps;
  const process = processGauges(registry);
  const stored = storeGauges(registry);
  const size = sizeGauges(deps);
  let lastWrite: number | undefined;
  return async () => {
    const now = clock.now();
    process.leader.set(leads() ? 1 : 0);
    process.reloaded.set(deps.lastReload()?.fault === undefined ? 1 : 0);
    for (const [platform, why] of deps.unheard())
      process.chats.set({ platform }, leads() && why === undefined ? 1 : 0);
    try {
      const due = await probeStore(deps.store, now);
      lastWrite = now;
      process.oldest.set(due === undefined ? 0 : seconds(now - due));
      await readStore(deps, stored, now);
      process.up.set(1);
    } catch {
      // What was true before must not stand there as if it were now.
      process.up.set(0);
      for (const gauge of Object.values(stored)) gauge.reset();
    }
    await size();
    process.written.set((lastWrite ?? 0) / SECOND);
    return { text: await registry.metrics(), contentType: registry.contentType };
  };
}

async function readStore(
  deps: GaugeDeps,
  { feeds, ages, deliveries }: ReturnType<typeof storeGauges>,
  now: number,
): Promise<void> {
  const known = await inTime(loadFeedStandings(deps.store));
  const open = await inTime(countOpen(deps.store.db));
  for (const gauge of [feeds, ages, deliveries]) gauge.reset();
  for (const status of FEED_STATUSES) feeds.set({ status }, 0);
  for (const { id: feed } of deps.feeds()) {
    const { status = 'new', lastOkAt } = known.get(feed) ?? {};
    feeds.inc({ status });
    if (lastOkAt !== undefined) ages.set({ feed }, seconds(Math.max(0, now - lastOkAt)));
  }
  for (const receiver of deps.receivers()) for (const status of OPEN) deliveries.set({ receiver, status }, 0);
  for (const { receiver, status, n } of open) deliveries.set({ receiver, status }, n);
}

function processGauges(registry: Registry) {
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
      help: '1 where this replica hears people on a platform; 0 where it does not, or another replica leads.',
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
      help: 'When the database last took a write that was tried out, seconds since 1970; 0 where it never did.',
      registers,
    }),
  };
}

function storeGauges(registry: Registry) {
  const registers = [registry];
  return {
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

/** How large the database is; of a file also what room its disk has and when it was last backed up. */
function sizeGauges({ store, target, registry }: GaugeDeps): () => Promise<void> {
  const registers = [registry];
  const size = new Gauge({
    name: 'signpost_database_size_bytes',
    help: 'What the database takes, with its write-ahead log.',
    registers,
  });
  if (store.dialect.shared)
    return async () => {
      const asked = sql<{ size: number }>`select pg_database_size(current_database()) as size`;
      const answer = await inTime(asked.execute(store.db)).catch(() => undefined);
      if (answer?.rows[0] !== undefined) size.set(answer.rows[0].size);
    };
  const left = new Gauge({
    name: 'signpost_disk_free_bytes',
    help: 'What is left on the disk that the database is on, for this user.',
    registers,
  });
  const backup = new Gauge({
    name: 'signpost_last_backup_timestamp_seconds',
    help: 'When signpost backup last took a sound copy, seconds since 1970; 0 where it never did.',
    registers,
  });
  return async () => {
    const sizes = await Promise.all(
      ['', '-wal', '-shm'].map((end) =>
        stat(`${target}${end}`).then(
          (file) => file.size,
          () => 0,
        ),
      ),
    );
    size.set(sizes.reduce((sum, n) => sum + n, 0));
    const disk = await statfs(dirname(target)).catch(() => undefined);
    if (disk !== undefined) left.set(disk.bavail * disk.bsize);
    const at = await readFact(store.db, 'last-backup').catch(() => undefined);
    backup.set(Number(at ?? 0) / SECOND);
  };
}

function seconds(ms: number): number {
  return Math.round(ms / SECOND);
}
