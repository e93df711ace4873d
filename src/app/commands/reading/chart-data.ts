/** What the charts show of a brief: stories on each day of the calendar, and the level of each week. */
import { DateTime } from 'luxon';
import type { Brief, Indicator } from '../../../core/indicator/brief.ts';
import type { BoardWeeks, StoriesPerDay, WeekLevel } from '../../../edges/chart/chart-request.ts';
import type { Db } from '../../../edges/store/open-store.ts';
import { loadStandings } from '../../ingest/standings.ts';
import { weekEnds } from '../../ingest/week-levels.ts';

export type ChartData = StoriesPerDay & BoardWeeks;

type Period = {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Days of the calendar, today the last. */
  readonly days: number;
  /** IANA name of a time zone. */
  readonly zone: string;
};

type Charted = {
  readonly indicator: Pick<Indicator, 'name'>;
  /** Event times of its stories, as far back as the first day; in any order. */
  readonly times: readonly number[];
  readonly weeks: readonly WeekLevel[];
};

/** Both charts of a brief, one series and one row for each indicator, in the order of the brief. */
export async function loadChartData(db: Db, brief: Brief, period: Period): Promise<ChartData> {
  const [first = period.now] = calendarDays(period);
  return chartData(brief.title, await loadStandings(db, brief, period.now, period.now - first), period);
}

/** Both charts of these indicators, in this order. */
export function chartData(title: string, of: readonly Charted[], period: Period): ChartData {
  const days = calendarDays(period);
  return {
    title,
    zone: period.zone,
    days,
    series: of.map(({ indicator, times }) => ({
      name: indicator.name,
      counts: countPerDay(times, days, period.now),
    })),
    weeks: weekEnds(period.now),
    rows: of.map(({ indicator, weeks }) => ({ name: indicator.name, levels: weeks })),
  };
}

/** The first instants (epoch milliseconds) of the last days of the calendar in a zone, today's the last. */
export function calendarDays({ now, days, zone }: Period): readonly number[] {
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  // Days have 23 to 25 hours, and some begin at 01:00 where midnight is skipped.
  return Array.from({ length: days }, (_, index) =>
    today
      .minus({ days: days - 1 - index })
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
