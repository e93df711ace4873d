/** Ten thousand feeds of which three in ten are dead, polled by the real bot: do the others notice? */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { phaseOf, spreadWindow } from '../src/core/feed/poll/phase.ts';
import { HOUR, parseDuration, SECOND } from '../src/core/time/duration.ts';
import { rssDocument } from '../tests/peers/feed-server.ts';
import { startBot, startIdler } from './hostile-bot.ts';
import { headline } from './hostile-headline.ts';
import { MB } from './hostile-documents.ts';
import { percentile } from './measure.ts';

/** Seconds of each feed's interval that a host has for one feed; its manners allow a request every second or two. */
const SECONDS_PER_FEED = 10;
const KINDS = ['refused', 'hanging', 'nameless', 'answering 500'] as const;
type Kind = (typeof KINDS)[number];

export type CrowdPlan = {
  readonly feeds: number;
  /** As configuration says it: `5m`. */
  readonly every: string;
  readonly minutes: number;
  readonly lives?: (line: string) => void;
};

export type CrowdResult = {
  /** Milliseconds behind schedule, over all polls of healthy feeds. */
  readonly lagP99: number;
  readonly lagMax: number;
  readonly polls: number;
  readonly p99: number;
  readonly max: number;
  readonly workP99: number;
  /** In a process that did nothing meanwhile. */
  readonly idleP99: number;
  readonly memory: number;
  readonly published: number;
  readonly missing: number;
  readonly dead: Readonly<Record<Kind, { readonly feeds: number; readonly asked: number }>>;
};

/** Runs it; every process, port and folder is its own and gone at the end. */
export async function crowd({ feeds: count, every, minutes, lives }: CrowdPlan): Promise<CrowdResult> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const healthyCount = Math.round(count * 0.7);
    const perHost = Math.max(1, Math.floor((parseDuration(every) ?? 0) / SECOND / SECONDS_PER_FEED));
    const good = await startPublishers(healthyCount, perHost);
    closers.push(good.close);
    const dead = await startDead(Math.floor((count - healthyCount) / KINDS.length), perHost);
    closers.push(dead.close);
    const feeds = [...good.urls, ...dead.urls].map((url, i) => ({
      id: i < healthyCount ? `healthy-${i}` : `dead-${i - healthyCount}`,
      url,
      every,
    }));
    const bot = await startBot(feeds);
    closers.push(bot.close);
    const idler = startIdler();
    closers.push(idler.close);
    const began = Date.now();
    // A start spreads the first polls, each at its feed's own phase.
    const window = spreadWindow(feeds.length, 15 * 60 * SECOND);
    const due = good.urls.map((_, i) => began + phaseOf(`healthy-${i}`) * window);
    const seen = good.urls.map(() => 0);
    const lags: number[] = [];
    await wait(2 * SECOND);
    bot.begin();
    const { rss } = await bot.read();
    const look = (): void => {
      const states = bot.states();
      for (const [i, times] of good.asked.entries()) {
        const state = states.get(`healthy-${i}`);
        for (; (seen[i] ?? 0) < times.length; seen[i] = (seen[i] ?? 0) + 1)
          lags.push(Math.max(0, (times[seen[i] ?? 0] ?? 0) - (due[i] ?? 0)));
        // Its next poll is told before it comes, since it comes minutes later.
        if (
          state !== undefined &&
          state.lastPolledAt !== undefined &&
          state.lastPolledAt >= (times.at(-1) ?? 0)
        )
          due[i] = state.nextPollAt;
      }
    };
    const end = began + minutes * 60 * SECOND;
    for (let told = 0; Date.now() < end; told += 1) {
      await wait(Math.min(5 * SECOND, Math.max(0, end - Date.now())));
      look();
      if (told % 12 === 11) {
        const { p99, peak } = await bot.read();
        lives?.(
          `  ${((Date.now() - began) / 60_000).toFixed(0)} min: ${lags.length} polls, lag p99 ${(percentile(lags, 0.99) / SECOND).toFixed(1)} s, delay p99 ${p99.toFixed(0)} ms, memory +${((peak - rss) / MB).toFixed(0)} MB`,
        );
      }
    }
    const { p99, max, workP99, peak } = await bot.read();
    const { p99: idleP99 } = await idler.read();
    // Those whose turn never came lag, too.
    for (const [i, times] of good.asked.entries())
      if (times.length === (seen[i] ?? 0) && (due[i] ?? 0) < end) lags.push(end - (due[i] ?? 0));
    const published = good.asked.flatMap((times, i) =>
      times.length === 0 ? [] : good.titlesAt(i, times.length - 1),
    );
    // What was sent a moment ago is being stored.
    await wait(5 * SECOND);
    const stored = bot.titles('healthy-');
    const failing = new Set(
      [...bot.states().values()].filter(({ status }) => status === 'failing').map(({ feedId }) => feedId),
    );
    return {
      lagP99: percentile(lags, 0.99),
      lagMax: Math.max(...lags),
      polls: lags.length,
      p99,
      max,
      workP99,
      idleP99,
      memory: peak - rss,
      published: published.length,
      missing: published.filter((title) => !stored.has(title)).length,
      dead: dead.count((id) => failing.has(id)),
    };
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

/** Publishers with one new headline a poll, many of them at each address as with outlets' own hosts. */
async function startPublishers(count: number, perHost: number) {
  const asked: number[][] = Array.from({ length: count }, () => []);
  const titlesAt = (feed: number, poll: number): readonly string[] =>
    Array.from({ length: poll + 1 }, (_, at) => headline(feed * 1_000 + at));
  const hosts = await serveMany(Math.ceil(count / perHost), (path, respond) => {
    const feed = Number(path.slice(1));
    const times = asked[feed];
    if (times === undefined) return;
    times.push(Date.now());
    const items = titlesAt(feed, times.length - 1).map((title, at) => ({
      id: `${feed}-${at}`,
      title,
      published: Date.now() - HOUR,
    }));
    respond(200, rssDocument(items));
  });
  return {
    asked,
    titlesAt,
    urls: asked.map((_, i) => `${hosts.origins[i % hosts.origins.length]}/${i}`),
    close: hosts.close,
  };
}

/** So many feeds of each way to be dead. */
async function startDead(each: number, perHost: number) {
  const closed = await listenMany(each, () => createTcpServer());
  const hanging = await listenMany(each, () =>
    createTcpServer((socket) => socket.on('error', () => undefined).resume()),
  );
  const broken = await serveMany(Math.ceil(each / perHost), (_, respond) =>
    respond(500, 'Internal Server Error'),
  );
  // Not before all others have a port, or one of them would get the same.
  await closed.close();
  const urls: Readonly<Record<Kind, readonly string[]>> = {
    refused: closed.origins,
    hanging: hanging.origins,
    nameless: Array.from({ length: each }, (_, i) => `http://nobody-${i}.invalid`),
    'answering 500': Array.from(
      { length: each },
      (_, i) => `${broken.origins[i % broken.origins.length]}/${i}`,
    ),
  };
  return {
    urls: KINDS.flatMap((kind) => urls[kind]).map((url) => `${url}/feed.xml`),
    count: (failing: (id: string) => boolean): CrowdResult['dead'] => {
      const of = (nth: number): { feeds: number; asked: number } => ({
        feeds: each,
        asked: Array.from({ length: each }, (_, i) => failing(`dead-${nth * each + i}`)).filter(Boolean)
          .length,
      });
      return { refused: of(0), hanging: of(1), nameless: of(2), 'answering 500': of(3) };
    },
    close: async () => {
      await Promise.all([hanging.close(), broken.close()]);
    },
  };
}

function serveMany(
  count: number,
  answer: (path: string, respond: (status: number, body: string) => void) => void,
) {
  return listenMany(count, () =>
    createHttpServer((request, response) =>
      answer(request.url ?? '', (status, body) =>
        response.writeHead(status, { 'content-type': 'application/rss+xml' }).end(body),
      ),
    ),
  );
}

/** Servers on ports that the system chooses. */
async function listenMany(count: number, make: () => ReturnType<typeof createTcpServer>) {
  const servers: ReturnType<typeof createTcpServer>[] = [];
  const sockets = new Set<{ destroy: () => unknown }>();
  for (let i = 0; i < count; i += 1) {
    const server = make();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
  }
  return {
    origins: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        servers.map(async (server) => {
          server.close();
          await once(server, 'close');
        }),
      );
    },
  };
}
