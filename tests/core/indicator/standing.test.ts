import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { risen, riseSentence, standingOf } from '../../../src/core/indicator/standing.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';

const now = Date.UTC(2026, 9, 30, 12);
const ago = (days: number) => now - days * DAY;
const nineWeeks = { activeAt: 3, now, historySince: ago(70) };

describe('standingOf', () => {
  it('is quiet without a story in seven days', () => {
    expect(standingOf([ago(7), ago(20)], nineWeeks)).toMatchObject({
      level: 'quiet',
      stories7d: 0,
      sentence: 'No story in 7 days.',
      week: [0, 0, 0, 0, 0, 0, 0],
    });
  });

  it('is seen below the line', () => {
    expect(standingOf([ago(1)], nineWeeks)).toMatchObject({
      level: 'seen',
      sentence: '1 story in 7 days, active from 3.',
    });
  });

  it('is active where its past explains the number', () => {
    const past = Array.from({ length: 16 }, (_, i) => ago(8 + i * 3));
    const standing = standingOf([...past, ago(1), ago(2), ago(3)], nineWeeks);
    expect(standing).toMatchObject({ level: 'active', baselineWeeks: 8, baselineStories: 16 });
    expect(standing.sentence).toBe(
      '3 stories in 7 days, active from 3; 16 in the 8 weeks before, so this is within what chance explains (p = 0.32).',
    );
  });

  it('surges where it does not', () => {
    const past = Array.from({ length: 8 }, (_, i) => ago(8 + i * 7));
    const standing = standingOf(
      [...past, 1, 2, 3, 4, 5, 6].map((at) => (at < 10 ? ago(at) : at)),
      nineWeeks,
    );
    expect(standing).toMatchObject({ level: 'surging', stories7d: 6, baselineStories: 8 });
    expect(standing.p).toBeCloseTo(0.000594, 6);
    expect(standing.sentence).toBe(
      '6 stories in 7 days, active from 3; 8 in the 8 weeks before, so this is more than chance explains (p = 0.0006).',
    );
  });

  it('does not call the first three stories of a silent indicator a surge, but the fourth', () => {
    expect(standingOf([ago(1), ago(2), ago(3)], nineWeeks).level).toBe('active');
    expect(standingOf([ago(1), ago(2), ago(3), ago(4)], nineWeeks).level).toBe('surging');
  });

  it('claims no surge with less than four weeks of history before the week', () => {
    const times = Array.from({ length: 30 }, (_, i) => now - i * HOUR);
    const young = { ...nineWeeks, historySince: ago(34) };
    expect(standingOf(times, young)).toMatchObject({ level: 'active', p: undefined, baselineWeeks: 3 });
    expect(standingOf(times, young).sentence).toBe('30 stories in 7 days, active from 3.');
    expect(standingOf(times, { ...nineWeeks, historySince: ago(35) }).level).toBe('surging');
  });

  it('says a rise in one sentence, against the weeks before where they are known', () => {
    const week = [ago(1), ago(2), ago(3), ago(4)];
    expect(riseSentence(standingOf([ago(20), ...week], nineWeeks))).toBe(
      'Now surging: 4 stories in 7 days, against 1 in the 8 weeks before.',
    );
    expect(riseSentence(standingOf(week, { ...nineWeeks, historySince: ago(20) }))).toBe(
      'Now active: 4 stories in 7 days.',
    );
  });

  it('takes the mean over the weeks it knows, not over empty ones before them', () => {
    const past = [ago(10), ago(12), ago(15), ago(20), ago(22), ago(25), ago(30), ago(33)];
    const week = [ago(1), ago(2), ago(3), ago(4), ago(5)];
    expect(standingOf([...past, ...week], { ...nineWeeks, historySince: ago(35) })).toMatchObject({
      baselineWeeks: 4,
      baselineStories: 8,
      level: 'active',
    });
    expect(standingOf([...past, ...week], nineWeeks)).toMatchObject({ baselineWeeks: 8, level: 'surging' });
  });

  it('counts days back from now, leaves out what is to come, and sets the border at exactly seven days', () => {
    const { week } = standingOf([now, ago(0.5), ago(1), ago(6.99), ago(7), now + 1], nineWeeks);
    expect(week).toEqual([1, 0, 0, 0, 0, 1, 2]);
  });

  it('does not depend on the order of the stories, and its week adds up', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 70 * 24 })), fc.nat({ max: 100 }), (hours, since) => {
        const times = hours.map((h) => now - h * HOUR);
        const frame = { activeAt: 3, now, historySince: ago(since) };
        const standing = standingOf(times, frame);
        expect(standingOf(times.toReversed(), frame)).toEqual(standing);
        expect(standing.week.reduce((a, b) => a + b, 0)).toBe(standing.stories7d);
        expect(standing.week).toHaveLength(7);
      }),
    );
  });
});

describe('risen', () => {
  it.each([
    ['quiet', 'active', true],
    ['seen', 'surging', true],
    ['active', 'surging', true],
    [undefined, 'active', true],
    ['quiet', 'seen', false],
    ['active', 'active', false],
    ['surging', 'active', false],
    ['active', 'quiet', false],
  ] as const)('%s to %s: %s', (before, after, expected) => {
    expect(risen(before, after)).toBe(expected);
  });
});
