/** How often a publisher publishes, estimated from the dates in its document. */
import { DAY } from '../../time/duration.ts';
import { spanInWords } from '../../time/span-in-words.ts';
import type { Item } from '../read/item.ts';

export const WEEK: number = 7 * DAY;
/** A burst within less time says nothing about a week. */
const SHORTEST_SPAN = DAY / 4;
/** People are told of a week only where there was a whole day of it: nights are quiet, and news comes in bursts. */
const SHORTEST_TOLD = DAY;

type Dated = {
  /** Items of the last week. */
  readonly inWeek: number;
  /** Whether the document lists older ones, too. */
  readonly older: boolean;
  /** The oldest of the week, epoch milliseconds; now where there is none. */
  readonly oldest: number;
};

function datedItems(items: readonly Item[], now: number): Dated {
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
  return { inWeek, older, oldest };
}

/**
 * Entries of the last week; where the document lists only part of a week, extrapolated from the part that it lists.
 * Undefined where fewer than two items of the week carry a date.
 */
export function entriesPerWeek(items: readonly Item[], now: number): number | undefined {
  const { inWeek, older, oldest } = datedItems(items, now);
  if (older) return inWeek;
  if (inWeek < 2) return undefined;
  return Math.round((inWeek * WEEK) / Math.max(now - oldest, SHORTEST_SPAN));
}

/**
 * "about 84 a week", or "7 in 2 hours, too short a time to say how many a week"; undefined where the dates do not tell.
 * `now` is epoch milliseconds.
 */
export function paceInWords(items: readonly Item[], now: number): string | undefined {
  const perWeek = entriesPerWeek(items, now);
  if (perWeek === undefined) return undefined;
  const { inWeek, older, oldest } = datedItems(items, now);
  if (older || now - oldest >= SHORTEST_TOLD) return `about ${perWeek} a week`;
  return `${inWeek} in ${spanInWords(now - oldest)}, too short a time to say how many a week`;
}
