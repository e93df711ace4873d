/** A feed's rhythm, learnt from the dates in its document, and when it has been silent far beyond it. */
import { DAY, HOUR } from '../../time/duration.ts';
import type { Item } from '../read/item.ts';
import type { FeedState } from './feed-state.ts';

/** Items with dates that a rhythm can be told from, and those at either end that one archive item would bend. */
const FEWEST = 5;
/** Silences of so many usual gaps are no chance, and of less than two days no silence: weekends are quiet. */
const FAR_BEYOND = 10;
const SHORTEST_SILENCE = 2 * DAY;

/**
 * The time that usually lies between two items, and when the newest came, in milliseconds; what the document does not
 * tell is undefined. The median counts, so that neither a burst nor a summer break does.
 */
export function rhythmOf(items: readonly Item[], now: number): Pick<FeedState, 'usualGap' | 'newestAt'> {
  const dates = items
    .flatMap(({ published, updated }) => published ?? updated ?? [])
    .filter((date) => date <= now + HOUR)
    .sort((one, other) => one - other);
  const gaps = dates
    .slice(1)
    .map((date, nth) => date - (dates[nth] ?? date))
    .sort((one, other) => one - other);
  const newest = dates.at(-1);
  return {
    newestAt: newest === undefined ? undefined : Math.min(newest, now),
    usualGap: dates.length < FEWEST ? undefined : gaps[Math.floor(gaps.length / 2)],
  };
}

/** Since when a feed that answers has said nothing new, where that is far beyond its rhythm; undefined where it is not. */
export function silentSince({ newestAt, usualGap }: FeedState, now: number): number | undefined {
  if (newestAt === undefined || usualGap === undefined) return undefined;
  return now - newestAt > Math.max(SHORTEST_SILENCE, FAR_BEYOND * usualGap) ? newestAt : undefined;
}
