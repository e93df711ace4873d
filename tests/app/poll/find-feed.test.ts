import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFeed, type FindDeps } from '../../../src/app/poll/find-feed.ts';
import { parseFeed } from '../../../src/core/feed/read/parse.ts';
import { type Http, openHttp } from '../../../src/edges/http/open-http.ts';
import { type FeedServer, rssDocument, startFeedServer } from '../../peers/feed-server.ts';

const NOBODY = new AbortController().signal;
const FEED = rssDocument([{ id: '1', title: 'Dockers vote' }]);
let server: FeedServer;
let http: Http;
const find = (path: string, over: Partial<FindDeps> = {}) =>
  findFeed(
    { fetchFeed: http.fetchFeed, parse: (bytes, source) => parseFeed(bytes, source), trusted: true, ...over },
    server.url(path),
    NOBODY,
  );

beforeEach(async () => {
  server = await startFeedServer();
  http = openHttp({ userAgent: 'Signpost/0.0.0', allowHosts: ['127.0.0.1'] });
});
afterEach(async () => {
  await http.close();
  await server.close();
});

describe('findFeed', () => {
  it('takes a feed for what it is', async () => {
    server.respond('/feed', { body: FEED });
    expect(await find('/feed')).toMatchObject({ kind: 'found', url: server.url('/feed'), others: [] });
    expect(server.log).toHaveLength(1);
  });

  it('goes where the page says, and names what else it has', async () => {
    const link = (href: string): string => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
    server.respond('/', {
      body: `<!doctype html><head>${link('/dead')}${link('/rss')}${link('/other')}</head>`,
    });
    server.respond('/rss', { body: FEED });
    expect(await find('/')).toMatchObject({
      kind: 'found',
      url: server.url('/rss'),
      others: [server.url('/dead'), server.url('/other')],
      feed: { items: [{ title: 'Dockers vote' }] },
    });
  });

  it('looks where feeds often are, and at news sitemaps that robots.txt names', async () => {
    server.respond('/', { body: '<!doctype html><p>Welcome' });
    server.respond('/robots.txt', { body: `Sitemap: ${server.url('/map-of-news.xml')}\n` });
    server.respond('/map-of-news.xml', {
      body: '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://coast.example/1</loc><news:news><news:title>Dockers vote</news:title></news:news></url></urlset>',
    });
    expect(await find('/')).toMatchObject({
      url: server.url('/map-of-news.xml'),
      feed: { format: 'sitemap' },
    });
    server.respond('/robots.txt', { status: 404 });
    server.respond('/feed.xml', { body: FEED });
    expect(await find('/')).toMatchObject({ url: server.url('/feed.xml') });
  });

  it.each([
    [
      'a YouTube channel',
      'https://www.youtube.com/channel/UCsample',
      ['https://www.youtube.com/feeds/videos.xml?channel_id=UCsample'],
    ],
    [
      'a YouTube handle, by its page',
      'https://www.youtube.com/@sample',
      [
        'https://www.youtube.com/@sample',
        `https://www.youtube.com/feeds/videos.xml?channel_id=UC${'x'.repeat(22)}`,
      ],
    ],
    ['a subreddit', 'reddit.com/r/harbours', ['https://www.reddit.com/r/harbours/.rss']],
    ['a person on Mastodon', 'https://social.example/@sample', ['https://social.example/@sample.rss']],
    [
      'a repository without releases',
      'https://github.com/sample/tool',
      ['https://github.com/sample/tool/releases.atom', 'https://github.com/sample/tool/commits.atom'],
    ],
    [
      'a search of Google News',
      'https://news.google.com/search?q=dockers&hl=en',
      ['https://news.google.com/rss/search?q=dockers&hl=en'],
    ],
    ['a news sitemap', 'https://coast.example/news.xml', ['https://coast.example/news.xml']],
  ])('asks for %s where its host has the feed', async (_what, typed, asked) => {
    const pathOf = (address: string): string => `/${encodeURIComponent(address)}`;
    const last = asked.at(-1) ?? '';
    for (const each of asked) server.respond(pathOf(each), { body: rssDocument([]) });
    server.respond(pathOf('https://www.youtube.com/@sample'), {
      body: `<!doctype html><script>{"externalId":"UC${'x'.repeat(22)}"}</script>`,
    });
    server.respond(pathOf(last), {
      body: last.endsWith('/news.xml')
        ? '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://coast.example/1</loc><news:news><news:title>Dockers vote</news:title></news:news></url></urlset>'
        : FEED,
    });
    // The address as it would be asked, sent to the peer instead.
    const fetchFeed: Http['fetchFeed'] = (request, signal) =>
      http.fetchFeed({ ...request, url: server.url(pathOf(request.url)) }, signal);
    const found = await findFeed(
      { fetchFeed, parse: (bytes, source) => parseFeed(bytes, source), trusted: true },
      typed,
      NOBODY,
    );
    expect(server.log.map(({ path }) => decodeURIComponent(path.slice(1)))).toEqual(asked);
    expect(found).toMatchObject({ kind: 'found', url: last, feed: { items: [{ title: 'Dockers vote' }] } });
  });

  it('says what it tried where there is none, and asks no more than it may', async () => {
    server.respond('/', { body: '<!doctype html><p>Welcome' });
    expect(await find('/')).toMatchObject({
      kind: 'not-found',
      reason: expect.stringContaining('its page names none'),
    });
    expect(server.log.length).toBeLessThan(20);
  });

  it('reaches nothing inside our network for who types in a chat, but what the operator opened by name', async () => {
    server.respond('/feed', { body: FEED });
    expect(await find('/feed', { trusted: false })).toMatchObject({ kind: 'found' });
    const closed = openHttp({ userAgent: 'Signpost/0.0.0' });
    expect(await find('/feed', { trusted: false, fetchFeed: closed.fetchFeed })).toMatchObject({
      kind: 'not-found',
      reason: expect.stringContaining('loopback'),
    });
    await closed.close();
    expect(server.log).toHaveLength(1);
  });

  it('follows no page into our network for who types in a chat', async () => {
    const other = await startFeedServer();
    other.respond('/feed', { body: FEED });
    server.respond('/', {
      body: `<!doctype html><head><link rel="alternate" type="application/rss+xml" href="${other.url('/feed')}"></head>`,
    });
    expect(await find('/', { trusted: false })).toMatchObject({ kind: 'not-found' });
    expect(other.log).toEqual([]);
    await other.close();
  });

  const LINK = '<link rel="alternate" type="application/rss+xml" href="/rss">';
  const asked = (): readonly string[] => server.log.map(({ path }) => path);
  const seek = (typed: string, over: Partial<FindDeps> = {}) =>
    findFeed(
      {
        fetchFeed: http.fetchFeed,
        parse: (bytes, source) => parseFeed(bytes, source),
        trusted: true,
        ...over,
      },
      typed,
      NOBODY,
    );

  it('asks without TLS where no scheme was typed and nothing answers with it', async () => {
    server.respond('/', { body: `<!doctype html>${LINK}` });
    server.respond('/rss', { body: FEED });
    const typed = server.origin.replace('http://', '');
    expect(await seek(`${typed}/rss`)).toMatchObject({ url: server.url('/rss') });
    expect(await seek(typed, { trusted: false })).toMatchObject({ url: server.url('/rss') });
    expect(await seek(`https://${typed}`)).toMatchObject({ kind: 'not-found' });
  });

  it('forgets the fragment, and says nothing of a password', async () => {
    server.respond('/rss', { body: FEED });
    expect(await seek(server.url('/rss#latest'))).toMatchObject({ url: server.url('/rss') });
    const before = server.log.length;
    for (const typed of [
      server.url('/rss').replace('//', '//user:hunter2@'),
      'ftp://user:hunter2@coast.example/',
    ]) {
      const found = await seek(typed);
      expect(found).toMatchObject({ kind: 'not-found' });
      expect(JSON.stringify(found)).not.toContain('hunter2');
    }
    expect(server.log).toHaveLength(before);
  });

  it('asks the home page of a page that is gone or names none, and nothing twice', async () => {
    server.respond('/rss', { body: FEED });
    server.respond('/', { body: `<!doctype html>${LINK}` });
    expect(await find('/gone/article')).toMatchObject({ url: server.url('/rss') });
    expect(asked()).toEqual(['/gone/article', '/', '/rss']);
    server.respond('/', { status: 404 });
    expect(await find('/')).toMatchObject({ kind: 'not-found', reason: expect.stringContaining('404') });
    expect(asked().slice(3)).toEqual(['/']);
  });

  it('looks around where a home page leads, by a redirect or by itself', async () => {
    server.respond('/', { status: 302, headers: { location: '/en/' } });
    server.respond('/en/', { body: '<!doctype html><p>Welcome' });
    server.respond('/en/feed/', { body: FEED });
    expect(await find('/')).toMatchObject({ url: server.url('/en/feed/') });
    server.respond('/', { body: '<meta http-equiv="refresh" content="0; url=/start">' });
    server.respond('/start', { body: `<!doctype html>${LINK.replace('"/rss', '"/atom')}` });
    server.respond('/atom', { body: FEED });
    expect(await find('/')).toMatchObject({ url: server.url('/atom') });
  });

  it('takes the first of ten feeds that has news, names the others, and no video that the page shows', async () => {
    const links = Array.from({ length: 10 }, (_, n) => LINK.replace('"/rss', `"/s${n}`)).join('');
    server.respond('/', {
      body: `<!doctype html>${links}<script>{"channelId":"UC${'x'.repeat(22)}"}</script><a href="/rss">RSS</a>`,
    });
    server.respond('/s0', { body: rssDocument([]) });
    server.respond('/s1', { body: FEED });
    const found = await find('/');
    expect(found).toMatchObject({ url: server.url('/s1') });
    expect(found.kind === 'found' ? found.others : []).toHaveLength(10);
    expect(JSON.stringify(found)).not.toContain('youtube');
    expect(asked()).toEqual(['/', '/s0', '/s1']);
  });

  it('follows anchors where the head names no feed, and reads pages in UTF-16', async () => {
    const page = '<!doctype html><body><a href="/world.rss">RSS</a>';
    server.respond('/', { body: Buffer.from(`\ufeff${page}`, 'utf16le') });
    server.respond('/world.rss', { body: FEED });
    expect(await find('/')).toMatchObject({ url: server.url('/world.rss') });
  });

  it('asks through the proxy of all feeds for the operator alone', async () => {
    server.respond('http://coast.example/rss', { body: FEED });
    expect(await seek('http://coast.example/rss', { proxy: server.origin })).toMatchObject({
      url: 'http://coast.example/rss',
    });
    expect(asked()).toEqual(['http://coast.example/rss']);
    await seek('http://coast.invalid/rss', { proxy: server.origin, trusted: false });
    expect(asked()).toHaveLength(1);
  });
});
