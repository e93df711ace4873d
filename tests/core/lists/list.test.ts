import { describe, expect, it } from 'vitest';
import { List, termGroups } from '../../../src/core/lists/list.ts';

describe('termGroups', () => {
  it.each([
    ['plain words', ['a', 'b'], [{ actor: undefined, lang: undefined, terms: ['a', 'b'], path: [] }]],
    [
      'words by language',
      { en: ['a'], de: 'b', mul: ['c'] },
      [
        { actor: undefined, lang: 'en', terms: ['a'], path: ['en'] },
        { actor: undefined, lang: 'de', terms: ['b'], path: ['de'] },
        { actor: undefined, lang: undefined, terms: ['c'], path: ['mul'] },
      ],
    ],
    [
      'actors',
      { miller: 'Miller', 'polish-president': { pl: ['prezydent'], en: ['Polish president'] } },
      [
        { actor: 'miller', lang: undefined, terms: ['Miller'], path: ['miller'] },
        { actor: 'polish-president', lang: 'pl', terms: ['prezydent'], path: ['polish-president', 'pl'] },
        {
          actor: 'polish-president',
          lang: 'en',
          terms: ['Polish president'],
          path: ['polish-president', 'en'],
        },
      ],
    ],
  ])('takes %s apart', (_, list, groups) => {
    expect(termGroups(List.parse(list))).toEqual(groups);
  });
});

describe('List', () => {
  it.each([
    ['a language among actors', { uk: ['x'], france: ['y'] }, ['uk'], /code of a language \(Ukrainian\)/],
    ['actors below a language', { en: { someone: ['x'] } }, ['en'], /list of words/],
    [
      'a third floor that is no language',
      { someone: { english: ['x'] } },
      ['someone', 'english'],
      /no language code/,
    ],
  ])('refuses %s', (_, list, path, message) => {
    const { error } = List.safeParse(list);
    expect(error?.issues).toEqual([
      expect.objectContaining({ path, message: expect.stringMatching(message) }),
    ]);
  });
});
