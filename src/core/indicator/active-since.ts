/** Since when an indicator has been active, short pauses included: within one such stretch a rise is said once. */
import { DAY } from '../time/duration.ts';

/** What a level looks back on, and how long it must have been below active before a rise is said again. */
const WEEK = 7 * DAY;

/**
 * The beginning (epoch milliseconds) of the stretch that reaches to `now`, in which the indicator was never below active
 * for seven days; undefined where it was not active within the last seven days.
 * @param times event times of its stories, oldest first
 */
export function activeSince(times: readonly number[], activeAt: number, now: number): number | undefined {
  const known = times.filter((at) => at <= now);
  let since: number | undefined;
  let edge = now;
  for (let last = known.length - 1; last >= activeAt - 1; last -= 1) {
    const begins = known[last];
    const first = known[last - activeAt + 1];
    if (begins === undefined || first === undefined || begins - first >= WEEK) continue;
    if (edge - (first + WEEK) >= WEEK) break;
    since = begins;
    edge = Math.min(edge, begins);
  }
  return since;
}
