/** `npm run bench -- soak`: ten simulated days of five hundred feeds on disk; memory must not grow, nothing be told twice. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { memoryInUse } from './measure.ts';
import { openSoakBot, type SoakBot, SOAK_RETENTION } from './soak-bot.ts';
import type { Told } from './soak-world.ts';

const WORLD = join(import.meta.dirname, 'soak-world.ts');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MB = 1_048_576;
/** A Sunday at noon; the clocks of Brussels go back on the Sunday after. */
const START = Date.UTC(2026, 9, 18, 12);
/** Days before which memory is still filling. */
const SETTLED = 3;
const MOST_GROWTH = 0.05;
const TABLES = [
  'feeds',
  'entries',
  'entry_keys',
  'stories',
  'signals',
  'alerts',
  'deliveries',
  'delivery_attempts',
  'standings',
] as const;

export type SoakDay = {
  readonly day: number;
  /** Bytes in use after a full collection, and taken by the process. */
  readonly heap: number;
  readonly rss: number;
  /** Bytes of the database and its log. */
  readonly disk: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly tombstones: number;
  readonly polls: number;
  readonly told: Told;
};

export type SoakResult = {
  readonly days: readonly SoakDay[];
  /** How much more memory the last day uses than the third, as a share, by a line through the days between. */
  readonly growth: number;
  readonly dead: number;
  readonly errors: readonly string[];
};

/** `--days N --feeds N --every MINUTES`; exit 1 where memory grows, or anything is doubled, stale, dead or broken. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      days: { type: 'string', default: '10' },
      feeds: { type: 'string', default: '500' },
      every: { type: 'string', default: '60' },
    },
  });
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  const began = performance.now();
  const before = process.cpuUsage();
  const result = await soak({
    days: Number(values.days),
    feeds: Number(values.feeds),
    every: Number(values.every) * 60_000,
    step: 5 * 60_000,
    say: (day) => say(lineOf(day)),
  });
  const last = result.days.at(-1);
  const { user, system } = process.cpuUsage(before);
  say(
    `whole        ${((performance.now() - began) / 1_000).toFixed(0)} s, of CPU ${((user + system) / 1e6).toFixed(0)} s, ${last?.polls} polls; ${JSON.stringify(last?.told)}`,
  );
  say(
    `memory       ${(100 * result.growth).toFixed(1)} % more on day ${last?.day} than on day ${SETTLED} (target below ${100 * MOST_GROWTH} %)`,
  );
  say(
    `faults       doubled ${last?.told.doubled}, stale ${last?.told.stale}, dead ${result.dead}, errors ${result.errors.length}`,
  );
  for (const error of result.errors) say(`  ${error}`);
  return passes(result) ? 0 : 1;
}

/** Memory is flat; every entry that was forgotten is still known, nothing is told twice, nothing given up, nothing broke. */
export function passes({ days, growth, dead, errors }: SoakResult): boolean {
  const last = days.at(-1);
  if (last === undefined || last.tombstones === 0 || last.told.posts === 0) return false;
  return growth < MOST_GROWTH && last.told.doubled + last.told.stale + dead + errors.length === 0;
}

export type SoakOptions = {
  readonly days: number;
  readonly feeds: number;
  /** Milliseconds between two polls of a feed, and between two looks for what is due. */
  readonly every: number;
  readonly step: number;
  readonly retention?: number;
  readonly say?: (day: SoakDay) => void;
  /** Called at the end of every day, for tests that break something. */
  readonly meddle?: (bot: SoakBot) => Promise<void>;
};

/** One whole soak; the world's process and the folder are its own and gone at the end. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const root = await mkdtemp(join(tmpdir(), 'signpost-soak-'));
  const world = fork(WORLD, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let bot: SoakBot | undefined;
  try {
    const [{ port }] = (await once(world, 'message')) as [{ port: number }];
    const { feeds, every, retention = SOAK_RETENTION } = options;
    bot = await openSoakBot({ root, port, feeds, every, retention, startAt: START });
    const days: SoakDay[] = [];
    let told = await setTime(world, START);
    for (let day = 1; day <= options.days; day += 1) {
      for (const end = START + day * DAY; bot.now() < end;) {
        told = await setTime(world, bot.now() + options.step);
        await bot.step(options.step);
      }
      const today = await lookAt(bot, day, told);
      days.push(today);
      options.say?.(today);
      await options.meddle?.(bot);
    }
    const dead = await bot.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('status', '=', 'dead')
      .execute();
    return { days, growth: growthOf(days), dead: dead.length, errors: bot.errors() };
  } finally {
    await bot?.close();
    world.kill('SIGKILL');
    await rm(root, { recursive: true, force: true });
  }
}

async function setTime(world: ChildProcess, now: number): Promise<Told> {
  const answered = once(world, 'message');
  world.send(now);
  const [told] = (await answered) as [Told];
  return told;
}

async function lookAt(bot: SoakBot, day: number, told: Told): Promise<SoakDay> {
  const rows: Record<string, number> = {};
  const { db } = bot.store;
  for (const table of TABLES) {
    const { n } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    rows[table] = n;
  }
  const buried = await db.selectFrom('entry_keys').select('key').where('entry_seq', 'is', null).execute();
  const sizes = await Promise.all([bot.path, `${bot.path}-wal`].map(sizeOf));
  const disk = sizes.reduce((sum, size) => sum + size, 0);
  return {
    day,
    heap: memoryInUse(),
    rss: process.memoryUsage.rss(),
    disk,
    rows,
    tombstones: buried.length,
    polls: bot.polls(),
    told,
  };
}

/** Growth over the settled days by least squares, as a share of where the line begins; 0 where there are too few. */
export function growthOf(days: readonly Pick<SoakDay, 'day' | 'heap'>[]): number {
  const settled = days.filter(({ day }) => day >= SETTLED);
  const [first, last] = [settled[0], settled.at(-1)];
  if (first === undefined || last === undefined || settled.length < 3) return 0;
  const mean = (of: (day: (typeof settled)[number]) => number): number =>
    settled.reduce((sum, day) => sum + of(day), 0) / settled.length;
  const [x, y] = [mean(({ day }) => day), mean(({ heap }) => heap)];
  const slope = mean(({ day, heap }) => (day - x) * (heap - y)) / mean(({ day }) => (day - x) ** 2);
  return (slope * (last.day - first.day)) / (y + slope * (first.day - x));
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => ({ size: 0 }))).size;
}

function lineOf({ day, heap, rss, disk, rows, tombstones, told }: SoakDay): string {
  const counts = Object.entries(rows).map(([table, n]) => `${table} ${n}`);
  return (
    `day ${String(day).padStart(2)}  heap ${(heap / MB).toFixed(1)} MB  rss ${(rss / MB).toFixed(0)} MB  disk ${(disk / MB).toFixed(1)} MB  ` +
    `${counts.join(' ')} tombstones ${tombstones}  posts ${told.posts} edits ${told.edits} notices ${told.notices} digests ${told.digests}`
  );
}
