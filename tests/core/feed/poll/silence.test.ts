import { describe, expect, it } from 'vitest';
import { initialState } from '../../../../src/core/feed/poll/feed-state.ts';
import { rhythmOf, silentSince } from '../../../../src/core/feed/poll/silence.ts';
import type { Item } from '../../../../src/core/feed/read/item.ts';
import { DAY, HOUR } from '../../../../src/core/time/duration.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const STATE = initialState({ id: 'a', url: 'https://a.example/', outlet: 'A', lang: 'en' }, NOW, 0);
const itemsAt = (...agos: readonly number[]): readonly Item[] =>
  agos.map((ago, nth) => ({
    id: String(nth),
    title: 'A title',
    link: undefined,
    published: NOW - ago,
    updated: undefined,
    summary: '',
    source: undefined,
    lang: undefined,
  }));
const silence = (...agos: readonly number[]): number | undefined =>
  silentSince({ ...STATE, ...rhythmOf(itemsAt(...agos), NOW) }, NOW);

describe('a rhythm', () => {
  it('is the usual gap and the newest item', () => {
    expect(rhythmOf(itemsAt(HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 90 * DAY), NOW)).toEqual({
      usualGap: HOUR,
      newestAt: NOW - HOUR,
    });
  });

  it('is not told by a few items, nor by items without dates', () => {
    expect(rhythmOf(itemsAt(HOUR, 2 * HOUR), NOW).usualGap).toBeUndefined();
    expect(rhythmOf([], NOW)).toEqual({ usualGap: undefined, newestAt: undefined });
  });
});

describe('a silence', () => {
  const hourly = Array.from({ length: 10 }, (_, nth) => nth * HOUR);
  const monthly = Array.from({ length: 10 }, (_, nth) => nth * 30 * DAY);

  it('is one far beyond the rhythm, and of two days at least', () => {
    expect(silence(...hourly.map((ago) => ago + 1.9 * DAY))).toBeUndefined();
    expect(silence(...hourly.map((ago) => ago + 2.1 * DAY))).toBe(NOW - 2.1 * DAY);
    expect(silence(...monthly.map((ago) => ago + 200 * DAY))).toBeUndefined();
    expect(silence(...monthly.map((ago) => ago + 301 * DAY))).toBe(NOW - 301 * DAY);
  });
});
