import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calendarDays, countPerDay, loadChartData } from '../../../../src/app/commands/reading/chart-data.ts';
import { weekEnds } from '../../../../src/app/ingest/week-levels.ts';
import { Brief } from '../../../../src/core/indicator/brief.ts';
import { DAY, HOUR } from '../../../../src/core/time/duration.ts';
import { openStore, type Store } from '../../../../src/edges/store/open-store.ts';
import { saveSignal } from '../../../../src/edges/store/signals.ts';
import { givenEntry } from '../../../store-rows.ts';

const WEEK = 7 * DAY;
const NOON = Date.UTC(2026, 8, 16, 12);
const examples = { hits: ['x'], misses: ['y'] };
const indicator = (id: string, name: string, activeAt: number) => ({
  id,
  name,
  quote: name,
  query: id,
  examples,
  active_at: activeAt,
});
const BRIEF = Brief.parse({
  id: 'harbours',
  title: 'Harbours for sale',
  happened: 'Ports are being sold.',
  leverage: 'Whoever owns the quay sets the terms.',
  mechanism: 'Debt is turned into docks.',
  matters: 'Trade follows the owner.',
  watch: 'Watch for port sales.',
  indicators: [indicator('sales', 'Ports change hands', 2), indicator('strikes', 'Dockers strike', 3)],
});

describe('calendarDays', () => {
  it('begins at midnight of the zone and ends today', () => {
    expect(calendarDays({ now: NOON, days: 3, zone: 'UTC' }).map((at) => new Date(at).toISOString())).toEqual(
      ['2026-09-14T00:00:00.000Z', '2026-09-15T00:00:00.000Z', '2026-09-16T00:00:00.000Z'],
    );
    // In Auckland it is the 17th already.
    expect(calendarDays({ now: NOON, days: 1, zone: 'Pacific/Auckland' })).toEqual([
      Date.UTC(2026, 8, 16, 12),
    ]);
  });

  it('has a day of 23 and one of 25 hours where clocks change', () => {
    const lengths = (now: number): readonly number[] => {
      const days = calendarDays({ now: now, days: 3, zone: 'Europe/Brussels' });
      return days.slice(1).map((at, index) => (at - (days[index] ?? 0)) / HOUR);
    };
    expect(lengths(Date.UTC(2026, 2, 30, 12))).toEqual([24, 23]);
    expect(lengths(Date.UTC(2026, 9, 26, 12))).toEqual([24, 25]);
  });
});

describe('countPerDay', () => {
  const days = calendarDays({ now: NOON, days: 2, zone: 'UTC' });
  const midnight = Date.UTC(2026, 8, 16);

  it('counts from the first instant of a day to before the next, in any order', () => {
    expect(countPerDay([NOON, midnight, midnight - 1, midnight - DAY], days, NOON)).toEqual([2, 2]);
  });

  it('counts neither what is older nor what has not happened yet', () => {
    expect(countPerDay([midnight - DAY - 1, NOON + 1], days, NOON)).toEqual([0, 0]);
  });
});

describe('loadChartData', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(':memory:');
  });
  afterEach(() => store.close());

  /** A report of a story, `age` milliseconds before noon. */
  async function report(story: string, indicatorId: string, age: number): Promise<void> {
    const at = NOON - age;
    const key = `${story}-${indicatorId}-${age}`;
    const seq = await givenEntry(store, story, {
      feedId: 'a-feed',
      id: key,
      title: key,
      link: `https://outlet.example/${key}`,
      canonicalUrl: `https://outlet.example/${key}`,
      titleKey: key,
      summary: '',
      outlet: 'Outlet',
      lang: 'en',
      country: undefined,
      publishedAt: at,
    });
    await saveSignal(
      store.db,
      {
        briefId: BRIEF.id,
        indicatorId,
        entry: seq,
        story,
        at,
        actors: [],
        spans: [],
        outlet: 'Outlet',
        country: undefined,
        lang: 'en',
      },
      false,
    );
  }

  it('counts a story once, on the day of its first report, and gives the levels of twelve weeks', async () => {
    await report('old-sale', 'sales', 5 * WEEK + HOUR);
    await report('sale', 'sales', 2 * DAY);
    await report('sale', 'sales', DAY);
    await report('other-sale', 'sales', HOUR);
    await report('sale', 'strikes', 2 * DAY);
    const data = await loadChartData(store.db, BRIEF, { now: NOON, days: 3, zone: 'UTC' });
    expect(data).toMatchObject({ title: 'Harbours for sale', zone: 'UTC' });
    expect(data.days).toEqual(calendarDays({ now: NOON, days: 3, zone: 'UTC' }));
    expect(data.series).toEqual([
      { name: 'Ports change hands', counts: [1, 0, 1] },
      { name: 'Dockers strike', counts: [1, 0, 0] },
    ]);
    expect(data.weeks).toEqual(weekEnds(NOON));
    const levelsOf = (name: string) => data.rows.find((row) => row.name === name)?.levels;
    const unknown = Array.from({ length: 6 }, () => 'unknown');
    const quiet = Array.from({ length: 4 }, () => 'quiet');
    expect(levelsOf('Ports change hands')).toEqual([...unknown, 'seen', ...quiet, 'active']);
    expect(levelsOf('Dockers strike')).toEqual([...unknown, 'quiet', ...quiet, 'seen']);
  });

  it('puts a story on the day that clocks of the zone show', async () => {
    await report('late', 'sales', 13 * HOUR);
    const utc = await loadChartData(store.db, BRIEF, { now: NOON, days: 2, zone: 'UTC' });
    const brussels = await loadChartData(store.db, BRIEF, { now: NOON, days: 2, zone: 'Europe/Brussels' });
    expect(utc.series[0]?.counts).toEqual([1, 0]);
    expect(brussels.series[0]?.counts).toEqual([0, 1]);
  });

  it('claims nothing about the weeks before the first, in an empty store', async () => {
    const data = await loadChartData(store.db, BRIEF, { now: NOON, days: 2, zone: 'UTC' });
    expect(data.series.map(({ counts }) => counts)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const levels = [...Array.from({ length: 11 }, () => 'unknown'), 'quiet'];
    expect(data.rows.map((row) => row.levels)).toEqual([levels, levels]);
  });
});
