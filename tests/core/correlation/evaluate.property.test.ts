import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCorrelations } from '../../../src/core/correlation/evaluate.ts';
import { keepKeys, type ToldDetection } from '../../../src/core/correlation/keep-keys.ts';
import type { Correlation } from '../../../src/core/correlation/schema.ts';
import { createSignalLog, type SignalLog } from '../../../src/core/correlation/signal-log.ts';
import type { Signal } from '../../../src/core/indicator/signal.ts';
import { HOUR } from '../../../src/core/time/duration.ts';
import { bruteForce } from './brute-force.ts';
import { correlation, signal, START } from './signals.ts';

const indicator = fc.constantFrom('praise', 'pressure', 'post');
const field = fc.constantFrom('actor', 'outlet', 'story', 'country', 'lang', 'indicator');

const signals = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 60 }),
      indicatorId: indicator,
      story: fc.constantFrom('s1', 's2', 's3', 's4', 's5', 's6', 's7'),
      actors: fc.subarray(['macron', 'meloni', 'orban', '2-allies', '5-allies', 'several-allies']),
      outlet: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
      country: fc.constantFrom('DE', 'FR', undefined),
      lang: fc.constantFrom('de', 'fr'),
    }),
    { maxLength: 14 },
  )
  .map((parts) => parts.map((part, entry) => signal({ ...part, entry })));

const condition = fc.record({ gte: fc.integer({ min: 1, max: 4 }) });
const shape = fc.oneof(
  fc.record({ type: fc.constant('event_count'), condition }),
  fc.record({ type: fc.constant('value_count'), condition, field }),
  fc.record({ type: fc.constant('temporal') }),
  fc.record({ type: fc.constant('temporal_ordered') }),
);
const correlations = fc
  .record({
    shape,
    indicators: fc.array(indicator, { minLength: 1, maxLength: 3 }),
    groupBy: fc.uniqueArray(field, { maxLength: 2 }),
    timespan: fc.integer({ min: 1, max: 30 }).map((hours) => `${hours}h`),
  })
  .map(({ shape, indicators, groupBy, timespan }) =>
    correlation({ ...shape, indicators, 'group-by': groupBy, timespan }),
  );

const later = START + 1_000 * HOUR;
const find = (c: Correlation, log: SignalLog, now = later) =>
  evaluateCorrelations([c], log, { briefId: 'b', now });

describe('evaluateCorrelations', () => {
  it('finds what the definition says', () => {
    fc.assert(
      fc.property(correlations, signals, fc.integer({ min: 0, max: 70 }), (c, all, hours) => {
        const now = START + hours * HOUR;
        const found = find(c, createSignalLog(all), now).map((finding) => ({
          group: JSON.stringify(c['group-by'].map((each) => finding.group[each])),
          anchor: finding.signals[0]?.story ?? '',
          entries: finding.signals.map((each) => each.entry),
          values: [...finding.values],
        }));
        const order = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
        expect(found.toSorted(order)).toEqual(bruteForce(c, all, now).toSorted(order));
      }),
      { numRuns: 3_000 },
    );
  });

  it('says the same whatever the order of arrival, also when asked in between', () => {
    const shuffled = signals.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(correlations, shuffled, (c, [all, arrival]) => {
        const log = createSignalLog();
        for (const each of arrival) {
          log.insert(each);
          find(c, log);
        }
        expect(find(c, log)).toEqual(find(c, createSignalLog(all)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('replaces the signal of an edited entry', () => {
    fc.assert(
      fc.property(correlations, signals, signals, (c, before, after) => {
        const log = createSignalLog(before);
        find(c, log);
        for (const each of after) log.insert(each);
        const last = new Map<string, Signal>();
        for (const each of [...before, ...after]) last.set(`${each.indicatorId}/${each.entry}`, each);
        expect(find(c, log)).toEqual(find(c, createSignalLog(last.values())));
      }),
      { numRuns: 500 },
    );
  });

  it('gives every finding of one evaluation a key of its own', () => {
    fc.assert(
      fc.property(correlations, signals, (c, all) => {
        const keys = find(c, createSignalLog(all)).map((finding) => finding.key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps the key while an episode grows in order of time', () => {
    const counting = correlations.filter((c) => c.type !== 'temporal_ordered');
    fc.assert(
      fc.property(counting, signals, (c, all) => {
        const log = createSignalLog(all);
        let before: readonly string[] = [];
        for (let now = START; now <= START + 61 * HOUR; now += HOUR) {
          const keys = find(c, log, now).map((finding) => finding.key);
          expect(keys).toEqual(expect.arrayContaining([...before]));
          before = keys;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('with the told keys kept, opens no second alert for what shares a report with a told one', () => {
    const shuffled = signals.chain((all) =>
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    );
    fc.assert(
      fc.property(correlations, shuffled, (c, arrival) => {
        const log = createSignalLog();
        const told = new Map<string, ToldDetection>();
        for (const each of arrival) {
          log.insert(each);
          const findings = keepKeys(find(c, log), [...told.values()]);
          const used = new Set(findings.map((finding) => finding.key));
          expect(used.size).toBe(findings.length);
          for (const { key, group, signals } of findings) {
            const entries = signals.map((one) => one.entry);
            const shared = [...told.values()].filter(
              (other) =>
                other.key.startsWith(['b', 'c', ...Object.values(group), ''].join('/')) &&
                other.entries.some((entry) => entries.includes(entry)),
            );
            const doubled = told.has(key) ? [] : shared.filter((other) => !used.has(other.key));
            expect(doubled).toEqual([]);
          }
          for (const { key, signals } of findings)
            told.set(key, { key, entries: signals.map((one) => one.entry) });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
