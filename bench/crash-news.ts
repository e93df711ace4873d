/** News for the crash bench: three outlets whose headlines are events of their own, edited, raised and taken up by others. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inventedName, inventedWord } from './invented-words.ts';

/** The first outlet brings everything first, the others take things up. */
const OUTLETS = ['Courier', 'Ledger', 'Gazette'] as const;
const WORDS = 6;
/** What a headline says that makes it a sign of something graver. */
export const GRAVER = 'lion';
/** What a headline says that goes on from another. */
const MOVED_ON = 'withdrawn later';

export type News = Awaited<ReturnType<typeof serveNews>>;

/** What the message of an event must show in the end. */
export type Expected = {
  readonly name: string;
  readonly title: string;
  readonly alsoReportedBy: readonly string[];
  /** Whether something is said beside its message, too. */
  readonly answered: boolean;
};

type Event = {
  readonly name: string;
  readonly words: string;
  readonly at: string;
  edition: number;
  raised: boolean;
  /** The headlines of the others. */
  readonly takenUpBy: Map<string, string>;
};

/** A feed per outlet, each with one old item at first; `now` is what a clock shows to everybody. */
export async function serveNews(now: () => number) {
  const events = new Map<string, Event>();
  const polls = new Map<string, number>();
  const began = new Date(now() - 60_000).toUTCString();
  const own = ({ name, words, raised, edition }: Event): string =>
    `${name} zebra ${words}${raised ? ` ${GRAVER}` : ''}${edition > 0 ? ` edition ${edition}` : ''}`;
  // Who takes something up lists the first outlet's address, so that it is the same article for certain.
  const items = (outlet: string): readonly string[] =>
    [...events.values()].flatMap((event) => {
      const title = outlet === OUTLETS[0] ? own(event) : event.takenUpBy.get(outlet);
      return title === undefined ? [] : [item(outlet, event.name, title, event.at)];
    });
  const servers = await Promise.all(
    OUTLETS.map(async (outlet, index) => {
      const server = createServer((_, response) => {
        polls.set(outlet, (polls.get(outlet) ?? 0) + 1);
        const past = item(outlet, `past-${index}`, inventedWord(index), began);
        response.writeHead(200, { 'content-type': 'application/rss+xml' });
        response.end(
          `<rss version="2.0"><channel><title>${outlet}</title><link>https://${outlet}.example/</link>${past}${items(outlet).join('')}</channel></rss>`,
        );
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const begin = (name: string, words: string): string => {
    const at = new Date(now()).toUTCString();
    events.set(name, { name, words, at, edition: 0, raised: false, takenUpBy: new Map() });
    return name;
  };
  return {
    feeds: servers.map((server, i) => ({
      outlet: OUTLETS[i] ?? '',
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.xml`,
    })),
    /** The number of times that every outlet was asked at least. */
    polls: (): number => Math.min(...OUTLETS.map((outlet) => polls.get(outlet) ?? 0)),
    publish: (count: number): readonly string[] =>
      Array.from({ length: count }, () => {
        const from = OUTLETS.length + events.size * WORDS;
        const words = Array.from({ length: WORDS - 1 }, (_, nth) => inventedWord(from + nth + 1)).join(' ');
        return begin(inventedName(from), words);
      }),
    /** The publisher changes a headline that it brought before. */
    edit: (name: string): void => {
      const event = events.get(name);
      if (event !== undefined) event.edition += 1;
    },
    /** The publisher says more of it, so that it is a sign of something graver, too: one line answers the message. */
    raise: (name: string): void => {
      const event = events.get(name);
      if (event !== undefined) event.raised = true;
    },
    /** The publisher tells how the matter moved on: a headline with the words of another, which answers its message. */
    develop: (name: string): void => {
      const words = events.get(name)?.words;
      if (words !== undefined)
        begin(inventedName(OUTLETS.length + events.size * WORDS), `${words} ${MOVED_ON}`);
    },
    /** Another outlet reports the event too, as long as there is one that does not. */
    takeUp: (name: string): void => {
      const event = events.get(name);
      const next = OUTLETS.slice(1).find((outlet) => event?.takenUpBy.has(outlet) === false);
      if (event !== undefined && next !== undefined)
        event.takenUpBy.set(next, `${event.name} zebra ${event.words}`);
    },
    expected: (): readonly Expected[] =>
      [...events.values()].map((event) => ({
        name: event.name,
        title: own(event),
        alsoReportedBy: [...event.takenUpBy.keys()],
        answered: event.raised,
      })),
    close: async (): Promise<void> => {
      await Promise.all(servers.map(close));
    },
  };
}

function item(outlet: string, name: string, title: string, at: string): string {
  return `<item><title>${title}</title><link>https://${OUTLETS[0].toLowerCase()}.example/${name}</link><guid isPermaLink="false">${outlet}-${name}</guid><pubDate>${at}</pubDate></item>`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
