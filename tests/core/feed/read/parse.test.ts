import { describe, expect, it } from 'vitest';
import type { Item, ParsedFeed } from '../../../../src/core/feed/read/item.ts';
import { parseFeed } from '../../../../src/core/feed/read/parse.ts';

const URL_OF_FEED = 'https://news.example/feeds/top.xml';

async function read(text: string, url = URL_OF_FEED): Promise<ParsedFeed> {
  const outcome = await parseFeed(Buffer.from(text), { url });
  if (outcome.kind === 'not-a-feed') throw new Error(outcome.reason);
  return outcome.feed;
}
async function first(text: string, url?: string): Promise<Partial<Item>> {
  return (await read(text, url)).items[0] ?? {};
}
const rss = (item: string, channel = '', root = 'version="2.0"'): string =>
  `<?xml version="1.0"?><rss ${root}><channel><title>News</title>${channel}<item>${item}</item></channel></rss>`;
const atom = (entry: string, root = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${root}><title>News</title><entry>${entry}</entry></feed>`;

describe('formats', () => {
  it('reads RSS 2.0', async () => {
    const feed = await read(
      rss(
        `<title>Council &amp; minister</title><link>/a/1</link><guid isPermaLink="false">n1</guid>
         <pubDate>Thu, 01 Jan 2026 10:00:00 +0100</pubDate><description>&lt;p&gt;Text&lt;/p&gt;</description>
         <source url="https://other.example/">Other Post</source>`,
        `<language>de-AT</language><ttl>30</ttl><skipHours><hour>3</hour><hour>24</hour></skipHours>
         <skipDays><day>Sunday</day><day>Saturday</day></skipDays>`,
      ),
    );
    expect(feed).toEqual({
      format: 'rss',
      title: 'News',
      lang: 'de',
      ttl: 1_800_000,
      skipHours: [0, 3],
      skipDays: [0, 6],
      truncated: false,
      items: [
        {
          id: 'n1',
          title: 'Council & minister',
          link: 'https://news.example/a/1',
          published: Date.UTC(2026, 0, 1, 9),
          updated: undefined,
          summary: 'Text',
          source: 'Other Post',
          lang: undefined,
        },
      ],
    });
  });

  it('reads Atom 1.0', async () => {
    const feed = await read(
      atom(
        `<id>tag:news.example,2026:1</id><title type="html">A &lt;i&gt;B&lt;/i&gt;</title>
         <link rel="edit" href="/edit"/><link rel="alternate" href="a"/><link rel="enclosure" href="/mp3"/>
         <published>2026-01-01T00:00:00Z</published><updated>2026-01-02T00:00:00Z</updated>
         <source><title>Elsewhere</title><id>x</id><updated>1999-01-01T00:00:00Z</updated></source>
         <summary>S</summary>`,
        'xml:lang="fr-BE"',
      ),
    );
    expect(feed.format).toBe('atom');
    expect(feed.lang).toBe('fr');
    expect(feed.items).toEqual([
      {
        id: 'tag:news.example,2026:1',
        title: 'A B',
        link: 'https://news.example/feeds/a',
        published: Date.UTC(2026, 0, 1),
        updated: Date.UTC(2026, 0, 2),
        summary: 'S',
        source: 'Elsewhere',
        lang: undefined,
      },
    ]);
  });

  it('reads Atom 0.3', async () => {
    const item = await first(
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="base64" type="text/html">PGI+QjwvYj4=</title>
       <link rel="alternate" type="text/html" href="http://x.example/"/><issued>2004-01-01</issued>
       <modified>2004-01-02</modified></entry></feed>`,
    );
    expect(item).toMatchObject({ title: 'B', link: 'http://x.example/', published: Date.UTC(2004, 0, 1) });
    expect(item.updated).toBe(Date.UTC(2004, 0, 2));
  });

  it('reads RSS 1.0 with its update period', async () => {
    const feed = await read(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
       <channel rdf:about="https://x.example/"><title>R</title><sy:updatePeriod>daily</sy:updatePeriod>
       <sy:updateFrequency>4</sy:updateFrequency></channel>
       <item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/one</link>
       <dc:date>2026-03-01T12:00:00+01:00</dc:date><dc:language>nl-NL</dc:language></item></rdf:RDF>`,
    );
    expect(feed).toMatchObject({ format: 'rdf', title: 'R', ttl: 21_600_000 });
    expect(feed.items[0]).toMatchObject({
      id: 'https://x.example/1',
      link: 'https://x.example/one',
      published: Date.UTC(2026, 2, 1, 11),
      lang: 'nl',
    });
  });

  it('reads RSS 0.91 without version or guid', async () => {
    const item = await first(rss('<title>T</title><link>http://x.example/a b</link>', '', ''));
    expect(item).toMatchObject({ id: undefined, title: 'T', link: 'http://x.example/a%20b' });
  });

  it('reads JSON Feed and survives one bad value', async () => {
    const feed = await read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'J',
        language: 'pl',
        items: [
          {
            id: 7,
            url: '/seven',
            title: 'Seven &amp; eight',
            content_html: '<p>b</p>',
            date_published: '2026-01-01T00:00:00Z',
          },
          { id: '8', title: { no: 'text' }, date_published: 'whenever' },
          'no item',
        ],
      }),
    );
    expect(feed).toMatchObject({ format: 'json', title: 'J', lang: 'pl' });
    expect(feed.items).toHaveLength(2);
    expect(feed.items[0]).toMatchObject({
      id: '7',
      title: 'Seven & eight',
      link: 'https://news.example/seven',
      published: Date.UTC(2026, 0, 1),
      summary: 'b',
    });
    expect(feed.items[1]).toMatchObject({ id: '8', title: '', published: undefined });
  });

  it.each([
    [
      'entities in a title',
      '"title":"Dock &#8217;strike&#8217; &amp; more"',
      { title: 'Dock ’strike’ & more' },
    ],
    ['markup in a title', '"title":"Dock <em>strike</em>"', { title: 'Dock strike' }],
    ['mathematics in a title', '"title":"x < y in ten"', { title: 'x < y in ten' }],
    ['seconds as a date', '"date_published":1796032800', { published: 1_796_032_800_000 }],
    ['milliseconds as a date', '"date_modified":1796032800123', { updated: 1_796_032_800_000 }],
    [
      'an attachment alone',
      '"attachments":[{"url":"https://news.example/1.mp3"}]',
      { link: 'https://news.example/1.mp3' },
    ],
    ['attachments of another type', '"title":"T","attachments":[7]', { title: 'T', link: undefined }],
    ['a line break in a text', '"title":"One\n\ttwo, ]"', { title: 'One two, ]' }],
    ['commas too many', '"title":"a,]","tags":["x" , ],', { title: 'a,]' }],
  ])('reads JSON Feed with %s', async (_, inner, expected) => {
    const feed = await read(
      `{"version":"https://jsonfeed.org/version/1","items":[{"id":"urn:1",${inner}},]}`,
    );
    expect(feed.items).toEqual([expect.objectContaining(expected)]);
  });
});

it('keeps the words of paragraphs apart where XHTML has a prefix', async () => {
  const feed = await read(
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><title>T</title><entry><id>1</id><title>t</title><content type="xhtml"><h:div><h:p>Body one</h:p><h:p>two</h:p></h:div></content></entry></feed>',
  );
  expect(feed.items[0]?.summary).toBe('Body one two');
});

describe('titles', () => {
  it.each([
    ['RSS, entities once', rss('<title>Q&amp;amp;A &amp;#8211; R&amp;D</title>'), 'Q&A – R&D'],
    ['RSS, CDATA markup', rss('<title><![CDATA[<b>Bold</b> move]]></title>'), 'Bold move'],
    ['RSS, markup not escaped', rss('<title>A <b>bold</b> move &amp; more</title>'), 'A bold move & more'],
    ['RSS, undeclared entity', rss('<title>Caf&eacute;&nbsp;noir</title>'), 'Café noir'],
    ['RSS, dc:title', rss('<dc:title>D</dc:title>', '', 'xmlns:dc="http://purl.org/dc/elements/1.1/"'), 'D'],
    ['RSS, not the image’s', rss('<image><title>No</title></image><title>Yes</title>'), 'Yes'],
    ['Atom text is literal', atom('<title>The &lt;blink&gt; tag &amp;amp;</title>'), 'The <blink> tag &amp;'],
    [
      'Atom xhtml',
      atom('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>b</em></div></title>'),
      'A b',
    ],
    ['Atom, undeclared entity', atom('<title>Caf&eacute;</title>'), 'Café'],
  ])('%s', async (_, text, title) => {
    expect((await first(text)).title).toBe(title);
  });
});

describe('addresses', () => {
  it.each([
    [
      'xml:base of the item',
      rss('<link>b</link>', '', '').replace('<item>', '<item xml:base="https://x.example/a/">'),
      'https://x.example/a/b',
    ],
    [
      'xml:base of the root, relative itself',
      atom('<link href="b"/>', 'xml:base="/base/"'),
      'https://news.example/base/b',
    ],
    ['no link for other schemes', rss('<link>javascript:alert(1)</link>'), undefined],
    ['guid as link', rss('<guid>https://x.example/g</guid>'), 'https://x.example/g'],
    ['guid that is no link', rss('<guid isPermaLink="false">https://x.example/g</guid>'), undefined],
    ['Atom id that is no address', atom('<id>urn:uuid:1</id>'), undefined],
    [
      'atom:link in RSS',
      rss('<atom:link href="https://x.example/a"/>', '', 'xmlns:atom="http://www.w3.org/2005/Atom"'),
      'https://x.example/a',
    ],
    [
      'an HTML page before its other forms',
      atom('<link href="/h" type="text/html"/><link href="/j" type="application/json"/>'),
      'https://news.example/h',
    ],
  ])('%s', async (_, text, link) => {
    expect((await first(text)).link).toBe(link);
  });

  it('makes a relative id absolute only where it is an address', async () => {
    expect((await first(atom('<id>abc</id>'))).id).toBe('abc');
    expect((await first(atom('<id>/abc</id>'))).id).toBe('https://news.example/abc');
    expect((await first(rss('<guid isPermaLink="false">/abc</guid>'))).id).toBe('/abc');
  });
});

describe('prefixes', () => {
  it('reads what a namespace means, not how it is spelled', async () => {
    const text = `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:dc="http://foreign.example/">
      <a:entry><dc:title>No</dc:title><a:title>Yes</a:title><a:id>1</a:id></a:entry></a:feed>`;
    expect(await first(text)).toMatchObject({ title: 'Yes', id: '1' });
  });

  it('ignores a foreign element of a known local name', async () => {
    const text = rss('<x:title>No</x:title><title>Yes</title>', '', 'xmlns:x="http://foreign.example/"');
    expect((await first(text)).title).toBe('Yes');
  });

  it('takes an undeclared prefix at its word', async () => {
    expect((await first(rss('<dc:date>2026-01-01</dc:date>'))).published).toBe(Date.UTC(2026, 0, 1));
  });
});

describe('broken documents', () => {
  it('keeps a feed whose one date is no date', async () => {
    const text = atom('<title>A</title><updated>not today</updated>').replace(
      '</feed>',
      '<entry><title>B</title><updated>2026-01-01T00:00:00Z</updated></entry></feed>',
    );
    const { items } = await read(text);
    expect(items.map(({ title, updated }) => [title, updated])).toEqual([
      ['A', undefined],
      ['B', Date.UTC(2026, 0, 1)],
    ]);
  });

  it.each([
    ['cut off in the middle', rss('<title>A</title><link>https://x.example/</link>').slice(0, -24)],
    ['with a warning before it', `Warning: mysql\n${rss('<title>A</title>')}`],
    ['with bare ampersands', rss('<title>A</title><link>https://x.example/?a=1&b=2</link>')],
    [
      'with items outside the channel',
      '<rss><channel><title>t</title></channel><item><title>A</title></item></rss>',
    ],
    [
      'with tags of another case',
      '<RSS version="2.0"><Channel><Item><Title>A</Title></Item></Channel></RSS>',
    ],
    ['with unclosed items', '<rss><channel><item><title>A</title><item><title>B</title></channel></rss>'],
  ])('reads one %s', async (_, text) => {
    expect((await first(text)).title).toBe('A');
  });
});

describe('what is no feed', () => {
  it.each([
    ['', 'It is empty.'],
    ['  \n', 'It is empty.'],
    ['just words', 'It is neither XML nor JSON.'],
    [
      '<!DOCTYPE html><html><head><title>x</title></head><body><feed></feed></body></html>',
      'It is a web page',
    ],
    [
      '<html><link rel="alternate" type="application/rss+xml" href="/rss.xml?a=1&amp;b=2"></html>',
      'at https://news.example/rss.xml?a=1&b=2',
    ],
    ['<opml version="2.0"><body/></opml>', 'OPML list of feeds'],
    ['<urlset></urlset>', 'sitemap'],
    ['<catalog><book/></catalog>', 'It begins with <catalog>'],
    ['{"error":"not found"}', 'no list of items'],
    ['{"items":[{"name":"x"}]}', 'names no version'],
    ['{"version":"https://jsonfeed.org/version/1","items":[', 'cut off'],
    ['[1,2]', 'no list of items'],
  ])('%j', async (text, reason) => {
    const outcome = await parseFeed(Buffer.from(text), { url: URL_OF_FEED, contentType: 'text/xml' });
    expect(outcome).toEqual({ kind: 'not-a-feed', reason: expect.stringContaining(reason) });
  });

  it('says so of compressed bytes', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    expect(await parseFeed(bytes, { url: URL_OF_FEED })).toMatchObject({
      reason: 'It is still compressed (gzip).',
    });
  });
});
