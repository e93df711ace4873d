import { array, assert, boolean, integer, nat, property, tuple } from 'fast-check';
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

describe('packed lists of which numbers are taken', () => {
  it('keep what is left, and use the room again', () => {
    const steps = array(tuple(nat(30), nat(40), boolean()), { maxLength: 2_000 });
    assert(
      property(steps, (all) => {
        const lists = createPackedLists();
        const expected = new Map<number, number[]>();
        for (const [list, value, taken] of all) {
          const known = expected.get(list) ?? [];
          expected.set(list, known);
          if (!taken) {
            lists.push(list, value);
            known.push(value);
            continue;
          }
          lists.remove(list, value);
          const at = known.indexOf(value);
          if (at !== -1) known.splice(at, 1);
        }
        for (const [list, known] of expected) {
          const found: number[] = [];
          lists.each(list, (value) => found.push(value));
          expect(found.toSorted((a, b) => a - b)).toEqual(known.toSorted((a, b) => a - b));
          expect(lists.lengthOf(list)).toBe(known.length);
        }
      }),
      { numRuns: 50 },
    );
  });
});
