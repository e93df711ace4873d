import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../../../src/core/feed/read/interpret.ts';
import { readWithRssParser } from '../../../../src/core/feed/read/xml/rss-parser-reader.ts';
import { survey } from '../../../../src/core/feed/read/xml/survey.ts';
import { readTolerantly } from '../../../../src/core/feed/read/xml/tolerant-reader.ts';

const URL_OF_FEED = 'https://x.example/feed';

async function bothWays(xml: string) {
  const found = survey(xml, URL_OF_FEED);
  const byLibrary = found.kind === 'plain' ? await readWithRssParser(xml, found) : undefined;
  const tolerant = readTolerantly(xml, URL_OF_FEED);
  return {
    odd: found.kind === 'odd' ? found.why : undefined,
    byLibrary: byLibrary === undefined ? undefined : interpret(byLibrary),
    tolerant: tolerant.kind === 'read' ? interpret(tolerant.raw) : undefined,
  };
}

const ORDINARY = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel><title>N</title><link>https://x.example/</link><atom:link rel="self" href="/feed"/><language>en</language>
  <item><title>One</title><link>/1</link><guid isPermaLink="false">1</guid><dc:date>2026-01-01</dc:date>
  <description>&lt;b&gt;d&lt;/b&gt;</description><content:encoded><![CDATA[<p>c</p>]]></content:encoded></item>
  <item/></channel></rss>`;

describe('the two readers', () => {
  it('agree on an ordinary document, which rss-parser is trusted with', async () => {
    const { odd, byLibrary, tolerant } = await bothWays(ORDINARY);
    expect(odd).toBeUndefined();
    // The second says nothing.
    expect(byLibrary?.items).toHaveLength(1);
    expect(byLibrary).toEqual(tolerant);
  });

  it.each([
    [
      'markup in a title',
      '<rss version="2.0"><channel><item><title>a <b>b</b></title></item></channel></rss>',
      'markup',
    ],
    [
      'xml:base',
      '<rss version="2.0"><channel xml:base="/a/"><item><link>b</link></item></channel></rss>',
      'plain',
    ],
    [
      'another prefix',
      '<rss version="2.0" xmlns:d="http://purl.org/dc/elements/1.1/"><channel><item><d:date>2026</d:date></item></channel></rss>',
      'prefixes',
    ],
    [
      'a foreign namespace under a known prefix',
      '<rss version="2.0" xmlns:dc="http://x.example/"><channel><item><dc:date>2026</dc:date></item></channel></rss>',
      'prefixes',
    ],
    [
      'a title that stands too deep',
      '<rss version="2.0"><channel><item><category>a<image><title>b</title></image></category></item></channel></rss>',
      'deep',
    ],
    ['a prefixed root', '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry/></a:feed>', 'plain'],
    ['a declaration', '<rss version="2.0"><channel><item/><!x y></channel></rss>', 'plain'],
    ['text behind its end', '<rss version="2.0"><channel><item/></channel></rss>yyy', 'plain'],
    ['text before its root', 'yyy<rss version="2.0"><channel><item/></channel></rss>', 'plain'],
    ['an instruction inside', '<rss version="2.0"><channel><?x y?><item/></channel></rss>', 'plain'],
    [
      'a bare ampersand',
      '<rss version="2.0"><channel><item><title>a & b</title></item></channel></rss>',
      'plain',
    ],
    [
      'a reference to no character',
      '<rss version="2.0"><channel><item><title>&nbsp;</title></item></channel></rss>',
      'plain',
    ],
    [
      'a large document',
      `<rss version="2.0"><channel><item><title>${'x'.repeat(1_000_001)}</title></item></channel></rss>`,
      'size',
    ],
  ])('leave %s to the tolerant one', async (_, xml, reason) => {
    const { odd, tolerant } = await bothWays(xml);
    expect(odd).toContain(reason);
    expect(tolerant).toBeDefined();
  });

  it('agree on whatever documents the survey lets pass', async () => {
    const text = fc.stringMatching(/^[a-z <>&;#0-9é"'\]-]{0,12}$/);
    const escaped = text.map((value) =>
      value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
    const name = fc.constantFrom(
      'title',
      'link',
      'guid',
      'pubDate',
      'description',
      'dc:date',
      'source',
      'id',
      'summary',
      'content',
    );
    const attribute = fc.constantFrom(
      '',
      ' type="html"',
      ' isPermaLink="false"',
      ' href="/x"',
      ' rel="self"',
    );
    const element = fc
      .tuple(name, attribute, escaped)
      .map(([tag, extra, body]) => `<${tag}${extra}>${body}</${tag}>`);
    const item = fc.array(element, { maxLength: 6 }).map((elements) => elements.join(''));
    const root = fc.constantFrom(
      ['<rss version="2.0"><channel>', 'item', '</channel></rss>'],
      ['<feed xmlns="http://www.w3.org/2005/Atom">', 'entry', '</feed>'],
    );
    await fc.assert(
      fc.asyncProperty(root, fc.array(item, { maxLength: 4 }), async ([open, tag, close], items) => {
        const xml = `${open}${items.map((inner) => `<${tag}>${inner}</${tag}>`).join('')}${close}`;
        const { byLibrary, tolerant } = await bothWays(xml);
        // What rss-parser refuses is the tolerant reader's alone.
        expect(byLibrary ?? tolerant).toEqual(tolerant);
      }),
    );
  });
});
