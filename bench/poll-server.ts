/** Ten thousand publishers in one process: every address 127.x.y.z is a host of its own with one feed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { documentOf } from './poll-documents.ts';
import { kindOf } from './poll-parse.ts';

/** Items a document shows: ten days of a feed that publishes twice a day. */
const ITEMS = 20;
/** A feed has a new item at one poll in this many. */
const NEWS_EVERY = 10;
const HOUR = 3_600_000;

/** The address of a feed's host; all of them are loopback. */
export function hostOf(feed: number): string {
  return `127.${1 + Math.floor(feed / 62_500)}.${Math.floor(feed / 250) % 250}.${1 + (feed % 250)}`;
}

/** Feeds whose servers know no conditions: they send the same bytes again. */
const knowsConditions = (feed: number): boolean => feed % 10 !== 3;

/** Serves until told to stop. Its line of JSON says the port; any line on its input asks for the counts since the last. */
function serve(): void {
  let counts = { fresh: 0, same: 0, notModified: 0 };
  const visits = new Map<string, number>();
  const server = createServer((request, response) => {
    const address = request.socket.localAddress ?? '';
    if (!address.startsWith('127.')) {
      request.socket.destroy();
      return;
    }
    const feed = Number(request.url?.slice('/feed/'.length));
    const seen = visits.get(address) ?? 0;
    visits.set(address, seen + 1);
    const news = Math.floor((seen + (feed % NEWS_EVERY)) / NEWS_EVERY);
    const etag = `"${feed}-${news}"`;
    const conditions = knowsConditions(feed);
    if (conditions && request.headers['if-none-match'] === etag) {
      counts.notModified += 1;
      response.writeHead(304, { etag }).end();
      return;
    }
    const before = Math.floor((seen - 1 + (feed % NEWS_EVERY)) / NEWS_EVERY);
    counts[seen > 0 && before === news ? 'same' : 'fresh'] += 1;
    const at = STARTED + news * 60_000;
    const text = documentOf({
      feed,
      kind: kindOf(feed),
      items: ITEMS,
      newest: 1_000 + news,
      at,
      gap: 12 * HOUR,
    });
    response.writeHead(200, {
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-encoding': 'gzip',
      ...(conditions ? { etag, 'last-modified': new Date(at).toUTCString() } : {}),
    });
    response.end(gzipSync(text, { level: 1 }));
  });
  server.keepAliveTimeout = 1_000;
  // Whoever connects to an address that is no loopback one is hung up on above.
  server.listen(0, '0.0.0.0', 1_024, () => {
    process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
  });
  process.stdin.on('data', () => {
    process.stdout.write(`${JSON.stringify(counts)}\n`);
    counts = { fresh: 0, same: 0, notModified: 0 };
  });
}

/** Documents are dated from here: the newest item is a minute old at the first poll. */
const STARTED = Date.now() - 60_000;

if (process.argv[1] === import.meta.filename) serve();
