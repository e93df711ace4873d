import { describe, expect, it } from 'vitest';
import type { BoardRow } from '../../../src/core/indicator/board.ts';
import { renderBoard } from '../../../src/edges/console/board.ts';
import { cellWidth } from '../../../src/edges/console/cell-width.ts';

const now = Date.UTC(2026, 10, 20, 14, 30);
const last = {
  headline: 'Alliance leaders back minister as next supreme commander of the forces in the north',
  outlet: 'North Sea Courier',
  at: now - 5 * 3_600_000,
};
const row = (
  name: string,
  level: BoardRow['level'],
  week: readonly number[],
  more: Partial<BoardRow> = {},
): BoardRow => ({
  indicatorId: name,
  name,
  level,
  week,
  last,
  sentence: 'No story in 7 days; 2 of 12 sources are down.',
  languages: undefined,
  ...more,
});
const rows = [
  row('Leader-level appointments', 'surging', [0, 1, 0, 2, 3, 5, 8]),
  row('Synchronous statements', 'active', [0, 1, 0, 2, 0, 0, 1]),
  row('Burden-sharing rules', 'seen', [0, 0, 0, 0, 0, 0, 1], { last: { ...last, headline: 'Short' } }),
  row('Parliaments push back', 'quiet', [0, 0, 0, 0, 0, 0, 0], { last: undefined }),
];

describe('renderBoard', () => {
  it('prints two lines an indicator', async () => {
    const board = renderBoard(rows, { title: 'Loyalty as currency', color: false, width: 80, now });
    await expect(`${board}\n`).toMatchFileSnapshot('golden/board.txt');
  });

  it('says below which languages the signs have words in', () => {
    const view = { title: 'Board', color: false, width: 80, now };
    const [first, second, ...others] = rows;
    if (first === undefined || second === undefined) throw new Error('two rows');
    const last = (board: readonly BoardRow[]) => renderBoard(board, view).split('\n').slice(-2);
    expect(last(rows.map((each) => ({ ...each, languages: ['de', 'en'] })))[1]).toBe(
      'Words in German, English.',
    );
    expect(last([{ ...first, languages: ['de'] }, second, ...others])).toEqual([
      'Leader-level appointments: words in German.',
      'Synchronous statements, Burden-sharing rules, Parliaments push back: words in n…',
    ]);
  });

  it.each([60, 80, 100])('keeps to %i columns, wide characters and endless words included', (width) => {
    const wide = row('北大西洋条約機構'.repeat(9), 'active', [1, 2], {
      last: { ...last, headline: '首脳'.repeat(90) },
    });
    for (const line of renderBoard([...rows, wide], {
      title: 'x'.repeat(300),
      color: false,
      width,
      now,
    }).split('\n')) {
      expect(cellWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('colours by level, beside the word for it', () => {
    const board = renderBoard(rows, { title: 't', color: true, width: 80, now });
    expect(board).toContain('\u001b[31;1m● surging');
    expect(board).toContain('\u001b[2m○ quiet');
  });

  it('has a title for an empty board', () => {
    expect(renderBoard([], { title: 'Nothing', color: false, width: 80, now })).toMatch(/^Nothing\n─+$/);
  });
});
