/** Leadership: of several replicas one holds the chat connections and does the housekeeping; another takes over. */
import { SECOND } from '../../core/time/duration.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import type { Log } from '../../edges/log/log.ts';
import type { Store } from '../../edges/store/open-store.ts';
import type { SessionLock } from '../../edges/store/engine/session-lock.ts';

/** How often a replica that stands by tries to take over. */
const TRY_EVERY = 5 * SECOND;

export type Leadership = {
  /**
   * Tries to lead, and goes on trying in the background. Resolves once this replica leads or stands by; rejects where
   * it could lead and what there is to begin fails.
   */
  readonly start: () => Promise<void>;
  /** Ends what was begun and lets another replica lead. */
  readonly stop: () => Promise<void>;
  readonly leads: () => boolean;
};

type Deps = {
  readonly store: Pick<Store, 'takeLock'>;
  /** Begins what only the leader does; the answer ends it. May be called again after that. */
  readonly begin: () => Promise<() => Promise<void>>;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1): spreads the attempts of replicas. */
  readonly random: () => number;
};

/** Builds the leadership. On a store that no other process can open the first attempt always succeeds. */
export function createLeadership({ store, begin, clock, log, random }: Deps): Leadership {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let reign: { readonly lock: SessionLock; readonly end: () => Promise<void> } | undefined;

  /** True where this replica leads now. Throws where it could and what it begins fails. */
  const attempt = async (): Promise<boolean> => {
    const lock = await store.takeLock('leader');
    if (lock === undefined) return false;
    try {
      reign = { lock, end: await begin() };
      log.info({}, 'this replica leads: it holds the chat connections');
      return true;
    } catch (error) {
      await lock.release();
      throw error;
    }
  };

  const abdicate = async (): Promise<void> => {
    const last = reign;
    reign = undefined;
    if (last === undefined) return;
    // The next leader must find nobody in the chat.
    await last.end().catch((error: unknown) => log.error({ err: error }, 'could not step down cleanly'));
    await last.lock.release();
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (reign === undefined) {
        await clock.sleep(TRY_EVERY * (0.8 + 0.4 * random()), stopping.signal);
        if (stopping.signal.aborted) return;
        await attempt().catch((error: unknown) => {
          log.warn({ err: error }, 'could not take the lead; trying again');
        });
      } else {
        const { held } = reign.lock;
        await aborted(AbortSignal.any([held, stopping.signal]));
        if (stopping.signal.aborted) return;
        log.warn({ reason: String(held.reason) }, 'the lead is lost; chat connections are given up');
        await abdicate();
      }
    }
  };

  return {
    start: async () => {
      if (!(await attempt())) log.info({}, 'another replica leads; this one stands by');
      running = loop();
    },
    stop: async () => {
      stopping.abort();
      await running;
      await abdicate();
    },
    leads: () => reign !== undefined,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
