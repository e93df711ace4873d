import { describe, expect, it } from 'vitest';
import { createSignTerms } from '../../../src/core/story/sign-terms.ts';

describe('terms of a sign', () => {
  it('are as usual as expected before anything came', () => {
    const terms = createSignTerms();
    expect(terms.shareOf(['a'], 7, 1)).toBe(1);
    expect(terms.shareOf(['a'], 7, 0.01)).toBeCloseTo(0.01);
  });

  it('are not usual because the one report that is compared has them', () => {
    const terms = createSignTerms();
    terms.count(['a'], [7], 1);
    expect(terms.shareOf(['a'], 7, 0.01)).toBeCloseTo(0.01);
  });

  it('are usual where others have them, whatever was expected', () => {
    const terms = createSignTerms();
    for (let n = 0; n < 20; n += 1) terms.count(['a'], n === 0 ? [7, 8] : [7], 1);
    expect(terms.shareOf(['a'], 7, 0.01)).toBeGreaterThan(0.8);
    expect(terms.shareOf(['a'], 8, 1)).toBeLessThan(0.2);
    expect(terms.shareOf(['b'], 7, 0.01)).toBeCloseTo(0.01);
  });

  it('are forgotten with their reports', () => {
    const terms = createSignTerms();
    for (let n = 0; n < 9; n += 1) terms.count(['a'], [7], 1);
    expect(terms.shareOf(['a'], 7, 0)).toBeGreaterThan(0.5);
    for (let n = 0; n < 9; n += 1) terms.count(['a'], [7], -1);
    expect(terms.shareOf(['a'], 7, 0)).toBe(0);
  });
});
