import { expect, it } from 'vitest';
import { earlier } from '../../../src/core/time/earlier.ts';

it.each<[number | undefined, number | undefined, number | undefined]>([
  [1, 2, 1],
  [2, 1, 1],
  [0, undefined, 0],
  [undefined, 0, 0],
  [undefined, undefined, undefined],
])('of %s and %s it is %s', (a, b, first) => {
  expect(earlier(a, b)).toBe(first);
});
