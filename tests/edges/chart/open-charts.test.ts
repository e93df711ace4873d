import { afterAll, describe, expect, it } from 'vitest';
import { openCharts } from '../../../src/edges/chart/open-charts.ts';
import { CARD, CELLS, FAINT, INK, SERIES } from '../../../src/edges/chart/palette.ts';
import { FORTNIGHT, HOSTILE, WEEKS } from './fixtures.ts';
import { readPng } from './read-png.ts';

const charts = openCharts();
afterAll(() => charts.close());

describe('a picture', () => {
  it('of stories per day is a PNG at twice the size, on an opaque card with round corners', async () => {
    const { png, alt } = await charts.storiesPerDay(FORTNIGHT);
    const { width, height, at, count } = readPng(png);
    expect(width).toBe(1400);
    expect(height).toBeGreaterThan(700);
    expect(height).toBeLessThan(1400);
    for (const corner of [at(0, 0), at(1399, 0), at(0, height - 1)]) expect(corner).toBe('#00000000');
    expect(at(700, 10)).toBe(`${CARD}ff`);
    // Seven stories of one indicator and three of another: areas of bars, swatches of keys aside.
    const swatch = 48 * 48;
    const [ports, docks] = [count(SERIES[0]) - swatch, count(SERIES[1]) - swatch];
    expect(ports / docks).toBeGreaterThan((7 / 3) * 0.9);
    expect(ports / docks).toBeLessThan((7 / 3) * 1.1);
    expect(alt).toMatch(/^Stories per day, 3 Sep to 16 Sep 2026, UTC: Ports change hands 7/);
  });

  it('has words in it, though no font of the system is read', async () => {
    const { count } = readPng((await charts.storiesPerDay({ ...FORTNIGHT, series: [] })).png);
    expect(count(INK)).toBeGreaterThan(1_000);
    expect(count(FAINT)).toBeGreaterThan(1_000);
  });

  it('of the board shows every level', async () => {
    const { png, alt } = await charts.board(WEEKS);
    const { width, count } = readPng(png);
    expect(width).toBe(1400);
    for (const level of ['quiet', 'stirring', 'active', 'surging'] as const)
      expect(count(CELLS[level].fill)).toBeGreaterThan(5_000);
    expect(alt).toContain('1 surging (Ports change hands)');
  });

  it('of both stands higher than either', async () => {
    const data = { ...FORTNIGHT, ...WEEKS };
    const [both, one] = await Promise.all([charts.signals(data), charts.storiesPerDay(data)]);
    expect(readPng(both.png).height).toBeGreaterThan(readPng(one.png).height);
    expect(both.alt).toContain('Level of 3 indicators');
  });

  it('is drawn alike whatever the order of asking', async () => {
    const pictures = await Promise.all([
      charts.board(WEEKS),
      charts.storiesPerDay(FORTNIGHT),
      charts.board(WEEKS),
      charts.storiesPerDay(FORTNIGHT),
    ]);
    const [board, stories, boardAgain, storiesAgain] = pictures.map(({ png }) =>
      Buffer.from(png).toString('hex'),
    );
    expect(boardAgain).toBe(board);
    expect(storiesAgain).toBe(stories);
    expect(stories).not.toBe(board);
  });

  it('comes out of hostile names too', async () => {
    const { png } = await charts.signals({
      ...FORTNIGHT,
      ...WEEKS,
      title: HOSTILE.join(' '),
      series: HOSTILE.map((name) => ({ name, counts: [1] })),
      rows: HOSTILE.map((name) => ({ name, levels: ['active'] })),
    });
    expect(readPng(png).width).toBe(1400);
  });
});

describe('the drawing thread', () => {
  it('survives what cannot be drawn', async () => {
    await expect(charts.board({ ...WEEKS, zone: 'Mars/Olympus' })).rejects.toThrow(/time zone/);
    expect(readPng((await charts.board(WEEKS)).png).width).toBe(1400);
  });

  it('is replaced when it takes too long', async () => {
    const hasty = openCharts({ timeout: 1 });
    await expect(hasty.board(WEEKS)).rejects.toThrow('no picture within 1 ms');
    await expect(hasty.board(WEEKS)).rejects.toThrow('no picture within 1 ms');
    await hasty.close();
  });

  it('lets go of what is not drawn when it is closed, and draws no more', async () => {
    const closing = openCharts();
    const [drawn] = await Promise.allSettled([closing.board(WEEKS), closing.close()]);
    expect(drawn).toMatchObject({ status: 'rejected', reason: { message: 'chart: charts are closed' } });
    await expect(closing.board(WEEKS)).rejects.toThrow('charts are closed');
    await closing.close();
  });
});
