import { expect, it } from 'vitest';
import { fuzzQuestions } from '../../bench/fuzz-questions.ts';

it('answers random queries and random buttons without a throw, and lets no stranger press any', () => {
  const { queries, sound, buttons, thrown } = fuzzQuestions(14, 3);
  expect(thrown).toEqual([]);
  expect(queries).toBeGreaterThan(50);
  expect(sound).toBeGreaterThan(10);
  expect(buttons).toBe(queries);
});
