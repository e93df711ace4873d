import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuietHours, quietUntil } from '../../../src/core/alert/quiet-hours.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';

const at = (text: string): number => Date.parse(text);
const hours = (...each: unknown[]): readonly QuietHours[] => each.map((one) => QuietHours.parse(one));
const night = { from: '22:00', to: '07:00' };
const weekend = { days: ['sat', 'sun'], from: '00:00', to: '24:00' };
const until = (
  rules: readonly QuietHours[],
  now: string,
  labels = {},
  receiver = 'room',
): string | undefined => {
  const end = quietUntil(rules, { receiver, labels }, at(now), 'Europe/Brussels');
  return end === undefined ? undefined : new Date(end).toISOString().slice(0, 16);
};

describe('quietUntil', () => {
  it.each([
    ['2026-09-01T19:59Z', undefined],
    ['2026-09-01T20:00Z', '2026-09-02T05:00'],
    ['2026-09-02T04:59Z', '2026-09-02T05:00'],
    ['2026-09-02T05:00Z', undefined],
    // The night in which clocks go forward is an hour shorter, the one in which they go back an hour longer.
    ['2026-03-28T22:00Z', '2026-03-29T05:00'],
    ['2026-10-24T21:00Z', '2026-10-25T06:00'],
  ])('a night at %s', (now, expected) => {
    expect(until(hours(night), now)).toBe(expected);
  });

  it('counts a night that began on one of its days, into the next', () => {
    const friday = hours({ ...night, days: ['fri'] });
    expect(until(friday, '2026-09-04T21:00Z')).toBe('2026-09-05T05:00');
    expect(until(friday, '2026-09-05T04:00Z')).toBe('2026-09-05T05:00');
    expect(until(friday, '2026-09-05T21:00Z')).toBeUndefined();
  });

  it('takes hours that follow on each other as one stretch', () => {
    // Friday night, the whole weekend, and the night to Monday.
    expect(until(hours(night, weekend), '2026-09-04T21:00Z')).toBe('2026-09-07T05:00');
    expect(until(hours(weekend), '2026-09-05T10:00Z')).toBe('2026-09-06T22:00');
  });

  it('ends somewhen even where it is always quiet', () => {
    const end = until(hours({ from: '00:00', to: '24:00' }), '2026-09-01T10:00Z');
    expect(end).toBeDefined();
  });

  it("goes by the rule's own zone", () => {
    expect(until(hours({ ...night, time_zone: 'America/New_York' }), '2026-09-01T10:00Z')).toBe(
      '2026-09-01T11:00',
    );
  });

  it('leaves alone only the receivers it names', () => {
    const one = hours({ ...night, receivers: ['room'] });
    expect(until(one, '2026-09-01T21:00Z')).toBeDefined();
    expect(until(one, '2026-09-01T21:00Z', {}, 'desk')).toBeUndefined();
  });

  it('lets its exceptions through, but no notice', () => {
    const exempt = hours({ ...night, except: { severity: 'high' } });
    expect(until(exempt, '2026-09-01T21:00Z', { severity: ['high'] })).toBeUndefined();
    expect(until(exempt, '2026-09-01T21:00Z', { severity: ['low'] })).toBeDefined();
    const notice = { receiver: 'room', labels: undefined };
    expect(quietUntil(exempt, notice, at('2026-09-01T21:00Z'), 'UTC')).toBeUndefined();
    expect(quietUntil(exempt, notice, at('2026-09-01T22:00Z'), 'UTC')).toBe(at('2026-09-02T07:00Z'));
  });

  it('is over when it says it is', () => {
    const zones = [
      'Europe/Brussels',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'America/Havana',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') }),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 23 }),
        (now, zone, from, length) => {
          const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:30`;
          const rules = hours({ from: clock(from), to: clock(from + length) });
          const who = { receiver: 'room', labels: {} };
          const end = quietUntil(rules, who, now, zone);
          if (end === undefined) return;
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThan(DAY + HOUR);
          expect(quietUntil(rules, who, end, zone)).toBeUndefined();
          expect(quietUntil(rules, who, end - 1, zone)).toBe(end);
        },
      ),
    );
  });
});
