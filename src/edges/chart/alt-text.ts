/** A chart in words, for those who do not see it. */
import { cleanText } from '../../core/delivery/clean-text.ts';
import { shorten } from '../../core/delivery/shorten.ts';
import { listNames } from '../../core/delivery/wording.ts';
import { LEVELS } from '../../core/indicator/standing.ts';
import type { BoardWeeks, ChartRequest, StoriesPerDay, WeekLevel } from './chart-request.ts';
import { dayLabel, period } from './day-labels.ts';

/** Discord takes 1,024 characters, Slack 2,000. */
const MOST = 1_000;
const NAME = 60;
const MOST_NAMES = 6;

/** One sentence or two with the numbers; at most 1,000 characters. */
export function altText(request: ChartRequest): string {
  switch (request.kind) {
    case 'stories':
      return shorten(stories(request.data), MOST);
    case 'board':
      return shorten(board(request.data), MOST);
    case 'signals':
      return `${shorten(stories(request.data), MOST / 2)} ${shorten(board(request.data), MOST / 2 - 1)}`;
  }
}

function stories({ days, series, zone }: StoriesPerDay): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return 'Stories per day: no days.';
  const head = `Stories per day, ${period(first, last, zone)}`;
  const sums = series
    .map(({ name, counts }) => ({ name, sum: counts.reduce((sum, count) => sum + count, 0) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum);
  if (sums.length === 0) return `${head}: no stories in ${counted(days.length, 'day')}.`;
  const totals = days.map((_, day) => series.reduce((sum, { counts }) => sum + (counts[day] ?? 0), 0));
  const most = Math.max(...totals);
  const when = dayLabel(days[totals.lastIndexOf(most)] ?? last, zone);
  const parts = sums.map(({ name, sum }) => `${label(name)} ${sum}`);
  return `${head}: ${listNames(parts, MOST_NAMES)}; most on ${when} (${most}).`;
}

function board({ weeks, rows, zone }: BoardWeeks): string {
  const last = weeks.at(-1);
  if (last === undefined || rows.length === 0) return 'Level by week: no indicators.';
  const now = (level: WeekLevel): readonly string[] =>
    rows.filter(({ levels }) => levels[weeks.length - 1] === level).map(({ name }) => label(name));
  const lit = LEVELS.slice(1)
    .toReversed()
    .map((level) => ({ level, names: now(level) }))
    .filter(({ names }) => names.length > 0)
    .map(({ level, names }) => `${names.length} ${level} (${listNames(names, MOST_NAMES)})`);
  const quiet = now('quiet').length;
  const unknown = rows.length - quiet - LEVELS.slice(1).reduce((sum, level) => sum + now(level).length, 0);
  const rest = [...(quiet > 0 ? [`${quiet} quiet`] : []), ...(unknown > 0 ? [`${unknown} unknown`] : [])];
  const levels = [...lit, ...rest].join(', ');
  return `Level of ${counted(rows.length, 'indicator')} over ${counted(weeks.length, 'week')}; in the seven days to ${period(last, last, zone)}: ${levels}.`;
}

function label(name: string): string {
  return shorten(cleanText(name.slice(0, 1_000)), NAME);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
