import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
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
    for (const level of ['quiet', 'seen', 'active', 'surging'] as const)
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

/** The threads that are started from now on. */
function workersFrom(): readonly Worker[] {
  const started: Worker[] = [];
  subscribe('worker_threads', (message) => {
    const { worker } = message as { readonly worker: Worker };
    started.push(worker);
  });
  return started;
}

describe('the drawing thread', () => {
  it('survives what cannot be drawn', async () => {
    await expect(charts.board({ ...WEEKS, zone: 'Mars/Olympus' })).rejects.toThrow(/time zone/);
    expect(readPng((await charts.board(WEEKS)).png).width).toBe(1400);
  });

  it('is given up when it takes too long, and only that picture is lost', async () => {
    const hasty = openCharts({ timeout: 1 });
    await expect(hasty.board(WEEKS)).rejects.toThrow('no picture within 1 ms');
    await expect(hasty.board(WEEKS)).rejects.toThrow('no picture within 1 ms');
    await hasty.close();
  });

  it('ends when nobody asks, and starts anew', async () => {
    const idle = openCharts({ idle: 0 });
    const started = workersFrom();
    const { png } = await idle.board(WEEKS);
    const [worker] = started;
    if (worker === undefined) throw new Error('no thread was started');
    await once(worker, 'exit');
    expect(Buffer.from((await idle.board(WEEKS)).png).equals(png)).toBe(true);
    expect(started).toHaveLength(2);
    await idle.close();
  });

  it('stays for the next picture', async () => {
    const warm = openCharts();
    const started = workersFrom();
    await warm.board(WEEKS);
    await warm.storiesPerDay(FORTNIGHT);
    expect(started).toHaveLength(1);
    await warm.close();
  });

  it('lets no more wait than there is patience for', async () => {
    const few = openCharts({ queue: 2 });
    const drawn = await Promise.allSettled([few.board(WEEKS), few.board(WEEKS), few.board(WEEKS)]);
    expect(drawn.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(readPng((await few.board(WEEKS)).png).width).toBe(1400);
    await few.close();
  });

  it('lets go of what is not drawn when it is closed, and draws no more', async () => {
    const closing = openCharts();
    const pictures = [closing.board(WEEKS), closing.board(WEEKS)];
    // The first one is being drawn when it closes.
    await setImmediate();
    const [first, second] = await Promise.allSettled([...pictures, closing.close()]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'chart: charts are closed' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'charts are closed' } });
    await expect(closing.board(WEEKS)).rejects.toThrow('charts are closed');
    await closing.close();
  });
});
