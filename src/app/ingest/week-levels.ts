/** The level of an indicator week by week, as the strip of the board shows it. */
import type { Indicator } from '../../core/indicator/brief.ts';
import { standingOf } from '../../core/indicator/standing.ts';
import { DAY } from '../../core/time/duration.ts';
import type { WeekLevel } from '../../edges/chart/chart-request.ts';

const WEEK = 7 * DAY;
/** Weeks on the board. */
const WEEKS = 12;
/** What a standing looks back on: seven days and the eight weeks before them. */
const LOOK_BACK = 9 * WEEK;
/** How far back (milliseconds) the stories must be known for the first week's level. */
export const REACH = LOOK_BACK + WEEKS * WEEK;

/** The last instants of twelve weeks, the last one `now`: its level is the standing that words give. */
export function weekEnds(now: number): readonly number[] {
  return Array.from({ length: WEEKS }, (_, index) => now - (WEEKS - 1 - index) * WEEK);
}

/**
 * The level at the end of each of these weeks, from the event times of an indicator's stories. A week that ended before
 * anything was collected is unknown, not quiet.
 */
export function weekLevels(
  indicator: Pick<Indicator, 'active_at'>,
  times: readonly number[],
  { weeks, historySince }: { readonly weeks: readonly number[]; readonly historySince: number },
): readonly WeekLevel[] {
  return weeks.map((now) =>
    now < historySince
      ? 'unknown'
      : standingOf(times, { activeAt: indicator.active_at, now, historySince }).level,
  );
}
