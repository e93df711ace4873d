/** The hours and days in which a publisher asks not to be polled (RSS 2.0 skipHours and skipDays, in GMT). */
import { DAY, HOUR } from '../../time/duration.ts';

const HOURS_A_WEEK = 7 * 24;

/**
 * The first instant from `at` on that lies outside the publisher's skipped hours (0–23) and days (0 = Sunday), in
 * epoch milliseconds; `at` itself where nothing, or the whole week, is skipped.
 */
export function afterSkipped(at: number, skipHours: readonly number[], skipDays: readonly number[]): number {
  if (skipHours.length === 0 && skipDays.length === 0) return at;
  let candidate = at;
  for (let step = 0; step <= HOURS_A_WEEK; step += 1) {
    const date = new Date(candidate);
    if (skipDays.includes(date.getUTCDay())) candidate = nextMultiple(candidate, DAY);
    else if (skipHours.includes(date.getUTCHours())) candidate = nextMultiple(candidate, HOUR);
    else return candidate;
  }
  return at;
}

function nextMultiple(at: number, unit: number): number {
  return (Math.floor(at / unit) + 1) * unit;
}
