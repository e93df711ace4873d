import { array, assert, integer, nat, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPackedLists } from '../../../../src/core/story/packed/packed-lists.ts';
import { createSparseLists } from '../../../../src/core/story/packed/sparse-lists.ts';

describe.each([
  ['packed', createPackedLists],
  ['sparse', createSparseLists],
])('%s lists', (_, create) => {
  it('keeps every number in its list, whatever order they come in', () => {
    const pushes = array(tuple(nat(600), integer({ min: 0, max: 2 ** 31 - 1 })), {
      maxLength: 3_000,
    });
    assert(
      property(pushes, (all) => {
        const lists = create();
        for (const [list, value] of all) lists.push(list, value);
        for (let list = 0; list <= 600; list += 1) {
          const expected = all.filter(([each]) => each === list).map(([, value]) => value);
          const found: number[] = [];
          lists.each(list, (value) => found.push(value));
          expect(found.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
          expect(lists.lengthOf(list)).toBe(expected.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has nothing in a list that was never begun, also far beyond the others', () => {
    const lists = create();
    lists.push(3, 7);
    lists.each(1_000_000, () => expect.unreachable());
    expect(lists.lengthOf(1_000_000)).toBe(0);
    lists.push(100_000, 8);
    expect(lists.lengthOf(100_000)).toBe(1);
    expect(lists.lengthOf(3)).toBe(1);
  });
});
