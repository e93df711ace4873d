import {
  array,
  assert,
  boolean,
  constantFrom,
  maxSafeInteger,
  nat,
  oneof,
  property,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { createNumberTable } from '../../../../src/core/story/packed/number-table.ts';

test('a table of numbers gives what the language’s own map gives, whatever is set and deleted', () => {
  // Few, so that they meet again; some that only the upper half tells apart, and any.
  const key = oneof(
    nat(60),
    nat(40).map((high) => high * 2 ** 32 + 7),
    constantFrom(0, 2 ** 52 + 1, 2 ** 53 - 1),
    maxSafeInteger().map(Math.abs),
  );
  assert(
    property(array(tuple(key, nat(2 ** 31 - 2), boolean()), { maxLength: 1_500 }), (steps) => {
      const [table, map] = [createNumberTable(), new Map<number, number>()];
      for (const [name, value, isDeleted] of steps) {
        if (isDeleted) {
          table.delete(name);
          map.delete(name);
        } else {
          table.set(name, value);
          map.set(name, value);
        }
      }
      for (const [name] of steps) expect(table.get(name)).toBe(map.get(name));
      expect(table.get(2 ** 40 + 3)).toBe(map.get(2 ** 40 + 3));
    }),
    { numRuns: 150 },
  );
});
