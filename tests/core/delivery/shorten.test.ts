import { describe, expect, it } from 'vitest';
import { shorten, shortenMarked, stretches } from '../../../src/core/delivery/shorten.ts';

describe('shorten', () => {
  it.each([
    ['leaves what fits', 'abc', 3, 'abc'],
    ['cuts and says so', 'abcdef', 4, 'abc…'],
    ['leaves no space before the ellipsis', 'abc def', 5, 'abc…'],
    ['never splits a surrogate pair', 'a😀😀', 4, 'a😀…'],
    ['never splits a family', 'ab👨‍👩‍👧cd', 6, 'ab…'],
    ['never splits a letter from its accent', 'abe\u0301f', 4, 'ab…'],
    ['gives the ellipsis alone where not even one grapheme fits', '👨‍👩‍👧', 4, '…'],
  ])('%s', (_, text, max, short) => {
    expect(shorten(text, max)).toBe(short);
  });
});

describe('shortenMarked', () => {
  it('keeps the marks inside what is left', () => {
    const marks = [
      { start: 0, end: 2 },
      { start: 3, end: 9 },
      { start: 9, end: 10 },
    ];
    const short = shortenMarked({ text: 'ab cdefghijk', marks }, 7);
    expect(short.text).toBe('ab cde…');
    expect(stretches(short)).toEqual([
      { text: 'ab', marked: true },
      { text: ' ', marked: false },
      { text: 'cde', marked: true },
      { text: '…', marked: false },
    ]);
  });
});
