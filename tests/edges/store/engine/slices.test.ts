import { expect, it } from 'vitest';
import { slicesOf } from '../../../../src/edges/store/engine/slices.ts';

it.each([0, 1, 499, 500, 501, 1_700])(
  'cuts a list of %i into pieces that one statement can bind',
  (length) => {
    const list = Array.from({ length }, (_, nth) => nth);
    const slices = slicesOf(list);
    expect(slices.flat()).toEqual(list);
    expect(slices.every((slice) => slice.length > 0 && slice.length <= 500)).toBe(true);
  },
);
