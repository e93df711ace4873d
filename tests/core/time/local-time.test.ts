import { describe, expect, it, vi } from 'vitest';
import {
  clockTime,
  isTimeZone,
  lastDue,
  localDay,
  TimeOfDay,
  TimeZone,
} from '../../../src/core/time/local-time.ts';

const at = (text: string): number => Date.parse(text);

describe('localDay', () => {
  it.each([
    // Brussels goes to summer time on 29 March 2026 at 02:00 and back on 25 October at 03:00.
    ['2026-03-29T10:00Z', 'Europe/Brussels', '01:30', '2026-03-29T00:30Z'],
    ['2026-03-29T10:00Z', 'Europe/Brussels', '02:30', '2026-03-29T01:30Z'],
    ['2026-03-29T10:00Z', 'Europe/Brussels', '07:00', '2026-03-29T05:00Z'],
    ['2026-10-25T10:00Z', 'Europe/Brussels', '02:30', '2026-10-25T00:30Z'],
    ['2026-10-25T10:00Z', 'Europe/Brussels', '07:00', '2026-10-25T06:00Z'],
    ['2026-10-25T10:00Z', 'Europe/Brussels', '24:00', '2026-10-25T23:00Z'],
    ['2026-09-01T03:00Z', 'America/New_York', '22:00', '2026-09-01T02:00Z'],
    ['2026-09-01T03:00Z', 'Asia/Kolkata', '08:00', '2026-09-01T02:30Z'],
  ])('on the day of %s in %s, %s is %s', (now, zone, time, expected) => {
    expect(localDay(at(now), zone).at(time)).toBe(at(expected));
  });

  it('knows the day of the week there, which may not be ours', () => {
    expect(localDay(at('2026-09-01T03:00Z'), 'UTC').weekday).toBe('tue');
    expect(localDay(at('2026-09-01T03:00Z'), 'America/New_York').weekday).toBe('mon');
    expect(localDay(at('2026-09-01T03:00Z'), 'UTC', -1).weekday).toBe('mon');
  });
});

describe('lastDue', () => {
  const daily = { at: '08:00', zone: 'Europe/Brussels' };
  const weekly = { ...daily, days: ['mon'] as const };

  it.each([
    ['2026-09-01T06:00Z', daily, '2026-09-01T06:00Z'],
    ['2026-09-01T05:59Z', daily, '2026-08-31T06:00Z'],
    ['2026-09-01T05:59Z', weekly, '2026-08-31T06:00Z'],
    ['2026-08-31T05:59Z', weekly, '2026-08-24T06:00Z'],
    ['2026-10-26T06:59Z', daily, '2026-10-25T07:00Z'],
  ])('before or at %s', (now, each, expected) => {
    expect(lastDue(each, at(now))).toBe(at(expected));
  });
});

describe('what people write', () => {
  it.each([
    ['00:00', true],
    ['24:00', true],
    ['23:59', true],
    ['24:01', false],
    ['7:00', false],
    ['07:60', false],
  ])('%s as a time of day: %s', (text, good) => expect(TimeOfDay.safeParse(text).success).toBe(good));

  it('takes zones that the time zone database has', () => {
    expect(TimeZone.safeParse('Europe/Brussels').success).toBe(true);
    expect(TimeZone.safeParse('Europe/Bruxelles').success).toBe(false);
  });

  it('reads a clock out', () => {
    expect(clockTime(at('2026-09-01T05:00Z'), 'Europe/Brussels')).toBe('Tue 1 Sep 07:00');
  });
});

describe('isTimeZone', () => {
  it('makes the runtime look for a name once, whether it is a zone or not', () => {
    const asked = vi.spyOn(Intl, 'DateTimeFormat');
    try {
      const answers = Array.from({ length: 500 }, () => [
        isTimeZone('Asia/Kathmandu'),
        isTimeZone('Atlantis/Port'),
      ]);
      expect(answers.every(([zone, none]) => zone === true && none === false)).toBe(true);
      expect(asked.mock.calls).toHaveLength(2);
    } finally {
      asked.mockRestore();
    }
  });
});
