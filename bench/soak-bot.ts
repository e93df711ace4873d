/** All of the bot that works on the news, on a simulated clock and a database on disk: everything but timers and chats. */
import { join } from 'node:path';
import { PLATFORMS } from '../src/app/run/platforms.ts';
import { createDispatcher } from '../src/app/deliver/dispatcher.ts';
import { createFeedStates } from '../src/app/poll/feed-states.ts';
import {
  createHousekeeper,
  deliveryRules,
  type HousekeepingSettings,
} from '../src/app/housekeeping/housekeeper.ts';
import { deliveryNamer } from '../src/app/ingest/name-delivery.ts';
import { createPipeline } from '../src/app/ingest/ingest.ts';
import { createPlanner } from '../src/app/deliver/plan-delivery.ts';
import { createPoller } from '../src/app/poll/poller.ts';
import { createRenderer } from '../src/app/deliver/render-delivery.ts';
import { settingsSchema } from '../src/config/settings.ts';
import type { ConfiguredFeed } from '../src/core/feed/feed.ts';
import { Brief } from '../src/core/indicator/brief.ts';
import { compileBriefs } from '../src/core/query/language/compile-briefs.ts';
import { DAY, HOUR } from '../src/core/time/duration.ts';
import { simulatedClock } from '../src/edges/clock/clock.ts';
import { openHttp } from '../src/edges/http/open-http.ts';
import { createLog } from '../src/edges/log/log.ts';
import { openOwnParser } from '../src/app/run/open-bot-helper.ts';
import { openStore, type Store } from '../src/edges/store/open-store.ts';
import { webhookSink } from '../src/edges/webhook/sink.ts';
import { feedUrl } from './soak-world.ts';
import { hostOf } from './poll-server.ts';
import { seeded } from './seeded.ts';

const USER_AGENT = 'Signpost/soak';
const SECRET = 'whsec_c29hayBzZWNyZXQgdGhhdCBpcyBsb25nIGVub3VnaA==';

const BRIEF = Brief.parse({
  id: 'soak',
  title: 'Soak',
  happened: 'x',
  leverage: 'x',
  mechanism: 'x',
  matters: 'x',
  watch: 'signs',
  indicators: [
    ['treaties', 'treaty AND satellite'],
    ['strikes', 'strike AND hospital'],
    ['courts', 'election AND court'],
    ['summits', 'energy AND summit AND NOT tax'],
    ['pensions', 'pension NEAR/6 garden'],
    ['standing', '"standing notice"'],
  ].map(([id, query]) => ({
    id,
    name: `Sign of ${id}`,
    quote: 'signs',
    query,
    // What stands in feeds for ever must not be kept as the evidence of a rise.
    active_at: id === 'standing' ? 100_000 : 6,
    examples: { hits: ['x'], misses: ['y'] },
  })),
  correlations: [
    { id: 'both', name: 'Both', type: 'temporal', indicators: ['treaties', 'courts'], timespan: '6h' },
    {
      id: 'many',
      name: 'Many',
      type: 'event_count',
      indicators: ['strikes'],
      timespan: '24h',
      condition: { gte: 5 },
    },
  ],
});

export type SoakPlan = {
  readonly root: string;
  /** The port of the world. */
  readonly port: number;
  readonly feeds: number;
  readonly startAt: number;
  /** Milliseconds between two polls of a feed, and for which entries are kept. */
  readonly every: number;
  readonly retention: number;
};

export type SoakBot = Awaited<ReturnType<typeof openSoakBot>>;

/** Opens everything; `step` lets time pass and does all that falls due. */
export async function openSoakBot({ root, port, feeds: count, startAt, every, retention }: SoakPlan) {
  const path = join(root, 'soak.db');
  const store: Store = await openStore(path);
  const clock = simulatedClock(startAt);
  const errors: string[] = [];
  const log = {
    ...createLog({ level: 'silent', secrets: [] }),
    error: (about: object, message: string): void =>
      void errors.push(`${message} ${'err' in about ? String(about.err) : ''}`),
  };
  const random = seeded(7);
  const feeds = Array.from({ length: count }, (_, feed): ConfiguredFeed => ({
    id: `feed-${feed}`,
    url: feedUrl(feed, port),
    outlet: `Outlet ${feed}`,
    lang: 'en',
    every,
    desk: 'soak',
  }));
  const settings = settingsSchema(PLATFORMS).parse({
    receivers: { room: { type: 'console' } },
    route: { receiver: 'room', repeat: true },
    time_zone: 'Europe/Brussels',
    quiet_hours: [{ from: '23:00', to: '06:00' }],
    digest: { at: '08:00' },
  });
  // Shorter than a team may choose, so that ten days see everything pruned and forgotten.
  const rules: HousekeepingSettings = { ...settings, retention };
  const nameDelivery = deliveryNamer('soak');
  const allowHosts = [...feeds.keys()].map(hostOf).concat('127.0.0.1');
  const sink = webhookSink({
    url: `http://127.0.0.1:${port}/hook`,
    secret: SECRET,
    allowHosts,
    userAgent: USER_AGENT,
  });
  const dispatcher = createDispatcher({
    store,
    sinks: new Map([['room', sink]]),
    plan: createPlanner({ db: store.db, rules: () => deliveryRules(rules) }),
    render: createRenderer({
      db: store.db,
      briefs: () => [BRIEF],
      sources: () => Promise.resolve({ down: 0, total: count }),
    }),
    clock,
    log,
    random,
    owner: 'soak',
    nameDelivery,
  });
  const writer = {
    route: settings.route,
    groupWait: settings.group_wait,
    groupInterval: settings.group_interval,
    placeholders: new Map(),
    nameDelivery,
  };
  const { wake } = dispatcher;
  const pipeline = await createPipeline({
    store,
    lists: {},
    briefs: [BRIEF],
    matcher: compileBriefs([BRIEF]),
    writer,
    catchUp: settings.polling.catch_up,
    wake,
  });
  const feedStates = createFeedStates({ store, pipeline, writer: () => writer, wake });
  const http = openHttp({ userAgent: USER_AGENT, allowHosts, now: clock.now });
  const parser = openOwnParser();
  let polls = 0;
  const poller = createPoller({
    feeds,
    policy: { interval: HOUR },
    loadStates: feedStates.loadStates,
    fetchFeed: http.fetchFeed,
    parse: (...document) => parser.parse(...document),
    ingest: feedStates.ingest,
    report: () => (polls += 1),
    clock,
    log,
    random,
  });
  const housekeeper = createHousekeeper({
    store,
    writer: () => writer,
    settings: () => rules,
    briefs: () => [BRIEF],
    feeds: () => feeds,
    clock,
    log,
    wake,
  });
  return {
    path,
    store,
    now: clock.now,
    polls: (): number => polls,
    /** The first errors that were logged: bugs. */
    errors: (): readonly string[] => errors.slice(0, 5),
    step: async (ms: number): Promise<void> => {
      await clock.advance(ms);
      await poller.pollDue();
      await dispatcher.drain();
      await housekeeper.tick();
      await dispatcher.drain();
    },
    close: async (): Promise<void> => {
      await poller.stop();
      await Promise.all([parser.close(), http.close()]);
      await store.close();
    },
  };
}

/** How long entries are kept in the soak. */
export const SOAK_RETENTION = 2 * DAY;
