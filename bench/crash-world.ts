/** The world of the crash bench: strict platforms in processes of their own, a store, a clock for all, and bots to kill. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, startBot } from './crash-bot.ts';
import { writeConfig } from './crash-config.ts';
import { count, type Count } from './crash-count.ts';
import { serveNews } from './crash-news.ts';
import { openPlaces, type Place, type PlaceCount, SLACK_HOOKED, SLACK_THREADS } from './crash-places.ts';
import { shownOnDiscord, shownOnSlack } from './crash-shown.ts';
import { openCrashStore } from './crash-store.ts';
import { discordTraffic, slackTraffic, type Traffic } from './crash-traffic.ts';
import { startPeer } from './peer-process.ts';
import { moved, ownTime, shownAt } from './shown-time.ts';

const PEERS = join(import.meta.dirname, '../tests/peers');
const CLOCK = join(import.meta.dirname, 'shown-clock.ts');
const SLACK_CHANNEL = 'C0CRASHTEST';

export type Platform = 'discord' | 'slack';
export type World = Awaited<ReturnType<typeof openWorld>>;
export type Options = {
  readonly store: 'sqlite' | 'postgres';
  /** No history may be read, so that a bot cannot see what it posted before. */
  readonly blind?: boolean;
  /** Alerts that come together share a message. */
  readonly grouped?: boolean;
  /** The forum, the threads and the webhooks are told, too. */
  readonly wide?: boolean;
};

/** Opens everything; every process and folder is its own and gone after `close`. */
export async function openWorld({ store: kind, blind = false, grouped = false, wide = false }: Options) {
  const root = await mkdtemp(join(tmpdir(), 'signpost-crash-'));
  let time = ownTime(Date.now());
  const now = (): number => shownAt(time, Date.now());
  const database = join(root, 'signpost.db');
  const before = { before: CLOCK };
  const peers = {
    discord: await startPeer(join(PEERS, 'discord/serve.ts'), blind ? ['--no-history'] : [], before),
    slack: await startPeer(
      join(PEERS, 'slack/serve.ts'),
      [
        '--channels',
        [SLACK_CHANNEL, SLACK_THREADS, SLACK_HOOKED].join(','),
        ...(blind ? ['--no-history'] : []),
      ],
      before,
    ),
  };
  const store = await openCrashStore(kind, database);
  const news = await serveNews(now);
  const config = { root, database, feeds: news.feeds, grouped, wide };
  await writeConfig({ ...config, version: 0, spare: false });
  let bot: Bot | undefined;

  const control: Readonly<Record<Platform, string>> = {
    discord: String(peers.discord.hello['control']),
    slack: String(peers.slack.hello['origin']),
  };
  const order = async (platform: Platform, what: string, body: object = {}): Promise<void> => {
    const answer = await fetch(`${control[platform]}/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${platform} ${what}: HTTP ${answer.status}`);
  };
  const ask = async (platform: Platform, what: string): Promise<unknown> =>
    (await fetch(`${control[platform]}/${what}`)).json();
  const list = async (platform: Platform, what: string): Promise<readonly unknown[]> =>
    (await ask(platform, what)) as unknown[];
  const shown = async (platform: Platform) => {
    const messages = await list(platform, '_messages');
    return messages
      .filter((each) => platform === 'discord' || isInMain(each))
      .map(platform === 'discord' ? shownOnDiscord : shownOnSlack);
  };

  const places = await openPlaces(peers, list);

  return {
    news,
    wide,
    faultHook: places.fault,
    /** What stands in the further places; undefined where they are not told. */
    countPlaces: async (): Promise<Readonly<Record<Place, PlaceCount>> | undefined> =>
      wide ? places.count(news.expected()) : undefined,
    tear: store.tear,
    troubles: store.troubles,
    order,
    shown,
    now,
    /** What the platforms would not have accepted, and what is wrong with the database once no bot runs. */
    complaints: async (): Promise<readonly string[]> => {
      const violations = [...(await list('discord', '_violations')), ...(await list('slack', '_violations'))];
      const damage = store.damage().map((each) => `the database is damaged: ${each}`);
      return [
        ...violations.map((each) => `a platform complains: ${String(each)}`),
        ...places.complaints(),
        ...damage,
      ];
    },
    traffic: async (): Promise<Readonly<Record<Platform, Traffic>>> => ({
      discord: discordTraffic(await ask('discord', '_log')),
      slack: slackTraffic(await ask('slack', '_log')),
    }),
    count: async (): Promise<Readonly<Record<Platform, Count>>> => ({
      discord: count(await shown('discord'), news.expected()),
      slack: count(await shown('slack'), news.expected()),
    }),
    /** Moves the clock of every process on, or lets it go faster; the bot's too, if one runs. */
    passTime: async (change: { readonly ahead?: number; readonly rate?: number }): Promise<void> => {
      time = moved(time, Date.now(), change);
      bot?.tell({ time });
      await Promise.all([peers.discord.tell({ time }), peers.slack.tell({ time })]);
    },
    /** Starts a bot; `at` is where it ends by itself. */
    start: (at?: string): Bot => {
      bot = startBot(root, {
        ...store.env,
        ...(at === undefined ? {} : { CRASH_AT: at }),
        CRASH_TIME: JSON.stringify(time),
        DISCORD_TOKEN: String(peers.discord.hello['token']),
        DISCORD_API_URL: String(peers.discord.hello['origin']),
        DISCORD_CHANNEL: String(peers.discord.hello['channel']),
        SLACK_BOT_TOKEN: String(peers.slack.hello['botToken']),
        SLACK_APP_TOKEN: String(peers.slack.hello['appToken']),
        SLACK_API_URL: String(peers.slack.hello['origin']),
        SLACK_CHANNEL,
        ...(wide ? places.env : {}),
      });
      return bot;
    },
    /** Takes a platform down or up again. */
    setDown: (platform: Platform, down: boolean): Promise<void> =>
      platform === 'discord' ? order('discord', down ? '_down' : '_up') : order('slack', '_down', { down }),
    /** Takes the bot's right to post in the platform's channel, or gives it back. */
    setRefused: (platform: Platform, refuse: boolean): Promise<void> =>
      order(platform, '_refuse', { refuse, channel: SLACK_CHANNEL }),
    /** Changes the configuration; `spare` so that the bot has to start again inside its process. */
    reconfigure: (version: number, spare: boolean): Promise<void> =>
      writeConfig({ ...config, version, spare }),
    close: async (): Promise<void> => {
      await bot?.end('SIGKILL');
      await Promise.all([peers.discord.stop(), peers.slack.stop(), news.close(), places.close()]);
      await store.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function isInMain(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'channel' in message &&
    message.channel === SLACK_CHANNEL
  );
}
