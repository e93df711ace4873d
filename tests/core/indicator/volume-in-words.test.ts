import { describe, expect, it } from 'vitest';
import { daysOfVolume, volumeInWords } from '../../../src/core/indicator/volume-in-words.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';

const NOW = Date.UTC(2026, 8, 10, 12);
const volume = (ages: readonly number[], readFor: number | undefined) => ({
  stories: ages.map((age) => NOW - age).toSorted((a, b) => a - b),
  now: NOW,
  readSince: readFor === undefined ? undefined : NOW - readFor,
  days: 30,
});

describe('volumeInWords', () => {
  it.each([
    ['nothing was read', [], undefined, 'nothing has been read yet to look in'],
    [
      'a bot of two hours',
      [],
      2 * HOUR,
      'no story so far; read for 2 hours, too short a time to say how often',
    ],
    [
      'one story in two hours',
      [HOUR],
      2 * HOUR,
      '1 story so far; read for 2 hours, too short a time to say how often',
    ],
    ['a feed that lists old items', [HOUR, 6 * DAY], 2 * HOUR, '2 stories in 6 days, 0.3 a day'],
    ['a bot of twelve days', [DAY], 12 * DAY, '1 story in 12 days'],
    ['an old bot', [DAY], 90 * DAY, '1 story in 30 days'],
    ['an old bot without one', [], 90 * DAY, 'no story in 30 days'],
    [
      'many within two days',
      [1, 2, 3, 4, 5, 40].map((n) => n * HOUR),
      90 * DAY,
      '6 stories in 2 days, 3.0 a day',
    ],
  ])('%s', (_, ages, readFor, words) => {
    expect(volumeInWords(volume(ages, readFor))).toBe(words);
  });

  it('never counts more days than were asked for, and at least one', () => {
    expect(daysOfVolume(volume([70 * DAY], 90 * DAY))).toBe(30);
    expect(daysOfVolume(volume([0, 0, 0, 0, 0], 90 * DAY))).toBe(1);
  });
});
