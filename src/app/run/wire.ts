/** The composition root: one configuration and its secrets become a running bot. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Config } from '../../config/load-config.ts';
import { DEFAULT_POLICY } from '../../core/feed/poll/poll-interval.ts';
import { compileBriefs } from '../../core/query/language/compile-briefs.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import { openCharts } from '../../edges/chart/open-charts.ts';
import type { ConsoleOptions } from '../../edges/console/sink.ts';
import { openHttp } from '../../edges/http/open-http.ts';
import type { Log } from '../../edges/log/log.ts';
import { openParser } from '../../edges/parser/open-parser.ts';
import { releaseLeases } from '../../edges/store/claims.ts';
import { openStore } from '../../edges/store/open-store.ts';
import { serveWeb } from '../../edges/web/serve.ts';
import { createDispatcher } from '../deliver/dispatcher.ts';
import { lastRestoration } from '../deliver/after-restore.ts';
import { createChatHandler } from '../commands/chat-handler.ts';
import { countSources, createFeedStates } from '../poll/feed-states.ts';
import { createHealth } from './health.ts';
import { createHousekeeper, deliveryRules } from '../housekeeping/housekeeper.ts';
import type { LastReload } from './keep-running.ts';
import { createLeadership } from './lead.ts';
import { createMetrics } from './metrics.ts';
import { openNamer } from '../deliver/name-delivery.ts';
import { createPipeline } from '../ingest/ingest.ts';
import { createPlanner } from '../deliver/plan-delivery.ts';
import { createPoller } from '../poll/poller.ts';
import { openReceivers } from './receivers.ts';
import { createSharedPolls } from '../poll/replica-polls.ts';
import { createRenderer } from '../deliver/render-delivery.ts';
import type { Secrets } from './secrets.ts';

export type BotOptions = {
  readonly config: Config;
  readonly secrets: Secrets;
  /** Addresses of the chat platforms where they are not the real ones: `DISCORD_API_URL`, `SLACK_API_URL`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** The terminal that receivers without a token fall back to. */
  readonly out: ConsoleOptions;
  /** What became of the last wish to take over another configuration, for those who watch the bot. */
  readonly lastReload?: () => LastReload | undefined;
};

export type Bot = {
  /** The port that /healthz, /readyz and /metrics answer on. */
  readonly port: number;
  /** Stops claiming and polling, finishes what is under way, closes every socket and the database. */
  readonly stop: () => Promise<void>;
  /**
   * Goes by another configuration: briefs, routes and feeds at once, all or nothing. `restart-needed` where it names
   * another store, web address or other receivers, which a running bot does not change; then nothing has changed.
   */
  readonly reload: (config: Config) => Promise<'applied' | 'restart-needed'>;
};

/** What a running bot cannot exchange. */
const FIXED = ['store', 'web', 'receivers', 'polling'] as const;

/** Starts everything, or throws and leaves nothing open. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, clock, log } = options;
  const { settings, briefs, feeds } = config;
  let current = config;
  const closers: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    for (const close of closers.splice(0).toReversed()) {
      await close().catch((error: unknown) => log.error({ err: error }, 'could not be closed'));
    }
  };
  try {
    const store = await openStore(options.secrets.DATABASE_URL ?? settings.store.path);
    closers.push(store.close);
    const owner = `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
    const metrics = createMetrics();
    closers.push(() => Promise.resolve(metrics.close()));
    const nameDelivery = await openNamer(store.db);
    // Where other replicas may be at work, what a dead one left runs out by itself.
    const freed = store.dialect.shared ? 0 : await releaseLeases(store.db, clock.now());
    if (freed > 0) log.warn({ deliveries: freed }, 'taking up deliveries that the last run left half-sent');

    const receivers = openReceivers({
      ...options,
      receivers: settings.receivers,
      heardElsewhere: store.dialect.shared,
      slack: settings.slack,
      allowHosts: settings.polling.allow_hosts,
      userAgent: userAgent(settings.polling.contact),
    });
    closers.push(receivers.stop);
    const dispatcher = createDispatcher({
      store,
      sinks: receivers.sinks,
      plan: createPlanner({ db: store.db, rules: () => deliveryRules(current.settings) }),
      render: createRenderer({
        db: store.db,
        briefs: () => current.briefs,
        sources: () => countSources(store.db, current.feeds),
      }),
      clock,
      log,
      random: options.random,
      owner,
      nameDelivery,
      restored: await lastRestoration(store.db),
      report: metrics.settled,
    });
    const writerFor = (to: Config['settings']) => ({
      route: to.route,
      groupWait: to.group_wait,
      groupInterval: to.group_interval,
      placeholders: receivers.placeholders,
      channels: receivers.channels,
      nameDelivery,
    });
    let desk = writerFor(settings);
    const pipeline = await createPipeline({
      store,
      briefs,
      matcher: compileBriefs(briefs),
      desk,
      catchUp: settings.polling.catch_up,
      wake: dispatcher.wake,
      report: metrics.ingested,
    });
    const feedStates = createFeedStates({ store, pipeline, desk: () => desk, wake: dispatcher.wake });
    const http = openHttp({
      userAgent: userAgent(settings.polling.contact),
      allowHosts: settings.polling.allow_hosts,
    });
    closers.push(http.close);
    const parser = openParser();
    closers.push(parser.close);
    const poller = createPoller({
      feeds,
      policy: { ...DEFAULT_POLICY, interval: settings.polling.interval },
      concurrency: settings.polling.concurrency,
      loadStates: feedStates.loadStates,
      fetchFeed: http.fetchFeed,
      parse: (...document) => parser.parse(...document),
      ingest: feedStates.ingest,
      report: metrics.polled,
      ...(store.dialect.shared ? { pollFeed: createSharedPolls({ store, clock, owner }) } : {}),
      clock,
      log,
      random: options.random,
    });
    const housekeeper = createHousekeeper({
      store,
      desk: () => desk,
      settings: () => current.settings,
      briefs: () => current.briefs,
      feeds: () => current.feeds,
      clock,
      log,
      wake: dispatcher.wake,
    });
    const charts = openCharts();
    closers.push(charts.close);
    const handler = createChatHandler({
      store,
      briefs: () => current.briefs,
      feeds: () => current.feeds,
      sources: () => countSources(store.db, current.feeds),
      desk: () => desk,
      now: clock.now,
      wake: dispatcher.wake,
      log,
      zone: () => current.settings.time_zone,
      chart: async (data) => (await charts.signals(data)).png,
    });
    const leadership = createLeadership({
      store,
      begin: async () => {
        await receivers.start();
        for (const chat of receivers.chats) await chat.start(handler);
        housekeeper.start();
        return async () => {
          await housekeeper.stop();
          await receivers.stop();
        };
      },
      clock,
      log,
      random: options.random,
    });
    const health = createHealth({
      store,
      clock,
      lastTicks: () => ({ poller: poller.lastTickAt(), dispatcher: dispatcher.lastLookAt() }),
      leads: leadership.leads,
      stopping: () => stopping,
      feeds: () => current.feeds,
      lastReload: options.lastReload ?? (() => undefined),
      registry: metrics.registry,
    });
    const web = await serveWeb({ ...settings.web, ...health });
    closers.push(web.close);
    await leadership.start();
    closers.push(leadership.stop);
    dispatcher.start();
    closers.push(dispatcher.stop);
    await poller.start();
    closers.push(poller.stop);
    log.info({ feeds: feeds.length, briefs: briefs.length, port: web.port }, 'signpost is running');
    const reload = async (next: Config): Promise<'applied' | 'restart-needed'> => {
      if (FIXED.some((part) => !isDeepStrictEqual(next.settings[part], current.settings[part])))
        return 'restart-needed';
      // All that can fail comes before the exchange.
      const matcher = compileBriefs(next.briefs);
      await poller.replaceFeeds(next.feeds);
      desk = writerFor(next.settings);
      pipeline.follow({ briefs: next.briefs, matcher, desk });
      current = next;
      return 'applied';
    };
    return { port: web.port, stop, reload };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One honest name with a version and, where the operator gave one, an address to complain to. */
function userAgent(contact: string | undefined): string {
  const about = contact === undefined ? '' : ` (+${contact})`;
  return `Signpost/${packageJson.version}${about}`;
}
