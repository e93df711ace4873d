/** Looks at every term of the shared lists for words that are ordinary ones of another language. */
import { describe, expect, it } from 'vitest';
import { termGroups } from '../../../src/core/lists/list.ts';
import { SHIPPED_LEXICON, SHIPPED_LIST_FILES, SHIPPED_LISTS } from '../../shipped-lists.ts';
import { readLists } from '../../../src/config/read-lists.ts';
import { foldWords } from '../../../src/core/query/words/fold.ts';

const LANGUAGES = ['en', 'de', 'fr', 'nl', 'it', 'es', 'pl'];
/** Words that mean something in capitals only. */
const CAPITALS_ONLY = new Set(['us', 'it', 'who', 'pm', 'un', 'ad', 'is']);
/** Lists by which anything is put into stories and signs; the others are written for one brief, whose examples test them. */
const GENERAL = /^(?:acts|bodies|offices|people|places|things|noise|reversals)\./;

const terms = Object.entries(SHIPPED_LISTS).flatMap(([name, list]) =>
  termGroups(list).flatMap((group) => group.terms.map((term) => ({ name, term, lang: group.lang }))),
);

describe('the shared lists', () => {
  it('are sound', () => {
    expect(readLists(SHIPPED_LIST_FILES).issues).toEqual([]);
  });

  it('hold no word in every language that is a stop word of one', () => {
    const wrong = terms.filter(({ name, term, lang }) => {
      if (lang !== undefined || !GENERAL.test(name) || !/^\p{L}+$/u.test(term)) return false;
      const [word] = foldWords(term);
      return (
        word !== undefined && LANGUAGES.some((each) => SHIPPED_LEXICON.stopWordsOf(each).has(word.letters))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('write what means something in capitals only with =', () => {
    const wrong = terms.filter(
      ({ name, term }) => GENERAL.test(name) && CAPITALS_ONLY.has(term.toLowerCase()),
    );
    expect(wrong).toEqual([]);
  });

  it('hold no stop word of their own language by itself', () => {
    const wrong = terms.filter(
      ({ name, term, lang }) =>
        lang !== undefined &&
        GENERAL.test(name) &&
        !name.startsWith('reversals.') &&
        /^\p{L}+$/u.test(term) &&
        SHIPPED_LEXICON.stopWordsOf(lang).has(foldWords(term)[0]?.letters ?? ''),
    );
    expect(wrong).toEqual([]);
  });
});
