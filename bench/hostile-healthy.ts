/** The publishers that must not suffer: each on a port of its own, with a new headline every second, and a log of who came when. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { rssDocument } from '../tests/peers/feed-server.ts';
import { headline } from './hostile-headline.ts';

const SECOND = 1_000;
/** More than comes between two polls that are on schedule by far, and no more than feeds have. */
const SHOWN = 60;

export type Healthy = {
  readonly feeds: readonly { readonly id: string; readonly url: string; readonly every: string }[];
  /** When each was asked, epoch milliseconds. */
  readonly asked: readonly (readonly number[])[];
  /** The longest that one of them waited between two polls from one instant to another, milliseconds. */
  readonly longestGap: (from: number, to: number) => number;
  /** Publishes nothing more and resolves when every one has been asked twice since: titles that must be stored by now. */
  readonly settle: (patience: number) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Starts so many, each of which shows so many headlines. */
export async function startHealthy(count: number, { every = '2s', shown = SHOWN } = {}): Promise<Healthy> {
  const began = Date.now();
  let frozen: number | undefined;
  const asked: number[][] = Array.from({ length: count }, () => []);
  const titleOf = (feed: number, number: number): string => headline(feed * 10_000 + number);
  const published = (): number => Math.floor(((frozen ?? Date.now()) - began) / SECOND) + 1;
  const servers = await Promise.all(
    asked.map(async (log, feed) => {
      const server = createServer((_, response) => {
        log.push(Date.now());
        const newest = published();
        const first = Math.max(0, newest - shown);
        const items = Array.from({ length: newest - first }, (_, at) => ({
          id: `h${feed}-${first + at}`,
          title: titleOf(feed, first + at),
          link: `https://healthy-${feed}.example/${first + at}`,
          published: began + (first + at) * SECOND,
        }));
        response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rssDocument(items));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return {
    feeds: servers.map((server, feed) => ({
      id: `healthy-${feed}`,
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`,
      every,
    })),
    asked,
    longestGap: (from, to) =>
      Math.max(
        ...asked.map((times) => {
          const before = times.findLast((at) => at <= from) ?? from;
          const within = [before, ...times.filter((at) => at > from && at <= to), to];
          return Math.max(...within.slice(1).map((at, index) => at - (within[index] ?? at)));
        }),
      ),
    settle: async (patience) => {
      frozen = Date.now();
      const since = frozen;
      const until = since + patience;
      while (asked.some((times) => times.filter((at) => at > since).length < 2) && Date.now() < until)
        await wait(50);
      return asked.flatMap((_, feed) => Array.from({ length: published() }, (_, at) => titleOf(feed, at)));
    },
    close: async () => {
      await Promise.all(
        servers.map(async (server) => {
          server.closeAllConnections();
          server.close();
          await once(server, 'close');
        }),
      );
    },
  };
}
