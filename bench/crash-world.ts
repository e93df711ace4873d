/** The world of the crash bench: strict platforms in processes of their own, a store, and bots that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startPostgres } from '../tests/peers/postgres.ts';
import { type News, serveNews } from './crash-news.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const PEERS = join(import.meta.dirname, '../tests/peers');
const POINTS = join(import.meta.dirname, 'crash-points.ts');
const SLACK_CHANNEL = 'C0CRASHTEST';

export type Count = {
  readonly inChannel: number;
  readonly lost: number;
  readonly doubled: number;
  /** Messages that do not show the last headline. */
  readonly stale: number;
};
export type World = Awaited<ReturnType<typeof openWorld>>;

/** Opens everything; every process and folder is its own and gone after `close`. */
export async function openWorld(store: 'sqlite' | 'postgres') {
  const root = await mkdtemp(join(tmpdir(), 'signpost-crash-'));
  const discord = await startPeer(join(PEERS, 'discord/serve.ts'));
  const slack = await startPeer(join(PEERS, 'slack/serve.ts'), ['--channels', SLACK_CHANNEL]);
  const postgres = store === 'postgres' ? await startPostgres() : undefined;
  const news = await serveNews();
  const path = join(root, 'signpost.db');
  await writeConfig(root, news.url);
  const control = {
    discord: String(discord.hello['control']),
    slack: String(slack.hello['origin']),
  };
  const order = async (platform: 'discord' | 'slack', what: string, body: object = {}): Promise<void> => {
    const answer = await fetch(`${control[platform]}/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${platform} ${what}: HTTP ${answer.status}`);
  };
  const ask = async (platform: 'discord' | 'slack', what: string): Promise<readonly unknown[]> =>
    (await (await fetch(`${control[platform]}/${what}`)).json()) as unknown[];
  return {
    news,
    order,
    violations: async (): Promise<readonly string[]> =>
      [...(await ask('discord', '_violations')), ...(await ask('slack', '_violations'))].map(String),
    start: (env: Readonly<Record<string, string>>): ChildProcess =>
      startBot(root, discord, slack, {
        ...env,
        ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
      }),
    count: async () => ({
      discord: count(await ask('discord', '_messages'), news),
      slack: count(await ask('slack', '_messages'), news),
    }),
    /** Changes the configuration; `whole` so that the bot has to start again inside its process. */
    reconfigure: (version: number, whole: boolean): Promise<void> =>
      writeConfig(root, news.url, version, whole),
    /** Keeps every writer out of the SQLite file for longer than a writer waits. */
    lock: async (ms: number): Promise<void> => {
      const db = new DatabaseSync(path);
      try {
        db.exec('PRAGMA busy_timeout = 2000; BEGIN IMMEDIATE');
        await new Promise((resolve) => setTimeout(resolve, ms));
        db.exec('ROLLBACK');
      } finally {
        db.close();
      }
    },
    close: async (): Promise<void> => {
      await Promise.all([discord.stop(), slack.stop(), news.close()]);
      await postgres?.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Ends a bot if it has not ended; resolves when it is gone. */
export async function end(bot: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (bot.exitCode !== null || bot.signalCode !== null) return;
  const ended = once(bot, 'exit');
  bot.kill(signal);
  await ended;
}

function startBot(
  root: string,
  discord: PeerProcess,
  slack: PeerProcess,
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const watched = Object.keys(env).some((name) => name.startsWith('CRASH_'));
  return spawn(process.execPath, [...(watched ? ['--import', POINTS] : []), MAIN, '--root', root, 'run'], {
    cwd: root,
    stdio: ['ignore', 'ignore', process.env['CRASH_LOG'] === undefined ? 'ignore' : 'inherit'],
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: String(discord.hello['token']),
      DISCORD_API_URL: String(discord.hello['origin']),
      DISCORD_CHANNEL: String(discord.hello['channel']),
      SLACK_BOT_TOKEN: String(slack.hello['botToken']),
      SLACK_APP_TOKEN: String(slack.hello['appToken']),
      SLACK_API_URL: String(slack.hello['origin']),
      SLACK_CHANNEL,
      ...env,
    },
  });
}

function count(messages: readonly unknown[], news: News): Count {
  const texts = messages.map((message) => JSON.stringify(message));
  const names = news.names();
  const own = names.map((name) => texts.filter((text) => text.includes(name)));
  return {
    inChannel: own.reduce((sum, each) => sum + each.length, 0),
    lost: own.filter((each) => each.length === 0).length,
    doubled: own.reduce((sum, each) => sum + Math.max(0, each.length - 1), 0),
    stale: names.filter((name, i) => {
      const mark = news.mark(name);
      return mark !== undefined && own[i]?.some((text) => text.includes(mark)) !== true;
    }).length,
  };
}

async function writeConfig(root: string, feedUrl: string, version = 0, whole = false): Promise<void> {
  const spare = whole ? '  spare: { type: console }\n' : '';
  const files: Record<string, string> = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(join(root, 'signpost.db'))} }
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
${spare}  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
  slack: { type: slack, channel: "\${SLACK_CHANNEL}" }
route:
  receiver: slack
  routes: [{ receiver: discord, continue: true }, { receiver: slack }]
group_wait: 0s
flood: { alerts: 100000 }
web: { port: 0 }
`,
    'config/briefs/crash.yaml': `
id: crash
title: Crash test ${version}
happened: x
leverage: x
mechanism: x
matters: It must arrive.
watch: zebras
indicators:
  - id: zebras
    name: Zebras
    quote: zebras
    query: zebra
    active_at: 100000
    examples: { hits: [a zebra], misses: [a horse] }
`,
    'feeds/crash.yaml': `
desk: crash
feeds: [{ id: crash, url: ${JSON.stringify(feedUrl)}, outlet: Crash, lang: en, every: 1s }]
`,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
