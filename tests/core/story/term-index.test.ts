import { array, assert, nat, property, tuple, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTermIndex } from '../../../src/core/story/term-index.ts';

const LEDE_WEIGHT = 0.6;
/** Distinct terms of a small language, so that some are common enough to be left out at first. */
const report = tuple(uniqueArray(nat(40), { minLength: 1, maxLength: 12 }), nat(12)).map(([all, title]) => ({
  terms: all.slice(0, title),
  lede: all.slice(title),
}));
const weights = uniqueArray(nat(40), { minLength: 1, maxLength: 8 }).map((terms) =>
  terms.map((term) => ({ term, weight: 0.1 + (term % 7) })),
);

describe('createTermIndex', () => {
  it('finds every report that shares enough, each once, one headline after the other', () => {
    const reports = array(report, { minLength: 100, maxLength: 400 });
    assert(
      property(reports, array(tuple(weights, nat(20)), { minLength: 2 }), (known, headlines) => {
        const index = createTermIndex(LEDE_WEIGHT);
        for (const { terms, lede } of known) index.add(terms, lede);
        for (const [headline, least] of headlines) {
          const visited: number[] = [];
          index.eachAbove(headline, least + 0.01, (slot) => visited.push(slot));
          expect(new Set(visited).size).toBe(visited.length);
          const enough = [...known.entries()].flatMap(([slot, { terms, lede }]) => {
            let sum = 0;
            for (const { term, weight } of headline)
              sum += weight * (terms.includes(term) ? 1 : lede.includes(term) ? LEDE_WEIGHT : 0);
            return sum > least + 0.010_001 ? [slot] : [];
          });
          expect(visited).toEqual(expect.arrayContaining(enough));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('looks at none of those that share only what everybody has', () => {
    const index = createTermIndex(LEDE_WEIGHT);
    for (let nth = 0; nth < 1_000; nth += 1) index.add([0, nth + 1], []);
    const visited: number[] = [];
    const headline = [
      { term: 0, weight: 0.2 },
      { term: 500, weight: 5 },
    ];
    index.eachAbove(headline, 1, (slot) => visited.push(slot));
    expect(visited).toEqual([499]);
  });
});
