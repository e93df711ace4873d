/** Many publishers on loopback, each at an address of its own, with news in every answer. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const ITEMS = 40;

export type Feeds = {
  readonly urls: readonly string[];
  readonly requests: () => number;
  readonly close: () => Promise<void>;
};

/** Every feed on an address of its own, since the bot asks one host only once a second; each answer has news. */
export async function serveFeeds(count: number): Promise<Feeds> {
  let requests = 0;
  const servers = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const server = createServer((_request, response) => {
        requests += 1;
        const items = Array.from({ length: ITEMS }, (__, nth) => item(requests + nth, index));
        response.writeHead(200, { 'content-type': 'application/rss+xml' });
        response.end(
          `<rss version="2.0"><channel><title>Feed ${index}</title><link>https://feed-${index}.example/</link>${items.join('')}</channel></rss>`,
        );
      });
      server.listen(0, `127.0.0.${index + 1}`);
      await once(server, 'listening');
      return server;
    }),
  );
  return {
    urls: servers.map((server, index) => {
      const { port } = server.address() as AddressInfo;
      return `http://127.0.0.${index + 1}:${port}/feed.xml`;
    }),
    requests: () => requests,
    close: async () => {
      await Promise.all(
        servers.map((server) => {
          const closed = once(server, 'close');
          server.close();
          server.closeAllConnections();
          return closed;
        }),
      );
    },
  };
}

function item(number: number, feed: number): string {
  const subject = number % 20 === 0 ? 'A zebra' : 'The council';
  const date = new Date(Date.now() - 60_000).toUTCString();
  return `<item><title>${subject} discusses matter ${number} at place ${feed}</title><description>${'Words about it. '.repeat(20)}</description><link>https://feed-${feed}.example/${number}</link><guid isPermaLink="false">g${number}</guid><pubDate>${date}</pubDate></item>`;
}
