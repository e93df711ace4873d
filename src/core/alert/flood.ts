/** The flood guard: so many alerts of one indicator in so little time are better read as a list. */
import { z } from 'zod';
import { Duration, MINUTE } from '../time/duration.ts';

export const Flood = z.strictObject({
  alerts: z.int().min(1).default(30).describe('More alerts than this from one indicator become a list.'),
  within: Duration.default(5 * MINUTE).describe('Time within which they are counted.'),
});
export type Flood = z.infer<typeof Flood>;

/**
 * True where an alert is one of more than `alerts` that were opened within some stretch of `within`. Those of a poll
 * that brings a hundred at once are therefore all part of it, and of a stream the ones beyond the limit.
 * @param at when the alert was opened, epoch milliseconds
 * @param opened when the alerts of its indicator were opened, itself included, in any order; the nearest `alerts` and one
 *   more before it (and with it) and after it are enough
 */
export function isFlood(at: number, opened: readonly number[], { alerts, within }: Flood): boolean {
  const near = opened.filter((each) => Math.abs(each - at) < within).sort((a, b) => a - b);
  // A stretch with one alert too many begins at some alert; its last, too, must lie within.
  return near.some((first, index) => {
    const last = near[index + alerts];
    return last !== undefined && first <= at && at - first < within && last - first < within;
  });
}
