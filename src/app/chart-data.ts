/** What the charts show of a brief: stories on each day of the calendar, and the level of each week. */
import { DateTime } from 'luxon';
import type { Brief, Indicator } from '../core/indicator/brief.ts';
import { standingOf } from '../core/indicator/standing.ts';
import { DAY } from '../core/time/duration.ts';
import type { BoardWeeks, StoriesPerDay, WeekLevel } from '../edges/chart/chart-request.ts';
import type { Db } from '../edges/store/open-store.ts';
import { storyTimesByIndicator } from '../edges/store/signals.ts';
import { LOOK_BACK, oldestEntry } from './standings.ts';

const WEEK = 7 * DAY;
/** Weeks on the board. */
const WEEKS = 12;

type Period = {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Days of the calendar, today the last. */
  readonly days: number;
  readonly weeks?: number;
  /** IANA name of a time zone. */
  readonly zone: string;
};

/** Both charts of a brief, one series and one row for each indicator, in the order of the brief. */
export async function loadChartData(
  db: Db,
  brief: Brief,
  { now, days: count, weeks: weekCount = WEEKS, zone }: Period,
): Promise<StoriesPerDay & BoardWeeks> {
  const days = calendarDays(now, count, zone);
  const weeks = weekEnds(now, weekCount);
  const from = Math.min(days[0] ?? now, (weeks[0] ?? now) - LOOK_BACK);
  const times = await storyTimesByIndicator(db, brief.id, from);
  const historySince = await oldestEntry(db, now);
  const rows = brief.indicators.map((indicator) => ({
    indicator,
    times: times.get(indicator.id) ?? [],
  }));
  return {
    title: brief.title,
    zone,
    days,
    series: rows.map(({ indicator, times }) => ({
      name: indicator.name,
      counts: countPerDay(times, days, now),
    })),
    weeks,
    rows: rows.map(({ indicator, times }) => ({
      name: indicator.name,
      levels: weekLevels(indicator, times, { weeks, historySince }),
    })),
  };
}

/** The first instants (epoch milliseconds) of the last `count` days of the calendar in a zone, today's the last. */
export function calendarDays(now: number, count: number, zone: string): readonly number[] {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  return Array.from({ length: count }, (_, index) =>
    // Days have 23 to 25 hours, and some begin at 01:00 where midnight is skipped.
    today
      .minus({ days: count - 1 - index })
      .startOf('day')
      .toMillis(),
  );
}

/** How many of the times, in any order, fall on each of these days; what comes after `now` is not counted. */
export function countPerDay(
  times: readonly number[],
  days: readonly number[],
  now: number,
): readonly number[] {
  const counts = days.map(() => 0);
  for (const at of times) {
    const day = days.findLastIndex((start) => start <= at);
    if (at <= now && day >= 0) counts[day] = (counts[day] ?? 0) + 1;
  }
  return counts;
}

/** The last instants of `count` weeks, the last one `now`: its level is the standing that words give. */
export function weekEnds(now: number, count: number = WEEKS): readonly number[] {
  return Array.from({ length: count }, (_, index) => now - (count - 1 - index) * WEEK);
}

/**
 * The level at the end of each week, from the event times of an indicator's stories. A week that ended before anything
 * was collected is unknown, not quiet.
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
