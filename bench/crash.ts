/** Kills the real bot while it posts to strict local platforms, again and again, and counts what the channels hold. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type PeerProcess, startPeer } from './peer-process.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const PEERS = join(import.meta.dirname, '../tests/peers');
/** The longest a run may take to bring everything into the channels after the last kill. */
const PATIENCE = 120_000;

type Count = { readonly lost: number; readonly doubled: number; readonly inChannel: number };

/** `--alerts N --kills N --seed N`; exit 1 where anything is lost on either platform or doubled on Discord or Slack. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      alerts: { type: 'string', default: '200' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [alerts, kills] = [Number(values.alerts), Number(values.kills)];
  const result = await crash({ alerts, kills, random: seeded(Number(values.seed)) });
  for (const [platform, count] of Object.entries(result)) {
    process.stdout.write(
      `${platform.padEnd(8)} expected ${alerts}, in channel ${count.inChannel}, lost ${count.lost}, doubled ${count.doubled}, after ${kills} kills\n`,
    );
  }
  const bad = Object.values(result).some(({ lost, doubled }) => lost + doubled > 0);
  return bad ? 1 : 0;
}

/** One whole experiment; every process and folder is its own and gone at the end. */
export async function crash(plan: {
  readonly alerts: number;
  readonly kills: number;
  readonly random: () => number;
}): Promise<{ readonly discord: Count; readonly slack: Count }> {
  const root = await mkdtemp(join(tmpdir(), 'signpost-crash-'));
  const discord = await startPeer(join(PEERS, 'discord/serve.ts'));
  const slack = await startPeer(join(PEERS, 'slack/serve.ts'), ['--channels', 'C0CRASHTEST']);
  const names = Array.from({ length: plan.alerts }, (_, i) => `Signal${String(i).padStart(4, '0')}`);
  const feed = await serveFeed(names);
  try {
    await writeConfig(root, feed.url);
    const start = (): ChildProcess => startBot(root, discord, slack);
    let bot = start();
    await feed.polled();
    feed.publish();
    const posted = async (): Promise<number> => (await counts(discord, slack, names)).discord.inChannel;
    for (let kill = 1; kill <= plan.kills; kill++) {
      const mark = Math.floor((plan.alerts * kill) / (plan.kills + 1));
      await until(async () => (await posted()) >= mark, PATIENCE);
      await wait(plan.random() * 40);
      const ended = once(bot, 'exit');
      bot.kill('SIGKILL');
      await ended;
      bot = start();
    }
    await until(async () => {
      const { discord: d, slack: s } = await counts(discord, slack, names);
      return d.lost + s.lost === 0;
    }, PATIENCE).catch(() => undefined);
    // A second look a little later: what is posted twice may come late.
    await wait(3_000);
    const ended = once(bot, 'exit');
    bot.kill('SIGTERM');
    await ended;
    return await counts(discord, slack, names);
  } finally {
    await Promise.all([discord.stop(), slack.stop(), feed.close()]);
    await rm(root, { recursive: true, force: true });
  }
}

function startBot(root: string, discord: PeerProcess, slack: PeerProcess): ChildProcess {
  return spawn(process.execPath, [MAIN, '--root', root, 'run'], {
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
      SLACK_CHANNEL: 'C0CRASHTEST',
    },
  });
}

async function counts(
  discord: PeerProcess,
  slack: PeerProcess,
  names: readonly string[],
): Promise<{ readonly discord: Count; readonly slack: Count }> {
  const [inDiscord, inSlack] = await Promise.all([
    fetch(`${String(discord.hello['control'])}/_messages`).then(
      (answer) => answer.json() as Promise<unknown[]>,
    ),
    fetch(`${String(slack.hello['origin'])}/_messages`).then((answer) => answer.json() as Promise<unknown[]>),
  ]);
  return { discord: count(inDiscord, names), slack: count(inSlack, names) };
}

function count(messages: readonly unknown[], names: readonly string[]): Count {
  const texts = messages.map((message) => JSON.stringify(message));
  const times = names.map((name) => texts.filter((text) => text.includes(name)).length);
  return {
    inChannel: times.reduce((sum, n) => sum + n, 0),
    lost: times.filter((n) => n === 0).length,
    doubled: times.reduce((sum, n) => sum + Math.max(0, n - 1), 0),
  };
}

/** A feed with one old item, and after `publish` with one item a name, each an event of its own. */
async function serveFeed(names: readonly string[]): Promise<{
  readonly url: string;
  readonly polled: () => Promise<void>;
  readonly publish: () => void;
  readonly close: () => Promise<void>;
}> {
  let published = false;
  let polls = 0;
  const server = createServer((_, response) => {
    polls++;
    const items = published ? names.map(item) : [item('Signal in the past', -1)];
    response.writeHead(200, { 'content-type': 'application/rss+xml' });
    response.end(
      `<rss version="2.0"><channel><title>Crash</title><link>https://crash.example/</link>${items.join('')}</channel></rss>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/feed.xml`,
    polled: () => until(() => Promise.resolve(polls > 0), PATIENCE),
    publish: () => {
      published = true;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A headline that shares no word but the signal with any other, so that every item is a story of its own. */
function item(name: string, index: number): string {
  const own = Array.from({ length: 5 }, (_, nth) => inventedWord((index + 1) * 5 + nth)).join(' ');
  const date = new Date(Date.now() - 60_000).toUTCString();
  return `<item><title>${name} zebra ${own}</title><link>https://crash.example/${index}</link><guid isPermaLink="false">g${index}</guid><pubDate>${date}</pubDate></item>`;
}

/** A word that no other number gives: its digits in base 20 as syllables. */
function inventedWord(number: number): string {
  const syllable = (digit: number): string => `${'bdfgklmnprstvz'[digit % 14]}${'aeiou'[digit % 5]}`;
  return `${syllable(Math.floor(number / 4_900) % 70)}${syllable(Math.floor(number / 70) % 70)}${syllable(number % 70)}`;
}

async function writeConfig(root: string, feedUrl: string): Promise<void> {
  const files: Record<string, string> = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(join(root, 'signpost.db'))} }
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
  slack: { type: slack, channel: "\${SLACK_CHANNEL}" }
route:
  receiver: slack
  routes: [{ receiver: discord, continue: true }, { receiver: slack }]
group_wait: 1s
web: { port: 0 }
`,
    'config/briefs/crash.yaml': `
id: crash
title: Crash test
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

async function until(done: () => Promise<boolean>, within: number): Promise<void> {
  const end = Date.now() + within;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await wait(20);
  }
}

/** Mulberry32: small, good enough to spread kills, and the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
