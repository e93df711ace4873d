import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkPlainly } from '../../../../../src/core/feed/read/xml/walk-plainly.ts';
import { walkXml, type XmlElement } from '../../../../../src/core/feed/read/xml/walk-xml.ts';

const ADDRESS = 'https://x.example/feed';
const line = ({ name, literal, respelled, base, based, parent }: XmlElement): string =>
  [name, literal, respelled, base, based, parent?.name, parent?.parent?.name].join(' ');

/** Everything a walk visits; undefined where it did not come to the end. */
function visits(walk: typeof walkXml | typeof walkPlainly, xml: string): readonly string[] | undefined {
  const seen: string[] = [];
  const walked = walk(xml, ADDRESS, {
    root: (element, home) => seen.push(`root ${home} ${element.literal} ${element.attributes['xml:lang']}`),
    open: (element) => seen.push(line(element)),
  });
  return walked === 'plain' || (typeof walked === 'object' && walked.end === 'whole') ? seen : undefined;
}

const ORDINARY = `<?xml version="1.0"?><!-- by hand --><rss version="2.0" xml:lang="en"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:m="http://search.yahoo.com/mrss/"><channel ><title>a &amp; b</title>
  <item><title><![CDATA[<b>x</b>]]></title><dc:date>2026-01-01</dc:date><m:content url='a:b="c"'/><m:group/>
  <enclosure url="https://x.example/a.mp3" dc:length="1"/></item><item/></channel></rss>`;

describe('walkPlainly', () => {
  it('visits what the forgiving walk visits', () => {
    const plain = visits(walkPlainly, ORDINARY);
    expect(plain).toHaveLength(10);
    expect(plain).toEqual(visits(walkXml, ORDINARY));
  });

  it('says where elements stand and what they hold', () => {
    const xml = '<rss><channel><item><title>a</title><x><y/></x></item></channel></rss>';
    const found: string[] = [];
    walkPlainly(xml, ADDRESS, {
      end: ({ name }, { from, start, end, to, leaf }) =>
        found.push(`${name} ${xml.slice(from, to)} ${xml.slice(start, end)} ${leaf}`),
    });
    expect(found.slice(0, 3)).toEqual([
      'title <title>a</title> a true',
      'y <y/>  true',
      'x <x><y/></x> <y/> false',
    ]);
  });

  it.each([
    ['a tag without an end', '<rss><channel><item></channel></rss>'],
    ['an end too many', '<rss></rss></rss>'],
    ['an end of a longer name', '<rss><a></ab></rss>'],
    ['a document without a root', 'text'],
    ['another root', '<html></html>'],
    ['a second root', '<rss></rss><rss></rss>'],
    ['a namespace declared inside', '<rss><a:b xmlns:a="urn:x"/></rss>'],
    ['a default namespace declared inside', '<rss><b xmlns="urn:x"></b></rss>'],
    ['a rebased root', '<rss xml:base="/a"></rss>'],
    ['a rebased element', '<rss><a xml:base="/a"/></rss>'],
    ['a value without quotes', '<rss><a b=c></a></rss>'],
    ['an attribute without a value', '<rss><a b></a></rss>'],
    ['a declaration', '<rss><!x y></rss>'],
    ['text before its root', 'a<rss></rss>'],
    ['text behind its end', '<rss></rss> a'],
    ['an instruction inside', '<rss><?x y?></rss>'],
    ['a lone ampersand', '<rss>a & b</rss>'],
    ['a reference that XML does not know', '<rss>&nbsp;</rss>'],
    ['such a reference in an attribute', '<rss><a b="&nbsp;"/></rss>'],
    ['a document type', '<!DOCTYPE rss><rss></rss>'],
    ['an open CDATA section', '<rss><a><![CDATA[</a></rss>'],
    ['an open comment', '<rss><!-- </rss>'],
    ['a comment that others end sooner', '<rss><!--> --></rss>'],
    ['a lone bracket', '<rss>a < b</rss>'],
    ['a deep nest', `<rss>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</rss>`],
  ])('leaves %s to the forgiving walk', (_, xml) => {
    expect(visits(walkPlainly, xml)).toBeUndefined();
  });

  it('takes linear time for tags that almost match', () => {
    const began = performance.now();
    for (const hostile of [
      `<a ${'b="c" '.repeat(100_000)}`,
      `<a${' '.repeat(500_000)}`,
      `<a b${'='.repeat(500_000)}`,
    ])
      expect(visits(walkPlainly, `<rss>${hostile}</rss>`)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('agrees with the forgiving walk on whatever it takes for plain', () => {
    const tags = `<item> </item> <title> </title> <dc:date> </dc:date> <x:y/> </a> <?pi?>`.split(' ');
    const rest = [
      '<x:y a="b"/>',
      `<a b='c' x:d="e">`,
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<',
      '>',
      '"',
      '&lt;',
      ' ',
      'a',
    ];
    const piece = fc.constantFrom(...tags, ...rest);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const xml = `<rss xmlns:x="http://purl.org/dc/terms/"><channel>${pieces.join('')}</channel></rss>`;
        const plain = visits(walkPlainly, xml);
        expect(plain ?? visits(walkXml, xml)).toEqual(visits(walkXml, xml));
      }),
      { numRuns: 3_000 },
    );
  });
});
