import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/core/story/headline.ts';
import { conceptsOf, phraseAt } from '../../../src/core/story/lexicon.ts';
import { PLACES } from '../../../src/core/story/places.ts';
import { TOPICS } from '../../../src/core/story/topics.ts';

describe.each([
  ['places', PLACES],
  ['topics', TOPICS],
])('the table of %s', (_, table) => {
  const lines = table
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

  it('names every line once and no form twice in it', () => {
    const ids = lines.map(([id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, ...forms] of lines)
      expect(forms.filter((form, index) => forms.indexOf(form) !== index)).toEqual([]);
  });

  it('holds folded forms only', () => {
    const wrong = lines
      .flatMap((line) => line.slice(1))
      .filter((form) => fold(form) !== form || !/^(?:[a-z]{2}:)?[a-z0-9_]+\*?$/.test(form));
    expect(wrong).toEqual([]);
  });
});

describe('conceptsOf', () => {
  it.each([
    ['deutschland', 'de', ['@de']],
    ['kremlin', 'en', ['@ru']],
    ['bundestag', 'de', ['@de', '%parliament']],
    ['pace', 'it', ['%peace']],
    ['pace', 'en', []],
    ['zawadzki', 'pl', []],
  ])('of %s in %s', (word, lang, concepts) => {
    expect([...conceptsOf(word, lang)].toSorted()).toEqual(concepts.toSorted());
  });
});

describe('phraseAt', () => {
  it('takes the longest phrase and all it stands for', () => {
    expect(phraseAt(['the', 'white', 'house', 'says'], 1)).toEqual({
      concepts: ['@us', '%us-president'],
      length: 2,
    });
    expect(phraseAt(['the', 'white', 'flag'], 1)).toBeUndefined();
  });
});
