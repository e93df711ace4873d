/** Lets node-cron call the poller every two seconds. */
import { schedule } from 'node-cron';

const EVERY_TWO_SECONDS = '*/2 * * * * *';

/** Calls `tick` from now on; the returned function ends it. A call that comes late is not made up for. */
export function driveByCron(tick: () => void): () => void {
  const task = schedule(EVERY_TWO_SECONDS, tick, {
    name: 'poll',
    noOverlap: true,
    suppressMissedWarning: true,
  });
  return () => void task.destroy();
}
