/** How many new items a feed may bring in an hour: no honest one comes near it, and one that invents them fills nothing. */
import { DAY, HOUR } from '../../time/duration.ts';
import type { FeedState } from './feed-state.ts';

/** Whatever a feed has brought before, so many in an hour are let in. */
const LEAST_AN_HOUR = 200;
/** How many times its usual number a busy hour may bring. */
const BUSY = 10;
/** Items count for about as long as this, the older the less. */
const MEMORY = 7 * DAY;

/**
 * How many new items may be stored at `now`: ten times the hourly rate of about the last week, as stored and not as the
 * publisher dates them, at least 200, less those of this hour.
 */
export function roomFor(state: FeedState, now: number): number {
  const perHour = (recentItems(state, now) * HOUR) / MEMORY;
  const most = Math.max(LEAST_AN_HOUR, Math.round(BUSY * perHour));
  return Math.max(0, most - takenThisHour(state, now));
}

/**
 * The state after a document of which so many new items were `taken` and so many are `left`. Where some are, the
 * validators and the hash stay as they were, so that the document comes again and nothing of it rolls off.
 */
export function countItems(
  before: FeedState,
  next: FeedState,
  { taken, left, exempt }: { readonly taken: number; readonly left: number; readonly exempt: boolean },
  now: number,
): FeedState {
  const counted = exempt ? 0 : taken;
  const hour =
    before.hour !== undefined && isThisHour(before.hour.from, now)
      ? { from: before.hour.from, taken: before.hour.taken + counted }
      : { from: now, taken: counted };
  const recent = { items: recentItems(before, now) + counted, at: now };
  if (left === 0) return { ...next, hour, recent, waiting: undefined };
  const { etag, lastModified, bodyHash, lastReadAt } = before;
  const waiting = { items: left, since: before.waiting?.since ?? now };
  return { ...next, etag, lastModified, bodyHash, lastReadAt, hour, recent, waiting };
}

function takenThisHour({ hour }: FeedState, now: number): number {
  return hour !== undefined && isThisHour(hour.from, now) ? hour.taken : 0;
}

/** Where the clock was set back, the hour began in the future, and is over. */
function isThisHour(from: number, now: number): boolean {
  return now >= from && now - from < HOUR;
}

function recentItems({ recent }: FeedState, now: number): number {
  return recent === undefined ? 0 : recent.items * Math.exp(-Math.max(0, now - recent.at) / MEMORY);
}
