/** News for the crash bench: a feed whose every item is an event of its own, and whose headlines can be edited. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Long ago enough to lie in the past of a bot whose clock was set back. */
const AGE = 15 * 3_600_000;

export type News = Awaited<ReturnType<typeof serveNews>>;

/** A feed with one old item, and then with whatever is published. */
export async function serveNews() {
  const published = new Date(Date.now() - AGE).toUTCString();
  const editions = new Map<string, number>();
  let polls = 0;
  const item = (name: string, index: number): string => {
    const own = Array.from({ length: 5 }, (_, nth) => inventedWord((index + 1) * 5 + nth)).join(' ');
    const edition = editions.get(name) ?? 0;
    const title = `${name} zebra ${own}${edition > 0 ? ` ${editionMark(name, edition)}` : ''}`;
    return `<item><title>${title}</title><link>https://crash.example/${index}</link><guid isPermaLink="false">g${index}</guid><pubDate>${published}</pubDate></item>`;
  };
  const server = createServer((_, response) => {
    polls += 1;
    const items = [...editions.keys()].map(item);
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.end(
      `<rss version="2.0"><channel><title>Crash</title><link>https://crash.example/</link>${items.join('')}</channel></rss>`,
    );
  });
  editions.set('Past', 0);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/feed.xml`,
    polls: (): number => polls,
    /** Names of everything that was published, and what the headline ends with by now. */
    names: (): readonly string[] => [...editions.keys()].filter((name) => name !== 'Past'),
    mark: (name: string): string | undefined => {
      const edition = editions.get(name) ?? 0;
      return edition > 0 ? editionMark(name, edition) : undefined;
    },
    publish: (count: number): void => {
      for (let i = 0; i < count; i += 1) editions.set(`Signal${String(editions.size).padStart(4, '0')}`, 0);
    },
    /** The publisher changes a headline that it brought before. */
    edit: (name: string): void => void editions.set(name, (editions.get(name) ?? 0) + 1),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function editionMark(name: string, edition: number): string {
  return `edition${edition}of${name}`;
}

/** A word that no other number gives: its digits in base 20 as syllables. */
function inventedWord(number: number): string {
  const syllable = (digit: number): string => `${'bdfgklmnprstvz'[digit % 14]}${'aeiou'[digit % 5]}`;
  return `${syllable(Math.floor(number / 4_900) % 70)}${syllable(Math.floor(number / 70) % 70)}${syllable(number % 70)}`;
}
