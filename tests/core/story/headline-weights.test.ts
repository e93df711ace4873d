import { expect, it } from 'vitest';
import { createHeadlineWeights } from '../../../src/core/story/headline-weights.ts';
import { createPackedTerms } from '../../../src/core/story/packed-terms.ts';
import { STORY_RULES } from '../../../src/core/story/similarity.ts';
import { createTermCounts } from '../../../src/core/story/term-counts.ts';

it('compares by the cosine of weights, and leaves nothing of one headline for the next', () => {
  const termCounts = createTermCounts();
  const [a = 0, b = 0, c = 0, d = 0] = ['a', 'b', 'c', 'd'].map(termCounts.numberOf);
  for (let nth = 0; nth < 500; nth += 1) termCounts.count([a, nth % 2 === 0 ? b : c], 1);
  const words = createPackedTerms();
  words.add([a, b], [d]);
  words.add([c], []);
  const weights = createHeadlineWeights(termCounts, STORY_RULES);

  const first = weights.of([a, d], [b]);
  const lede = STORY_RULES.ledeWeight;
  const dot = termCounts.weight(a) + termCounts.weight(b) * lede + termCounts.weight(d) * lede;
  const norm = Math.max(termCounts.weight(a) + termCounts.weight(b), weights.smallestNorm());
  expect(first.compare(words, 0)).toEqual({
    cosine: expect.closeTo(dot / Math.sqrt(first.norm * norm), 9),
    shared: 3,
  });
  expect(first.compare(words, 1)).toEqual({ cosine: 0, shared: 0 });
  first.forget();
  expect(weights.of([c], []).compare(words, 0)).toEqual({ cosine: 0, shared: 0 });
});
