/** Calls what is to run again and again: node-cron does, watched by a guard that no setting of the clock leads astray. */
import { schedule, type ScheduledTask, type TaskOptions } from 'node-cron';
import { SECOND } from '../../core/time/duration.ts';

/** The clock was set where it went this much more or less than the time that only goes forward. */
const DRIFT = SECOND;
/** The guard looks this long before a beat; as its timer is due first, it looks first after a pause, too. */
const LEAD = 1;

/** What a tick throws is a bug and ends the program, as it would in a timer; node-cron would only print it. */
const logger: NonNullable<TaskOptions['logger']> = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (message, error) =>
    queueMicrotask(() => {
      throw message instanceof Error ? message : (error ?? new Error(message));
    }),
};

/**
 * Calls `tick` at every whole multiple of `every` (milliseconds; whole seconds that divide a minute, else it throws)
 * by the clock; the returned function ends it. Calls that were missed are not made up for, but for the last.
 *
 * By itself, node-cron waits out an hour by which the clock is set back, and after a jump forward works out every call
 * that it missed: 5 seconds for a day, 16 hours for thirty years, with which a board without a battery starts. So the
 * guard plans its calls anew once the clock was set, and calls by itself where none came for two intervals.
 */
export function keepTicking(tick: () => void, every: number): () => void {
  const seconds = every / SECOND;
  if (!Number.isInteger(seconds) || seconds < 1 || 60 % seconds !== 0)
    throw new Error(`a tick every ${every} ms is none that a cron expression with seconds can say`);
  let ended = false;
  let tickedAt = performance.now();
  const beat = (): void => {
    // A call that is under way when its task is destroyed still comes.
    if (ended) return;
    tickedAt = performance.now();
    tick();
  };
  const plan = (): ScheduledTask =>
    schedule(`*/${seconds} * * * * *`, beat, {
      // Without summer time, in which an hour comes twice.
      timezone: 'UTC',
      noOverlap: true,
      suppressMissedWarning: true,
      missedExecutionTolerance: every,
      logger,
    });
  let task = plan();
  let offset = Date.now() - performance.now();
  const look = (): void => {
    const before = offset;
    offset = Date.now() - performance.now();
    const isLate = performance.now() - tickedAt > 2 * every;
    if (isLate || Math.abs(offset - before) > DRIFT) {
      void task.destroy();
      task = plan();
    }
    guard = lookBeforeNext();
    if (isLate) beat();
  };
  const lookBeforeNext = (): NodeJS.Timeout =>
    setTimeout(look, Math.max(1, every - (Date.now() % every) - LEAD));
  let guard = lookBeforeNext();
  return () => {
    ended = true;
    clearTimeout(guard);
    void task.destroy();
  };
}
