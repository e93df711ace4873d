import { describe, expect, it } from 'vitest';
import { capitalsOf, foldWords } from '../../../../src/core/query/words/fold.ts';

function lettersOf(text: string): string {
  return foldWords(text)
    .map(({ letters }) => letters)
    .join(' ');
}

function slicesOf(text: string): readonly string[] {
  return foldWords(text).map(({ start, end }) => text.slice(start, end));
}

describe('folding', () => {
  it.each([
    ['case', 'NATO Nato nato', 'nato nato nato'],
    ['diacritics', 'Żółć général Mañana', 'zolc general manana'],
    ['combining marks on Latin, Greek and Cyrillic letters', 'ge\u0301ne\u0301ral α\u0301', 'general α'],
    [
      'the letters that no decomposition takes apart',
      'Łódź Ørsted Đorđe Æsir œuvre þing',
      'lodz orsted dorde aesir oeuvre thing',
    ],
    ['sharp s', 'Straße STRASSE STRAẞE', 'strasse strasse strasse'],
    ['dotted and dotless i', 'İstanbul ısı', 'istanbul isi'],
    ['the Greek final sigma', 'Ὀδυσσεύς ΟΔΥΣΣΕΥΣ', 'οδυσσευσ οδυσσευσ'],
    ['ligatures', 'ﬁnance oﬀer', 'finance offer'],
    ['full-width letters', 'ＮＡＴＯ ５％', 'nato 5 %'],
    ['mathematical letters beyond U+FFFF', '𝐍𝐀𝐓𝐎', 'nato'],
    ['ё, as Russian papers write it', 'Ёлка елка', 'елка елка'],
    ['й is not и, composed', 'май маи', 'май маи'],
    ['й is not и, decomposed', 'маи\u0306 маи', 'май маи'],
    ['Hindi vowel signs and viramas stay', 'हिन्दी नाटो', 'हिन्दी नाटो'],
    ['Thai tone marks stay', 'น้ำ', 'น้ำ'.normalize('NFKC')],
    [
      'soft hyphens, joiners and direction marks vanish',
      'bur\u00adden \u200eNATO\u200f a\u200db',
      'burden nato ab',
    ],
  ])('folds %s', (_, text, expected) => {
    expect(lettersOf(text)).toBe(expected);
  });

  it.each([
    ['hyphens', 'burden-sharing burden–sharing', 'burden sharing burden sharing'],
    ['apostrophes', "l’ammiraglio d'état", 'l ammiraglio d etat'],
    ['possessives away', "NATO’s NATO's NATO&#8217;s allies’ plan", 'nato nato nato allies plan'],
    ['no s that stands alone or opens a word', '’s-Hertogenbosch plan s', 's hertogenbosch plan s'],
    ['slashes, underscores and brackets', 'and/or nato_chief [sic]', 'and or nato chief sic'],
    ['Chinese and Japanese a character at a time', '北约秘书长 トランプ', '北 约 秘 书 长 ト ラ ン プ'],
    ['Hangul a syllable at a time', '나토는', '나 토 는'],
    ['the percent sign off', '5% 5 %', '5 % 5 %'],
    ['no footnote into the word', 'NATO¹ NATO²', 'nato nato'],
    ['emoji away', 'NATO🚀chief 🇺🇸', 'nato chief'],
  ])('splits %s', (_, text, expected) => {
    expect(lettersOf(text)).toBe(expected);
  });

  it.each([
    ['decimals of both kinds', '3.5 3,5 10,000', '3.5 3.5 10.000'],
    ['but not a number and a sentence end', '5. 6', '5 6'],
    ['dotted acronyms', 'U.S. U.N.-led J.D. Vance N.A.T.O', 'us un led jd vance nato'],
    ['but not initials before a name', 'J.Smith e.g', 'j smith eg'],
  ])('keeps together %s', (_, text, expected) => {
    expect(lettersOf(text)).toBe(expected);
  });

  it.each([
    ['named entities', 'Le&oacute;n &Eacute;lys&eacute;e &amp; caf&eacute;', 'leon elysee cafe'],
    ['numeric entities', '&#78;ATO &#x4E;ATO', 'nato nato'],
    ['entities escaped twice', '&amp;#8216;NATO&amp;#8217;', 'nato'],
    ['windows-1252 numbers', 'NATO&#146;s', 'nato'],
    ['what is no entity', 'AT&T &nosuch; R&D;', 'at t nosuch r d'],
    ['inline tags inside a word', 'N<b>AT</b>O', 'nato'],
    ['block tags between words', '<p>NATO</p><p>chief</p>', 'nato chief'],
    ['comments, scripts and styles', 'a<!-- NATO -->b <script>NATO</script> <style>NATO{}</style>c', 'ab c'],
    ['less-than signs', 'a < b <3 x<y', 'a b 3 x y'],
    ['addresses of pages', 'see https://nato.int/chief?x=1 or www.nato.int now', 'see or now'],
    ['addresses of people, but not handles', 'press@nato.int @NATO', 'nato'],
  ])('steps over markup: %s', (_, text, expected) => {
    expect(lettersOf(text)).toBe(expected);
  });

  it('points into the original text', () => {
    expect(slicesOf('Gen. <b>Le&oacute;n</b>’s U.S.-led 5% STRA\u00adßE İx')).toEqual([
      'Gen',
      'Le&oacute;n',
      'U.S.',
      'led',
      '5',
      '%',
      'STRA\u00adßE',
      'İx',
    ]);
  });

  it('keeps capitals apart from letters', () => {
    const capitals = (text: string): readonly string[] =>
      foldWords(text).map(({ start, end }) => capitalsOf(text, start, end));
    expect(capitals('NATO Nato nato U.S. Łódź Straße ẞ &Eacute;t 3,5 N<b>A</b>to')).toEqual([
      'XXXX',
      'Xxxx',
      'xxxx',
      'XX',
      'Xxxx',
      'Xxxxxxx',
      'XX',
      'Xx',
      'xxx',
      'XXxx',
    ]);
  });

  it('survives a megabyte of brackets, ampersands and combining marks', () => {
    for (const part of ['<', '<a ', '&', '&amp;', '&#', 'a\u0301', '<script>', '<!--', '.', 'a.', "'"]) {
      const text = part.repeat(1_000_000 / part.length);
      expect(foldWords(`${text} NATO`).length).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('sentences', () => {
  /** Words with a bar where a sentence ended before them. */
  function sentencesOf(text: string): string {
    return foldWords(text)
      .map(({ letters, position }, index, words) => {
        const before = words[index - 1]?.position ?? position - 1;
        return position - before > 100 ? `| ${letters}` : letters;
      })
      .join(' ');
  }

  it.each([
    ['at a full stop before a capital', 'He left. NATO stays', 'he left | nato stays'],
    ['at question and exclamation marks', 'War? Peace! Now', 'war | peace | now'],
    ['behind a closing quotation mark', 'He said “no.” Trump', 'he said no | trump'],
    ['before a quotation mark', 'He left. “We stay', 'he left | we stay'],
    ['after a year', 'in 2025. The plan', 'in 2025 | the plan'],
    ['at the danda and the ideographic full stop', 'नाटो। नया 北约。新', 'नाटो | नया 北 约 | 新'],
    ['at block markup, whatever follows', '<li>nato</li><li>chief</li>', 'nato | chief'],
    ['at a semicolon before a capital', 'Rutte stays; Trump', 'rutte stays | trump'],
  ])('end %s', (_, text, expected) => {
    expect(sentencesOf(text)).toBe(expected);
  });

  it.each([
    ['after a rank or title', 'Gen. Cavoli met Sen. Smith', 'gen cavoli met sen smith'],
    ['after initials and acronyms', 'J. D. Vance of the U.S. Senate', 'j d vance of the us senate'],
    ['between a number and its abbreviation', 'No. 10 and Nr. 3', 'no 10 and nr 3'],
    ['after an ordinal', 'am 4. Juli in der 12. Legislatur', 'am 4 juli in der 12 legislatur'],
    ['before a small letter', 'Yahoo! chief et al. say', 'yahoo chief et al say'],
    ['without a space', 'v2.Next a.b', 'v2 next ab'],
    ['at a colon, dash or comma', 'NATO: Rutte – Trump, Macron', 'nato rutte trump macron'],
  ])('do not end %s', (_, text, expected) => {
    expect(sentencesOf(text)).toBe(expected);
  });
});
