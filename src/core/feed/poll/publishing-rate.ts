/** How often a publisher publishes, estimated from the dates in its document. */
import { DAY } from '../../time/duration.ts';
import type { Item } from '../read/item.ts';

export const WEEK: number = 7 * DAY;
/** A burst within less time says nothing about a week. */
const SHORTEST_SPAN = DAY / 4;

/**
 * Entries of the last week; where the document lists only part of a week, extrapolated from the part that it lists.
 * Undefined where fewer than two items of the week carry a date.
 */
export function entriesPerWeek(items: readonly Item[], now: number): number | undefined {
  let inWeek = 0;
  let older = false;
  let oldest = now;
  for (const { published } of items) {
    if (published === undefined || published > now) continue;
    if (published < now - WEEK) older = true;
    else {
      inWeek += 1;
      oldest = Math.min(oldest, published);
    }
  }
  if (older) return inWeek;
  if (inWeek < 2) return undefined;
  return Math.round((inWeek * WEEK) / Math.max(now - oldest, SHORTEST_SPAN));
}
