/** The world of the soak in a process of its own: publishers and a webhook's receiver, on a clock that is set from outside. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { WebhookBody } from '../src/edges/webhook/webhook-schema.ts';
import { documentOf } from './poll-documents.ts';
import { kindOf } from './poll-parse.ts';
import { hostOf } from './poll-server.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Enough to reach back as far as stories are kept in mind. */
const ITEMS = 30;

/** What the receiver was told, since the beginning. */
export type Told = {
  readonly posts: number;
  readonly edits: number;
  readonly notices: number;
  readonly digests: number;
  /** Stories that were posted more than once for one indicator. */
  readonly doubled: number;
  /** Posts of what stood in a feed before the bot first read it. */
  readonly stale: number;
};

/** What no feed ever takes away, without a date: an entry that is forgotten would come as news. */
export const STICKY = 'Standing notice';

/** Milliseconds between two items of a feed. */
const gapOf = (feed: number): number => (feed % 5 === 0 ? 3 : 6 + (feed % 7)) * HOUR;

function answer(feed: number, now: number, request: IncomingMessage, response: ServerResponse): void {
  const day = Math.floor(now / DAY);
  if (feed % 50 === 13) {
    request.socket.destroy();
    return;
  }
  if (feed % 25 === 7 && day % 3 === 0 && now % DAY < 8 * HOUR) {
    response.writeHead(503).end('down');
    return;
  }
  if (feed % 50 === 23 && now % DAY < HOUR) {
    response.writeHead(429, { 'retry-after': '3600' }).end();
    return;
  }
  const gap = gapOf(feed);
  // Feeds publish at their own minute.
  const newest = Math.floor((now - feed * 60_000) / gap);
  const etag = `"${feed}-${newest}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const at = newest * gap + feed * 60_000;
  const document = documentOf({ feed, kind: kindOf(feed), items: ITEMS, newest: newest % 4_000, at, gap });
  response.writeHead(200, { 'content-type': 'application/xml', 'content-encoding': 'gzip', etag });
  response.end(gzipSync(feed % 20 === 11 ? withSticky(document, feed) : document, { level: 1 }));
}

function withSticky(document: string, feed: number): string {
  const items = [0, 1, 2].map(
    (nth) =>
      `<item><title>${STICKY} ${nth} of outlet ${feed} that nobody takes down</title><guid isPermaLink="false">sticky-${nth}</guid></item>`,
  );
  return document.replace('</channel>', `${items.join('')}</channel>`);
}

function serve(): void {
  let now = 0;
  const posted = new Map<string, number>();
  const told = { posts: 0, edits: 0, notices: 0, digests: 0, stale: 0 };
  const take = (body: WebhookBody): void => {
    const { notification } = body;
    if (body.event === 'edited') told.edits += 1;
    else if (notification.kind === 'notice') {
      told.notices += 1;
      if (notification.title.startsWith('Digest')) told.digests += 1;
    } else {
      told.posts += 1;
      if (notification.headline.text.includes(STICKY)) told.stale += 1;
      const story = `${notification.indicator.id} ${notification.headline.text}`;
      if (notification.finding === undefined) posted.set(story, (posted.get(story) ?? 0) + 1);
    }
  };
  const server = createServer((request, response) => {
    if (request.socket.localAddress?.startsWith('127.') !== true) request.socket.destroy();
    else if (request.method === 'POST')
      void text(request).then((raw) => {
        take(WebhookBody.parse(JSON.parse(raw)));
        response.end();
      });
    else answer(Number(request.url?.slice('/feed/'.length)), now, request, response);
  });
  // Whoever connects to an address that is no loopback one is hung up on above.
  server.listen(0, '0.0.0.0', 1_024, () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on('message', (at: number) => {
    now = at;
    const doubled = [...posted.values()].filter((n) => n > 1).length;
    process.send?.({ ...told, doubled } satisfies Told);
  });
  process.on('disconnect', () => process.exit());
}

/** The address of a feed, on a host of its own. */
export function feedUrl(feed: number, port: number): string {
  return `http://${hostOf(feed)}:${port}/feed/${feed}`;
}

if (process.argv[1] === import.meta.filename) serve();
