/** Opens what people talk to, and what only the leading replica does: chats, charts, housekeeping. */
import { openCharts } from '../../edges/chart/open-charts.ts';
import { policyOf } from '../../core/feed/poll/poll-interval.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import type { Log } from '../../edges/log/log.ts';
import { platformSettings } from '../../config/settings.ts';
import type { PlatformAccess } from '../../core/delivery/platform.ts';
import { PLATFORMS } from './platforms.ts';
import { createAccess } from '../commands/access.ts';
import { createChatHandler } from '../commands/chat-handler.ts';
import { sayWordsFound } from '../deliver/say-words-found.ts';
import { createHousekeeper } from '../housekeeping/housekeeper.ts';
import type { Config } from '../../config/load-config.ts';
import type { Asking } from '../commands/context.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import { countSources } from '../poll/feed-states.ts';
import { openArchive } from './open-archive.ts';
import type { BotBase } from './bot-base.ts';
import { createLeadership } from './lead.ts';
import { VERSION } from './user-agent.ts';
import { kindOf, type Receivers } from './receivers.ts';

type Parts = {
  readonly matcher: () => BriefMatcher;
  readonly writer: () => AlertWriter;
  readonly wake: () => void;
  readonly asking: Asking;
  /** The configuration of the files alone. */
  readonly files: () => Config;
  /** Takes over what people set up from a chat, as the tables say it now. */
  readonly refresh: () => Promise<void>;
};

/** Nobody is answered before the leadership is started. */
export function openConversation(
  base: BotBase,
  receivers: Receivers,
  { matcher, writer, wake, asking, files, refresh }: Parts,
): ReturnType<typeof createLeadership> {
  const { options, store, current } = base;
  const { clock, log } = options;
  const shared = {
    store,
    writer,
    briefs: () => current().briefs,
    feeds: () => current().feeds,
    wake,
    log,
  };
  const charts = openCharts();
  base.closeLater(charts.close);
  const access = createAccess({
    db: store.db,
    words: accessOf,
    settings: () => {
      const { settings } = current();
      const named = (platform: string) =>
        accessOf(platform)?.named(platformSettings(settings, platform)) ?? { spaces: [], changers: [] };
      return { named, votes: settings.votes };
    },
    homes: receivers.homes,
    holdsReceiver: (platform) =>
      Object.values(current().settings.receivers).some(
        (receiver) => kindOf(PLATFORMS, receiver)?.platform.name === platform,
      ),
    renewed: (code) => sayCode(log, code),
  });
  const housekeeper = createHousekeeper({
    ...shared,
    matcher,
    wordsFound: (brief, sign, entry) => sayWordsFound(matcher, current().lists)(brief, sign, entry),
    settings: () => current().settings,
    clock,
    isGone: async (platform, person) => {
      const spaces = [...(await access.rules(platform)).answered];
      return (await receivers.chats.get(platform)?.isGone?.(person, spaces)) ?? false;
    },
  });
  const handler = createChatHandler({
    ...shared,
    matcher,
    lists: () => current().lists,
    archive: openArchive(base.target, store, base.helper),
    access,
    sources: () => countSources(store.db, current().feeds),
    now: clock.now,
    setup: { ...asking, files, refresh },
    about: () => ({ version: VERSION, contact: current().settings.polling.contact }),
    zone: () => current().settings.time_zone,
    policy: () => policyOf(current().settings.polling),
    chart: async (data) => (await charts.signals(data)).png,
  });
  return createLeadership({
    store,
    begin: async () => {
      if (receivers.chats.size > 0) sayCode(log, access.code());
      await receivers.start(handler);
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
}

function accessOf(platform: string): PlatformAccess | undefined {
  return PLATFORMS.find(({ name }) => name === platform)?.access;
}

function sayCode(log: Log, code: string): void {
  log.info(
    { code },
    'another server or workspace may use this bot once somebody types /adopt and this code there',
  );
}
