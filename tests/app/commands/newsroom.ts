/** A small newsroom: a real store filled through the real pipeline, two rooms that are told, and a chat to ask in. */
import { boardLines } from '../../../src/core/command/board-lines.ts';
import type { Setup } from '../../../src/app/commands/context.ts';
import { readChatMade } from '../../../src/app/run/chat/follow-chat.ts';
import { withChatMade } from '../../../src/config/chat-made.ts';
import { parseFeed } from '../../../src/core/feed/read/parse.ts';
import type { Lists } from '../../../src/core/lists/list.ts';
import { checkBrief } from '../../../src/core/query/language/check-brief.ts';
import { type AccessSettings, createAccess } from '../../../src/app/commands/access.ts';
import { createChatHandler } from '../../../src/app/commands/chat-handler.ts';
import { searchArchive } from '../../../src/app/archive/search-archive.ts';
import { tuneBrief } from '../../../src/app/archive/tune-brief.ts';
import { tryBriefs } from '../../../src/app/archive/try-briefs.ts';
import type { ChartData } from '../../../src/app/commands/reading/chart-data.ts';
import { createDispatcher } from '../../../src/app/deliver/dispatcher.ts';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { createPipeline } from '../../../src/app/ingest/ingest.ts';
import { createPlanner } from '../../../src/app/deliver/plan-delivery.ts';
import { createRenderer } from '../../../src/app/deliver/render-delivery.ts';
import type { RawArguments } from '../../../src/core/command/arguments.ts';
import type { CommandName } from '../../../src/core/command/catalogue.ts';
import type { Asker } from '../../../src/core/command/chat.ts';
import type { Inline, Reply } from '../../../src/core/command/reply.ts';
import type { AlertNotification } from '../../../src/core/delivery/notification.ts';
import type { Send, SendOutcome, Sink } from '../../../src/core/delivery/sink.ts';
import { canonicalUrl } from '../../../src/core/feed/canonical-url.ts';
import type { Entry } from '../../../src/core/feed/entry.ts';
import type { FetchOutcome } from '../../../src/core/feed/poll/fetch-outcome.ts';
import type { ConfiguredFeed } from '../../../src/core/feed/feed.ts';
import { titleKey } from '../../../src/core/feed/title-key.ts';
import type { Sources } from '../../../src/core/indicator/blindness.ts';
import { Brief } from '../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import { simulatedClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { accessSettings, accessWords, GUILD, peerHomes } from '../../access-rules.ts';
import { TEAM } from '../../peers/slack/workspace.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { rssDocument } from '../../peers/feed-server.ts';
import { newStore } from '../../stores.ts';

export const NOON = Date.UTC(2026, 8, 10, 12);

const examples = { hits: ['x'], misses: ['y'] };

/** Two signs and what they make together; a third that speaks only through a correlation. */
export const HARBOURS = Brief.parse({
  id: 'harbours',
  title: 'Harbours for sale',
  url: 'https://review.example/harbours',
  happened: 'Ports are being sold.',
  leverage: 'Whoever owns the quay sets the terms.',
  mechanism: 'Debt is turned into docks.',
  matters: 'Trade follows the owner. Everybody pays.',
  watch: 'Watch for port sales and dock strikes.',
  hypotheses: { capture: 'Owners capture trade' },
  lists: { sale: ['sold', 'sale', 'buys'], owners: { quay: ['Quay Holding'], anchor: ['Anchor Group'] } },
  indicators: [
    {
      id: 'port-sales',
      name: 'Ports change hands',
      quote: 'port sales',
      supports: 'capture',
      severity: 'high',
      tags: ['money'],
      query: '(port OR harbour) AND $sale AND NOT wine',
      examples,
      active_at: 2,
    },
    {
      id: 'dock-strikes',
      name: 'Dockers strike',
      quote: 'dock strikes',
      query: 'docker* AND strike*',
      examples,
    },
    {
      id: 'owner-talk',
      name: 'Owners speak',
      quote: 'owners',
      severity: 'low',
      query: '$owners',
      examples,
      alert: 'correlated',
    },
  ],
  correlations: [
    {
      id: 'sale-then-strike',
      name: 'Sale, then strike',
      type: 'temporal_ordered',
      indicators: ['port-sales', 'dock-strikes'],
      timespan: '7d',
    },
  ],
});

const FEEDS: readonly ConfiguredFeed[] = ['larkmoor', 'skerry', 'tern'].map((id) => ({
  id,
  url: `https://${id}.example/feed.xml`,
  outlet: `${id.charAt(0).toUpperCase()}${id.slice(1)} Post`,
  lang: 'en',
  desk: 'test',
}));

let entries = 0;

/** An entry of one of the feeds, `age` milliseconds old at noon. */
export function report(
  title: string,
  age: number,
  over: Partial<Entry> & { readonly feed?: string } = {},
): Entry {
  const { feed = 'larkmoor', ...rest } = over;
  const outlet = FEEDS.find((each) => each.id === feed)?.outlet ?? feed;
  const link = `https://${feed}.example/news/${(entries += 1)}`;
  return {
    feedId: feed,
    id: link,
    title,
    link,
    canonicalUrl: canonicalUrl(link),
    titleKey: titleKey(title, outlet),
    summary: '',
    outlet,
    lang: 'en',
    country: undefined,
    publishedAt: NOON - age,
    ...rest,
  };
}

const HERE = { spaces: [GUILD], direct: false, groups: [], guest: false } as const;
export const EDITOR: Asker = { ...HERE, platform: 'discord', id: '77', name: 'Editor', manages: true };
export const COLLEAGUE: Asker = {
  ...HERE,
  platform: 'slack',
  id: 'U9',
  name: 'Colleague',
  spaces: [TEAM],
  manages: true,
};
export const READER: Asker = { ...HERE, platform: 'discord', id: '78', name: 'Reader', manages: false };
export const CHANNEL = '123456789012345678';

/** What a publisher answers with a document. */
export function feedAnswer(url: string, document = rssDocument([])): FetchOutcome {
  return {
    kind: 'body',
    url,
    body: new TextEncoder().encode(document),
    hash: '',
    contentType: 'application/rss+xml',
    validators: { etag: undefined, lastModified: undefined },
    freshness: { freshFor: undefined, age: 0 },
    permanentUrl: undefined,
  };
}

/** Opens the newsroom at noon; the caller closes its store. */
export async function openNewsroom(
  options: {
    readonly chart?: (data: ChartData) => Promise<Uint8Array>;
    readonly access?: AccessSettings;
    readonly brief?: Brief;
    /** Who is told of trials. */
    readonly trial?: string;
    readonly lists?: Lists;
    /** Asks publishers; nobody answers where it is left out. */
    readonly fetchFeed?: Setup['fetchFeed'];
  } = {},
) {
  const store = await newStore();
  const clock = simulatedClock(NOON);
  const log = createLog({ level: 'silent', secrets: [] });
  const briefs = [options.brief ?? HARBOURS];
  const files = { briefs: [...briefs], feeds: FEEDS, lists: options.lists ?? {} };
  const refreshes = { count: 0 };
  const sends: (Send & { readonly receiver: string })[] = [];
  const scripted: SendOutcome[] = [];
  const down: { count: number; named?: Partial<Sources> } = { count: 0 };
  const sink =
    (receiver: string): Sink =>
    (send) => {
      sends.push({ ...send, receiver });
      const ref = { channel: receiver, message: `${receiver}-${sends.length}` };
      return Promise.resolve(scripted.shift() ?? { kind: 'sent', ref });
    };
  const sources = () => Promise.resolve({ down: down.count, total: FEEDS.length, ...down.named });
  const dispatcher = createDispatcher({
    store,
    sinks: { get: (receiver) => (receiver === 'nowhere' ? undefined : sink(receiver)) },
    plan: createPlanner({
      db: store.db,
      rules: () => ({ quietHours: [], zone: 'UTC', flood: { alerts: 1_000, within: MINUTE } }),
    }),
    render: createRenderer({ db: store.db, briefs: () => briefs, sources }),
    clock,
    log,
    random: () => 0.5,
    owner: 'test',
    nameDelivery: deliveryNamer('test'),
  });
  const writer = {
    route: {
      match: {},
      receiver: 'discord',
      continue: false,
      routes: [
        { match: { severity: ['high'] }, receiver: 'discord', continue: true, routes: [] },
        { match: { severity: ['high', 'medium'] }, receiver: 'slack', continue: false, routes: [] },
      ],
    },
    groupWait: 0,
    trial: options.trial,
    isOfChat: (briefId: string) => briefId.startsWith('chat-'),
    placeholders: new Map<string, string>(),
    channels: new Map([['discord:1', 'discord']]),
    nameDelivery: deliveryNamer('test'),
  };
  let matcher = compileBriefs(briefs);
  const pipeline = await createPipeline({
    store,
    lists: SHIPPED_LISTS,
    briefs,
    matcher,
    writer,
    catchUp: 3 * DAY,
    wake: () => undefined,
  });
  const wakes = { count: 0 };
  const archive = { db: store.db, dialect: store.dialect, elapsed: () => performance.now() };
  const settings = { current: options.access ?? accessSettings() };
  /** The servers that hold a receiver, where they are not the peers' own. */
  const homes: { current: readonly string[] | undefined } = { current: undefined };
  const access = createAccess({
    db: store.db,
    words: accessWords,
    settings: () => settings.current,
    homes: async (platform) => homes.current ?? (await peerHomes(platform)),
  });
  const handler = createChatHandler({
    store,
    briefs: () => briefs,
    matcher: () => matcher,
    lists: () => SHIPPED_LISTS,
    archive: {
      search: (search) => searchArchive(archive, search),
      tryBriefs: (request) => tryBriefs(archive, request),
      tuneBrief: (request) => tuneBrief(archive, request),
    },
    feeds: () => FEEDS,
    sources,
    writer: () => writer,
    now: clock.now,
    wake: () => {
      wakes.count += 1;
    },
    log,
    access,
    about: () => ({ version: '9.8.7', contact: 'mailto:desk@larkmoor.example' }),
    setup: {
      files: () => files,
      refresh: async () => {
        refreshes.count += 1;
        const joined = withChatMade(files, await readChatMade(store.db), checkBrief);
        briefs.splice(0, briefs.length, ...joined.config.briefs);
        matcher = compileBriefs(briefs);
        pipeline.follow({ briefs, matcher, writer });
      },
      fetchFeed:
        options.fetchFeed ??
        (() =>
          Promise.resolve({
            kind: 'failed',
            reason: 'connection',
            detail: 'nobody is there',
            retryAfter: undefined,
          })),
      parse: (bytes, source) => parseFeed(bytes, source),
      detect: () => Promise.resolve('en'),
    },
    ...(options.chart === undefined ? {} : { chart: options.chart }),
  });
  return {
    store,
    clock,
    sends,
    scripted,
    wakes,
    refreshes,
    down,
    handler,
    access,
    homes,
    /** Who may, as a reload would change it. */
    settings,
    drain: dispatcher.drain,
    /** Ingests entries as one poll and sends what follows from them. */
    poll: async (batch: readonly Entry[], history = false): Promise<void> => {
      await pipeline.ingest({ entries: batch, history, now: clock.now() });
      await clock.advance(MINUTE);
      await dispatcher.drain();
    },
    ask: (
      name: CommandName,
      args: RawArguments = {},
      by: Asker = EDITOR,
      channel = CHANNEL,
    ): Promise<Reply> => handler.command({ name, args, by, channel }),
    press: (
      button: string,
      by: Asker = EDITOR,
      fields?: Readonly<Record<string, string>>,
    ): Promise<Reply | undefined> =>
      handler.press({ button, by, channel: CHANNEL, ...(fields === undefined ? {} : { fields }) }),
    /** The newest state in which each receiver shows an alert. */
    shown: (alertId: number): Readonly<Record<string, AlertNotification>> =>
      Object.fromEntries(
        sends.flatMap(({ receiver, notification }) =>
          notification.kind === 'alert' && notification.alertId === alertId ? [[receiver, notification]] : [],
        ),
      ),
    audit: () => store.db.selectFrom('audit').selectAll().orderBy('id').execute(),
  };
}

export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>;

/** What both reports of the sale say below their headlines: what answers the query is no evidence of one event. */
const SALE =
  'The harbour board signed the contract at Fernside Hall after eleven months of talks; the new owner takes over in March.';

/** Three stories, two of them of one indicator, one of those by two outlets; the sale and the strike correlate. */
export async function fillNewsroom(room: Newsroom): Promise<void> {
  await room.poll([report('Old harbour sold to a stranger years ago', 20 * DAY)], true);
  await room.poll([
    report('Port of Larkmoor sold to Quay Holding for a song', 3 * HOUR, { summary: SALE }),
    report('Port of Larkmoor sold to Quay Holding', 2 * HOUR, { feed: 'skerry', summary: SALE }),
  ]);
  await room.poll([report('Dockers at Fernhollow strike over night shifts', 1 * HOUR, { feed: 'tern' })]);
  await room.poll([
    report('Port wine sale delights tasters', 50 * MINUTE),
    report('Anchor Group says it is here to stay', 40 * MINUTE, { feed: 'skerry' }),
    report('Nothing happened in Glosmere today at all', 30 * MINUTE),
  ]);
}

/** All the words of a reply, in order. */
export function wordsOf(reply: Reply | undefined): string {
  if (reply === undefined) return '';
  const inline = (each: Inline): string => (each.kind === 'time' ? `<${each.style}:${each.at}>` : each.text);
  const blocks = reply.blocks.flatMap((each) => (each.kind === 'board' ? boardLines(each.groups) : [each]));
  const lines = blocks.map((block): string => {
    switch (block.kind) {
      case 'line':
      case 'quote':
        return block.inlines.map(inline).join('');
      case 'fields':
        return block.fields.map(({ name, value }) => `${name}: ${value.map(inline).join('')}`).join('\n');
      case 'table':
        return [block.head, ...block.rows].map((row) => row.join(' | ')).join('\n');
      case 'evidence':
        return block.reports.map(({ outlet, headline }) => `${headline} (${outlet})`).join('\n');
      case 'board':
        return '';
    }
  });
  return [reply.title, ...lines].join('\n');
}
