import { describe, expect, it } from 'vitest';
import { weekEnds, weekLevels } from '../../../src/app/ingest/week-levels.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';

const WEEK = 7 * DAY;
const NOON = Date.UTC(2026, 8, 16, 12);

describe('weekEnds', () => {
  it('are twelve weeks apart by seven days, the last one now', () => {
    const ends = weekEnds(NOON);
    expect(ends).toHaveLength(12);
    expect(ends.slice(-2)).toEqual([NOON - WEEK, NOON]);
    expect(ends[0]).toBe(NOON - 11 * WEEK);
  });
});

describe('weekLevels', () => {
  const weeks = weekEnds(NOON).slice(-3);

  it('is the standing at the end of each week', () => {
    const times = [NOON - WEEK - HOUR, NOON - HOUR, NOON - 2 * HOUR];
    expect(weekLevels({ active_at: 2 }, times, { weeks, historySince: 0 })).toEqual([
      'quiet',
      'seen',
      'active',
    ]);
  });

  it('knows nothing of the weeks before anything was collected', () => {
    expect(weekLevels({ active_at: 2 }, [], { weeks, historySince: NOON - WEEK - DAY })).toEqual([
      'unknown',
      'quiet',
      'quiet',
    ]);
  });

  it('sees a surge only with the weeks before it', () => {
    const burst = Array.from({ length: 8 }, (_, index) => NOON - index * HOUR);
    expect(weekLevels({ active_at: 2 }, burst, { weeks, historySince: 0 }).at(-1)).toBe('surging');
    expect(weekLevels({ active_at: 2 }, burst, { weeks, historySince: NOON - WEEK }).at(-1)).toBe('active');
  });
});
