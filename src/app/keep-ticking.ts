/** Calls what is to run again and again, whatever the machine's clock is set to. */

/**
 * Calls `tick` every so many milliseconds of the time that only goes forward; the returned function ends it. A call that
 * comes late is not made up for. Not by node-cron, which waits out an hour by which the clock is set back, and after a
 * day by which it is set forward, or a machine slept, goes through every call it missed: seconds in which nothing runs.
 */
export function keepTicking(tick: () => void, every: number): () => void {
  const timer = setInterval(tick, every);
  return () => clearInterval(timer);
}
