import { describe, expect, it } from 'vitest';
import { type Footprint, LIMITS, passes } from '../../bench/footprint.ts';

const good: Footprint = { ready: 1.2, peak: 120 * 1_048_576, idle: 100 * 1_048_576, lived: true };

describe('bench footprint', () => {
  it.each<[string, Footprint, boolean]>([
    ['is all right', good, true],
    ['starts slowly', { ...good, ready: 1.6 }, false],
    ['takes too much at its peak', { ...good, peak: 129 * 1_048_576 }, false],
    ['takes too much idle', { ...good, idle: 111 * 1_048_576 }, false],
    ['was killed at its limit', { ...good, lived: false }, false],
    ['had no limit to live in', { ...good, lived: undefined }, true],
    ['was not measured', { ...good, peak: Number.NaN }, false],
  ])('judges a bot that %s', (_, found, verdict) => {
    expect(passes(found, LIMITS.one)).toBe(verdict);
  });
});
