import { describe, expect, it } from 'vitest';
import { createOrderedLists } from '../../../../src/core/story/packed/ordered-lists.ts';

describe('createOrderedLists', () => {
  const lists = createOrderedLists({ lengthOf: (term) => term % 100 });
  const weigh = (...terms: readonly number[]) => terms.map((term) => ({ term, weight: 0.5 }));

  it('puts the longest lists first, and leaves out those that are empty or weigh nothing', () => {
    const found = lists.order([...weigh(3, 100, 42, 7), { term: 99, weight: 0 }]);
    expect(found).toEqual({ count: 3, sum: 1.5 });
    expect([0, 1, 2].map((nth) => [lists.termOf(nth), lists.lengthOf(nth), lists.weightOf(nth)])).toEqual([
      [42, 42, 0.5],
      [7, 7, 0.5],
      [3, 3, 0.5],
    ]);
  });

  it('has room for any number of terms, and keeps nothing of the headline before', () => {
    const many = Array.from({ length: 500 }, (_, nth) => nth + 1);
    expect(lists.order(weigh(...many)).count).toBe(495);
    expect(lists.order(weigh(5))).toEqual({ count: 1, sum: 0.5 });
    expect(lists.termOf(0)).toBe(5);
  });
});
