import { describe, expect, it } from 'vitest';
import { MORE_THAN_EVEN } from '../../../src/core/story/likeliest.ts';
import { STORY_MODEL } from '../../../src/core/story/coefficients.ts';
import { FEATURES, type Feature } from '../../../src/core/story/features.ts';
import { createScale, crowdedness, oddsLostInCrowd } from '../../../src/core/story/model.ts';

const values = (some: Partial<Record<Feature, number>>): Float64Array =>
  Float64Array.from(FEATURES, (feature) => some[feature] ?? 0);

describe('a scale', () => {
  const scale = createScale({ intercept: -1, weights: { words: 2, numbers: 1, 'hours apart': -1 } });

  it('turns features into a likelihood', () => {
    expect(scale.likelihood(values({ words: 0.5 }))).toBeCloseTo(0.5);
    expect(scale.likelihood(values({ words: 1, numbers: 1 }))).toBeCloseTo(1 / (1 + Math.exp(-2)));
    expect(scale.likelihood(values({ words: 1 }), 1)).toBeCloseTo(0.5);
  });

  it('says what tips it, the strongest first and nothing that does not', () => {
    expect(scale.effects(values({ words: 0.1, 'hours apart': 3 }))).toEqual([
      { feature: 'hours apart', effect: -3 },
      { feature: 'words', effect: 0.2 },
    ]);
  });
});

describe('a crowd', () => {
  it('costs nothing on a quiet day, ever more on a fuller one, and no more from a crowd on', () => {
    expect(oddsLostInCrowd(20)).toBe(0);
    expect(oddsLostInCrowd(100)).toBeGreaterThan(oddsLostInCrowd(50));
    expect(oddsLostInCrowd(100_000)).toBe(oddsLostInCrowd(1_000_000));
    expect(crowdedness(1_000_000)).toBe(1);
  });
});

describe('the coefficients', () => {
  const { intercept, threshold, weights } = STORY_MODEL.sameEvent;
  const { likelihood } = createScale({ intercept, weights });

  it('join nothing that is only near in time, in however many signs and lists it stands', () => {
    expect(likelihood(values({}))).toBeLessThan(MORE_THAN_EVEN);
    expect(likelihood(values({ 'hours apart': Math.log1p(0.5) }))).toBeLessThan(MORE_THAN_EVEN);
    expect(likelihood(values({ 'sign of one': 1 }))).toBeLessThan(threshold);
  });

  it.each(['differing names', 'other numbers', 'other places', 'other signs', 'sign of one'] as const)(
    'take %s for evidence against',
    (feature) => {
      expect(weights[feature]).toBeLessThan(0);
    },
  );

  it.each(['words', 'evidence', 'words below', 'numbers', 'places', 'kindred words', 'same sign'] as const)(
    'take %s for evidence',
    (feature) => {
      expect(weights[feature]).toBeGreaterThan(0);
    },
  );
});
