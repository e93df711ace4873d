import { describe, expect, it } from 'vitest';
import { altText } from '../../../src/edges/chart/alt-text.ts';
import { FORTNIGHT, HOSTILE, WEEKS } from './fixtures.ts';

describe('altText', () => {
  it('gives the numbers of the bars', () => {
    expect(altText({ kind: 'stories', data: FORTNIGHT })).toBe(
      'Stories per day, 3 Sep to 16 Sep 2026, UTC: Ports change hands 7 and Dockers strike 3; most on 11 Sep (3).',
    );
  });

  it('says that there were none', () => {
    expect(altText({ kind: 'stories', data: { ...FORTNIGHT, series: [] } })).toBe(
      'Stories per day, 3 Sep to 16 Sep 2026, UTC: no stories in 14 days.',
    );
    expect(altText({ kind: 'stories', data: { ...FORTNIGHT, days: [] } })).toBe('Stories per day: no days.');
  });

  it('gives the levels of the board, the liveliest first', () => {
    expect(altText({ kind: 'board', data: WEEKS })).toBe(
      'Level of 3 indicators over 4 weeks; in the seven days to 16 Sep 2026, UTC: 1 surging (Ports change hands), 1 seen (Dockers strike), 1 quiet.',
    );
    expect(altText({ kind: 'board', data: { ...WEEKS, rows: [] } })).toBe('Level by week: no indicators.');
  });

  it('counts what is unknown', () => {
    const rows = [...WEEKS.rows, { name: 'New', levels: [] }];
    expect(altText({ kind: 'board', data: { ...WEEKS, rows } })).toMatch(/1 quiet, 1 unknown\.$/);
  });

  it('joins both', () => {
    const both = altText({ kind: 'signals', data: { ...FORTNIGHT, ...WEEKS } });
    expect(both).toContain('most on 11 Sep (3). Level of 3 indicators');
  });

  it('stays short and clean whatever the names', () => {
    const data = {
      ...FORTNIGHT,
      ...WEEKS,
      title: 'x'.repeat(10_000),
      series: HOSTILE.map((name) => ({ name, counts: [1] })),
      rows: HOSTILE.map((name) => ({ name, levels: ['active', 'active', 'active', 'active'] as const })),
    };
    for (const kind of ['stories', 'board', 'signals'] as const) {
      const alt = altText({ kind, data });
      expect(alt.length).toBeLessThanOrEqual(1_000);
      expect(alt).not.toMatch(/[\p{Cc}\p{Cs}\u202E\u200B]/u);
    }
  });
});
