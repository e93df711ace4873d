/** `npm run bench -- poll`: ten thousand feeds every five minutes, against the least that fetching and parsing can cost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadavg } from 'node:os';
import { buildFirst } from './build-first.ts';
import { type Look, startPollBot } from './poll-bot.ts';
import { measureParsing, type ParseFigures } from './poll-parse.ts';

const SERVER = join(import.meta.dirname, 'poll-server.ts');
const BARE = join(import.meta.dirname, 'poll-bare.ts');
const TARGETS = { lag: 10, megabytes: 400, parsing: 0.7 } as const;
/** Feeds that the bare loop fetches, at most; numbers that the bot does not use. */
const BARE_FEEDS = 2_000;
const BARE_FROM = 100_000;
/** As a Prometheus does by default; each look makes the bot count all of its feeds. */
const LOOK_EVERY = 15_000;

export type Phase = {
  readonly polls: number;
  readonly seconds: number;
  /** Processor milliseconds a poll, with everything else that the bot does meanwhile. */
  readonly cpu: number;
  /** Processor time by time passed. */
  readonly cores: number;
  /** Seconds after it was due that half, and 99 of 100, of the polls began at the latest. */
  readonly p50: number;
  readonly p99: number;
  readonly entries: number;
  readonly served: string;
};

export type Result = {
  readonly cold: Phase;
  readonly steady: Phase;
  /** Bytes. */
  readonly peak: number;
  readonly rss: number;
  readonly bare: { readonly cold: number; readonly steady: number; readonly perSecond: number };
  readonly parsing: ParseFigures;
};

/** `--feeds N --every SECONDS --windows N`; exit 1 where a target is missed. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      feeds: { type: 'string', default: '10000' },
      every: { type: 'string', default: '300' },
      windows: { type: 'string', default: '1' },
    },
  });
  const plan = { feeds: Number(values.feeds), every: Number(values.every), windows: Number(values.windows) };
  const load = loadavg().map((each) => each.toFixed(1));
  const result = await poll({ ...plan, main: await buildFirst(), documents: 40, rounds: 15 });
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  say(
    `${plan.feeds} feeds, each its own host, every ${plan.every} s; load of the machine before ${load.join(' ')}`,
  );
  for (const [name, phase] of Object.entries({ 'first polls': result.cold, 'then on': result.steady }))
    say(
      `${name.padEnd(12)} ${phase.polls} polls in ${phase.seconds.toFixed(0)} s: ${(phase.polls / phase.seconds).toFixed(1)}/s, ` +
        `${phase.cpu.toFixed(2)} ms CPU each, ${phase.cores.toFixed(2)} of a core; lag p50 ≤ ${phase.p50} s, p99 ≤ ${phase.p99} s; ` +
        `${phase.entries} new entries; ${phase.served}`,
    );
  const { bare, parsing } = result;
  say(
    `bare loop    first ${bare.cold.toFixed(2)} ms, then ${bare.steady.toFixed(2)} ms CPU a fetch, ${bare.perSecond.toFixed(0)} fetches/s flat out`,
  );
  say(
    `memory       at most ${megabytes(result.peak)} MB, in the end ${megabytes(result.rss)} MB (target ${TARGETS.megabytes})`,
  );
  say(
    `parse path   ${parsing.ours.toFixed(2)} ms against ${parsing.bare.toFixed(2)} ms of the bare parser, ${parsing.size.toFixed(0)} KB: ` +
      `${(100 * parsing.share).toFixed(0)} % of its throughput (target ${100 * TARGETS.parsing} %)`,
  );
  return passes(result) ? 0 : 1;
}

/** In time, on one core, in little memory, and not much slower than the parser alone. */
export function passes({ cold, steady, peak, parsing }: Result): boolean {
  return (
    Math.max(cold.p99, steady.p99) <= TARGETS.lag &&
    steady.cores < 1 &&
    peak / 1_048_576 < TARGETS.megabytes &&
    parsing.share >= TARGETS.parsing
  );
}

type Plan = {
  readonly feeds: number;
  readonly every: number;
  /** How many times `every` is measured after the first polls. */
  readonly windows: number;
  readonly documents: number;
  readonly rounds: number;
  /** The program's main file; its sources where left out. */
  readonly main?: string;
};

/** One whole measurement; every process and folder is its own and gone at the end. */
export async function poll(plan: Plan): Promise<Result> {
  const server = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = linesOf(server);
  let bot: Awaited<ReturnType<typeof startPollBot>> | undefined;
  try {
    const port = Number(JSON.parse(await lines())['port']);
    const served = async (): Promise<string> => {
      server.stdin?.write('counts\n');
      const counts = Object.entries(JSON.parse(await lines())).map(([kind, n]) => `${kind} ${String(n)}`);
      return counts.join(', ');
    };
    bot = await startPollBot(port, plan.feeds, plan.every, plan.main);
    let most = 0;
    const { look, peak } = bot;
    const watch = async (until: (seen: Look, seconds: number) => boolean): Promise<Phase> => {
      const before = await look();
      const began = performance.now();
      for (;;) {
        await wait(Math.min(LOOK_EVERY, plan.every * 200));
        const after = await look();
        most = Math.max(most, after.rss);
        const seconds = (performance.now() - began) / 1_000;
        if (until(after, seconds)) return phaseOf(before, after, seconds, await served());
      }
    };
    const cold = await watch(({ polls }) => polls >= plan.feeds);
    const steady = await watch((_, seconds) => seconds >= plan.every * plan.windows);
    const rss = (await look()).rss;
    const highest = (await peak()) ?? most;
    await bot.close();
    bot = undefined;
    const bare = await bareLoop(port, Math.min(plan.feeds, BARE_FEEDS));
    const parsing = await measureParsing({ documents: plan.documents, rounds: plan.rounds });
    return { cold, steady, peak: highest, rss, bare, parsing };
  } finally {
    await bot?.close();
    server.kill('SIGKILL');
    await once(server, 'exit');
  }
}

function phaseOf(before: Look, after: Look, seconds: number, served: string): Phase {
  const polls = after.polls - before.polls;
  const cpu = after.cpu - before.cpu;
  const late = [...after.lag].map(([bound, n]): readonly [number, number] => [
    bound,
    n - (before.lag.get(bound) ?? 0),
  ]);
  const within = (share: number): number => {
    let left = share * late.reduce((sum, [, n]) => sum + n, 0);
    return late.find(([, n]) => (left -= n) <= 0)?.[0] ?? Number.NaN;
  };
  return {
    polls,
    seconds,
    cpu: (1_000 * cpu) / Math.max(1, polls),
    cores: cpu / seconds,
    p50: within(0.5),
    p99: within(0.99),
    entries: after.entries - before.entries,
    served,
  };
}

async function bareLoop(port: number, count: number): Promise<Result['bare']> {
  const child = spawn(process.execPath, [BARE, String(port), String(BARE_FROM), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { cold, steady } = JSON.parse(await linesOf(child)());
  return { cold: cold.cpu, steady: steady.cpu, perSecond: count / steady.seconds };
}

/** Reads the lines that a process prints, one a call. */
function linesOf(child: ChildProcess): () => Promise<string> {
  if (child.stdout === null) throw new Error('the process has no output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the process ended without an answer');
    return value;
  };
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(0);
