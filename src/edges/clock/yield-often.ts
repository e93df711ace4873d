/** Lets others have their turn in the middle of long work. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of work between two breaths: a chat that waits behind it does not notice. */
const STRETCH = 10;

/**
 * Makes a function to be awaited between the steps of long work: it lets the event loop turn once the work has gone on
 * for a while. SQLite answers at once, so that awaiting its answers alone lets nobody else do anything.
 */
export function createYieldOften(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < STRETCH) return;
    await nextTurn();
    since = performance.now();
  };
}
