/** Publishers that misbehave on command, and a server that is to see nobody. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rssDocument } from '../tests/peers/feed-server.ts';
import type { Misdeed } from './hostile-cases.ts';

/** A publisher that behaves until it is armed. */
export async function publisher(misdeed: Misdeed, id: string) {
  const innocent = rssDocument([{ id, title: `Nothing happens at ${id}` }]);
  let armed = false;
  let askedAt = 0;
  const server = createServer((request, response) => {
    if (armed) {
      askedAt ||= Date.now();
      void Promise.resolve(misdeed(request, response)).catch(() => response.destroy());
    } else if (request.headers['if-none-match'] === '"innocent"') response.writeHead(304).end();
    else response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"innocent"' }).end(innocent);
  });
  server.on('connection', (socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${id}.xml`;
  return {
    feed: { id, url, every: '1s' },
    arm: () => {
      armed = true;
    },
    askedAt: () => askedAt,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A server whose every visit counts. As a feed it is polled once, so that no allow-list stands between it and a parser. */
export async function startCanary() {
  let visits = 0;
  const server = createServer((_, response) => {
    visits += 1;
    response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(rssDocument([{ id: 'c', title: 'Canary' }]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    feed: { id: 'canary', url: `${origin}/feed.xml`, every: '23h' },
    visits: () => visits,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
