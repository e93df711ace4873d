import { expect, test } from 'vitest';
import { createTermCounts } from '../../../src/core/story/term-counts.ts';

test('asking for a term that was never met does not make it known', () => {
  const counts = createTermCounts();
  expect(counts.knownNumberOf('^harnbi')).toBeUndefined();
  // Written small: that is counted only of terms that were met.
  counts.countCapitals([], ['^harnbi']);
  expect(counts.isWord(counts.numberOf('^harnbi'))).toBe(false);
  expect(counts.knownNumberOf('^harnbi')).toBe(counts.numberOf('^harnbi'));
});

test('a term weighs its inverse frequency to the power of 1.5, and a word never met the most', () => {
  const counts = createTermCounts();
  const [common, rare] = [counts.numberOf('harbour'), counts.numberOf('capstan')];
  const before = counts.highestWeight();
  for (let headline = 0; headline < 1_000; headline += 1) counts.count([common], 1);
  counts.count([rare], 1);
  expect(counts.weight(common)).toBeCloseTo(Math.log(1_301 / 1_000.3) ** 1.5, 9);
  expect(counts.weight(counts.numberOf('winch'))).toBeCloseTo(counts.highestWeight(), 9);
  expect(counts.weight(rare)).toBeLessThan(counts.highestWeight());
  expect(counts.highestWeight()).toBeGreaterThan(before);
  expect(counts.weightOfShare(1)).toBe(0);
  expect(counts.weightOfShare(0.5)).toBeCloseTo(Math.log(2) ** 1.5, 9);
});

test('a word that nothing has any more is forgotten, and its number is another word’s, without what was known of it', () => {
  const counts = createTermCounts();
  const [gone, kept, held] = [
    counts.numberOf('^capstan'),
    counts.numberOf('winch'),
    counts.numberOf('^harnbi'),
  ];
  counts.count([gone, kept], 1);
  counts.countCapitals([gone], []);
  counts.hold([held], 1);
  counts.count([gone], -1);
  Array.from(counts.forgetUnused());
  expect(counts.knownNumberOf('^capstan')).toBeUndefined();
  expect(counts.knownNumberOf('winch')).toBe(kept);
  expect(counts.knownNumberOf('^harnbi')).toBe(held);
  const fresh = counts.numberOf('^bollard');
  expect(fresh).toBe(gone);
  expect(counts.isName(fresh)).toBe(false);
  expect(counts.spellingOf(fresh)).toBe('^bollard');
  expect(counts.weight(fresh)).toBeCloseTo(counts.highestWeight(), 9);
  counts.hold([held], -1);
  Array.from(counts.forgetUnused());
  expect(counts.knownNumberOf('^harnbi')).toBeUndefined();
});
