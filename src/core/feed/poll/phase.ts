/** Spreads first polls over time, so that starting up is no burst. */
import { MINUTE } from '../../time/duration.ts';

/** Between two first polls while that keeps the whole within a minute, and at the least. */
const UNHURRIED = 200;
const HURRIED = 30;

/** A number in [0, 1) that is a feed's own: always the same for one feed, evenly spread over all (FNV-1a). */
export function phaseOf(feedId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < feedId.length; index += 1)
    hash = Math.imul(hash ^ feedId.charCodeAt(index), 0x01000193);
  // MurmurHash3's finaliser: FNV alone hardly stirs the high bits for ids that differ in their last letters.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * Milliseconds over which the polls of `count` feeds that are due together are spread: at once for one, about a minute
 * for hundreds, five minutes for ten thousand, and never longer than their interval.
 */
export function spreadWindow(count: number, interval: number): number {
  const others = Math.max(count - 1, 0);
  return Math.min(interval, Math.max(others * HURRIED, Math.min(MINUTE, others * UNHURRIED)));
}
