import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../../../src/core/feed/read/decode.ts';

const xml = (text: string, encoding?: string): string =>
  `<?xml version="1.0"${encoding === undefined ? '' : ` encoding="${encoding}"`}?><rss><channel><title>${text}</title></channel></rss>`;

describe('decodeBytes', () => {
  it.each([
    ['UTF-8 mark', Buffer.from(`\ufeff${xml('Zoë', 'iso-8859-1')}`), null, 'Zoë'],
    ['UTF-16 mark', iconv.encode(xml('Zoë'), 'utf-16le', { addBOM: true }), 'text/xml; charset=utf-8', 'Zoë'],
    ['UTF-16 without a mark', iconv.encode(xml('Zoë', 'utf-16'), 'utf-16be'), null, 'Zoë'],
    ['UTF-32 without a mark', iconv.encode(xml('Zoë'), 'utf-32le', { addBOM: false }), null, 'Zoë'],
    [
      'HTTP charset',
      iconv.encode(xml('Żółć'), 'iso-8859-2'),
      'application/rss+xml; charset="ISO-8859-2"',
      'Żółć',
    ],
    [
      'HTTP charset before the declaration',
      iconv.encode(xml('Żółć', 'utf-8'), 'windows-1250'),
      'text/xml;charset=windows-1250',
      'Żółć',
    ],
    ['declaration', iconv.encode(xml('Привет', 'koi8-r'), 'koi8-r'), 'text/xml', 'Привет'],
    [
      'Latin-1 that is windows-1252',
      iconv.encode(xml('“so” – he', 'iso-8859-1'), 'windows-1252'),
      null,
      '“so” – he',
    ],
    [
      'ISO-2022-JP, by the platform',
      Buffer.from(xml('\u001b$B$"\u001b(B', 'iso-2022-jp'), 'latin1'),
      null,
      'あ',
    ],
  ])('believes the %s', (_, bytes, contentType, title) => {
    expect(decodeBytes(bytes, contentType)).toContain(`<title>${title}</title>`);
  });

  it.each([
    ['a header that says Latin-1', xml('Müller – 北京'), 'text/xml; charset=iso-8859-1'],
    ['a declaration that says windows-1251', xml('Müller – 北京', 'windows-1251'), null],
    ['a header that names no charset there is', xml('Müller – 北京'), 'text/xml; charset=klingon'],
    ['a declaration of UTF-16', xml('Müller – 北京', 'utf-16'), null],
  ])('reads valid UTF-8 as such against %s', (_, text, contentType) => {
    expect(decodeBytes(Buffer.from(text), contentType)).toBe(text);
  });

  it('finds the charset of bytes that claim to be UTF-8 and are not', () => {
    const words = 'Президент подписал указ о назначении нового министра обороны страны';
    const bytes = iconv.encode(xml(words, 'utf-8'), 'windows-1251');
    expect(decodeBytes(bytes, 'text/xml; charset=utf-8')).toContain(words);
  });

  it('keeps UTF-8 with one character cut through', () => {
    const good = Buffer.from('ä'.repeat(40));
    const bytes = Buffer.concat([Buffer.from('<a>'), good, Buffer.from([0xc3]), Buffer.from('</a>')]);
    expect(decodeBytes(bytes, null)).toBe(`<a>${'ä'.repeat(40)}\ufffd</a>`);
  });

  it('reads a word of Latin-1 in UTF-8, as where a headline was pasted into a template', () => {
    const mixed = Buffer.concat([
      Buffer.from(`<a>${'ä'.repeat(40)} `),
      Buffer.from([0x43, 0x61, 0x66, 0xe9, 0x20, 0xe0, 0x20, 0x6c, 0x92, 0x65, 0x61, 0x75]),
      Buffer.from('</a>'),
    ]);
    expect(decodeBytes(mixed, null)).toBe(`<a>${'ä'.repeat(40)} Café \ufffd l’eau</a>`);
    // A character of three bytes that was cut is no letter.
    const cut = Buffer.concat([
      Buffer.from(`<a>${'ä'.repeat(40)}x`),
      Buffer.from([0xe2, 0x80]),
      Buffer.from('y</a>'),
    ]);
    expect(decodeBytes(cut, 'text/xml; charset=utf-8')).not.toContain('â');
  });

  it('drops NUL characters', () => {
    expect(decodeBytes(Buffer.from('<r\0ss/>\0\0'), null)).toBe('<rss/>');
  });
});

/** Headlines, made up, in the encodings that their languages were written in. */
const HEADLINES: readonly (readonly [string, string, string])[] = [
  ['bg', 'windows-1251', 'Министърът подаде оставка след протестите в София'],
  ['bg', 'iso-8859-5', 'Министърът подаде оставка след протестите в София'],
  ['ru', 'koi8-r', 'Министр подал в отставку после протестов'],
  ['uk', 'windows-1251', 'Міністр оголосив про відставку після протестів у Києві'],
  ['uk', 'koi8-u', 'Міністр оголосив про відставку після протестів у Києві'],
  ['lt', 'windows-1257', 'Ministras atsistatydino po protestų Vilniuje, žmonės džiūgauja'],
  ['th', 'windows-874', 'รัฐมนตรีลาออกหลังการประท้วง'],
  ['hr', 'windows-1250', 'Ministar podnio ostavku nakon prosvjeda, što će biti'],
  ['hr', 'iso-8859-2', 'Ministar podnio ostavku nakon prosvjeda, što će biti'],
  ['pl', 'windows-1250', 'Minister podał się do dymisji, śledztwo trwa, żądają odejścia'],
  ['pl', 'iso-8859-2', 'Minister podał się do dymisji, śledztwo trwa, żądają odejścia'],
  ['el', 'windows-1253', 'Άμεση παραίτηση του υπουργού μετά τις διαδηλώσεις'],
  ['tr', 'windows-1254', 'Bakan protestolardan sonra istifa etti, şimdi ne olacak'],
  ['zh-CN', 'gbk', '部长辞职'],
  ['zh-TW', 'big5', '部長辭職'],
  ['ja', 'shift_jis', '大臣が辞任'],
  ['ko', 'euc-kr', '장관 사임'],
  ['he', 'windows-1255', 'השר התפטר לאחר ההפגנות'],
  ['ar', 'windows-1256', 'استقال الوزير بعد الاحتجاجات'],
  ['de', 'windows-1252', 'Minister kündigt Rücktritt an – „sofort“'],
  ['fr', 'windows-1252', 'Le ministre a démissionné après l’échec'],
];

describe('a short document in an old encoding', () => {
  describe.each([undefined, 'UTF-8', 'ISO-8859-1'])('that is declared as %s', (declared) => {
    it.each(HEADLINES)('is read by its language: %s in %s', (lang, encoding, headline) => {
      const document = xml(`c</title><language>${lang}</language><title>${headline}`, declared);
      expect(decodeBytes(iconv.encode(document, encoding), undefined)).toContain(headline);
    });
  });
});
