/** Documents as they are in the wild: links, titles, encodings, dates of a whole document, pages instead of feeds. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { feedLinksOf } from '../../../../src/core/feed/read/feed-links.ts';
import type { Item } from '../../../../src/core/feed/read/item.ts';
import { parseFeed } from '../../../../src/core/feed/read/parse.ts';
import { articleAddress } from '../../../../src/core/feed/read/redirectors.ts';
import { isWholeDocument } from '../../../../src/core/feed/read/whole-document.ts';

const URL_OF_FEED = 'https://feeds.cdn.example/coast/rss.xml';
const NAMESPACES =
  'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"';
const rss = (items: string, channel = '', doctype = ''): string =>
  `${doctype}<rss version="2.0" ${NAMESPACES}><channel><title>t</title>${channel}${items}</channel></rss>`;
const item = (inner: string): string => `<item>${inner}</item>`;

async function itemsOf(document: string | Uint8Array, url = URL_OF_FEED): Promise<readonly Item[]> {
  const outcome = await parseFeed(Buffer.from(document), { url });
  if (outcome.kind !== 'feed') throw new Error(outcome.reason);
  return outcome.feed.items;
}
const firstOf = async (document: string | Uint8Array): Promise<Item | undefined> =>
  (await itemsOf(document))[0];

/** Read by rss-parser, and, with a declaration in it, by the tolerant reader. */
const BOTH = ['', '<!x>'];

describe.each(BOTH)('a link (%s)', (odd) => {
  const linkOf = async (inner: string, channel = ''): Promise<string | undefined> => {
    const first = await firstOf(rss(item(inner) + odd, channel));
    return first?.original ?? first?.link;
  };
  const site = '<link>https://coast.example/home/</link>';

  it.each([
    [
      'escaped twice',
      '<link>https://coast.example/a?x=1&amp;amp;y=2</link>',
      'https://coast.example/a?x=1&y=2',
    ],
    [
      'escaped three times',
      '<link>https://coast.example/a?x=1&amp;amp;amp;y=2</link>',
      'https://coast.example/a?x=1&y=2',
    ],
    ['with two schemes', '<link>https://https://coast.example/a</link>', 'https://coast.example/a'],
    ['that is encoded as a whole', '<link>https%3A%2F%2Fcoast.example%2Fa</link>', 'https://coast.example/a'],
    [
      'at the feed’s own host without a scheme',
      '<link>feeds.cdn.example/a</link>',
      'https://feeds.cdn.example/a',
    ],
    ['with another’s scheme', '<link>//coast.example/a</link>', 'https://coast.example/a'],
    ['without a scheme', '<link>www.coast.example/a</link>', 'https://www.coast.example/a'],
    ['at another host without a scheme', '<link>coast.example/a</link>', 'https://coast.example/a'],
    ['at a host of two letters', '<link>gazette.co.uk:8080/a?b</link>', 'https://gazette.co.uk:8080/a?b'],
    ['that looks like a program', '<link>view.php/a</link>', 'https://feeds.cdn.example/coast/view.php/a'],
    ['that looks like a script', '<link>a.py/b</link>', 'https://feeds.cdn.example/coast/a.py/b'],
    ['at a host with letters of its own', '<link>bücher.de/a</link>', 'https://xn--bcher-kva.de/a'],
    ['at a number', '<link>203.0.113.5/a</link>', 'https://203.0.113.5/a'],
    ['with one slash', '<link>https:/coast.example/a</link>', 'https://coast.example/a'],
    ['without the colon', '<link>http//coast.example/a</link>', 'http://coast.example/a'],
    ['without the first letter', '<link>ttps://coast.example/a</link>', 'https://coast.example/a'],
    ['in quotation marks', '<link>"https://coast.example/a"</link>', 'https://coast.example/a'],
    ['in brackets', '<link>&lt;https://coast.example/a&gt;</link>', 'https://coast.example/a'],
    [
      'in an anchor',
      '<link>&lt;a class="x" href="https://coast.example/a"&gt;x&lt;/a&gt;</link>',
      'https://coast.example/a',
    ],
    ['that is a folder with a dot', '<link>v1.0/a</link>', 'https://feeds.cdn.example/coast/v1.0/a'],
    [
      'that is a path',
      '<link>news/coast.example/a</link>',
      'https://feeds.cdn.example/coast/news/coast.example/a',
    ],
    [
      'of an enclosure beside an empty one',
      '<link> </link><guid isPermaLink="false">7</guid><enclosure url="https://cdn.example/7.mp3"/>',
      'https://cdn.example/7.mp3',
    ],
    [
      'of nothing beside one that is no address',
      '<link>mailto:desk@coast.example</link><enclosure url="https://cdn.example/7.mp3"/>',
      undefined,
    ],
    ['that looks like a file', '<link>www.html</link>', 'https://feeds.cdn.example/coast/www.html'],
    [
      'of a proxy beside the article’s own',
      '<link>http://feedproxy.example/~r/1</link><feedburner:origLink>https://coast.example/a</feedburner:origLink>',
      'https://coast.example/a',
    ],
    [
      'of the older proxy beside the article’s own',
      '<link>http://feeds.proxy.example/~1</link><p:origLink xmlns:p="http://www.pheedo.com/namespace/pheedo">https://coast.example/b</p:origLink>',
      'https://coast.example/b',
    ],
    [
      'of an enclosure where there is no other',
      '<guid isPermaLink="false">7</guid><enclosure url="https://cdn.example/7.mp3" type="audio/mpeg" length="1"/>',
      'https://cdn.example/7.mp3',
    ],
    [
      'beside an enclosure',
      '<link>https://coast.example/7</link><enclosure url="https://cdn.example/7.mp3"/>',
      'https://coast.example/7',
    ],
    ['from a slash on', '<link>/a</link>', 'https://feeds.cdn.example/a'],
  ])('%s', async (_, inner, link) => {
    expect(await linkOf(inner)).toBe(link);
  });

  it('from a slash on is the site’s, not the server’s that the feed came from', async () => {
    expect(await linkOf('<link>/posts/1.html</link>', site)).toBe('https://coast.example/posts/1.html');
    expect(await linkOf('<guid>/posts/1.html</guid>', site)).toBe('https://feeds.cdn.example/posts/1.html');
  });
});

describe('where servers and templates are odd', () => {
  it.each([")]}'\n", ")]}',\n", 'for (;;);', 'while(1);'])('reads a JSON feed behind %j', async (guard) => {
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 't',
      items: [{ id: '1', content_text: 'Port sold' }],
    };
    const outcome = await parseFeed(Buffer.from(guard + JSON.stringify(feed)), {
      url: 'https://x.example/feed',
    });
    expect(outcome).toMatchObject({ kind: 'feed', feed: { items: [{ id: '1' }] } });
  });

  it.each([
    ['type="text/html" src="/story/1"', 'https://x.example/story/1'],
    ['src="https://x.example/story/2"', 'https://x.example/story/2'],
    ['type="audio/mpeg" src="/story.mp3"', undefined],
  ])('leads to the page that an Atom entry has instead of a text: %s', async (attributes, link) => {
    const entry = `<entry><id>tag:x,2026:1</id><title>Port sold</title><updated>2026-11-30T10:00:00Z</updated><content ${attributes}/></entry>`;
    const outcome = await parseFeed(
      Buffer.from(`<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>${entry}</feed>`),
      { url: 'https://x.example/feed' },
    );
    expect(outcome.kind === 'feed' ? outcome.feed.items[0]?.link : outcome).toBe(link);
  });
});

describe.each(BOTH)('an id (%s)', (odd) => {
  it.each([
    ['a permalink that no browser opens', '<guid isPermaLink="true">http://[site]/7</guid>', undefined],
    ['the same where nobody says what it is', '<guid>http://[site]/7</guid>', 'http://[site]/7'],
    ['no address', '<guid isPermaLink="true">7</guid>', '7'],
    ['no permalink', '<guid isPermaLink="false">http://[site]/7</guid>', 'http://[site]/7'],
  ])('that is %s', async (_, inner, id) => {
    expect((await firstOf(rss(item(`<title>t</title>${inner}`) + odd)))?.id).toBe(id);
  });
});

describe('articleAddress', () => {
  const inner = 'https://coast.example/dockers?a=1';
  const coded = encodeURIComponent(inner);
  const old = Buffer.from(`\u0008\u0013"\u0021${inner}\u00d2\u0001\u0000`, 'latin1').toString('base64url');
  it.each([
    [`https://www.google.com/url?rct=j&sa=t&url=${coded}&ct=ga`, inner],
    [`https://www.google.co.uk/url?q=${coded}`, inner],
    [`http://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=1&url=${coded}&c=1`, inner],
    [`https://www.bing.com/ck/a?p=1&u=a1${Buffer.from(inner).toString('base64url')}&ntb=1`, inner],
    [`https://news.google.com/rss/articles/${old}?oc=5`, inner],
    [
      `https://news.google.com/rss/articles/CBMiAUFVX3lxTE0?oc=5`,
      'https://news.google.com/rss/articles/CBMiAUFVX3lxTE0?oc=5',
    ],
    [`https://l.facebook.com/l.php?u=${coded}&h=x`, inner],
    [`https://eur01.safelinks.protection.outlook.com/?url=${coded}&data=1`, inner],
    [`https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=${encodeURIComponent(inner)}/RK=2/RS=x-`, inner],
    [`https://urldefense.com/v3/__https://coast.example/dockers__;!!abc$`, 'https://coast.example/dockers'],
    [
      `https://www.google.com/url?url=${encodeURIComponent(`https://www.bing.com/news/apiclick.aspx?url=${coded}`)}`,
      inner,
    ],
    [`https://t.umblr.com/redirect?z=${coded}&t=x`, inner],
    [`https://slack-redir.net/link?url=${coded}`, inner],
    [`https://urldefense.com/v3/__${inner}__;!!abc$`, inner],
    ['https://urldefense.proofpoint.com/v2/url?u=https-3A__coast.example_dockers-3Fa-3D1&d=x', inner],
    ['https://www.google.com/amp/s/coast.example/dockers?a=1', inner],
    ['https://coast-example.cdn.ampproject.org/c/s/coast.example/dockers?a=1', inner],
    ['https://coast-example.cdn.ampproject.org/v0.js', 'https://coast-example.cdn.ampproject.org/v0.js'],
    // Not ours to follow: another site's own parameter, another scheme, a page of the search engine.
    [
      'https://coast.example/share?url=https://other.example/',
      'https://coast.example/share?url=https://other.example/',
    ],
    [
      'https://www.google.com/url?url=javascript:alert(1)',
      'https://www.google.com/url?url=javascript:alert(1)',
    ],
    [
      'https://www.google.com/search?q=https://other.example/',
      'https://www.google.com/search?q=https://other.example/',
    ],
  ])('of %s', (address, article) => {
    expect(articleAddress(address)).toBe(article);
  });
});

describe.each(BOTH)('a title (%s)', (odd) => {
  it.each([
    ['with a bracket', 'Turnout x&lt;y in ten districts', 'Turnout x<y in ten districts'],
    ['with a bracket and a tag’s letter', 'Turnout a&lt;b in ten districts', 'Turnout a<b in ten districts'],
    ['with brackets', 'Why List&lt;String&gt; is odd', 'Why List<String> is odd'],
    ['with two comparisons', 'If x&lt;y and z&gt;w', 'If x<y and z>w'],
    ['with markup', 'A &lt;b&gt;bold&lt;/b&gt; &lt;em class="x"&gt;word&lt;/em&gt;', 'A bold word'],
    ['with markup of its own', 'A &lt;fb:like&gt;&lt;/fb:like&gt;&lt;nyt&gt;word&lt;/nyt&gt;', 'A word'],
    ['in CDATA with a bracket', '<![CDATA[Turnout x<y & z]]>', 'Turnout x<y & z'],
    ['with a number behind a bracket', 'P&lt;0.05 and I &lt;3 it &lt;-5', 'P<0.05 and I <3 it <-5'],
    ['escaped once more', 'It&amp;#8217;s &amp;quot;no&amp;quot;', 'It’s "no"'],
    ['with two halves of a face', 'Strike &#55357;&#56866; ends', 'Strike 😢 ends'],
    ['with two halves in hexadecimal', 'Strike &#xD83D;&#xde22; ends', 'Strike 😢 ends'],
    ['a bracket before a number', 'Price <10% today', 'Price <10% today'],
    ['a heart', 'I <3 you & me', 'I <3 you & me'],
    ['a bracket at the end', 'Fewer than <', 'Fewer than <'],
    ['a comparison of names', 'Prices<rates in May', 'Prices<rates in May'],
    ['brackets in a section', '<![CDATA[a <3 b]]>', 'a <3 b'],
  ])('%s', async (_, written, title) => {
    const after = '<link>https://coast.example/1</link>';
    expect(await firstOf(rss(item(`<title>${written}</title>${after}`) + odd))).toMatchObject({
      title,
      link: 'https://coast.example/1',
    });
  });

  it('that stands too deep is taken where the item says nothing else', async () => {
    const deep = '<category>news<image><title>Ferry strike ends</title></image></category>';
    expect(await firstOf(rss(item(deep) + odd))).toMatchObject({ title: 'Ferry strike ends' });
    expect(await firstOf(rss(item(`${deep}<title>Own</title>`) + odd))).toMatchObject({ title: 'Own' });
    const said = await firstOf(rss(item(`${deep}<description>Harbour opens</description>`) + odd));
    expect(said).toMatchObject({ title: '', summary: 'Harbour opens' });
  });

  it('of a podcast is its episode’s', async () => {
    const inner = '<itunes:title>Episode 7</itunes:title><description>Notes</description>';
    expect(await firstOf(rss(item(inner) + odd))).toMatchObject({ title: 'Episode 7', summary: 'Notes' });
    expect(await firstOf(rss(item(`<title>Full</title>${inner}`)))).toMatchObject({ title: 'Full' });
  });
});

describe('entities of a document type', () => {
  const titleWith = async (subset: string, written: string): Promise<string | undefined> =>
    (await firstOf(rss(item(`<title>${written}</title>`), '', `<!DOCTYPE rss [${subset}]>`)))?.title;

  it('of plain text are put in', async () => {
    expect(await titleWith('<!ENTITY outlet "Coast Gazette">', 'Vote, &outlet; learns')).toBe(
      'Vote, Coast Gazette learns',
    );
    expect(await titleWith(`<!ENTITY dash '&#8211;'>`, 'a &dash; b')).toBe('a – b');
    expect(await titleWith('<!ENTITY x "Coast &amp; Bank, 5 %">', '&x;')).toBe('Coast & Bank, 5 %');
  });

  it.each([
    ['a comment', '<!-- <!ENTITY x "n"> ]> --><!ENTITY x "y">', 'a y b'],
    ['a value', '<!ENTITY z "a ]> b"><!ENTITY x "y">', 'a y b'],
    ['an instruction', '<?style ]>?><!ENTITY x "y">', 'a y b'],
    ['an apostrophe in a comment', "<!-- it's --><!ENTITY x 'y'>", 'a y b'],
  ])('are declared beside %s', async (_, subset, title) => {
    expect(await titleWith(subset, 'a &x; b')).toBe(title);
  });

  it('that end nowhere take nothing away', async () => {
    const [found] = await itemsOf(`<!DOCTYPE rss [${'<!--'.repeat(500_000)}${rss(item('<title>t</title>'))}`);
    expect(found?.title).toBe('t');
  });

  it.each([
    ['declared before', '<!ENTITY a "b"><!ENTITY x "&a;&a;">', 'a bb c'],
    ['declared after', '<!ENTITY x "&a; &b;"><!ENTITY a "1"><!ENTITY b "&a;2">', 'a 1 12 c'],
    ['of HTML', '<!ENTITY x "caf&eacute;">', 'a café c'],
  ])('may name others that are %s', async (_, subset, title) => {
    expect(await titleWith(subset, 'a &x; c')).toBe(title);
  });

  it('of entities of entities take no longer than their declarations', async () => {
    const layers = Array.from({ length: 60 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(30)}">`);
    const nothing = await titleWith(`<!ENTITY e0 "">${layers.join('')}`, 'a &e60; c');
    expect(nothing).toBe('a c');
    expect(await titleWith(`<!ENTITY e0 "ha">${layers.join('')}`, 'a &e60; c')).toBe('a &e60; c');
  });

  it.each([
    ['that name themselves in the end', '<!ENTITY a "&b;"><!ENTITY b "&x;"><!ENTITY x "&a;">'],
    ['that are long by those they name', `<!ENTITY a "${'y'.repeat(150)}"><!ENTITY x "&a;&a;">`],
    ['of parameters', '<!ENTITY % a "b"><!ENTITY x "%a;">'],
    ['of markup', '<!ENTITY x "<b>y</b>">'],
    ['of a file', '<!ENTITY x SYSTEM "file:///etc/hostname">'],
    ['too long', `<!ENTITY x "${'y'.repeat(201)}">`],
  ])('%s stay as they are', async (_, subset) => {
    expect(await titleWith(subset, 'a &x; b')).toBe('a &x; b');
  });

  it('add no more than they may', async () => {
    const [found] = await itemsOf(
      rss(
        item(`<title>t</title><description>${'&x;'.repeat(20_000)}</description>`),
        '',
        `<!DOCTYPE rss [<!ENTITY x "${'y'.repeat(200)}">]>`,
      ),
    );
    expect(found?.summary.length).toBeLessThanOrEqual(2_000);
  });
});

describe('dates', () => {
  const datesOf = async (...dates: readonly string[]): Promise<readonly (string | undefined)[]> => {
    const items = await itemsOf(
      rss(dates.map((at) => item(`<title>t</title><pubDate>${at}</pubDate>`)).join('')),
    );
    return items.map(({ published }) =>
      published === undefined ? undefined : new Date(published).toISOString(),
    );
  };

  it('that could be two are read as their neighbours show', async () => {
    expect(await datesOf('05/11/2026 09:00', '28/10/2026 09:00')).toEqual([
      '2026-11-05T09:00:00.000Z',
      '2026-10-28T09:00:00.000Z',
    ]);
    expect(await datesOf('05/11/2026', '10/28/2026')).toEqual([
      '2026-05-11T00:00:00.000Z',
      '2026-10-28T00:00:00.000Z',
    ]);
    expect(await datesOf('05/11/26 09:00', '28/10/26 09:00')).toEqual([
      '2026-11-05T09:00:00.000Z',
      '2026-10-28T09:00:00.000Z',
    ]);
    expect(await datesOf('05/11/2026', '06/11/2026')).toEqual([undefined, undefined]);
  });

  it('in Croatian are read in Croatian', async () => {
    const items = await itemsOf(
      rss(item('<title>t</title><pubDate>30. listopada 2026.</pubDate>'), '<language>hr</language>'),
    );
    expect(items[0]?.published).toBe(Date.UTC(2026, 9, 30));
  });
});

describe('an undeclared encoding', () => {
  const LETTERS: Readonly<Record<string, number>> = {
    ł: 0xb3,
    ą: 0xb9,
    ę: 0xea,
    ó: 0xf3,
    ż: 0xbf,
    ź: 0x9f,
    ć: 0xe6,
    ś: 0x9c,
    ń: 0xf1,
  };
  const bytes = (text: string): Buffer =>
    Buffer.from(Array.from(text, (letter) => LETTERS[letter] ?? letter.charCodeAt(0)));
  const titles = [
    'Dokerzy głosują nad strajkiem w porcie',
    'Burmistrz rezygnuje po sporze o pogłębianie',
    'Rząd prosi o rozmowy związków',
  ];

  it.each([
    ['', titles],
    [' encoding="iso-8859-2"', titles],
    ['', [...titles, 'Prom znów kursuje według rozkładu, mówią władze']],
  ])('of Windows is told from ISO-8859-2 (%s)', async (declared, written) => {
    const document = `<?xml version="1.0"${declared}?>${rss(written.map((title) => item(`<title>${title}</title>`)).join(''))}`;
    expect((await itemsOf(bytes(document))).map(({ title }) => title)).toEqual(written);
  });
});

describe('an encoding that nobody names', () => {
  const harbour: Readonly<Record<string, readonly string[]>> = {
    'windows-1251': ['Докеры голосуют за забастовку в порту', 'Мэр уходит в отставку после спора'],
    cp866: ['Докеры голосуют за забастовку в порту', 'Мэр уходит в отставку после спора'],
    'iso-8859-5': ['Докеры голосуют за забастовку в порту', 'Мэр уходит в отставку после спора'],
    'koi8-r': ['Докеры голосуют за забастовку в порту', 'Правительство просит о переговорах'],
    'windows-1253': ['Οι λιμενεργάτες ψηφίζουν για απεργία', 'Ο δήμαρχος παραιτείται'],
    'windows-1254': ['İşçiler limanda grev için oy kullanıyor', 'Belediye başkanı istifa etti'],
    'windows-1250': ['Přístavní dělníci hlasují o stávce', 'Vláda žádá odbory o jednání'],
    'windows-1252': ['Les dockers votent la grève “totale” dès lundi', 'L’été à Paris'],
    'windows-1255': ['עובדי הנמל מצביעים על שביתה', 'ראש העיר התפטר'],
    'windows-1256': ['عمال الميناء يصوتون على الإضراب', 'رئيس البلدية يستقيل'],
    gbk: ['码头工人投票决定罢工', '市长因港口争端辞职', '政府要求与工会谈判'],
    big5: ['碼頭工人投票決定罷工', '市長因港口爭端辭職', '政府要求與工會談判'],
    shift_jis: ['港湾労働者がストライキを決議', '市長が辞任', '政府が組合に交渉を求める'],
    'euc-kr': ['부두 노동자들 파업 투표', '시장 사임', '정부 노조와 협상 요구'],
    'utf-16le': ['Dockers vote'],
    'utf-16be': ['Dockers vote'],
  };
  it.each(Object.entries(harbour))('is recognised as %s', async (encoding, titles) => {
    const document = rss(titles.map((title) => item(`<title>${title}</title>`)).join(''));
    const read = await itemsOf(iconv.encode(`<?xml version="1.0"?>${document}`, encoding));
    expect(read.map(({ title }) => title)).toEqual(titles);
  });
});

describe('more items than are read', () => {
  const archive = Array.from({ length: 5_000 }, (_, i) => ({
    title: `Page ${i}`,
    at: Date.UTC(2020, 0, 1) + i * 3_600_000,
  }));
  const all = [...archive, { title: 'Today', at: Date.UTC(2026, 10, 1) }];

  it('keep the newest, and say so', async () => {
    const xml = rss(
      all
        .map(({ title, at }) =>
          item(`<title>${title}</title><pubDate>${new Date(at).toUTCString()}</pubDate>`),
        )
        .join(''),
    );
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1',
      items: all.map(({ title, at }) => ({ id: title, title, date_published: new Date(at).toISOString() })),
    });
    for (const document of [xml, json]) {
      const outcome = await parseFeed(Buffer.from(document), { url: URL_OF_FEED });
      if (outcome.kind !== 'feed') throw new Error(outcome.reason);
      expect(outcome.feed.truncated).toBe(true);
      expect(outcome.feed.items).toHaveLength(5_000);
      expect(outcome.feed.items.at(-1)?.title).toBe('Today');
      expect(outcome.feed.items[0]?.title).toBe('Page 1');
    }
  });
});

describe('a page', () => {
  const link = (attributes: string): string => `<link rel="alternate" ${attributes}>`;
  const rssLink = (href: string, title = ''): string =>
    link(`type="application/rss+xml" title="${title}" href="${href}"`);
  const found = (head: string): readonly string[] =>
    feedLinksOf(`<!doctype html><html><head>${head}</head></html>`, 'https://coast.example/news/').map(
      ({ url }) => url,
    );

  it('names its feeds', () => {
    expect(
      found(
        `${rssLink('/feed/')}${rssLink('/feed/', 'again')}${link(`type='application/atom+xml' href=atom.xml`)}`,
      ),
    ).toEqual(['https://coast.example/feed/', 'https://coast.example/news/atom.xml']);
  });

  it.each([
    ['oEmbed', link('type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x"')],
    ['an interface', link('type="application/json" href="/wp-json/wp/v2/pages/2"')],
    ['a style', '<link rel="stylesheet" type="text/css" href="/feed.css">'],
  ])('names no feed by %s', (_, head) => {
    expect(found(head)).toEqual([]);
    expect(found(head + rssLink('/feed/'))).toEqual(['https://coast.example/feed/']);
  });

  it('names comments only where it has nothing else', () => {
    const comments = rssLink('/comments/feed/', 'Coast &raquo; Comments Feed');
    expect(found(comments)).toEqual(['https://coast.example/comments/feed/']);
    expect(found(comments + rssLink('/feed/'))).toEqual(['https://coast.example/feed/']);
  });

  it('goes by its base', () => {
    expect(found(`<base href="https://cdn.coast.example/x/">${rssLink('feed.xml')}`)).toEqual([
      'https://cdn.coast.example/x/feed.xml',
    ]);
  });
});

describe('isWholeDocument', () => {
  it.each([
    ['RSS', '<rss></rss>', true],
    ['Atom with room behind it', '<feed></feed>\n \n', true],
    ['RDF', '<rdf:RDF></rdf:RDF >', true],
    ['a comment behind it', '<rss></rss><!-- cached in 0.3 s --><!-- x -->', true],
    ['JSON', '{"items":[]}', true],
    ['UTF-16', Buffer.from('<rss></rss>', 'utf16le'), true],
    ['an item', '<rss><channel><item></item>', false],
    ['cut JSON', '{"items":[', false],
    ['nothing', '', false],
  ])('of %s', (_, document, whole) => {
    expect(isWholeDocument(Buffer.from(document))).toBe(whole);
  });
});

it('reads a document of nothing but opening brackets without growing it', async () => {
  const outcome = await parseFeed(
    Buffer.from(`${rss(item('<title>Kept</title>'))}${'<'.repeat(2_000_000)}`),
    {
      url: URL_OF_FEED,
    },
  );
  expect(outcome).toMatchObject({ kind: 'feed', feed: { items: [{ title: 'Kept' }] } });
});
