/** When a delivery that failed is tried again, and when it is given up. */
import { DAY, HOUR, MINUTE, SECOND } from '../time/duration.ts';

const FIRST = 2 * SECOND;
const LONGEST = 15 * MINUTE;
/** What a platform may ask for at most: a longer pause is a mistake of somebody's, and alerts would go stale meanwhile. */
const LONGEST_REQUEST = HOUR;
const GIVE_UP_AFTER = DAY;
const FEWEST = 20;

/**
 * Milliseconds until the next attempt: doubling from 2 s to 15 min, drawn evenly from the upper half ("equal jitter"),
 * so that many receivers that failed together do not come back together. What the platform asks for is not undercut, up to
 * an hour; one that is no number counts for nothing.
 * @param attempts how many were made, at least 1
 * @param jitter in [0, 1)
 */
export function retryDelay(attempts: number, jitter: number, request: number | undefined): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(attempts - 1, 20));
  const delay = full / 2 + (full / 2) * jitter;
  const pause = request === undefined || Number.isNaN(request) ? 0 : Math.min(request, LONGEST_REQUEST);
  return Math.ceil(Math.max(delay, pause));
}

/**
 * True once a delivery has been tried for 24 hours. A clock that is set forward, or a bot that was off for a day, is no
 * day of trying: that takes this many attempts at least, which at the usual pace are made within the first hours.
 */
export function isDead(firstDueAt: number, attempts: number, now: number): boolean {
  return now - firstDueAt >= GIVE_UP_AFTER && attempts >= FEWEST;
}
