/** Feeds on loopback from which headlines come at a steady pace, each an event of its own. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inventedName, inventedWord } from './invented-words.ts';

/** The fewest; each on a port of its own, since politeness asks one host at a time. */
const FEEDS = 8;
/** Headlines of one feed: within an hour no feed may bring more than 200 new ones, or the rest waits. */
const A_FEED = 150;
/** What a feed shows at most; more than comes between two polls. */
const SHOWN = 400;

export type Flow = {
  readonly urls: readonly string[];
  /** One name a headline, in the order in which they come. */
  readonly names: readonly string[];
  /** Resolves once every feed was read and read again, so that what it showed first is history. */
  readonly polled: () => Promise<void>;
  /** Lets headlines come, so many a second. */
  readonly publish: (rate: number) => void;
  /** Resolves once so many have come. */
  readonly reached: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Serves the feeds; they show one old item each until `publish`. */
export async function startFlow(count: number): Promise<Flow> {
  const names = Array.from({ length: count }, (_, i) => inventedName(i * 6));
  const feeds = Math.max(FEEDS, Math.ceil(count / A_FEED));
  const polls = Array.from({ length: feeds }, () => 0);
  let start: { readonly at: number; readonly rate: number } | undefined;
  const published = (): number =>
    start === undefined
      ? 0
      : Math.min(count, Math.floor(((performance.now() - start.at) / 1_000) * start.rate));

  const servers = await Promise.all(
    polls.map(async (_, feed) => {
      const server = createServer((_, response) => {
        polls[feed] = (polls[feed] ?? 0) + 1;
        const own = names
          .slice(0, published())
          .map((name, i) => ({ name, i }))
          .filter(({ i }) => i % feeds === feed)
          .slice(-SHOWN);
        const items = [
          item(`Outlet ${feed} opens`, count + feed),
          ...own.map(({ name, i }) => item(name, i)),
        ];
        response.writeHead(200, { 'content-type': 'application/rss+xml' });
        response.end(
          `<rss version="2.0"><channel><title>Flow</title><link>https://flow.example/</link>${items.join('')}</channel></rss>`,
        );
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return {
    urls: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`),
    names,
    polled: async () => {
      while (polls.some((n) => n < 2)) await wait(100);
    },
    publish: (rate) => {
      start = { at: performance.now(), rate };
    },
    reached: async (wanted) => {
      while (published() < wanted) await wait(20);
    },
    stop: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

/** A headline that shares no word but the zebra with any other, so that every item is a story of its own. */
function item(name: string, index: number): string {
  const own = Array.from({ length: 5 }, (_, nth) => inventedWord(index * 6 + nth + 1)).join(' ');
  const date = new Date(Date.now() - 60_000).toUTCString();
  const animal = name.startsWith('Outlet') ? 'news' : 'zebra';
  return `<item><title>${name} ${animal} ${own}</title><link>https://flow.example/${index}</link><guid isPermaLink="false">g${index}</guid><pubDate>${date}</pubDate></item>`;
}
