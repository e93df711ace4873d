import { describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/time/duration.ts';
import { drawSvg } from '../../../src/edges/chart/draw-svg.ts';
import { CARD, CELLS, OTHERS, SERIES } from '../../../src/edges/chart/palette.ts';
import { FORTNIGHT, HOSTILE, NOON, WEEKS } from './fixtures.ts';
import { readSvg } from './read-svg.ts';

/** Left edge, and height in stories, of a bar that Vega draws as `Mx,yhwvhh-wZ`; a story is `unit` pixels. */
function bar(path: string, unit: number) {
  const [, x = '', , , height = ''] = /^M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h/.exec(path) ?? [];
  return { x: Number(x), stories: Number(height) / unit };
}

describe('stories per day', () => {
  it('draws one bar for each indicator and day that has stories, in its colour and height', async () => {
    const { shapes } = readSvg(await drawSvg({ kind: 'stories', data: FORTNIGHT })).marks('bars');
    const bars = shapes.map(({ fill, path }) => ({ fill, ...bar(path, 250 / 4) }));
    expect(bars.map(({ fill, stories }) => [fill, stories])).toEqual([
      [SERIES[0], 2],
      [SERIES[0], 1],
      [SERIES[0], 3],
      [SERIES[0], 1],
      [SERIES[1], 1],
      [SERIES[1], 2],
    ]);
    // The second bar of the second day stands on the first.
    expect(bars[4]?.x).toBe(bars[0]?.x);
    expect(new Set(bars.map(({ x }) => x)).size).toBe(5);
  });

  it('says the period with its zone, the number above each bar, every other day, and each indicator', async () => {
    const { texts, marks, swatches } = readSvg(await drawSvg({ kind: 'stories', data: FORTNIGHT }));
    expect(texts.slice(0, 6)).toEqual([
      'Harbours for sale',
      'Stories per day, 3 Sep to 16 Sep 2026, UTC',
      '7',
      'Ports change hands',
      '3',
      'Dockers strike',
    ]);
    expect(texts.at(-1)).toBe('No stories: Owners speak');
    expect(swatches).toEqual([CARD, SERIES[0], SERIES[1]]);
    expect(marks('totals').texts).toEqual(['3', '1', '3', '2', '1']);
    for (const day of ['4 Sep', '14 Sep', '16 Sep']) expect(texts).toContain(day);
    expect(texts).not.toContain('15 Sep');
  });

  it('names the days of the zone, not of the machine', async () => {
    const days = FORTNIGHT.days.map((at) => at - 10 * 3_600_000);
    const data = { ...FORTNIGHT, zone: 'Australia/Brisbane', days };
    const { texts } = readSvg(await drawSvg({ kind: 'stories', data }));
    expect(texts).toContain('Stories per day, 3 Sep to 16 Sep 2026, Australia/Brisbane');
    expect(texts).toContain('16 Sep');
  });

  it('adds up in grey what is beyond the palette, the least first', async () => {
    const series = Array.from({ length: 10 }, (_, index) => ({
      name: `Sign ${index}`,
      counts: [10 - index],
    }));
    const data = { ...FORTNIGHT, days: [NOON], series };
    const { marks, texts } = readSvg(await drawSvg({ kind: 'stories', data }));
    const fills = marks('bars').shapes.map(({ fill }) => fill);
    expect(fills).toEqual([...SERIES, OTHERS]);
    expect(texts).toContain('in 3 more');
    expect(texts[texts.indexOf('in 3 more') - 1]).toBe(String(3 + 2 + 1));
  });

  it('leaves out the numbers where bars are thin', async () => {
    const days = Array.from({ length: 90 }, (_, day) => NOON - (89 - day) * DAY);
    const data = { ...FORTNIGHT, days, series: [{ name: 'a', counts: days.map(() => 1) }] };
    const { marks } = readSvg(await drawSvg({ kind: 'stories', data }));
    expect(marks('totals').texts).toEqual([]);
    expect(marks('bars').shapes).toHaveLength(90);
  });

  it('says that there were no stories', async () => {
    const days = Array.from({ length: 30 }, (_, day) => NOON - (29 - day) * DAY);
    const data = { ...FORTNIGHT, days, series: FORTNIGHT.series.map(({ name }) => ({ name, counts: [] })) };
    const { marks, texts } = readSvg(await drawSvg({ kind: 'stories', data }));
    expect(texts).toContain('no stories in 30 days');
    expect(marks('bars').shapes).toEqual([]);
  });

  it('draws nothing at all without complaint', async () => {
    const { texts } = readSvg(
      await drawSvg({ kind: 'stories', data: { ...FORTNIGHT, days: [], series: [] } }),
    );
    expect(texts).toContain('no stories in 0 days');
  });

  it('refuses a zone that does not exist', async () => {
    await expect(drawSvg({ kind: 'stories', data: { ...FORTNIGHT, zone: 'Mars/Olympus' } })).rejects.toThrow(
      RangeError,
    );
  });
});

describe('the board', () => {
  it('draws a cell with its colour and its mark for each indicator and week', async () => {
    const { marks, texts } = readSvg(await drawSvg({ kind: 'board', data: WEEKS }));
    const levels = WEEKS.rows.flatMap((row) => row.levels);
    expect(marks('cells').shapes.map(({ fill }) => fill)).toEqual(levels.map((level) => CELLS[level].fill));
    const shapes = marks('marks').shapes;
    expect(shapes.map(({ fill }) => fill)).toEqual(levels.map((level) => CELLS[level].ink));
    const shapesOf = Object.groupBy(shapes.entries(), ([index]) => levels[index] ?? 'unknown');
    const kinds = Object.values(shapesOf).map((same) => new Set(same.map(([, { path }]) => path)));
    expect(kinds.map((kind) => kind.size)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(kinds.flatMap((kind) => [...kind])).size).toBe(5);
    expect(marks('names').texts).toEqual(['Ports change hands', 'Dockers strike', 'Owners speak']);
    expect(texts).toContain('Level by week, 4 weeks to 16 Sep 2026, UTC');
    for (const word of ['unknown', 'quiet', 'seen', 'active', 'surging', '26 Aug', '16 Sep'])
      expect(texts).toContain(word);
  });

  it('explains "unknown" only where there is any', async () => {
    const rows = WEEKS.rows.map(({ name }) => ({
      name,
      levels: ['quiet', 'quiet', 'quiet', 'quiet'] as const,
    }));
    const { texts } = readSvg(await drawSvg({ kind: 'board', data: { ...WEEKS, rows } }));
    expect(texts).not.toContain('unknown');
    expect(texts).toContain('surging');
  });

  it('takes a level that is missing for unknown', async () => {
    const { marks } = readSvg(
      await drawSvg({ kind: 'board', data: { ...WEEKS, rows: [{ name: 'a', levels: [] }] } }),
    );
    const cells = marks('cells').shapes.map(({ fill }) => fill);
    expect(cells).toEqual(WEEKS.weeks.map(() => CELLS.unknown.fill));
  });

  it('counts the rows that have no room, and says where there are none', async () => {
    const many = Array.from({ length: 25 }, (_, row) => ({ name: `Sign ${row}`, levels: [] }));
    const full = readSvg(await drawSvg({ kind: 'board', data: { ...WEEKS, rows: many } }));
    expect(full.marks('names').texts).toHaveLength(20);
    expect(full.texts).toContain('and 5 more');
    expect(readSvg(await drawSvg({ kind: 'board', data: { ...WEEKS, rows: [] } })).texts).toContain(
      'No indicators',
    );
  });

  it('breaks a long name into two lines and cuts the rest', async () => {
    const name =
      'Statements of praise or loyalty by anybody who holds a post that the others would like to hold';
    const { marks } = readSvg(
      await drawSvg({ kind: 'board', data: { ...WEEKS, rows: [{ name, levels: [] }] } }),
    );
    const [first = '', second = '', ...others] = marks('names').texts;
    expect(others).toEqual([]);
    expect(name.startsWith(`${first} ${second.slice(0, -1)}`)).toBe(true);
    expect(second.endsWith('…')).toBe(true);
  });
});

describe('both in one picture', () => {
  it('lets the rows of the board tell the colours of the bars', async () => {
    const { marks, texts } = readSvg(await drawSvg({ kind: 'signals', data: { ...FORTNIGHT, ...WEEKS } }));
    expect(marks('swatches').shapes.map(({ fill }) => fill)).toEqual([SERIES[0], SERIES[1]]);
    expect(texts.filter((text) => text === 'Ports change hands')).toHaveLength(1);
    expect(marks('bars').shapes).toHaveLength(6);
    expect(marks('cells').shapes).toHaveLength(12);
  });

  it('keeps the key where the rows are others', async () => {
    const data = { ...FORTNIGHT, ...WEEKS, rows: WEEKS.rows.toReversed() };
    const { marks, texts } = readSvg(await drawSvg({ kind: 'signals', data }));
    expect(marks('swatches').shapes).toEqual([]);
    expect(texts.filter((text) => text === 'Ports change hands')).toHaveLength(2);
  });
});

describe('hostile names', () => {
  it.each(HOSTILE.map((name) => [name.slice(0, 30), name]))('are words only: %s', async (_, name) => {
    const svg = await drawSvg({
      kind: 'signals',
      data: {
        ...FORTNIGHT,
        ...WEEKS,
        title: name,
        series: [{ name, counts: [1] }],
        rows: [{ name: `${name} `, levels: ['active'] }],
      },
    });
    const { tags, links, texts } = readSvg(svg);
    expect([...tags].toSorted()).toEqual(['g', 'line', 'path', 'rect', 'svg', 'text']);
    expect(links).toEqual([]);
    expect(svg.length).toBeLessThan(20_000);
    expect(svg).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u200B]/u);
    for (const text of texts) expect(text.length).toBeLessThan(120);
  });
});
