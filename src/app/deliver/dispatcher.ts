/** Sends what is due: claims deliveries under a lease and sets them going, one queue a receiver. */
import { SECOND } from '../../core/time/duration.ts';
import { claimDue } from '../../edges/store/outbox/claims.ts';
import { nextDueAt } from '../../edges/store/outbox/deliveries.ts';
import { type AttemptDeps, createAttempt } from './attempt-delivery.ts';
import { workOff } from './work-off.ts';

/** Longer than the slowest call, which is cut off before. */
const LEASE = 30 * SECOND;
const BATCH = 50;
const IDLE_LOOK = 1 * SECOND;
/** Pause after a look that found nothing to claim: what is due belongs to a queue under way or to another process. */
const BUSY_LOOK = 200;

export type Dispatcher = {
  /** Sends everything that is due now; resolves when nothing is left that could be sent at this instant. */
  readonly drain: () => Promise<void>;
  readonly start: () => void;
  /** Stops claiming and waits for the calls under way. */
  readonly stop: () => Promise<void>;
  /** Says that something was queued. */
  readonly wake: () => void;
  /** When what is due was last looked for, epoch milliseconds. */
  readonly lastLookAt: () => number | undefined;
};

type Deps = AttemptDeps & {
  /** Names this process in its claims. */
  readonly owner: string;
  /** The clock that leases are compared by (epoch milliseconds); `clock` where no other process claims. */
  readonly leaseNow?: () => Promise<number>;
};

/** Builds the dispatcher; deliveries to one receiver go in order, receivers side by side. */
export function createDispatcher(deps: Deps): Dispatcher {
  const { store, clock, log, leaseNow = () => Promise.resolve(clock.now()) } = deps;
  const stopping = new AbortController();
  const working = {
    store,
    clock,
    log,
    attempt: createAttempt(deps),
    lease: LEASE,
    leaseNow,
    stopping: stopping.signal,
  };
  let running: Promise<void> = Promise.resolve();
  let rouse: () => void = () => undefined;
  const queues = new Map<string, Promise<void>>();
  let lastLookAt: number | undefined;

  /** Claims what is due and sets it going; a receiver that still has a queue is left alone. */
  const launch = async (): Promise<number> => {
    const claim = {
      owner: deps.owner,
      now: clock.now(),
      leaseFor: LEASE,
      leaseNow: await leaseNow(),
      limit: BATCH,
      except: [...queues.keys()],
      shared: store.dialect.shared,
    };
    const claimed = await store.transaction((tx) => claimDue(tx, claim));
    for (const [receiver, queue] of Map.groupBy(claimed, (delivery) => delivery.receiver)) {
      const work = workOff(working, queue, claim.now).finally(() => {
        queues.delete(receiver);
        rouse();
      });
      queues.set(receiver, work);
    }
    return claimed.length;
  };

  const drain = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const launched = await launch();
      if (launched === 0 && queues.size === 0) return;
      await Promise.race(queues.values());
    }
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      lastLookAt = clock.now();
      const woken = new Promise<void>((resolve) => {
        rouse = resolve;
      });
      let claimed = 0;
      try {
        claimed = await launch();
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be read; trying again');
      }
      const due = (await nextDueAt(store.db).catch(() => undefined)) ?? Number.POSITIVE_INFINITY;
      const pause = Math.min(IDLE_LOOK, Math.max(claimed > 0 ? 20 : BUSY_LOOK, due - clock.now()));
      await Promise.race([woken, clock.sleep(pause, stopping.signal)]);
    }
  };

  return {
    drain,
    start: () => {
      running = loop();
    },
    stop: async () => {
      stopping.abort();
      rouse();
      await running;
      await Promise.all(queues.values());
    },
    wake: () => rouse(),
    lastLookAt: () => lastLookAt,
  };
}
