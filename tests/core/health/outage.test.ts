import { expect, it } from 'vitest';
import { createOutage } from '../../../src/core/health/outage.ts';

it('is told with its first failure, then once a minute, and at its end', () => {
  const outage = createOutage();
  expect(outage.over(0)).toBeUndefined();
  const words = Array.from({ length: 1_500 }, (_, i) => outage.failed(i * 100)).filter(Boolean);
  expect(words).toEqual([
    { kind: 'began' },
    { kind: 'lasts', ms: 60_000, failures: 601 },
    { kind: 'lasts', ms: 120_000, failures: 1_201 },
  ]);
  expect(outage.lasts()).toBe(true);
  expect(outage.over(151_000)).toEqual({ ms: 151_000, failures: 1_500 });
  expect(outage.over(152_000)).toBeUndefined();
  expect(outage.failed(160_000)).toEqual({ kind: 'began' });
});

it('is not silenced by a clock that is set back', () => {
  const outage = createOutage();
  outage.failed(1_000_000);
  expect(outage.failed(500_000)).toEqual({ kind: 'lasts', ms: 0, failures: 2 });
});
