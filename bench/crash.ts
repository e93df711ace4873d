/** Kills the real bot at every point of a headline's path, among faults of everything around it, and counts. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Count, end, openWorld, type World } from './crash-world.ts';

/** What a round of the experiment waits for, and then kills by hand. */
const ROUND = 12_000;
/** The longest a run may take to bring everything into the channels after the last kill. */
const PATIENCE = 20_000;
const MINUTE = 60_000;
/** A restart that comes late is later than Discord remembers a nonce for, and than a lease lasts. */
const LATE = 3 * MINUTE;
/** At the end time jumps so far that the longest pause between two attempts is over. */
const LAST_JUMP = 20 * MINUTE;

const POINTS = [
  'after-parse',
  'before-ingest-commit',
  'after-ingest-commit',
  'before-claim-commit',
  'after-claim-commit',
  'before-send',
  'during-send',
  'after-send',
  'before-settle-commit',
  'after-settle-commit',
  'before-edit',
  'during-edit',
  'after-edit',
  'during-reload',
  'anywhere',
] as const;
type Point = (typeof POINTS)[number];

const FAULTS = {
  discord: [
    { kind: 'lost-answer' },
    { kind: 'cut-answer' },
    { kind: 'dropped' },
    { kind: 'error', status: 500 },
    { kind: 'error', status: 502, html: true, accept: true },
    { kind: 'rate-limit', seconds: 1 },
  ],
  slack: [
    { kind: 'lost-answer', method: 'chat.postMessage' },
    { kind: 'lost-answer', method: 'chat.update' },
    { kind: 'dropped', method: 'chat.postMessage' },
    { kind: 'http-500', method: 'chat.postMessage' },
    { kind: 'http-500-after', method: 'chat.postMessage' },
    { kind: 'rate-limited', method: 'chat.postMessage', retryAfter: 1 },
    { kind: 'not-json', method: 'conversations.history' },
  ],
} as const;

export type Plan = {
  readonly kills: number;
  readonly store: 'sqlite' | 'postgres';
  readonly random: () => number;
  /** Says how it goes. */
  readonly say?: (line: string) => void;
};

export type Result = {
  readonly expected: number;
  readonly discord: Count;
  readonly slack: Count;
  /** Kills by the point at which they struck; `timeout` where the point was not reached. */
  readonly kills: ReadonlyMap<string, number>;
  readonly violations: readonly string[];
};

/** `--kills N --store sqlite|postgres --seed N`; exit 1 where anything is lost, doubled or left stale. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '200' },
      store: { type: 'string', default: 'sqlite' },
      seed: { type: 'string', default: '1' },
    },
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const started = Date.now();
  const result = await crash({
    kills: Number(values.kills),
    store: values.store === 'postgres' ? 'postgres' : 'sqlite',
    random: seeded(Number(values.seed)),
    say,
  });
  const { expected, discord, slack } = result;
  say(`\n${values.store}, ${values.kills} kills in ${Math.round((Date.now() - started) / 1000)} s, at:`);
  say([...result.kills].map(([point, n]) => `${point} ${n}`).join(', '));
  for (const [platform, { inChannel, lost, doubled, stale }] of Object.entries({ discord, slack }))
    say(
      `${platform.padEnd(8)} expected ${expected}, in channel ${inChannel}, lost ${lost}, doubled ${doubled}, last headline not shown ${stale}`,
    );
  for (const violation of result.violations) say(`the peers complain: ${violation}`);
  return isGood(result) ? 0 : 1;
}

/** Whether nothing was lost, doubled, left stale or done that a platform would refuse. */
export function isGood({ discord, slack, violations }: Result): boolean {
  return (
    [discord, slack].every((each) => each.lost + each.doubled + each.stale === 0) && violations.length === 0
  );
}

/** One whole experiment. */
export async function crash(plan: Plan): Promise<Result> {
  const { random, say = () => undefined } = plan;
  const world = await openWorld(plan.store);
  const kills = new Map<string, number>();
  let behind = plan.kills * LATE + LAST_JUMP;
  try {
    // The first poll makes history of what is there.
    const first = world.start({ CRASH_BEHIND: String(behind) });
    await until(() => Promise.resolve(world.news.polls() >= 2), PATIENCE);
    await end(first, 'SIGKILL');
    for (let kill = 1; kill <= plan.kills; kill += 1) {
      const point = POINTS[(kill - 1) % POINTS.length] ?? 'anywhere';
      // Where processes share a store, claims of the dead hold for a minute.
      const late = plan.store === 'postgres' || random() < 0.5;
      if (late) {
        behind -= LATE;
        await world.order('discord', '_forget');
      }
      const struck = await round(world, { kill, point, behind, random, store: plan.store });
      kills.set(struck, (kills.get(struck) ?? 0) + 1);
      if (kill % 20 === 0) say(`${kill} kills, ${JSON.stringify(await world.count())}`);
    }
    await world.order('discord', '_clear');
    const last = world.start({});
    const settled = async (): Promise<boolean> =>
      Object.values(await world.count()).every((each) => each.lost + each.stale === 0);
    await until(settled, PATIENCE).catch(() => undefined);
    // A second look a little later: what is posted twice may come late.
    await wait(3_000);
    await end(last, 'SIGTERM');
    const counts = await world.count();
    return { expected: world.news.names().length, ...counts, kills, violations: await world.violations() };
  } finally {
    await world.close();
  }
}

type Round = {
  readonly kill: number;
  readonly point: Point;
  readonly behind: number;
  readonly random: () => number;
  readonly store: Plan['store'];
};

/** News, a fault or two, a bot, and its end; the answer is the point at which it was killed. */
async function round(world: World, { kill, point, behind, random, store }: Round): Promise<string> {
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  world.news.publish(2);
  const edited = one(world.news.names());
  if (edited !== undefined) world.news.edit(edited);
  if (random() < 0.6) await world.order('discord', '_fault', one(FAULTS.discord));
  if (random() < 0.6) await world.order('slack', '_fault', one(FAULTS.slack));
  const trouble = store === 'sqlite' ? kill % 25 : 0;
  const bot = world.start({
    CRASH_AT: `${point}:${1 + Math.floor(random() * 3)}`,
    CRASH_BEHIND: String(behind),
    ...(trouble === 7 ? { CRASH_FULL: '1' } : {}),
  });
  const around = [
    ...(kill % 10 === 3 ? [outage(world, 2_000 + random() * 3_000)] : []),
    ...(trouble === 13
      ? [
          wait(3_000)
            .then(() => world.lock(6_500))
            .catch(() => undefined),
        ]
      : []),
    ...(point === 'during-reload' ? [reloadSoon(world, bot, kill)] : []),
  ];
  const limit = point === 'anywhere' ? 2_000 + random() * 6_000 : ROUND;
  const reached = await Promise.race([gone(bot), wait(limit, 'timeout' as const, { ref: false })]);
  await end(bot, 'SIGKILL');
  await Promise.all(around);
  return reached === 'timeout' && point !== 'anywhere' ? 'timeout' : point;
}

async function gone(bot: ChildProcess): Promise<'gone'> {
  if (bot.exitCode === null && bot.signalCode === null)
    await new Promise((resolve) => bot.once('exit', resolve));
  return 'gone';
}

/** Both platforms refuse connections for a while. */
async function outage(world: World, ms: number): Promise<void> {
  await world.order('discord', '_down');
  await world.order('slack', '_down', { down: true });
  await wait(ms);
  await world.order('discord', '_up');
  await world.order('slack', '_down', { down: false });
}

/** Asks for a reload once the bot has polled, every other time one that exchanges the receivers. */
async function reloadSoon(world: World, bot: ChildProcess, kill: number): Promise<void> {
  const before = world.news.polls();
  await until(() => Promise.resolve(world.news.polls() > before || bot.signalCode !== null), ROUND).catch(
    () => undefined,
  );
  await world.reconfigure(kill, kill % 2 === 0);
  bot.kill('SIGHUP');
}

async function until(done: () => Promise<boolean>, within: number): Promise<void> {
  const over = Date.now() + within;
  while (!(await done())) {
    if (Date.now() > over) throw new Error('waited in vain');
    await wait(100);
  }
}

/** Mulberry32: small, good enough to spread kills, and the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
