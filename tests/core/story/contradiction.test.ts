import { describe, expect, it } from 'vitest';
import {
  type Contradiction,
  contradictionOf,
  type StatedInWords,
} from '../../../src/core/story/contradiction.ts';
import { readHeadline } from '../../../src/core/story/reading/headline.ts';
import { SHIPPED_LEXICON } from '../../shipped-lists.ts';

function stated(title: string, lang: string, summary = ''): StatedInWords {
  const { named, sides, terms, lede } = readHeadline({ title, summary, lang, outlet: '' }, SHIPPED_LEXICON);
  const kinds = new Map(named.map(({ kind, names }) => [kind, names]));
  return { lang, named: () => kinds, sides, title: new Set(terms), all: new Set([...terms, ...lede]) };
}

const NAMES = ['^vel', '^ondar'];
const NOTHING_KNOWN = { isWord: () => false, isName: () => false };

/** What speaks against one event in two titles, whichever comes first; `words` are known for no names. */
function between(one: string, other: string, words: readonly string[] = [], lang = 'en'): Contradiction {
  const [first, second] = [stated(one, lang), stated(other, lang)];
  const isWord = (term: string): boolean => words.some((word) => term === `^${word}`);
  const written = { isWord, isName: (term: string) => NAMES.includes(term) };
  const found = contradictionOf(first, second, written);
  expect(contradictionOf(second, first, written)).toBe(found);
  return found;
}

describe('contradictionOf', () => {
  it.each([
    ['Velden court blocks ban', 'Tarnow court hears teachers', [], 'something'],
    ['Velio court case drags on', 'Ondara court case is over', [], 'much'],
    ['Island court blocks ban', 'Mainland court hears teachers', ['island', 'mainl'], 'something'],
    ['Velden court blocks ban', 'Court blocks ban in Velden', [], 'nothing'],
    ['Velden court blocks ban', 'Court blocks ban', [], 'nothing'],
    ['Velden court blocks ban', 'Tarnow court sides with Velden', [], 'nothing'],
    ['Health ministry hires doctors', 'Transport ministry buys boots', [], 'something'],
    ['Health ministry loses files in flood', 'Defence ministry loses files in flood', [], 'much'],
    ['Data office fines Velio over lost records', 'Data office fines Ondara over lost records', [], 'much'],
    [
      'Data office fines Velio over lost records',
      'Data office fines Velio over careless clerk',
      [],
      'nothing',
    ],
    ['Ferry bill passes first reading', 'Second reading for ferry bill', [], 'much'],
    ['Strike on Monday', 'Strike on Thursday', [], 'much'],
    ['Strike on Monday', 'Strike from Monday to Thursday', [], 'nothing'],
    ['Hearing on 29 October', 'Hearing on 12 November', [], 'much'],
    ['Court convicts shipowner', 'Court acquits shipowner', [], 'much'],
    ['Court upholds fine', 'Fine upheld, bid to have it overturned fails', [], 'nothing'],
    ['Judge jails owner for two years', 'Owner goes to jail for four years', [], 'something'],
    ['Storm cuts power to 4,300 homes', 'No light in 6,100 houses', [], 'something'],
  ] as const)('%s, %s: with %j known as words %s', (one, other, words, expected) => {
    expect(between(one, other, words)).toBe(expected);
  });

  it('goes by the words below the title, too: what stands there is not left out', () => {
    const one = stated('Velden court blocks ban', 'en');
    const other = stated('Tarnow court blocks ban', 'en', 'The court of Velden had asked Tarnow.');
    expect(contradictionOf(one, other, NOTHING_KNOWN)).toBe('nothing');
  });

  it('compares names of kinds within a language only, and days and opposites across', () => {
    const one = stated('Velden court blocks ban', 'en');
    expect(contradictionOf(one, stated('Gericht in Tarnow stoppt Verbot', 'de'), NOTHING_KNOWN)).toBe(
      'nothing',
    );
    const strike = stated('Strike on Monday', 'en');
    expect(contradictionOf(strike, stated('Streik am Donnerstag', 'de'), NOTHING_KNOWN)).toBe('much');
    const guilty = stated('Court convicts shipowner', 'en');
    expect(contradictionOf(guilty, stated('Gericht spricht Reeder frei', 'de'), NOTHING_KNOWN)).toBe('much');
  });
});
