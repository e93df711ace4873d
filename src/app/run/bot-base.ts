/** What every part of a running bot stands on: options, database, names, measurements, and what is closed at the end. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Config } from '../../config/load-config.ts';
import type { Terminal } from '../../core/delivery/platform.ts';
import type { StallLimits } from '../../core/health/stall.ts';
import { MINUTE } from '../../core/time/duration.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import { keepTicking } from '../../edges/clock/keep-ticking.ts';
import type { Log } from '../../edges/log/log.ts';
import { setFact } from '../../edges/store/engine/facts.ts';
import { storeNow } from '../../edges/store/engine/store-now.ts';
import { hastenRefused } from '../../edges/store/outbox/refusals.ts';
import { releaseLeases } from '../../edges/store/outbox/claims.ts';
import { openStore, type Store } from '../../edges/store/open-store.ts';
import { type NameDelivery, openNamer } from '../ingest/name-delivery.ts';
import { createMetrics } from './lights/metrics.ts';
import { type BotHelper, openBotHelper } from './open-bot-helper.ts';
import { createPulse, type Pulse } from './lights/pulse.ts';
import { quietOutages } from './lights/quiet-outages.ts';
import type { Secrets } from './secrets.ts';

/** What became of the last request to reload; epoch milliseconds. */
export type LastReload = { readonly at: number; readonly fault: string | undefined };

export type BotOptions = {
  readonly config: Config;
  readonly secrets: Secrets;
  /** What receivers and platforms take from the environment and is no secret of theirs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** The terminal that receivers without a token fall back to. */
  readonly out: Terminal;
  /** What became of the last request to take over another configuration, for those who watch the bot. */
  readonly lastReload?: () => LastReload | undefined;
  /** How long a loop may stand still before the process is ended; nobody watches where it is left out. */
  readonly stallLimits?: StallLimits;
};

export type BotBase = {
  readonly options: BotOptions;
  /** The configuration in force. */
  readonly current: () => Config;
  readonly store: Store;
  /** The file or address that the store was opened at. */
  readonly target: string;
  /** This process, as its claims name it. */
  readonly owner: string;
  readonly metrics: ReturnType<typeof createMetrics>;
  readonly nameDelivery: NameDelivery;
  /** The one thread beside the main one, for what takes long or may be hostile. */
  readonly helper: BotHelper;
  /** What the helper watches; undefined where nobody watches. */
  readonly pulse: Pulse | undefined;
  /** The clock that leases are compared by, epoch milliseconds: the database server's where there is one. */
  readonly leaseNow: () => Promise<number>;
  /** Says that the database took something. */
  readonly stored: () => void;
  /** Closers run last opened, first closed. */
  readonly closeLater: (close: () => Promise<void>) => void;
};

/** A line a minute where what is stored will be gone with the process: nothing else would show it. */
function sayLost(store: Store, log: Log): void {
  const lost = store.lost();
  if (lost !== undefined) log.error({}, lost);
}

/** Opens the database and takes up what a killed run left in it; throws where that cannot be. */
export async function openBase(
  options: BotOptions,
  current: () => Config,
  closeLater: BotBase['closeLater'],
): Promise<BotBase> {
  const { clock, config, secrets } = options;
  const target = secrets['DATABASE_URL'] ?? config.settings.store.path;
  const store = await openStore(target);
  closeLater(store.close);
  const probe = (): Promise<void> => setFact(store.db, 'last-probe', String(clock.now()));
  const { log, stored, close } = quietOutages(options.log, clock.now, probe);
  closeLater(() => Promise.resolve(close()));
  const unwatch = keepTicking(() => sayLost(store, log), MINUTE);
  closeLater(() => Promise.resolve(unwatch()));
  const owner = `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
  const pulse = options.stallLimits === undefined ? undefined : createPulse(options.stallLimits);
  const helper = openBotHelper(pulse === undefined ? {} : { workerData: { beats: pulse.beats } });
  closeLater(helper.close);
  if (pulse !== undefined) {
    helper.begin();
    closeLater(() => Promise.resolve(pulse.stop()));
  }
  const metrics = createMetrics();
  closeLater(() => Promise.resolve(metrics.close()));
  const leaseNow = (): Promise<number> =>
    store.dialect.shared ? storeNow(store.db) : Promise.resolve(clock.now());
  const nameDelivery = await openNamer(store.db);
  // Where other replicas may be at work, what a dead one left runs out by itself.
  const freed = store.dialect.shared ? 0 : await releaseLeases(store.db, clock.now());
  if (freed > 0) log.warn({ deliveries: freed }, 'taking up deliveries that the last run left half-sent');
  // What a receiver lacked may have been mended meanwhile.
  await hastenRefused(store.db, clock.now());
  return {
    options: { ...options, log },
    current,
    stored,
    leaseNow,
    store,
    target,
    owner,
    metrics,
    nameDelivery,
    helper,
    pulse,
    closeLater,
  };
}
