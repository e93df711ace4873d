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

  it('drops NUL characters', () => {
    expect(decodeBytes(Buffer.from('<r\0ss/>\0\0'), null)).toBe('<rss/>');
  });
});
