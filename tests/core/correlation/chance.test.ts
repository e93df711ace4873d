/** What chance completes, against figures worked out by hand. */
import { describe, expect, it } from 'vitest';
import { chanceOf } from '../../../src/core/correlation/chance.ts';
import { Correlation } from '../../../src/core/correlation/schema.ts';
import type { Signal } from '../../../src/core/indicator/signal.ts';
import { DAY } from '../../../src/core/time/duration.ts';

/** So many stories of an indicator in 28 days, one signal each. */
function stories(indicatorId: string, count: number, actors: readonly string[] = []): readonly Signal[] {
  return Array.from({ length: count }, (_, at) => ({
    briefId: 'b',
    indicatorId,
    entry: at,
    story: `${indicatorId}-${actors.join()}-${at}`,
    at: at * DAY,
    actors,
    spans: [],
    outlet: 'Outlet',
    country: undefined,
    lang: 'en',
  }));
}

const common = { id: 'c', name: 'C', timespan: '30d' };
const ordered = Correlation.parse({ ...common, type: 'temporal_ordered', indicators: ['first', 'then'] });

describe('chanceOf', () => {
  it('finds that three appointments a fortnight nearly always follow within 30 days', () => {
    const signals = [...stories('first', 1), ...stories('then', 6)];
    // 1 - e^(-6 / 28 * 30)
    expect(chanceOf(ordered, signals, 28 * DAY)).toBeCloseTo(0.998, 3);
  });

  it('counts by the group with the most stories', () => {
    const grouped = { ...ordered, 'group-by': ['actor' as const] };
    const signals = [
      ...stories('then', 1, ['ada']),
      ...stories('then', 2, ['bob']),
      ...stories('then', 2, ['cyd']),
    ];
    expect(chanceOf(grouped, signals, 28 * DAY)).toBeCloseTo(1 - Math.exp((-2 / 28) * 30), 6);
    expect(chanceOf(grouped, stories('then', 2, ['ada', 'bob']), 28 * DAY)).toBeCloseTo(
      1 - Math.exp((-2 / 28) * 30),
      6,
    );
  });

  it('takes the Poisson tail for counts, and the rarest as the first of a temporal one', () => {
    const count = Correlation.parse({
      ...common,
      timespan: '7d',
      type: 'event_count',
      indicators: ['a'],
      condition: { gte: 3 },
    });
    // One story expected in the span, two more wanted: 1 - 2/e.
    expect(chanceOf(count, stories('a', 4), 28 * DAY)).toBeCloseTo(1 - 2 / Math.E, 6);
    const together = Correlation.parse({
      ...common,
      timespan: '7d',
      type: 'temporal',
      indicators: ['a', 'b'],
    });
    expect(chanceOf(together, [...stories('a', 4), ...stories('b', 1)], 28 * DAY)).toBeCloseTo(
      1 - 1 / Math.E,
      6,
    );
  });

  it('says nothing by less than four weeks', () => {
    expect(chanceOf(ordered, stories('then', 9), 27 * DAY)).toBeUndefined();
  });
});
