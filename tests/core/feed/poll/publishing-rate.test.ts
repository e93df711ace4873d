import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../src/core/feed/read/item.ts';
import { entriesPerWeek, paceInWords } from '../../../../src/core/feed/poll/publishing-rate.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time/duration.ts';

const ITEM: Item = {
  id: undefined,
  title: 'x',
  link: undefined,
  published: undefined,
  updated: undefined,
  summary: '',
  source: undefined,
  lang: undefined,
};
const NOW = Date.UTC(2026, 8, 10, 12);
const published = (...ages: readonly number[]): readonly Item[] =>
  ages.map((age) => ({ ...ITEM, published: NOW - age }));

describe('paceInWords', () => {
  it.each([
    ['two items of two hours', [HOUR, 2 * HOUR], '2 in 2 hours, too short a time to say how many a week'],
    [
      'a burst',
      [1, 2, 3, 4].map((n) => n * MINUTE),
      '4 in 4 minutes, too short a time to say how many a week',
    ],
    ['most of a day', [HOUR, 23 * HOUR], '2 in 23 hours, too short a time to say how many a week'],
    ['three days', [HOUR, DAY, 2 * DAY, 3 * DAY], 'about 9 a week'],
    ['more than a week', [HOUR, 2 * HOUR, 8 * DAY], 'about 2 a week'],
    ['one item', [HOUR], undefined],
    ['the future', [-HOUR, -DAY], undefined],
  ])('of %s', (_, ages, words) => {
    expect(paceInWords(published(...ages), NOW)).toBe(words);
  });

  it('leaves the number that polling goes by as it is', () => {
    expect(entriesPerWeek(published(HOUR, 2 * HOUR), NOW)).toBe(56);
  });
});
