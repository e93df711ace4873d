import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonTail } from '../../../src/core/indicator/poisson.ts';

describe('poissonTail', () => {
  // 1 minus the sum of all terms below, in 60-digit decimal arithmetic.
  it.each([
    [0, 2, 1],
    [1, 1, 0.6321205588285577],
    [3, 0.5, 0.014387677966970713],
    [4, 0.5, 0.001751622556290824],
    [5, 1, 0.003659846827343713],
    [10, 3, 0.00110248813011548],
    [2, 5, 0.9595723180054873],
    [50, 20, 1.245892607971938e-8],
    [1_000, 1_000, 0.5042052441802155],
  ])('of %i at mean %d is %d', (count, mean, expected) => {
    const tail = poissonTail(count, mean);
    expect(Math.abs(tail - expected) / expected).toBeLessThan(1e-9);
  });

  it('keeps the digits of a tail far below what 1 minus the rest could hold', () => {
    expect(poissonTail(100, 1)).toBeGreaterThan(0);
    expect(poissonTail(100, 1)).toBeCloseTo(Math.exp(-1) / 9.33262154439441e157, 160);
  });

  it('is 1 for no event and 0 for any event where none can happen', () => {
    expect(poissonTail(0, 0)).toBe(1);
    expect(poissonTail(1, 0)).toBe(0);
  });

  it('agrees with summing all terms below, falls with the count and rises with the mean', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 40, noNaN: true }),
        (count, mean) => {
          let term = Math.exp(-mean);
          let below = 0;
          for (let k = 0; k < count; k += 1) {
            below += term;
            term *= mean / (k + 1);
          }
          const tail = poissonTail(count, mean);
          expect(Math.abs(tail - (1 - below))).toBeLessThan(1e-12);
          expect(poissonTail(count + 1, mean)).toBeLessThanOrEqual(tail);
          expect(poissonTail(count, mean + 0.5)).toBeGreaterThanOrEqual(tail);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
