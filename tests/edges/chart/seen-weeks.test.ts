import { describe, expect, it } from 'vitest';
import type { WeekLevel } from '../../../src/edges/chart/chart-request.ts';
import { seenWeeks } from '../../../src/edges/chart/seen-weeks.ts';

const board = (...rows: readonly (readonly WeekLevel[])[]) => ({
  title: 'Harbours for sale',
  zone: 'UTC',
  weeks: [1, 2, 3, 4, 5, 6],
  rows: rows.map((levels) => ({ name: 'Ports', levels })),
});
const [no, yes] = ['unknown', 'quiet'] as const;

describe('seenWeeks', () => {
  it('leaves out what no row knows, at the beginning only', () => {
    const seen = seenWeeks(board([no, no, yes, no, no, yes], [no, yes, yes, yes, yes, yes]));
    expect(seen.weeks).toEqual([2, 3, 4, 5, 6]);
    expect(seen.rows.map(({ levels }) => levels)).toEqual([
      [no, yes, no, no, yes],
      [yes, yes, yes, yes, yes],
    ]);
  });

  it('keeps the last four weeks', () => {
    expect(seenWeeks(board([no, no, no, no, no, yes])).weeks).toEqual([3, 4, 5, 6]);
    expect(seenWeeks(board([no, no, no, no, no, no])).weeks).toEqual([3, 4, 5, 6]);
    expect(seenWeeks({ ...board([no, yes]), weeks: [1, 2] }).weeks).toEqual([1, 2]);
  });

  it('changes nothing where all is known', () => {
    const known = board([yes, yes, yes, yes, yes, yes]);
    expect(seenWeeks(known)).toEqual(known);
  });
});
