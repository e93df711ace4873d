/** The clock: the one way in which running code learns the time and waits, real or simulated. */
import { setTimeout as wait } from 'node:timers/promises';

export type Clock = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after `ms` milliseconds, or at once when the signal aborts; it never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export type SimulatedClock = Clock & {
  /** Moves time on to an instant, waking sleepers in order; each wakes at its own instant. Never moves back. */
  readonly advanceTo: (at: number) => Promise<void>;
  readonly advance: (ms: number) => Promise<void>;
  /** When the next sleeper wakes; undefined where nobody sleeps. */
  readonly nextWake: () => number | undefined;
};

export type SimulationOptions = {
  /** True where a sleep moves time on by itself instead of waiting for `advance`. */
  readonly autoAdvance?: boolean;
};

/** Timers cannot be set further ahead; a longer sleep ends early and its caller looks at the time again. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(Math.min(ms, LONGEST_TIMER), undefined, signal === undefined ? undefined : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

type Sleeper = { readonly at: number; readonly wake: () => void };

/** A clock that stands still until it is moved; `startAt` in epoch milliseconds. */
export function simulatedClock(startAt: number, options: SimulationOptions = {}): SimulatedClock {
  let time = startAt;
  const sleepers = new Set<Sleeper>();

  const first = (): Sleeper | undefined => {
    let earliest: Sleeper | undefined;
    for (const sleeper of sleepers)
      if (earliest === undefined || sleeper.at < earliest.at) earliest = sleeper;
    return earliest;
  };
  const advanceTo = async (at: number): Promise<void> => {
    for (;;) {
      const sleeper = first();
      if (sleeper === undefined || sleeper.at > at) break;
      time = Math.max(time, sleeper.at);
      sleeper.wake();
      // Whoever was woken runs, and may sleep again, before time goes on.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    time = Math.max(time, at);
  };

  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted === true) return;
    if (options.autoAdvance === true) {
      const until = time + Math.max(0, ms);
      await new Promise<void>((resolve) => setImmediate(resolve));
      time = Math.max(time, until);
      return;
    }
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper: Sleeper = { at: time + Math.max(0, ms), wake };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  };

  return {
    now: () => time,
    sleep,
    advanceTo,
    advance: (ms) => advanceTo(time + ms),
    nextWake: () => first()?.at,
  };
}
