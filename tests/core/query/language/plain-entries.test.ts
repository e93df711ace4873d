/** Entries of lists that are nothing but words are read at once, exactly as the parser would read them. */
import { describe, expect, it } from 'vitest';
import { parseListEntry } from '../../../../src/core/query/language/parse.ts';
import { plainPatterns } from '../../../../src/core/query/language/word-pattern.ts';

/** A blank behind it makes an entry one that is not plain, and changes nothing else. */
function slowly(entry: string): unknown {
  expect(plainPatterns(`${entry} `)).toBeUndefined();
  return parseListEntry(`${entry} `);
}

describe('a plain entry', () => {
  it.each([
    'appoint*',
    'Port Authority',
    'sekretär* der Vereinten Nationen',
    'Łódź 3',
    'Straße*',
    'near',
    'Before dawn',
    'and or not',
    's',
    'ﬁne* print',
    '中国*',
    '日本語 東京',
    '한국*',
    'x²',
    'Ⅷ',
    '٣٤',
    'İstanbul*',
    '𝔘nion*',
  ])('is read as the parser reads it: %s', (entry) => {
    expect(parseListEntry(entry)).toEqual(slowly(entry));
  });

  it.each([
    ['an operator', 'strike AND ballot'],
    ['an operator at its end', 'strike NOT'],
    ['a distance', 'strike NEAR/3 ballot'],
    ['an exact word', '=US'],
    ['a list', '$acts.resign'],
    ['a star inside a word', 'ap*point'],
    ['a star by itself', 'strike *'],
    ['a mark', "l'accord"],
    ['two blanks', 'strike  ballot'],
    ['nothing', ''],
    ['no end', 'w'.repeat(300)],
  ])('is none with %s', (_, entry) => {
    expect(plainPatterns(entry)).toBeUndefined();
  });

  it('may not have more words than a phrase', () => {
    const read = parseListEntry(Array.from({ length: 100 }, () => 'a').join(' '));
    expect(read).toMatchObject({ kind: 'errors' });
  });
});
