/** Runs polls one by one as politeness allows, waiting for hosts that may not be asked yet. */
import type { Clock } from '../../edges/clock/clock.ts';
import { createPoliteness, type PolitenessOptions } from './politeness.ts';

export type PollQueueOptions = PolitenessOptions & { readonly clock: Clock };

/** Does the work of one poll and never rejects; it is told when its turn came, in epoch milliseconds. */
type Work<Result> = (startedAt: number) => Promise<Result>;
type Job<Result> = { readonly work: Work<Result>; readonly settle: (result: Result) => void };

/** Builds the queue. Polls have a key; one that waits or is under way is joined, not repeated. */
export function createPollQueue<Result>({ clock, ...manners }: PollQueueOptions) {
  const politeness = createPoliteness<Job<Result>>(manners);
  const pending = new Map<string, Promise<Result>>();
  let closed = false;
  let nap: { readonly until: number; readonly wake: () => void } | undefined;

  /** Lets everybody go whose turn it is at `now`, and comes back when the next one's is. */
  const pump = (now: number): void => {
    if (closed) return;
    for (let turn = politeness.take(now); turn !== undefined; turn = politeness.take(now))
      void run(turn.host, turn.job, now);
    const at = politeness.nextAt(now);
    if (at !== undefined && (nap === undefined || at < nap.until)) void napUntil(at, now);
  };

  const run = async (host: string, { work, settle }: Job<Result>, startedAt: number): Promise<void> => {
    const result = await work(startedAt);
    const now = clock.now();
    politeness.finish(host, now);
    settle(result);
    pump(now);
  };

  const napUntil = async (until: number, now: number): Promise<void> => {
    nap?.wake();
    const cut = new AbortController();
    const mine = { until, wake: () => cut.abort() };
    nap = mine;
    await clock.sleep(until - now, cut.signal);
    if (nap !== mine) return;
    nap = undefined;
    pump(clock.now());
  };

  return {
    pump,
    pending: (key: string): Promise<Result> | undefined => pending.get(key),
    heldUntil: politeness.heldUntil,
    prune: politeness.prune,
    shift: politeness.shift,

    /** Queues a poll of a host; it goes at the next `pump` that allows it. */
    add(key: string, host: string, work: Work<Result>): Promise<Result> {
      const { promise, resolve } = Promise.withResolvers<Result>();
      const settle = (result: Result): void => {
        pending.delete(key);
        resolve(result);
      };
      pending.set(key, promise);
      politeness.add(host, { work, settle });
      return promise;
    },

    /** Asks nothing of a host until an instant; polls that wait for it end with `result`. */
    hold(host: string, until: number, result: Result): void {
      for (const { settle } of politeness.hold(host, until)) settle(result);
    },

    /** Starts nothing more; polls that wait end with `result`. Resolves when those under way are over. */
    async close(result: Result): Promise<void> {
      closed = true;
      nap?.wake();
      for (const { settle } of politeness.clear()) settle(result);
      await Promise.all(pending.values());
    },
  };
}

export type PollQueue<Result> = ReturnType<typeof createPollQueue<Result>>;
