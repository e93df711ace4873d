/** Kills replicas in turn while alerts flow through three of them on one PostgreSQL, and counts what the channels hold. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPostgres } from '../tests/peers/postgres.ts';
import { type Flow, startFlow } from './news-flow.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';
import { writeRoot, zebraBrief } from './bot-root.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const PEERS = join(import.meta.dirname, '../tests/peers');
const SLACK_CHANNEL = 'C0REPLICAS';
/** Longer than any lease: where nothing has come for as long, nothing will. */
const PATIENCE = 120_000;
/** The most that a takeover of the chat connections may take. */
const TAKEOVER = 30_000;

export type Plan = {
  readonly alerts: number;
  readonly kills: number;
  readonly replicas: number;
  /** Headlines a second. */
  readonly rate: number;
  /** An empty database to use instead of one on a server of its own. */
  readonly database?: string;
};

export type Count = { readonly inChannel: number; readonly lost: number; readonly doubled: number };
export type Result = {
  readonly discord: Count;
  readonly slack: Count;
  /** Milliseconds from each kill of the leader to the next one's first word. */
  readonly takeovers: readonly number[];
  readonly seconds: number;
};

/** `--alerts N --kills N --replicas N --rate N`; exit 1 where anything is lost or doubled, or a takeover is too slow. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      alerts: { type: 'string', default: '2000' },
      kills: { type: 'string', default: '9' },
      replicas: { type: 'string', default: '3' },
      rate: { type: 'string', default: '10' },
    },
  });
  const [alerts, kills] = [Number(values.alerts), Number(values.kills)];
  const result = await replicas({
    alerts,
    kills,
    replicas: Number(values.replicas),
    rate: Number(values.rate),
  });
  const { discord, slack, takeovers, seconds } = result;
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  for (const [name, { inChannel, lost, doubled }] of Object.entries({ discord, slack }))
    say(
      `${name.padEnd(8)} expected ${alerts}, in channel ${inChannel}, lost ${lost}, doubled ${doubled}, after ${kills} kills`,
    );
  const took = takeovers.map((ms) => `${(ms / 1_000).toFixed(1)} s`).join(', ');
  say(`leader   killed ${takeovers.length} times, taken over after ${took} (target 30 s)`);
  say(`whole    ${seconds.toFixed(0)} s with ${values.replicas} replicas`);
  return passes(result) ? 0 : 1;
}

/** Nothing lost, nothing doubled, and somebody in the chat again in time; the leader must have been killed. */
export function passes({ discord, slack, takeovers }: Result): boolean {
  const faults = discord.lost + discord.doubled + slack.lost + slack.doubled;
  return faults === 0 && takeovers.length > 0 && takeovers.every((took) => took <= TAKEOVER);
}

/** One whole experiment; every process, folder and database is its own and gone at the end. */
export async function replicas(plan: Plan): Promise<Result> {
  const closers: (() => Promise<unknown>)[] = [];
  const closes = <T extends { readonly stop: () => Promise<unknown> }>(thing: T): T => {
    closers.push(thing.stop);
    return thing;
  };
  const root = await mkdtemp(join(tmpdir(), 'signpost-replicas-'));
  closers.push(() => rm(root, { recursive: true, force: true }));
  try {
    const database = plan.database ?? closes(await startPostgres()).url;
    const discord = closes(await startPeer(join(PEERS, 'discord/serve.ts')));
    const slack = closes(await startPeer(join(PEERS, 'slack/serve.ts'), ['--channels', SLACK_CHANNEL]));
    const flow = closes(await startFlow(plan.alerts));
    await writeConfig(root, flow);
    const env = environment(database, discord, slack);
    const start = (): Replica => startReplica(root, env);
    const running = Array.from({ length: plan.replicas }, start);
    closers.push(() => Promise.all(running.map(({ end }) => end('SIGKILL'))));
    await flow.polled();
    const began = performance.now();
    flow.publish(plan.rate);

    const takeovers: Promise<number>[] = [];
    for (let kill = 0; kill < plan.kills; kill++) {
      await flow.reached(Math.floor((plan.alerts * (kill + 1)) / (plan.kills + 1)));
      // The leader first, then the others in turn, then whoever leads by then.
      const leader = running.findIndex(({ leads }) => leads());
      const which = kill % running.length === 0 ? Math.max(leader, 0) : (leader + kill) % running.length;
      const victim = running[which];
      if (victim === undefined) break;
      await victim.end('SIGKILL');
      running[which] = start();
      if (victim.leads()) takeovers.push(nextLeader(running));
    }
    const counts = async () => ({
      discord: count(await messages(`${String(discord.hello['control'])}/_messages`), flow.names),
      slack: count(await messages(`${String(slack.hello['origin'])}/_messages`), flow.names),
    });
    await settled(async () => {
      const { discord: d, slack: s } = await counts();
      return d.lost + s.lost;
    });
    const seconds = (performance.now() - began) / 1_000;
    // What is posted twice may come late.
    await wait(5_000);
    return { ...(await counts()), takeovers: await Promise.all(takeovers), seconds };
  } finally {
    for (const close of closers.toReversed()) await close().catch(() => undefined);
  }
}

type Replica = {
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
  readonly leads: () => boolean;
};

function startReplica(root: string, env: NodeJS.ProcessEnv): Replica {
  const child: ChildProcess = spawn(process.execPath, [MAIN, '--root', root, 'run'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  });
  let leads = false;
  const verbose = process.env['REPLICAS_LOG'] !== undefined;
  if (child.stderr !== null)
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('this replica leads')) leads = true;
      if (verbose) process.stderr.write(`${child.pid} ${line}\n`);
    });
  const ended = once(child, 'exit');
  return {
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
    leads: () => leads,
  };
}

/** Milliseconds from now until one of them leads. */
async function nextLeader(running: readonly Replica[]): Promise<number> {
  const killed = performance.now();
  while (!running.some(({ leads }) => leads()) && performance.now() - killed < PATIENCE) await wait(50);
  return performance.now() - killed;
}

function environment(database: string, discord: PeerProcess, slack: PeerProcess): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    DATABASE_URL: database,
    DISCORD_TOKEN: String(discord.hello['token']),
    DISCORD_API_URL: String(discord.hello['origin']),
    DISCORD_CHANNEL: String(discord.hello['channel']),
    SLACK_BOT_TOKEN: String(slack.hello['botToken']),
    SLACK_APP_TOKEN: String(slack.hello['appToken']),
    SLACK_API_URL: String(slack.hello['origin']),
    SLACK_CHANNEL,
  };
}

/** The peer may close an idle connection at the moment in which it is used again, so reading is tried twice. */
async function messages(url: string): Promise<readonly string[]> {
  const read = async (): Promise<unknown[]> => (await (await fetch(url)).json()) as unknown[];
  const answer = await read().catch(read);
  // A line that begins with a name must not run into the letter that JSON writes the line's end with.
  return answer.map((message) => JSON.stringify(message).replaceAll(String.raw`\n`, ' '));
}

function count(texts: readonly string[], names: readonly string[]): Count {
  const seen = new Map(names.map((name) => [name, 0]));
  for (const text of texts)
    for (const name of new Set(text.match(/\b[A-Z][a-z]{7}\b/g)))
      if (seen.has(name)) seen.set(name, (seen.get(name) ?? 0) + 1);
  const times = [...seen.values()];
  return {
    inChannel: times.reduce((sum, n) => sum + n, 0),
    lost: times.filter((n) => n === 0).length,
    doubled: times.reduce((sum, n) => sum + Math.max(0, n - 1), 0),
  };
}

async function writeConfig(root: string, flow: Flow): Promise<void> {
  const feeds = flow.urls.map(
    (url, i) =>
      `  - { id: feed-${i}, url: ${JSON.stringify(url)}, outlet: Outlet ${i}, lang: en, every: 1s }`,
  );
  const files: Record<string, string> = {
    'config/signpost.yaml': `
polling: { allow_hosts: ["127.0.0.1"] }
receivers:
  discord: { type: discord, channel: "\${DISCORD_CHANNEL}" }
  slack: { type: slack, channel: "\${SLACK_CHANNEL}" }
route:
  receiver: slack
  routes: [{ receiver: discord, continue: true }, { receiver: slack }]
group_wait: 1s
first_reading: silent
flood: { alerts: 100000, within: 5m }
web: { port: 0 }
`,
    'config/briefs/replicas.yaml': zebraBrief('replicas', 'Replicas', 100_000),
    'feeds/flow.yaml': `desk: flow\nfeeds:\n${feeds.join('\n')}\n`,
  };
  await writeRoot(root, files);
}

/** Resolves when nothing is missing, or when what is missing has not become less for a while. */
async function settled(missing: () => Promise<number>): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let since = performance.now();
  for (let now = await missing(); now > 0; now = await missing()) {
    if (now < least) [least, since] = [now, performance.now()];
    if (performance.now() - since > PATIENCE) return;
    await wait(2_000);
  }
}
