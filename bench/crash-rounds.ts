/** One kill after another: news, a fault or a trouble, a bot, and its end at a point of the path. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Bot, End } from './crash-bot.ts';
import { eventOf } from './crash-count.ts';
import type { Trouble } from './crash-store.ts';
import type { Platform, World } from './crash-world.ts';

/** The longest that a running bot is waited for to come to its point, before it is killed where it is. */
const ROUND = 15_000;
const START = 60_000;
/**
 * Where processes share a database, what a dead one had claimed is left alone until the claim has run out by the server's
 * clock, which no bench moves: a minute for a feed.
 */
const CLAIMS = 60_000;
const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After 24 hours of trying a delivery is given up, which is no loss but a rule; what comes in a day that long is told. */
const LONG_DAY = 23 * HOUR;
/** An hour goes by in a quarter of a minute. */
const FAST = 240;

/** Where a kill can be aimed at, and how often the point may be passed before it strikes. */
export const POINTS = {
  'after-parse': 1,
  'before-ingest-commit': 1,
  'after-ingest-commit': 1,
  'before-claim-commit': 2,
  'after-claim-commit': 2,
  'before-send': 3,
  'during-send': 3,
  'after-send': 3,
  'before-settle-commit': 3,
  'after-settle-commit': 3,
  'before-edit': 2,
  'during-edit': 2,
  'after-edit': 2,
  'during-look-up': 1,
  'during-reload': 1,
  anywhere: 1,
} as const;
export type Point = keyof typeof POINTS;

/** Faults of each platform, one request each. */
const FAULTS = {
  discord: [
    { kind: 'lost-answer' },
    { kind: 'cut-answer' },
    { kind: 'dropped' },
    { kind: 'error', status: 500 },
    { kind: 'error', status: 502, html: true, accept: true },
    { kind: 'rate-limit', seconds: 1 },
    { kind: 'rate-limit', seconds: 90 },
  ],
  slack: [
    { kind: 'lost-answer', method: 'chat.postMessage' },
    { kind: 'lost-answer', method: 'chat.update' },
    { kind: 'dropped', method: 'chat.postMessage' },
    { kind: 'http-500', method: 'chat.postMessage' },
    { kind: 'http-500-after', method: 'chat.postMessage' },
    { kind: 'rate-limited', method: 'chat.postMessage', retryAfter: 1 },
    { kind: 'rate-limited', method: 'chat.postMessage', retryAfter: 90 },
    { kind: 'not-json', method: 'conversations.history' },
  ],
} as const;
const WEBHOOK_FAULTS = {
  slack: [
    { kind: 'lost-answer', method: 'webhook' },
    { kind: 'dropped', method: 'webhook' },
    { kind: 'http-500', method: 'webhook' },
    { kind: 'rate-limited', method: 'webhook', retryAfter: 1 },
  ],
  own: [
    { kind: 'lost-answer' },
    { kind: 'dropped' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  ],
} as const;

export type Round = {
  /** Counts the rounds. */
  readonly number: number;
  readonly point: Point;
  readonly trouble: Trouble | 'outage' | undefined;
  /** Milliseconds that go by between the last kill and the next start. */
  readonly pause: number;
  readonly random: () => number;
};

/** What became of a round: where the bot was killed, and how it ended otherwise. */
export type Struck = {
  readonly at: Point | 'elsewhere';
  readonly end: End;
  readonly errors: readonly string[];
};

/** Runs one round to the end of its bot. */
export async function round(world: World, { number, point, trouble, pause, random }: Round): Promise<Struck> {
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  if (pause > 0) await world.passTime({ ahead: pause });
  await makeNews(world, one);
  if (random() < 0.6) await world.order('discord', '_fault', one(FAULTS.discord));
  if (random() < 0.6) await world.order('slack', '_fault', one(FAULTS.slack));
  if (world.wide) {
    if (random() < 0.4) await world.order('slack', '_fault', one(WEBHOOK_FAULTS.slack));
    const fault = one(WEBHOOK_FAULTS.own);
    if (random() < 0.4 && fault !== undefined) world.faultHook(fault);
  }
  const reloads = point === 'during-reload';
  // Every other reload exchanges the receivers, for which the bot starts again inside its process.
  const spare = reloads && number % 2 === 0;
  const times = reloads
    ? 1 + Math.floor(random() * (spare ? 900 : 60))
    : 1 + Math.floor(random() * POINTS[point]);
  const bot = world.start(point === 'anywhere' ? undefined : `${point}:${times}`);
  const around = [
    ...(trouble === undefined ? [] : [suffer(world, bot, trouble)]),
    ...(reloads ? [reload(world, bot, number, spare)] : []),
  ];
  const limit = point === 'anywhere' ? 500 + random() * (trouble === undefined ? 4_000 : 9_000) : ROUND;
  // At no point in particular is in the midst of the start, too; where there is trouble it comes after the start.
  const fromStart = point === 'anywhere' && trouble === undefined && random() < 0.5;
  const inTime = fromStart ? wait(0) : bySign(bot);
  const bySelf = await Promise.race([bot.ended, inTime.then(() => wait(limit, 'late' as const))]);
  const end = await bot.end('SIGKILL');
  await Promise.all(around);
  if (trouble === 'torn') world.tear?.(random);
  const missed = bySelf === 'late' ? point !== 'anywhere' : bySelf.kind === 'exited';
  const reloaded = reloads && bot.hasSaid('the new configuration is in force');
  return { at: missed || reloaded ? 'elsewhere' : point, end, errors: bot.errors() };
}

/** One or two events; of what stands in both channels a headline changes, one turns graver, one moves on, and an outlet takes one up. */
async function makeNews(world: World, one: <T>(list: readonly T[]) => T | undefined): Promise<void> {
  const inBoth = await told(world);
  const edited = one(inBoth);
  const takenUp = one(inBoth);
  const raised = one(inBoth);
  const moved = one([undefined, ...inBoth.slice(-1)]);
  world.news.publish(one([1, 2]) ?? 1);
  if (edited !== undefined) world.news.edit(edited);
  if (takenUp !== undefined) world.news.takeUp(takenUp);
  if (raised !== undefined) world.news.raise(raised);
  if (moved !== undefined) world.news.develop(moved);
}

/** Names of the events that were told on both platforms. */
async function told(world: World): Promise<readonly string[]> {
  return [...(await namesOn(world, 'discord')).intersection(await namesOn(world, 'slack'))];
}

async function namesOn(world: World, platform: Platform): Promise<ReadonlySet<string>> {
  const shown = await world.shown(platform);
  const messages = shown.filter(({ kind }) => kind === 'message');
  return new Set(messages.flatMap(({ title, grouped }) => [title, ...grouped]).map(eventOf));
}

async function suffer(world: World, bot: Bot, trouble: Trouble | 'outage'): Promise<void> {
  await bot.says('signpost is running');
  if (trouble !== 'outage') return world.troubles[trouble]?.(6 * SECOND, bot.tell).catch(() => undefined);
  for (const platform of ['discord', 'slack'] as const) await world.setDown(platform, true);
  await wait(3 * SECOND);
  for (const platform of ['discord', 'slack'] as const) await world.setDown(platform, false);
}

async function reload(world: World, bot: Bot, version: number, spare: boolean): Promise<void> {
  await world.reconfigure(version, spare);
  await bot.says('signpost is running');
  // The running bot has read the configuration before; this one differs from it.
  await world.reconfigure(version + 1, !spare);
  bot.hangUp();
}

/** What goes wrong with a platform for long: it is down for an hour or a day, or refuses every post for an hour. */
export type Ordeal = { readonly platform: Platform; readonly kind: 'hour' | 'day' | 'refusal' };

export type Outage = Ordeal & {
  /** Events that came meanwhile, and how many of them the other platform had before it was over. */
  readonly events: number;
  readonly elsewhere: number;
};

/** A platform is down or refuses, and meanwhile a bot is killed and another one started; news goes on. */
export async function longOutage(world: World, { platform, kind }: Ordeal): Promise<Outage> {
  const other: Platform = platform === 'discord' ? 'slack' : 'discord';
  const length = kind === 'day' ? LONG_DAY : HOUR;
  const set = (wrong: boolean): Promise<void> =>
    kind === 'refusal' ? world.setRefused(platform, wrong) : world.setDown(platform, wrong);
  await world.order('discord', '_clear');
  await world.order('slack', '_clear');
  const first = world.start();
  await bySign(first);
  await set(true);
  const began = world.now();
  await world.passTime({ rate: FAST });
  const names = new Set(world.news.publish(2));
  await wait(3 * SECOND);
  await first.end('SIGKILL');
  for (const name of world.news.publish(2)) names.add(name);
  await world.passTime({ ahead: 2 * MINUTE, rate: 1 });
  const second = world.start();
  const arrived = async (): Promise<number> => (await namesOn(world, other)).intersection(names).size;
  const patience = performance.now() + CLAIMS + START;
  while ((await arrived()) < names.size && performance.now() < patience) await wait(500);
  const elsewhere = await arrived();
  await world.passTime({ rate: FAST });
  while (world.now() - began < length) {
    if (kind === 'day') await world.passTime({ ahead: HOUR });
    await wait(SECOND);
  }
  await world.passTime({ rate: 1 });
  await set(false);
  await wait(SECOND);
  await second.end('SIGKILL');
  return { platform, kind, events: names.size, elsewhere };
}

async function bySign(bot: Bot): Promise<void> {
  await Promise.race([bot.says('signpost is running'), wait(START, undefined, { ref: false })]);
}
