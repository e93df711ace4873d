import { describe, expect, it } from 'vitest';
import { createLexicon } from '../../../src/core/lists/lexicon.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

const lexicon = createLexicon({
  own: ['president'],
  'acts.resign': { en: ['resign*', 'steps down'], de: ['Rücktritt*', 'tritt zurück'] },
  'acts.press': { en: ['=IT', 'press NEAR/2 on', '*druck*'], de: ['Druck'] },
  'places.north': ['Nord*', 'Høje Nord'],
  'reversals.taken_back': { en: ['takes back', 'withdraw*'] },
  'common.stop': { en: ['the'], de: ['der'] },
  'numbers.three': { en: ['three'], de: ['drei'] },
});

describe('a lexicon', () => {
  it.each([
    ['resigned', 'en', ['acts.resign']],
    ['resigned', 'de', []],
    ['resigned', '', ['acts.resign']],
    ['rucktrittsgesuch', 'de-AT', ['acts.resign']],
    ['it', 'en', []],
    ['nordlicht', 'fr', ['places.north']],
    ['president', 'en', []],
    ['withdrawn', 'en', []],
  ])('knows of %s in %s: %j', (word, lang, concepts) => {
    expect(lexicon.conceptsOf(word, lang)).toEqual(concepts);
  });

  it('reads phrases by language, and longer ones first', () => {
    expect(lexicon.phraseAt(['she', 'steps', 'down'], 1, 'en')).toEqual({
      concepts: ['acts.resign'],
      length: 2,
    });
    expect(lexicon.phraseAt(['she', 'steps', 'down'], 1, 'de')).toBeUndefined();
    expect(lexicon.phraseAt(['hoje', 'nord'], 0, 'da')).toEqual({ concepts: ['places.north'], length: 2 });
  });

  it('tells words that take something back', () => {
    expect(lexicon.reversalAt(['he', 'takes', 'back'], 1, 'en')).toEqual({
      name: 'reversals.taken_back',
      length: 2,
      said: 'takes back',
    });
    expect(lexicon.reversalAt(['withdrawn'], 0, 'en')).toEqual({
      name: 'reversals.taken_back',
      length: 1,
      said: 'withdrawn',
    });
    expect(lexicon.reversalAt(['given'], 0, 'en')).toBeUndefined();
  });

  it('takes a language that nobody declared for English where words mean nothing by themselves', () => {
    expect([...lexicon.stopWordsOf('und')]).toEqual(['the']);
    expect([...lexicon.numberWordsOf('de')]).toEqual([['drei', '3']]);
    expect(lexicon.stopWordsOf('fi').size).toBe(0);
  });
});

describe('the shipped lexicon', () => {
  it.each([
    ['nurses call off strike', 1, 'taken_back', 2],
    ['nurses called off strike', 1, 'taken_back', 2],
    ['owners backed down', 1, 'taken_back', 2],
    ['nurses call strike', 1, undefined, undefined],
    ['calling offices', 0, undefined, undefined],
  ])('tells phrases that begin with the beginning of a word: %s', (title, at, name, length) => {
    const found = SHIPPED_LEXICON.reversalAt(title.split(' '), at, 'en');
    expect(found?.name).toBe(name === undefined ? undefined : `reversals.${name}`);
    expect(found?.length).toBe(length);
  });

  it('knows articles, and that "off" and "not" are none', () => {
    const articles = SHIPPED_LEXICON.articlesOf('en');
    expect(['the', 'off', 'not'].map((word) => articles.has(word))).toEqual([true, false, false]);
    expect(SHIPPED_LEXICON.articlesOf('fi').size).toBe(0);
  });

  it.each([
    ['deutschland', 'de', 'places.germany'],
    ['kremlin', 'en', 'places.russia'],
    ['pace', 'it', 'things.peace'],
  ])('knows %s in %s', (word, lang, concept) => {
    expect(SHIPPED_LEXICON.conceptsOf(word, lang)).toContain(concept);
  });
});
