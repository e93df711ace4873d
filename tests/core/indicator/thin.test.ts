/** Two words are thin, unless twenty votes of the indicator's own say otherwise. */
import { describe, expect, it } from 'vitest';
import { thinUpTo, thinWords } from '../../../src/core/indicator/thin.ts';

const judged = (words: number, right: number, wrong: number) => [
  ...Array.from({ length: right }, () => ({ words, relevant: true })),
  ...Array.from({ length: wrong }, () => ({ words, relevant: false })),
];

describe('how few words make a match thin', () => {
  it.each([
    ['nothing judged', [], 2],
    ['19 judged', judged(2, 19, 0), 2],
    ['20 right on two words', judged(2, 20, 0), 1],
    ['20 right on one word', judged(1, 20, 0), 0],
    ['20 wrong on three words', judged(3, 5, 15), 3],
    ['three and four words mostly wrong', [...judged(3, 4, 8), ...judged(4, 3, 9)], 4],
    ['four words wrong, three right: the low end ends at two', [...judged(3, 12, 0), ...judged(4, 0, 12)], 2],
    ['many words wrong', judged(9, 0, 30), 2],
  ])('%s', (_what, matches, upTo) => {
    expect(thinUpTo(matches)).toBe(upTo);
  });

  it('is said only at the low end', () => {
    expect(thinWords(2)).toBe('only 2 words matched');
    expect(thinWords(1)).toBe('only 1 word matched');
    expect(thinWords(3)).toBeUndefined();
    expect(thinWords(3, 4)).toBe('only 3 words matched');
    expect(thinWords(2, 1)).toBeUndefined();
    expect(thinWords(0)).toBeUndefined();
    expect(thinWords(undefined)).toBeUndefined();
  });
});
