/** What the built bot costs with the shipped brief and 100 feeds: CPU until it is ready, memory at its peak and idle. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { BOT_ENV, BOT_FLAGS } from './bot-flags.ts';
import { writeRoot } from './bot-root.ts';
import { buildFirst } from './build-first.ts';
import { type Feeds, serveFeeds } from './many-feeds.ts';
import { limitMemory } from './memory-limit.ts';
import { startPeer } from './peer-process.ts';

const ROOT = join(import.meta.dirname, '..');
const PEERS = join(ROOT, 'tests/peers');
const SLACK_CHANNEL = 'C0FOOTPRINT';
const MB = 1_024 * 1_024;
/** Clock ticks a second in /proc (sysconf(_SC_CLK_TCK), 100 on every Linux that Node supports). */
const TICKS = 100;
const PATIENCE = 120_000;

export type Footprint = {
  /** Processor seconds of all threads, until it said that it runs. */
  readonly ready: number;
  /** Bytes that no file backs, at their most; what a container's limit kills for. */
  readonly peak: number;
  /** Bytes resident, the program's own file among them, once nothing happens. */
  readonly idle: number;
  /** Whether it lived in a container's limit of `peak`; undefined where this machine lets us set none. */
  readonly lived: boolean | undefined;
};
type Limits = { readonly ready: number; readonly peak: number; readonly idle: number };

/** For one platform and no chart, and for both and a chart. */
export const LIMITS: Readonly<Record<'one' | 'both', Limits>> = {
  one: { ready: 1.5, peak: 128 * MB, idle: 110 * MB },
  both: { ready: 1.5, peak: 160 * MB, idle: 130 * MB },
};

/** Whether a bot costs no more than it may; what was not measured does not pass. */
export function passes(found: Footprint, limits: Limits): boolean {
  const { ready, peak, idle, lived } = found;
  return ready <= limits.ready && peak <= limits.peak && idle <= limits.idle && lived !== false;
}

/** `--feeds N --quiet SECONDS`; prints both bots and gives 1 where one costs more than it may. Linux only. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { feeds: { type: 'string', default: '100' }, quiet: { type: 'string', default: '20' } },
  });
  await buildFirst();
  let code = 0;
  for (const kind of ['one', 'both'] as const) {
    const found = await footprint(kind, Number(values.feeds), Number(values.quiet));
    const limits = LIMITS[kind];
    const mb = (bytes: number): string => `${Math.round(bytes / MB)} MB`;
    process.stdout.write(
      `${kind === 'one' ? 'one platform, no chart' : 'both platforms, a chart'}: ready after ${found.ready.toFixed(2)} s of CPU (${limits.ready}), ` +
        `peak ${mb(found.peak)} (${mb(limits.peak)}), idle ${mb(found.idle)} (${mb(limits.idle)}), ` +
        `${found.lived === undefined ? 'limit not set: no control groups here' : `${found.lived ? 'alive' : 'KILLED'} at a limit of ${mb(limits.peak)}`}\n`,
    );
    if (!passes(found, limits)) code = 1;
  }
  return code;
}

/** Measures one bot: it starts, reads every feed once, is asked for the board where there are both, and then idles. */
export async function footprint(kind: 'one' | 'both', count: number, quiet: number): Promise<Footprint> {
  const root = await mkdtemp(join(tmpdir(), 'signpost-footprint-'));
  const feeds = await serveFeeds(count);
  const discord = await startPeer(join(PEERS, 'discord/serve.ts'));
  const slack = await startPeer(join(PEERS, 'slack/serve.ts'), ['--channels', SLACK_CHANNEL]);
  await writeWorkspace(root, kind, feeds);
  const limit = await limitMemory(LIMITS[kind].peak);
  const command = [process.execPath, ...BOT_FLAGS, join(ROOT, 'dist/main.js'), '--root', root, 'run'];
  const [program = '', ...args] = limit?.within(command) ?? command;
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ...BOT_ENV,
      DISCORD_TOKEN: String(discord.hello['token']),
      DISCORD_API_URL: String(discord.hello['origin']),
      DISCORD_CHANNEL: String(discord.hello['channel']),
      ...(kind === 'one'
        ? {}
        : {
            SLACK_BOT_TOKEN: String(slack.hello['botToken']),
            SLACK_APP_TOKEN: String(slack.hello['appToken']),
            SLACK_API_URL: `${String(slack.hello['origin'])}/api/`,
          }),
    },
  });
  const ended = once(child, 'exit');
  try {
    const pid = child.pid ?? 0;
    const watch = watchMemory(pid);
    await Promise.race([
      says(child.stderr, 'signpost is running'),
      ended.then(() => Promise.reject(new Error('the bot did not start'))),
    ]);
    const ready = await cpuOf(pid);
    await until(() => feeds.requests() >= count);
    await wait(5_000);
    if (kind === 'both') {
      const asked = fetch(`${String(discord.hello['control'])}/_slash`, {
        method: 'POST',
        body: JSON.stringify({ name: 'signals', options: { days: 14 } }),
      });
      // One that was killed for its memory answers nothing.
      const answered = await Promise.race([asked, ended]);
      if (answered instanceof Response && !answered.ok) throw new Error(`/signals: ${await answered.text()}`);
    }
    await wait(quiet * 1_000);
    const idle = await memoryOf(pid, 'VmRSS');
    const lived = limit === undefined ? undefined : child.exitCode === null && child.signalCode === null;
    return { ready, peak: watch.stop(), idle, lived };
  } finally {
    child.kill('SIGKILL');
    await ended;
    await Promise.all([discord.stop(), slack.stop(), feeds.close(), limit?.remove()]);
    await rm(root, { recursive: true, force: true });
  }
}

async function writeWorkspace(root: string, kind: 'one' | 'both', { urls }: Feeds): Promise<void> {
  for (const part of ['config/briefs', 'config/lists'])
    await cp(join(ROOT, part), join(root, part), { recursive: true });
  const lines = urls.map(
    (url, nth) => `  - { id: feed-${nth}, url: ${JSON.stringify(url)}, outlet: Outlet ${nth}, lang: en }`,
  );
  const hosts = urls.map((url) => JSON.stringify(URL.parse(url)?.hostname));
  const slack = `  slack: { type: slack, channel: ${SLACK_CHANNEL} }\n`;
  await writeRoot(root, {
    'config/signpost.yaml': `polling: { allow_hosts: [${hosts.join(', ')}] }
receivers:
  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
${kind === 'one' ? '' : slack}route: { receiver: discord }
web: { port: 0 }
`,
    'feeds/many.yaml': `desk: many\nfeeds:\n${lines.join('\n')}\n`,
  });
}

function says(stream: NodeJS.ReadableStream | null, words: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (stream !== null)
    createInterface({ input: stream }).on('line', (line) => {
      if (line.includes(words)) resolve();
    });
  return promise;
}

async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

async function memoryOf(pid: number, name: 'VmRSS' | 'RssAnon'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1_024;
}

/** Looks every 20 ms, as the kernel keeps no peak of what no file backs. */
function watchMemory(pid: number): { readonly stop: () => number } {
  let most = Number.NaN;
  const timer = setInterval(() => {
    void memoryOf(pid, 'RssAnon').then((now) => {
      if (!Number.isNaN(now)) most = Number.isNaN(most) ? now : Math.max(most, now);
    });
  }, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!condition()) {
    if (Date.now() > end) throw new Error('the bot does not read its feeds');
    await wait(100);
  }
}
