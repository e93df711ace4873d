/** Lets node-cron call what is to run again and again. */
import { schedule } from 'node-cron';

const EVERY_TWO_SECONDS = '*/2 * * * * *';

/**
 * Calls `tick` every two seconds, or as a cron expression with seconds says; the returned function ends it. A call that
 * comes late is not made up for.
 */
export function driveByCron(tick: () => void, name = 'poll', when: string = EVERY_TWO_SECONDS): () => void {
  const task = schedule(when, tick, { name, noOverlap: true, suppressMissedWarning: true });
  return () => void task.destroy();
}
