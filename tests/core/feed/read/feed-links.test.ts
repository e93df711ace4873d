import { describe, expect, it } from 'vitest';
import { feedAnchorsOf, feedLinksOf, pageMovedTo } from '../../../../src/core/feed/read/feed-links.ts';

const PAGE = 'https://www.coast.example/news/';
const LINK = '<link rel="alternate" type="application/rss+xml" href="/rss">';
const RSS = 'https://www.coast.example/rss';
const links = (page: string): readonly string[] => feedLinksOf(page, PAGE).map(({ url }) => url);

describe('links to feeds', () => {
  it.each([
    ['a bracket in a title', LINK.replace('rel=', 'title="News > World" rel=')],
    ['a quotation mark too many', LINK.replace('rss+xml"', 'rss+xml""')],
    ['unquoted attributes on several lines', '<LINK\nREL=alternate\nTYPE=application/rss+xml\nHREF=/rss>'],
    ['entities', LINK.replace('"/rss', '"&#x2f;rss')],
    ['a scheme of its own', LINK.replace('"/rss', `"feed:${RSS}`)],
    ['an old one in a comment', `<!-- ${LINK.replace('"/rss', '"/old')} -->${LINK}`],
    [
      'one that a script writes',
      `<script>document.write('${LINK.replace('"/rss', '"/old')}')</script>${LINK}`,
    ],
    ['a base that comes later', `${LINK.replace('"/rss', '"rss')}<base href="/">`],
    [
      'what a content system has beside it',
      `<link rel="alternate" type="application/json" href="/index.php?rest_route=/wp/v2/pages/2">
       <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">
       <link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">
       <link rel="alternate" type="application/rss+xml" href="/comments/feed/">${LINK}`,
    ],
  ])('are read beside %s', (_what, head) => {
    expect(links(`<!doctype html><html><head>${head}</head></html>`)).toEqual([RSS]);
  });

  it('are looked for in linear time', () => {
    for (const piece of ['<link rel="', "<a href='x", '<b>', '</c>', '<!--', '<link '])
      expect(links(`<!doctype html>${piece.repeat(200_000)}`)).toEqual([]);
  });
});

describe('anchors', () => {
  it("lead to feeds by their looks, on the page's own site", () => {
    const anchors = [
      '/rss/world',
      '/feed',
      'https://coast.example/a.rss',
      'https://feeds.feedburner.com/coast',
      '/xml/rss_top.xml',
      '/?feed=rss2',
      'https://other.example/rss',
      '/comments/feed/',
      '/about',
      '/brass-band',
      'mailto:rss@coast.example',
    ];
    const page = anchors.map((href) => `<a class=x href="${href}">x</a>`).join('');
    expect(feedAnchorsOf(page, PAGE)).toEqual([
      'https://www.coast.example/feed',
      'https://coast.example/a.rss',
      'https://www.coast.example/xml/rss_top.xml',
      'https://www.coast.example/?feed=rss2',
    ]);
  });
});

it.each([
  ['<meta http-equiv=refresh content="0; url=/en/">', 'https://www.coast.example/en/'],
  ['<META HTTP-EQUIV="Refresh" CONTENT="0;URL=\'https://coast.example/\'">', 'https://coast.example/'],
  ['<meta http-equiv="refresh" content="900">', undefined],
  [`<meta http-equiv="refresh" content="5; url=${PAGE}">`, undefined],
  ['<meta http-equiv="refresh" content="0; url=javascript:alert(1)">', undefined],
])('a page moves its readers by %s', (page, to) => {
  expect(pageMovedTo(page, PAGE)).toBe(to);
});
