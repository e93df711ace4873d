import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Labels } from '../../../src/core/alert/route.ts';
import { type Silence, silences } from '../../../src/core/alert/silence.ts';
import { isFlood } from '../../../src/core/alert/flood.ts';
import { batchDue, groupKey } from '../../../src/core/alert/group.ts';
import { type Suppressible, type SuppressionRules, suppress } from '../../../src/core/alert/suppress.ts';
import { HOUR, MINUTE } from '../../../src/core/time/duration.ts';

const NOW = Date.UTC(2026, 8, 1, 12);
const silence = (over: Partial<Silence> = {}): Silence => ({
  id: 1,
  matchers: { indicator: ['a'] },
  startsAt: NOW - HOUR,
  expiresAt: NOW + HOUR,
  authorName: 'Ann',
  ended: undefined,
  ...over,
});
const alert = (over: Partial<Suppressible> = {}): Suppressible => ({
  receiver: 'room',
  labels: { brief: ['b'], indicator: ['a'], severity: ['low'] },
  openedAt: NOW,
  single: true,
  ...over,
});
const rules = (over: Partial<SuppressionRules> = {}): SuppressionRules => ({
  silences: [],
  quietHours: [],
  zone: 'UTC',
  flood: { alerts: 3, within: 5 * MINUTE },
  opened: [NOW],
  ...over,
});
const noon = { from: '11:00', to: '13:00' };
const decide = (candidate: Suppressible, to: SuppressionRules): string => suppress(candidate, to, NOW).kind;

describe('suppress', () => {
  it('sends where nothing stands against it', () => expect(decide(alert(), rules())).toBe('send'));

  it('names the silence, and of several the one that lasts longest', () => {
    const longer = silence({ id: 2, expiresAt: NOW + 2 * HOUR });
    expect(suppress(alert(), rules({ silences: [silence(), longer] }), NOW)).toEqual({
      kind: 'silenced',
      by: longer,
    });
  });

  it.each([
    ['begins now', { startsAt: NOW }, 'silenced'],
    ['begins later', { startsAt: NOW + 1 }, 'send'],
    ['expires now', { expiresAt: NOW }, 'send'],
    ['was ended', { ended: { by: 'Bob', at: NOW } }, 'send'],
    ['will be ended', { ended: { by: 'Bob', at: NOW + 1 } }, 'silenced'],
    ['matches another', { matchers: { indicator: ['c'] } }, 'send'],
    ['matches all labels', { matchers: { indicator: ['a', 'c'], severity: ['low'] } }, 'silenced'],
    ['matches but one label', { matchers: { indicator: ['a'], severity: ['high'] } }, 'send'],
    ['matches nothing', { matchers: {} }, 'send'],
  ])('a silence that %s', (_what, over, expected) => {
    expect(decide(alert(), rules({ silences: [silence(over)] }))).toBe(expected);
  });

  it('withholds a detection over several indicators only when all of them are silenced', () => {
    const both: Labels = { indicator: ['a', 'b'] };
    expect(silences(silence(), both)).toBe(false);
    expect(silences(silence({ matchers: { indicator: ['a', 'b'] } }), both)).toBe(true);
  });

  it('says until when it is quiet, and prefers a silence as the reason', () => {
    const quiet = rules({ quietHours: [noon] });
    expect(suppress(alert(), quiet, NOW)).toEqual({ kind: 'quiet-hours', until: NOW + HOUR });
    expect(decide(alert(), { ...quiet, silences: [silence()] })).toBe('silenced');
  });

  it('stops a flood of single alerts, but not what a correlation says of it', () => {
    const flood = rules({ opened: [NOW, NOW, NOW - 1, NOW - MINUTE] });
    expect(decide(alert(), flood)).toBe('flood');
    expect(decide(alert({ single: false }), flood)).toBe('send');
  });

  it('never sends with a silence what it would not send without', () => {
    const label = fc.constantFrom('a', 'b', 'c');
    const someSilence = fc
      .record({
        id: fc.nat(),
        indicator: fc.array(label, { maxLength: 2 }),
        from: fc.integer({ min: -3, max: 3 }),
        length: fc.integer({ min: 0, max: 4 }),
      })
      .map(({ id, indicator, from, length }) =>
        silence({
          id,
          matchers: { indicator },
          startsAt: NOW + from * HOUR,
          expiresAt: NOW + (from + length) * HOUR,
        }),
      );
    fc.assert(
      fc.property(
        fc.array(someSilence, { maxLength: 4 }),
        someSilence,
        fc.array(fc.record({ indicator: label, at: fc.integer({ min: 0, max: 10 }) }), { maxLength: 20 }),
        fc.boolean(),
        (before, added, alerts, quiet) => {
          const sent = (all: readonly Silence[]): number[] =>
            alerts.flatMap(({ indicator, at }, index) => {
              const now = NOW + at * MINUTE;
              const candidate = alert({ labels: { indicator: [indicator] }, openedAt: now });
              const opened = alerts
                .filter((each) => each.indicator === indicator)
                .map((each) => NOW + each.at * MINUTE);
              const to = rules({ silences: all, opened, quietHours: quiet ? [noon] : [] });
              return suppress(candidate, to, now).kind === 'send' ? [index] : [];
            });
          const without = new Set(sent(before));
          expect(sent([...before, added]).filter((index) => !without.has(index))).toEqual([]);
        },
      ),
    );
  });
});

describe('isFlood', () => {
  const limits = { alerts: 3, within: 5 * MINUTE };

  it('is a poll that brings too many at once, every one of them', () => {
    expect(isFlood(NOW, [NOW, NOW, NOW, NOW], limits)).toBe(true);
    expect(isFlood(NOW, [NOW, NOW, NOW], limits)).toBe(false);
  });

  it('is what comes beyond the limit in a stream', () => {
    const stream = [0, 1, 2, 3].map((minute) => NOW + minute * MINUTE);
    expect(stream.map((at, index) => isFlood(at, stream.slice(0, index + 1), limits))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('is not what comes more slowly', () => {
    const slow = [0, 2, 4, 6, 8, 10].map((minute) => NOW + minute * MINUTE);
    expect(slow.some((at) => isFlood(at, slow, limits))).toBe(false);
  });

  it('agrees with looking at every stretch', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 15 }), (minutes) => {
        const opened = minutes.map((minute) => NOW + minute * MINUTE);
        for (const at of opened) {
          const stretches = opened.map((first) =>
            opened.filter((each) => each >= first && each - first < limits.within),
          );
          const crowded = stretches.some((each) => each.length > limits.alerts && each.includes(at));
          expect(isFlood(at, opened, limits)).toBe(crowded);
          const most = limits.alerts + 1;
          const before = opened.filter((each) => each <= at).toSorted((a, b) => b - a);
          const after = opened.filter((each) => each > at).toSorted((a, b) => a - b);
          const nearest = [...before.slice(0, most), ...after.slice(0, most)];
          expect(isFlood(at, nearest, limits)).toBe(crowded);
        }
      }),
    );
  });
});

describe('groups', () => {
  it('have a key of the route and the values, in any order', () => {
    expect(groupKey('.0', ['brief', 'tag'], { brief: ['b'], tag: ['y', 'x'] })).toBe('.0|brief=b|tag=x,y');
    expect(groupKey('.0', ['tag'], { tag: ['x', 'y'] })).toBe(groupKey('.0', ['tag'], { tag: ['y', 'x'] }));
    expect(groupKey('.0', ['tag'], {})).not.toBe(groupKey('.1', ['tag'], {}));
  });

  it.each([
    ['the first waits for others', undefined, 30],
    ['one that is being gathered is joined', 20, 20],
    ['a new one keeps its distance', -60, 240],
    ['a new one long after waits as the first', -3600, 30],
    ['one that goes out right now is not joined', 0, 300],
  ])('%s', (_what, last, expected) => {
    const lastAt = last === undefined ? undefined : NOW + last * 1000;
    const due = batchDue(lastAt, NOW, { groupWait: 30_000, groupInterval: 300_000 });
    expect(due - NOW).toBe(expected * 1000);
  });
});
