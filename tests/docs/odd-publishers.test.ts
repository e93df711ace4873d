/** Each recipe of docs/odd-publishers.md, run: the publisher as the row describes it, without the line and with it. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { examineFeeds } from '../../src/app/doctor/examine-feeds.ts';
import { findFeed } from '../../src/app/poll/find-feed.ts';
import { type MannerDeps, mannerOf } from '../../src/app/poll/manner-of.ts';
import { checkConfig } from '../../src/app/run/read-config.ts';
import { formatIssue } from '../../src/config/issue.ts';
import type { ConfiguredFeed } from '../../src/core/feed/feed.ts';
import { normaliseItems } from '../../src/core/feed/normalise.ts';
import { initialState } from '../../src/core/feed/poll/feed-state.ts';
import { roomFor } from '../../src/core/feed/poll/quota.ts';
import { schedule } from '../../src/core/feed/poll/schedule.ts';
import { whyNext } from '../../src/core/feed/poll/why-next.ts';
import { parseFeed } from '../../src/core/feed/read/parse.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time/duration.ts';
import { openHttp } from '../../src/edges/http/open-http.ts';
import { openNewsBench, START } from '../app/bench-of-news.ts';
import { SMALL_CONFIG } from '../config/small-config.ts';
import { type FeedServer, rssDocument, startFeedServer } from '../peers/feed-server.ts';
import { startHttp2Server } from '../peers/http2-server.ts';

const page = readFileSync(new URL('../../docs/odd-publishers.md', import.meta.url), 'utf8');
const ROWS = [...page.matchAll(/^\| (.+?) \| (.+) \|$/gm)]
  .map(([, seen = '', written = '']) => ({ seen, written }))
  .slice(2);
const NOBODY = new AbortController().signal;
const DOCUMENT = rssDocument([{ id: '1', title: 'Dockers vote' }]);

let server: FeedServer;
beforeEach(async () => {
  server = await startFeedServer();
});
afterEach(() => server.close());

/** The lines of YAML that a row tells to write, in its order. */
const linesIn = (written: string): readonly string[] =>
  [...written.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code).filter((code) => /^[a-z_]+: /.test(code));

/** The feed that stands in a file with a line, as a bot would read it; fails where check would. */
function feedWith(url: string, line = ''): ConfiguredFeed {
  const feeds = `desk: small\nfeeds:\n  - id: odd\n    url: ${url}\n    outlet: Odd\n    lang: en\n${line === '' ? '' : `    ${line}\n`}`;
  const files = SMALL_CONFIG.map((file) =>
    file.path === 'feeds/small.yaml' ? { ...file, text: feeds } : file,
  );
  const loaded = checkConfig(files);
  if (loaded.kind === 'bad') throw new Error(loaded.issues.map(formatIssue).join('\n'));
  const [feed] = loaded.config.feeds;
  if (feed === undefined) throw new Error('no feed');
  return feed;
}

type Asking = MannerDeps & { readonly timeoutMs?: number; readonly allowHosts?: readonly string[] };

/** What one fetch makes of a feed: the titles that were read, or why there are none. */
async function fetched(
  feed: ConfiguredFeed,
  { timeoutMs, allowHosts, ...deps }: Asking = {},
): Promise<string> {
  const http = openHttp({
    userAgent: 'Signpost/0.0.0',
    allowHosts: allowHosts ?? ['127.0.0.1'],
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  try {
    const asked = await mannerOf(feed, deps);
    if (asked.kind === 'missing') return asked.detail;
    const outcome = await http.fetchFeed(
      {
        url: feed.url,
        configuredUrl: feed.url,
        etag: undefined,
        lastModified: undefined,
        manner: asked.manner,
      },
      NOBODY,
    );
    if (outcome.kind !== 'body') return 'detail' in outcome ? outcome.detail : outcome.kind;
    const { url, contentType, body } = outcome;
    const read = await parseFeed(body, { url, contentType, encoding: feed.encoding });
    return read.kind === 'feed' ? read.feed.items.map(({ title }) => title).join(', ') : read.reason;
  } finally {
    await http.close();
  }
}

/** A publisher that lets in whoever sends a field that holds some text. */
function doorkeeper(name: string, holds: string): void {
  server.respond('/feed', ({ headers }, response) => {
    const isKnown = String(headers[name] ?? '').includes(holds);
    response.writeHead(isKnown ? 200 : 403).end(isKnown ? DOCUMENT : 'no');
  });
}

/** The wait until the next poll after one good answer of a document, and why. */
async function waitAfter(line: string, channel: string): Promise<readonly [number, string | undefined]> {
  const feed = feedWith('https://odd.example/feed', line);
  const parsed = await parseFeed(Buffer.from(DOCUMENT.replace('<channel>', `<channel>${channel}`)), feed);
  const decision = schedule({
    state: { ...initialState(feed, START, 0), firstPolledAt: START - 30 * DAY },
    feed,
    policy: { interval: 15 * MINUTE, floor: 5 * MINUTE, cap: DAY, adaptive: false },
    outcome: {
      kind: 'body',
      url: feed.url,
      permanentUrl: undefined,
      body: Buffer.from(DOCUMENT),
      hash: 'h',
      contentType: undefined,
      validators: { etag: undefined, lastModified: undefined },
      freshness: { freshFor: undefined, age: 0 },
    },
    parsed,
    now: START,
    jitter: 0.5,
  });
  return [(decision.next.nextPollAt - START) / MINUTE, whyNext(decision.next, String)];
}

async function entriesOf(feed: ConfiguredFeed, items: string, now = START) {
  const read = await parseFeed(
    Buffer.from(
      `<rss version="2.0"><channel><title>t</title><language>en</language>${items}</channel></rss>`,
    ),
    feed,
  );
  if (read.kind !== 'feed') throw new Error(read.reason);
  return { entries: normaliseItems(read.feed, feed, now), parsed: read.feed };
}

const item = (inner: string, title = 'Dockers vote'): string =>
  `<item><title>${title}</title><guid isPermaLink="false">${title}</guid>${inner}</item>`;
const dateOf = async (written: string, others = ''): Promise<number | undefined> => {
  const feed = feedWith('https://odd.example/feed');
  const { parsed } = await entriesOf(feed, item(`<pubDate>${written}</pubDate>`) + others);
  return parsed.items[0]?.published;
};
const day = (month: number, date: number, hour = 0): number => Date.UTC(2026, month - 1, date, hour);

/** By how a row begins: what is run with the lines that it tells to write. */
const RECIPES: Readonly<Record<string, (lines: readonly string[]) => Promise<void>>> = {
  '403 or a page of a firewall': async ([line]) => {
    doorkeeper('user-agent', 'Mozilla/5.0');
    const url = server.url('/feed');
    expect(await fetched(feedWith(url))).toContain('403');
    expect(await fetched(feedWith(url, line))).toBe('Dockers vote');
  },
  'a page that asks for consent': async ([line]) => {
    doorkeeper('cookie', 'consent=yes');
    expect(await fetched(feedWith(server.url('/feed'), line))).toBe('Dockers vote');
    server.respond(
      '/wall',
      { status: 302, headers: { location: '/wall', 'set-cookie': 'seen=1' } },
      { body: DOCUMENT },
    );
    expect(await fetched(feedWith(server.url('/wall')))).toBe('Dockers vote');
    expect(server.requestsTo('/wall').map(({ headers }) => headers.cookie)).toEqual([undefined, 'seen=1']);
  },
  'the wrong language': async ([line]) => {
    doorkeeper('accept-language', 'de');
    expect(await fetched(feedWith(server.url('/feed'), line))).toBe('Dockers vote');
  },
  '401, a feed for members': async ([basic, bearer]) => {
    const secrets = new Map([
      ['FEED_LOGIN', 'name:password'],
      ['FEED_TOKEN', 't0ken'],
    ]);
    const readSecret = (name: string) => Promise.resolve(secrets.get(name));
    const url = server.url('/feed');
    doorkeeper('authorization', `Basic ${Buffer.from('name:password').toString('base64')}`);
    expect(await fetched(feedWith(url, basic), { readSecret })).toBe('Dockers vote');
    expect(await fetched(feedWith(url, basic))).toContain('put it into FEED_LOGIN');
    doorkeeper('authorization', 'Bearer t0ken');
    expect(await fetched(feedWith(url, bearer), { readSecret })).toBe('Dockers vote');
    expect(() => feedWith('https://name:password@odd.example/feed')).toThrow('FEED_LOGIN');
  },
  '`the server took longer than': async ([line]) => {
    server.respond('/feed', (_, response) => void setTimeout(() => response.end(DOCUMENT), 400));
    const url = server.url('/feed');
    expect(await fetched(feedWith(url), { timeoutMs: 100 })).toContain('took longer than');
    expect(await fetched(feedWith(url, line), { timeoutMs: 100 })).toBe('Dockers vote');
  },
  '`the answer is larger than': async () => {
    server.respond('/feed', { body: 'x'.repeat(10 * 1_024 * 1_024 + 1) });
    server.respond('/feed?count=50', { body: DOCUMENT });
    expect(await fetched(feedWith(server.url('/feed')))).toContain('larger than');
    expect(await fetched(feedWith(server.url('/feed?count=50')))).toBe('Dockers vote');
  },
  'it lists thousands': async () => {
    const dated = (nth: number): string =>
      item(`<pubDate>${new Date(START - nth * MINUTE).toUTCString()}</pubDate>`, `Vote ${nth}`);
    const items = Array.from({ length: 5_010 }, (_, nth) => dated(5_009 - nth)).join('');
    const { parsed } = await entriesOf(feedWith('https://odd.example/feed'), items);
    expect(parsed.truncated).toBe(true);
    expect(parsed.items).toHaveLength(5_000);
    expect(parsed.items.map(({ title }) => title)).toContain('Vote 0');
  },
  '`no trustworthy TLS': async ([line]) => {
    const peer = await startHttp2Server(DOCUMENT);
    try {
      const url = `https://127.0.0.1:${peer.port}/feed`;
      expect(await fetched(feedWith(url))).toContain('no trustworthy TLS connection could be made');
      expect(await fetched(feedWith(url, line))).toBe('Dockers vote');
    } finally {
      await peer.close();
    }
  },
  '`redirects from https': async ([line]) => {
    server.respond('/feed', { body: DOCUMENT });
    const peer = await startHttp2Server('', server.url('/feed'));
    try {
      const url = `https://127.0.0.1:${peer.port}/feed`;
      expect(await fetched(feedWith(url, 'insecure_tls: true'))).toContain('redirects from https to http');
      // It goes on to the address, which inside our own network is refused for another reason.
      const followed = await fetched(feedWith(url, `insecure_tls: true\n    ${line ?? ''}`));
      expect(followed).toContain('is a loopback address');
    } finally {
      await peer.close();
    }
  },
  'it is reachable through a proxy': async ([line = '']) => {
    const proxy = createServer((_, response) => response.end(DOCUMENT)).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    const own = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const named = parseYaml(line) as { proxy: string };
    try {
      const url = 'http://odd.example/feed';
      expect(await fetched(feedWith(url, line.replace(named.proxy, own)))).toBe('Dockers vote');
      expect(await fetched(feedWith(url), { proxy: own })).toBe('Dockers vote');
    } finally {
      proxy.close();
    }
  },
  '`is a private address`': async () => {
    server.respond('/feed', { body: DOCUMENT });
    const feed = feedWith(server.url('/feed'));
    expect(await fetched(feed, { allowHosts: [] })).toContain('is a loopback address');
    expect(await fetched(feed, { allowHosts: [`127.0.0.1:${server.port}`] })).toBe('Dockers vote');
  },
  'it is read once a day': async ([line, polite]) => {
    const asks = '<ttl>1440</ttl>';
    expect(await waitAfter('', asks)).toEqual([expect.closeTo(1_440, -3), 'publisher asks 24 h']);
    expect(await waitAfter(line ?? '', asks)).toEqual([15, 'its own interval']);
    expect((await waitAfter(`${line}\n    ${polite}`, asks))[0]).toBeGreaterThan(1_000);
  },
  '429 again and again': async ([line]) => {
    expect((await waitAfter(line ?? '', ''))[0]).toBe(60);
  },
  'it publishes once a month': async ([line]) => {
    const monthly = [1, 31, 61, 91].map((ago) =>
      item(`<pubDate>${new Date(START - ago * DAY).toUTCString()}</pubDate>`, `Vote ${ago}`),
    );
    const [[plain], [adaptive, why]] = [
      await waitAfter('', monthly.join('')),
      await waitAfter(line ?? '', monthly.join('')),
    ];
    expect(adaptive).toBeGreaterThan(plain);
    expect(why).toBe('adaptive');
  },
  'old items are told': async ([line]) => {
    const bench = await openNewsBench();
    try {
      const feed = feedWith('https://odd.example/feed', line);
      const told = async (id: string, hours: number, catchUp: number | undefined): Promise<number> => {
        const dated = new Date(START - hours * HOUR).toUTCString();
        const { entries } = await entriesOf(feed, item(`<pubDate>${dated}</pubDate>`, `A zebra ${id}`));
        await bench.pipeline.ingest({ entries, history: false, now: START, catchUp });
        return (await bench.store.db.selectFrom('alerts').select('id').execute()).length;
      };
      expect(await told('walks into the town hall', 7, feed.catch_up)).toBe(0);
      expect(await told('is seen at the harbour', 5, feed.catch_up)).toBe(1);
    } finally {
      await bench.store.close();
    }
  },
  'it is about everything': async ([line]) => {
    // What the filter of a line keeps out is seen in feed-states.test.ts; here, that a line may say it.
    expect(feedWith('https://odd.example/feed', line?.replace('$noise.sport', 'football')).filter).toBe(
      'strike* AND NOT football',
    );
  },
  'one search feed reports': async ([line]) => {
    const source = '<source url="https://coast.example">Coast Gazette</source>';
    const outletWith = async (over: string): Promise<string | undefined> =>
      (await entriesOf(feedWith('https://odd.example/feed', over), item(source))).entries[0]?.outlet;
    expect(await outletWith('')).toBe('Odd');
    expect(await outletWith(line ?? '')).toBe('Coast Gazette');
  },
  'no dates, or dates of 1970': async () => {
    const feed = feedWith('https://odd.example/feed');
    const old = item('<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>', 'Pilots vote');
    const { entries } = await entriesOf(feed, item('') + old);
    expect(entries.map(({ publishedAt }) => publishedAt)).toEqual([START, START]);
  },
  '`3/4/2026`': async () => {
    expect(await dateOf('3/4/2026 10:00')).toBeUndefined();
    const neighbour = item('<pubDate>25/3/2026 10:00</pubDate>', 'Pilots vote');
    expect(await dateOf('3/4/2026 10:00', neighbour)).toBe(day(4, 3, 10));
  },
  "dates in the publisher's language": async () => {
    expect(await dateOf('3 września 2026 10:00')).toBe(day(9, 3, 10));
    expect(await dateOf('2026-09-03 10:00 Europe/Warsaw')).toBe(day(9, 3, 8));
    expect(await dateOf('Thu, 03 Sep 2026 10:00:00 ET')).toBe(day(9, 3, 14));
    expect(await dateOf('Thu, 03 Dec 2026 10:00:00 ET')).toBe(day(12, 3, 15));
  },
  'links through FeedBurner': async () => {
    const inner = 'https://coast.example/vote';
    const coded = encodeURIComponent(inner);
    for (const link of [
      `https://www.google.com/url?url=${coded}&amp;ct=ga`,
      `https://www.bing.com/news/apiclick.aspx?url=${coded}&amp;c=1`,
      `https://eur01.safelinks.protection.outlook.com/?url=${coded}`,
    ]) {
      const { entries } = await entriesOf(feedWith('https://odd.example/feed'), item(`<link>${link}</link>`));
      expect(entries[0]?.link).toBe(inner);
    }
  },
  'links without a scheme': async () => {
    const linkOf = async (inner: string): Promise<string | undefined> =>
      (await entriesOf(feedWith('https://odd.example/feed'), item(inner))).entries[0]?.link;
    expect(await linkOf('<link>//coast.example/1</link>')).toBe('https://coast.example/1');
    expect(await linkOf('<link>www.coast.example/1</link>')).toBe('https://www.coast.example/1');
    expect(await linkOf('<link>coast.com/1</link>')).toBe('https://coast.com/1');
    expect(await linkOf('<link>page.php/1</link>')).toBe('https://odd.example/page.php/1');
    expect(await linkOf('<link/><enclosure url="https://coast.example/1.mp3"/>')).toBe(
      'https://coast.example/1.mp3',
    );
  },
  'it is a web page': async () => {
    const http = openHttp({ userAgent: 'Signpost/0.0.0', allowHosts: ['127.0.0.1'] });
    server.respond('/', {
      body: '<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss">',
    });
    server.respond('/rss', { body: DOCUMENT });
    const deps = { fetchFeed: http.fetchFeed, parse: parseFeed, trusted: true };
    expect(await findFeed(deps, server.url('/'), NOBODY)).toMatchObject({ url: server.url('/rss') });
    await http.close();
  },
  'it moved, and the old address': async () => {
    server.respond('/feed', { status: 301, headers: { location: '/' } });
    server.respond('/', { body: '<!doctype html><p>Welcome' });
    const http = openHttp({ userAgent: 'Signpost/0.0.0', allowHosts: ['127.0.0.1'] });
    const deps = {
      fetchFeed: http.fetchFeed,
      parse: parseFeed,
      concurrency: 1,
      sleep: () => Promise.resolve(),
    };
    const findings = await examineFeeds(
      { ...deps, now: () => START, stopWords: new Map(), spoken: undefined },
      [feedWith(server.url('/feed'))],
      NOBODY,
    );
    await http.close();
    expect(findings[0]?.said).toContain(`has moved to ${server.url('/')}, which answers, but with no feed`);
  },
  'letters are wrong': async ([line]) => {
    const latin = '<?xml version="1.0" encoding="ISO-8859-1"?>';
    server.respond('/feed', { body: Buffer.from(latin + DOCUMENT.replace('Dockers', 'Dokerzy żądają')) });
    expect(await fetched(feedWith(server.url('/feed')))).toBe('Dokerzy żądają vote');
    const macs = Buffer.from([0x84, 0xee, 0xea, 0xe5, 0xf0, 0xfb]);
    const [before = '', after = ''] = DOCUMENT.split('Dockers');
    server.respond('/feed', { body: Buffer.concat([Buffer.from(before), macs, Buffer.from(after)]) });
    expect(await fetched(feedWith(server.url('/feed')))).not.toBe('Докеры vote');
    expect(line).toBe('encoding: ibm866');
    expect(await fetched(feedWith(server.url('/feed'), 'encoding: x-mac-cyrillic'))).toBe('Докеры vote');
    const dos = Buffer.from([0x84, 0xae, 0xaa, 0xa5, 0xe0, 0xeb]);
    server.respond('/feed', { body: Buffer.concat([Buffer.from(before), dos, Buffer.from(after)]) });
    expect(await fetched(feedWith(server.url('/feed'), line))).toBe('Докеры vote');
  },
  '`Content-Encoding` lies': async () => {
    server.respond('/feed', { body: gzipSync(DOCUMENT), headers: { 'content-encoding': 'br' } });
    expect(await fetched(feedWith(server.url('/feed')))).toBe('Dockers vote');
  },
  'more new items than it may': async () => {
    expect(roomFor(initialState(feedWith('https://odd.example/feed'), START, 0), START)).toBe(200);
  },
};

describe('the page on odd publishers', () => {
  it('has a test for each recipe, and no other', () => {
    const beginnings = Object.keys(RECIPES);
    expect(ROWS.filter(({ seen }) => !beginnings.some((begins) => seen.startsWith(begins)))).toEqual([]);
    expect(beginnings).toHaveLength(ROWS.length);
  });

  it.each(ROWS)('helps where one sees $seen', async ({ seen, written }) => {
    const recipe = Object.entries(RECIPES).find(([begins]) => seen.startsWith(begins))?.[1];
    expect(recipe).toBeDefined();
    await recipe?.(linesIn(written));
  });
});
