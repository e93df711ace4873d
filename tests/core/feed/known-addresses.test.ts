import { describe, expect, it } from 'vitest';
import {
  commonFeedAddresses,
  feedsOfKnownHost,
  newsSitemapsIn,
  plainAddressOf,
  shownAddress,
  webAddressOf,
  youtubeChannelIn,
} from '../../../src/core/feed/known-addresses.ts';

describe('an address as a person types it', () => {
  it.each([
    ['example.org', 'https://example.org/'],
    ['http://example.org/a', 'http://example.org/a'],
    ['feed://example.org/rss', 'http://example.org/rss'],
    ['feed:https://example.org/rss', 'https://example.org/rss'],
    ['  example.org/a \u200b\n', 'https://example.org/a'],
    ['<https://example.org/a>', 'https://example.org/a'],
    ['"https://example.org/a"', 'https://example.org/a'],
    ['//example.org/a', 'https://example.org/a'],
    ['http:/example.org/a', 'http://example.org/a'],
    ['HTTPS://EXAMPLE.ORG/A', 'https://example.org/A'],
    ['FEED://example.org/rss', 'http://example.org/rss'],
    ['example.org:8080/rss', 'https://example.org:8080/rss'],
    ['zürich.example/feed', 'https://xn--zrich-kva.example/feed'],
    ['http://intranet/rss', 'http://intranet/rss'],
    ['localhost:8080/rss', 'https://localhost:8080/rss'],
    ['http://[2001:db8::1]/rss', 'http://[2001:db8::1]/rss'],
    ['', undefined],
    ['https//example', undefined],
    ['nonsense', undefined],
    ['ftp://example.org/', undefined],
    ['javascript:alert(1)', undefined],
  ])('%s', (typed, address) => {
    expect(webAddressOf(typed)?.href).toBe(address);
  });
});

describe('a known host', () => {
  it.each([
    ['https://www.youtube.com/channel/UCabc', ['https://www.youtube.com/feeds/videos.xml?channel_id=UCabc']],
    [
      'https://www.youtube.com/playlist?list=PL1',
      ['https://www.youtube.com/feeds/videos.xml?playlist_id=PL1'],
    ],
    ['https://www.youtube.com/@somebody', []],
    ['https://old.reddit.com/r/europe/', ['https://www.reddit.com/r/europe/.rss']],
    ['https://www.reddit.com/u/somebody', ['https://www.reddit.com/user/somebody/.rss']],
    ['https://github.com/owner', ['https://github.com/owner.atom']],
    ['https://mastodon.example/@somebody', ['https://mastodon.example/@somebody.rss']],
    [
      'https://news.google.com/search?q=harbour%20strike&hl=en-GB&gl=GB&ceid=GB%3Aen',
      ['https://news.google.com/rss/search?q=harbour%20strike&hl=en-GB&gl=GB&ceid=GB%3Aen'],
    ],
    [
      'https://www.google.com/search?q=harbour+strike&tbm=nws&hl=en&sca_esv=1',
      ['https://news.google.com/rss/search?q=harbour%20strike&hl=en'],
    ],
    ['https://www.google.com/search?q=harbour', []],
    ['https://medium.com/@somebody', ['https://medium.com/feed/@somebody']],
    ['https://coast.example/news', []],
    ['https://www.youtube.com/user/somebody', ['https://www.youtube.com/feeds/videos.xml?user=somebody']],
    ['https://www.youtube.com/feeds/videos.xml?channel_id=UCabc', []],
    ['https://www.reddit.com/r/europe/top/.rss?t=week', []],
    ['https://www.reddit.com/search/?q=harbour', ['https://www.reddit.com/search.rss?q=harbour']],
    ['https://github.com/owner/name/commits/main.atom', []],
    ['https://github.com/owner/name/tags.atom', []],
    ['https://github.com/owner/name/commits/main', ['https://github.com/owner/name/commits/main.atom']],
    ['https://mastodon.example/@somebody.rss', []],
    ['https://mastodon.example/@somebody/112233', ['https://mastodon.example/@somebody.rss']],
    ['https://news.google.com/home?hl=de&gl=DE', ['https://news.google.com/rss?hl=de&gl=DE']],
    ['https://news.google.com/topics/CAAq?hl=de', ['https://news.google.com/rss/topics/CAAq?hl=de']],
    ['https://www.google.co.uk/search?q=a&tbm=nws', ['https://news.google.com/rss/search?q=a']],
    ['https://www.bing.com/news/search?q=a+b', ['https://www.bing.com/news/search?q=a%20b&format=rss']],
    ['https://medium.com/tag/harbours', ['https://medium.com/feed/tag/harbours']],
  ])('of %s', (address, feeds) => {
    expect(feedsOfKnownHost(new URL(address))).toEqual(feeds);
  });

  it('has two feeds of a repository', () => {
    expect(feedsOfKnownHost(new URL('https://github.com/owner/name/issues'))).toEqual([
      'https://github.com/owner/name/releases.atom',
      'https://github.com/owner/name/commits.atom',
    ]);
  });

  it('hides its channel in its page', () => {
    const id = `UC${'x'.repeat(22)}`;
    expect(youtubeChannelIn(`{"externalId":"${id}"}`)).toBe(
      `https://www.youtube.com/feeds/videos.xml?channel_id=${id}`,
    );
    expect(youtubeChannelIn('<html></html>')).toBeUndefined();
  });
});

it('guesses below the page first, then at the root, then news sitemaps', () => {
  const guesses = commonFeedAddresses(new URL('https://coast.example/blog/'));
  expect(guesses[0]).toBe('https://coast.example/blog/feed/');
  expect(guesses).toContain('https://coast.example/feed/');
  expect(guesses.at(-1)).toContain('sitemap');
});

it('reads news sitemaps out of robots.txt', () => {
  const robots =
    'User-agent: *\nSitemap: https://coast.example/sitemap.xml\nsitemap: https://coast.example/news.xml\n';
  expect(newsSitemapsIn(robots)).toEqual(['https://coast.example/news.xml']);
});

it('asks without TLS only where nobody said with', () => {
  expect(plainAddressOf('example.org:8080/a')?.href).toBe('http://example.org:8080/a');
  expect(plainAddressOf('https://example.org')).toBeUndefined();
});

it.each([
  ['ftp://user:hunter2@example.org/', 'ftp://…@example.org/'],
  ['user:hunter2@example.org/a@b', '…@example.org/a@b'],
  ['https://example.org/@user', 'https://example.org/@user'],
])('shows %s without what is secret in it', (typed, shown) => {
  expect(shownAddress(typed)).toBe(shown);
});
