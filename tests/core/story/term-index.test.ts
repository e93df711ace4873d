import { array, assert, nat, property, tuple, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STORY_RULES } from '../../../src/core/story/similarity.ts';
import { createTermIndex } from '../../../src/core/story/term-index.ts';
import { createVocabulary } from '../../../src/core/story/vocabulary.ts';

/** Distinct terms of a small language, so that some are common enough to be left out at first. */
const terms = uniqueArray(nat(40), { minLength: 1, maxLength: 12 });
const report = tuple(terms, nat(12)).map(([all, title]) => ({
  terms: all.slice(0, title),
  lede: all.slice(title),
}));

describe('createTermIndex', () => {
  it('sums the weights of shared terms as plain comparison does, and misses no report that comes to enough', () => {
    assert(
      property(array(report, { minLength: 100, maxLength: 400 }), report, (reports, headline) => {
        const vocabulary = createVocabulary();
        for (let term = 0; term <= 40; term += 1) vocabulary.numberOf(`term-${term}`);
        const index = createTermIndex(vocabulary, STORY_RULES);
        for (const each of reports) {
          index.add(each.terms, each.lede);
          vocabulary.count([...each.terms, ...each.lede], 1);
        }
        const factor = ({ terms: title, lede }: typeof headline, term: number): number =>
          title.includes(term) ? 1 : lede.includes(term) ? STORY_RULES.ledeWeight : 0;
        const sumOf = (other: typeof headline): number =>
          [...headline.terms, ...headline.lede].reduce(
            (sum, term) => sum + vocabulary.weight(term) * factor(headline, term) * factor(other, term),
            0,
          );
        const least = index.smallestNorm() * STORY_RULES.threshold;
        const sums = index.gather(headline, least);
        const visited = new Map<number, number>();
        sums.eachAbove(least, (slot) => visited.set(slot, sums.complete(slot)));
        for (const [slot, other] of reports.entries()) {
          const sum = sumOf(other);
          expect(sums.complete(slot)).toBeCloseTo(sum, 6);
        }
        const enough = [...reports.keys()].filter(
          (slot) => sumOf(reports[slot] ?? headline) > least * 1.000_001,
        );
        expect([...visited.keys()]).toEqual(expect.arrayContaining(enough));
        sums.forget();
        // Nothing of one headline is left for the next.
        const again = index.gather({ terms: [], lede: [] }, least);
        expect(reports.map((_, slot) => again.shared(slot))).toEqual(reports.map(() => 0));
      }),
      { numRuns: 60 },
    );
  });
});
