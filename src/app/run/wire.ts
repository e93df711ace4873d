/** The composition root: one configuration and its secrets become a running bot. */
import type { Config } from '../../config/load-config.ts';
import { compileBriefs } from '../../core/query/language/compile-briefs.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import { leavePort } from '../../edges/web/leave-port.ts';
import { hastenRefused } from '../../edges/store/outbox/refusals.ts';
import { serveWeb } from '../../edges/web/serve.ts';
import { type BotBase, type BotOptions, openBase } from './bot-base.ts';
import { createConfigWatch } from './lights/compare-configs.ts';
import { type ChatFollower, createChatFollower } from './chat/follow-chat.ts';
import { createHealth } from './lights/health.ts';
import { fixedChanges } from './live-settings.ts';
import { openConversation } from './open-conversation.ts';
import { openDelivery } from './open-delivery.ts';
import { openReading } from './open-reading.ts';
import type { Receivers } from './receivers.ts';

export type Bot = {
  /** The port that /healthz, /readyz and /metrics answer on. */
  readonly port: number;
  /** Stops claiming and polling, finishes what is under way, closes every socket and the database. */
  readonly stop: () => Promise<void>;
  /**
   * Goes by another configuration: briefs, routes and feeds at once, all or nothing. `restart-needed` where it differs
   * in anything that is not among the live settings; then nothing has changed.
   */
  readonly reload: (config: Config) => Promise<'applied' | 'restart-needed'>;
};

type State = {
  /** What the files say. */
  files: Config;
  /** The same with what people set up from a chat. */
  current: Config;
  stopping: boolean;
};

/** Starts everything, or throws and leaves nothing open. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { log } = options;
  const closers: (() => Promise<void>)[] = [];
  const state: State = { files: options.config, current: options.config, stopping: false };
  const stop = async (): Promise<void> => {
    state.stopping = true;
    for (const close of closers.splice(0).toReversed()) {
      await close().catch((error: unknown) => log.error({ err: error }, 'could not be closed'));
    }
  };
  try {
    const base = await openBase(
      options,
      () => state.current,
      (close) => closers.push(close),
    );
    return { ...(await startParts(base, state)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Opens the parts of a bot and starts them, what sends before what reads. */
async function startParts(base: BotBase, state: State): Promise<Omit<Bot, 'stop'>> {
  const { options, store, metrics } = base;
  const { clock, log } = options;
  const chat = createChatFollower(store, log);
  state.current = await chat.join(state.files);
  const { settings, briefs, feeds } = state.current;
  let matcher = compileBriefs(briefs);
  const { receivers, dispatcher } = await openDelivery(base, () => matcher);
  let writer = writerFor(base, receivers, settings, chat);
  const { pipeline, poller, asking } = await openReading(base, matcher, () => writer, dispatcher.wake);
  const follow = async (files: Config): Promise<void> => {
    // All that can fail comes before the exchange.
    const next = await chat.join(files);
    const compiled = compileBriefs(next.briefs);
    await poller.replaceFeeds(next.feeds);
    writer = writerFor(base, receivers, next.settings, chat);
    matcher = compiled;
    pipeline.follow({ briefs: next.briefs, matcher, writer });
    Object.assign(state, { files, current: next });
    metrics.expect(next);
  };
  // One after another: each takes up what the one before it left.
  let following: Promise<unknown> = Promise.resolve();
  const inTurn = (files: () => Config): Promise<void> => {
    const done = following.then(() => follow(files()));
    following = done.catch(() => undefined);
    return done;
  };
  const refresh = (): Promise<void> => inTurn(() => state.files);
  const leadership = openConversation(base, receivers, {
    matcher: () => matcher,
    writer: () => writer,
    wake: dispatcher.wake,
    asking,
    files: () => state.files,
    refresh,
  });
  metrics.expect(state.current);
  const configs = createConfigWatch({ ...base, files: () => state.files, log });
  if (store.dialect.shared) {
    await configs.start();
    base.closeLater(configs.stop);
  }
  const health = createHealth({
    store,
    clock,
    lastTicks: () => ({ poller: poller.lastTickAt(), dispatcher: dispatcher.lastLookAt() }),
    leads: leadership.leads,
    stopping: () => state.stopping,
    feeds: () => state.current.feeds,
    lastReload: options.lastReload ?? (() => undefined),
    target: base.target,
    receivers: () => Object.keys(state.current.settings.receivers),
    unheard: receivers.unheard,
    storeTrouble: metrics.storeTrouble,
    configs: configs.last,
    registry: metrics.registry,
  });
  const web = await serveWeb({ ...settings.web, ...health });
  base.closeLater(web.close);
  await leavePort(web.port);
  await leadership.start();
  base.closeLater(leadership.stop);
  dispatcher.start();
  base.closeLater(dispatcher.stop);
  await poller.start();
  base.closeLater(poller.stop);
  base.pulse?.start(() => ({ polls: poller.lastTickAt(), deliveries: dispatcher.lastLookAt() }));
  const unwatch = chat.watch(refresh);
  base.closeLater(() => Promise.resolve(unwatch()));
  log.info({ feeds: feeds.length, briefs: briefs.length, port: web.port }, 'signpost is running');
  const reload = async (next: Config): Promise<'applied' | 'restart-needed'> => {
    if (fixedChanges(state.files, next).length > 0) return 'restart-needed';
    await inTurn(() => next);
    await hastenRefused(store.db, clock.now());
    dispatcher.wake();
    return 'applied';
  };
  return { port: web.port, reload };
}

/** How alerts are written under these settings. */
function writerFor(
  base: BotBase,
  receivers: Receivers,
  settings: Config['settings'],
  chat: ChatFollower,
): AlertWriter {
  return {
    isOfChat: chat.isOfChat,
    route: settings.route,
    groupWait: settings.group_wait,
    zone: settings.time_zone,
    groupInterval: settings.group_interval,
    trial: settings.trial,
    placeholders: receivers.placeholders,
    channels: receivers.channels,
    nameDelivery: base.nameDelivery,
  };
}
