/** The real bot on thousands of loopback hosts, and its own metrics read from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BOT_ENV, BOT_FLAGS } from './bot-flags.ts';
import { hostOf } from './poll-server.ts';
import { writeRoot } from './bot-root.ts';

const SOURCE = join(import.meta.dirname, '../src/main.ts');

/** Counters since the bot began; `lag` counts polls by the upper bound (seconds) of how late they were. */
export type Look = {
  readonly polls: number;
  /** Processor seconds. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
  readonly lag: ReadonlyMap<number, number>;
  readonly entries: number;
};

export type PollBot = {
  readonly look: () => Promise<Look>;
  /** The most memory it ever took, bytes; undefined where the system does not say. */
  readonly peak: () => Promise<number | undefined>;
  readonly close: () => Promise<void>;
};

/** Starts the bot, from its sources or from this file of a build, on `count` feeds that it polls every so many seconds. */
export async function startPollBot(
  port: number,
  count: number,
  every: number,
  main = SOURCE,
): Promise<PollBot> {
  const root = await mkdtemp(join(tmpdir(), 'signpost-poll-'));
  await writeConfig(root, port, count, every);
  const child = spawn(process.execPath, [...BOT_FLAGS, main, '--root', root, 'run'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], ...BOT_ENV },
  });
  const ended = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(root, { recursive: true, force: true });
  };
  try {
    const failed = ended.then(() => Promise.reject(new Error('the bot did not start')));
    const web = await Promise.race([running(child), failed]);
    return {
      look: async () => parseMetrics(await (await fetch(`http://127.0.0.1:${web}/metrics`)).text()),
      peak: () => peakOf(child.pid),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The port of its web endpoint, once it says that it runs. Errors that it logs are shown. */
function running(child: ChildProcess): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  if (child.stderr !== null)
    createInterface({ input: child.stderr }).on('line', (line) => {
      const port = /"port":(\d+).*signpost is running/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
      if (/"level":[56]0/.test(line)) process.stderr.write(`bot: ${line}\n`);
    });
  return promise;
}

function parseMetrics(text: string): Look {
  const valueOf = (name: string): number =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  const lag = new Map<number, number>();
  let below = 0;
  for (const [, bound = '', n] of text.matchAll(
    /^signpost_poll_lag_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm,
  )) {
    lag.set(bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound), Number(n) - below);
    below = Number(n);
  }
  return {
    polls: valueOf('signpost_polls_total'),
    cpu: valueOf('process_cpu_seconds_total'),
    rss: valueOf('process_resident_memory_bytes'),
    entries: valueOf('signpost_entries_total'),
    lag,
  };
}

async function peakOf(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

const SIGNS = [
  'treaty AND satellite',
  'strike NEAR/5 hospital',
  'election BEFORE/6 court',
  'pension AND traffic AND NOT tax',
  '"energy summit"',
];

async function writeConfig(root: string, port: number, count: number, every: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, feed) => feed);
  const indicators = SIGNS.map(
    (query, nth) =>
      `  - { id: sign-${nth}, name: Sign ${nth}, quote: signs, query: ${JSON.stringify(query)}, active_at: 100000, examples: { hits: [treaty satellite strike at hospital election day in court pension traffic energy summit], misses: [nothing] } }`,
  );
  const files: Readonly<Record<string, string>> = {
    'config/signpost.yaml': `
store: { path: ${JSON.stringify(join(root, 'signpost.db'))} }
polling:
  allow_hosts:
${numbers.map((feed) => `    - ${hostOf(feed)}`).join('\n')}
receivers: { terminal: { type: console } }
route: { receiver: terminal }
web: { port: 0 }
`,
    'config/briefs/signs.yaml': `
id: signs
title: Signs
happened: x
leverage: x
mechanism: x
matters: x
watch: signs
indicators:
${indicators.join('\n')}
`,
    'feeds/many.yaml': `desk: many\nfeeds:\n${numbers
      .map(
        (feed) =>
          `  - { id: feed-${feed}, url: "http://${hostOf(feed)}:${port}/feed/${feed}", outlet: Outlet ${feed}, lang: en, every: ${every}s }`,
      )
      .join('\n')}\n`,
  };
  await writeRoot(root, files);
}
