/** One process of the bot, hostile publishers that misbehave on command, and what both of them notice. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Bot, type Idler, type PolledFeed, startBot, startIdler } from './hostile-bot.ts';
import { type HostileCase, hostileCases } from './hostile-cases.ts';
import { startHealthy } from './hostile-healthy.ts';
import { publisher, startCanary } from './hostile-publisher.ts';

/** A healthy feed is asked every two seconds; what passes beyond that, a tick of two seconds and the manners of one host is lag. */
const ON_SCHEDULE = 6_000;
/** The longest that one hostile poll may take: a fetch of 15 s, and the reading of what came before it. */
const PATIENCE = 240_000;
const SECRET = 'Zq7-the-contents-of-a-file-of-ours';

export type CaseResult = {
  readonly name: string;
  /** Whether every hostile feed was dealt with in time. */
  readonly done: boolean;
  /** What is stored of the hostile feeds afterwards, and how often. */
  readonly outcome: string;
  /** Milliseconds from the first hostile answer until the last poll was recorded. */
  readonly took: number;
  readonly p99: number;
  readonly max: number;
  /** What the bot itself computed in one go, milliseconds. */
  readonly workP99: number;
  readonly workMax: number;
  /** The delay's 99th percentile in a process that did nothing meanwhile. */
  readonly idleP99: number;
  /** Bytes above idle. */
  readonly memory: number;
  /** The longest lag of a healthy feed behind its schedule, milliseconds. */
  readonly lag: number;
};

export type Result = {
  readonly cases: readonly CaseResult[];
  /** Titles of healthy publishers that were not stored. */
  readonly missing: number;
  readonly published: number;
  /** Requests to a server that nobody had a reason to ask. */
  readonly canary: number;
  /** Whether the contents of our file got into the store. */
  readonly leaked: boolean;
  readonly errors: readonly string[];
  readonly stopped: number | string;
};

export type Plan = {
  /** All publishers misbehave in the same moment, as one case, or so many cases from this one on, one after another. */
  readonly which: 'together' | { readonly from: number; readonly count: number };
  /** Words that a case's name contains, with a bar between alternatives; all where empty. */
  readonly only?: string;
  readonly healthy?: number;
  /** How many headlines each healthy feed shows, if not as many as such feeds do. */
  readonly shown?: number;
  readonly report?: (result: CaseResult) => void;
};

/** Runs cases in one process of the bot; undefined where there are none. Everything is its own and gone at the end. */
export async function hostile({
  which,
  only = '',
  healthy = 12,
  shown,
  report,
}: Plan): Promise<Result | undefined> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const root = await mkdtemp(join(tmpdir(), 'signpost-prey-'));
    closers.push(() => rm(root, { recursive: true, force: true }));
    const file = join(root, 'secret.txt');
    await writeFile(file, SECRET);
    const canary = await startCanary();
    closers.push(canary.close);
    const all = hostileCases({ file: pathToFileURL(file).href, canary: canary.origin }).filter(({ name }) =>
      only.split('|').some((words) => name.includes(words)),
    );
    const cases =
      which === 'together'
        ? [{ name: 'everything', publishers: all.flatMap((each) => each.publishers) }]
        : all.slice(which.from, which.from + which.count);
    if (cases.length === 0) return undefined;
    const staged: Staged[] = [];
    for (const each of cases) staged.push(await stage(each, staged.length));
    closers.push(() => Promise.all(staged.map(({ close }) => close())));
    const good = await startHealthy(healthy, shown === undefined ? {} : { shown });
    closers.push(good.close);
    const hostileFeeds = staged.flatMap(({ feeds }) => feeds);
    const bot = await startBot([...good.feeds, ...hostileFeeds, canary.feed]);
    closers.push(bot.close);
    const idler = startIdler();
    closers.push(idler.close);

    await until(() => bot.states().size > good.feeds.length + hostileFeeds.length && asked(good.asked, 2));
    // The canary is a feed of its own so that its address is allowed; from here on nobody has a reason to ask it.
    const visits = canary.visits();
    bot.begin();
    const { rss } = await bot.read();
    const results: CaseResult[] = [];
    for (const each of staged) {
      const result = await perform(each, { bot, idler }, rss, good.longestGap);
      results.push(result);
      report?.(result);
    }
    const titles = await good.settle(PATIENCE);
    const stored = bot.titles('healthy-');
    return {
      cases: results,
      published: titles.length,
      missing: titles.filter((title) => !stored.has(title)).length,
      canary: canary.visits() - visits,
      leaked: bot.holds(SECRET),
      errors: [...bot.errors],
      stopped: await bot.stop(),
    };
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

async function perform(
  { name, feeds, arm, most }: Staged,
  { bot, idler }: { readonly bot: Bot; readonly idler: Idler },
  idle: number,
  longestGap: (from: number, to: number) => number,
): Promise<CaseResult> {
  const ids = feeds.map(({ id }) => id);
  bot.begin();
  idler.begin();
  const armed = Date.now();
  const askedAt = arm();
  const polled = (): boolean => {
    const states = bot.states(ids);
    return ids.every((id) => {
      const asked = askedAt(id);
      return asked > 0 && (states.get(id)?.lastPolledAt ?? 0) >= asked;
    });
  };
  const inTime = await until(polled);
  const end = Date.now();
  // What a document leaves behind shows a little later.
  await wait(500);
  const { p99, max, workP99, workMax, peak } = await bot.read();
  const { p99: idleP99 } = await idler.read();
  const flooded = ids.some((id) => bot.entries(id) - 1 > most);
  const done = inTime && !flooded;
  return {
    name,
    done,
    outcome: inTime
      ? outcomesOf(ids, bot)
      : `not all polled within ${PATIENCE / 1_000} s: ${outcomesOf(ids, bot)}`,
    took: end - Math.min(...ids.map(askedAt)),
    p99,
    max,
    workP99,
    workMax,
    idleP99,
    memory: peak - idle,
    lag: Math.max(0, longestGap(armed, Date.now()) - ON_SCHEDULE),
  };
}

/** How the hostile feeds stand: read with so many entries, or refused with the reason that people see. */
function outcomesOf(ids: readonly string[], bot: Bot): string {
  const states = bot.states(ids);
  const said = ids.map((id) => {
    const state = states.get(id);
    return state?.status === 'ok'
      ? `read (${bot.entries(id) - 1} entries)`
      : `refused: ${state?.error ?? 'nothing known'}`;
  });
  if (said.length > 1) {
    const read = said.filter((each) => each.startsWith('read')).length;
    return `${read} read, ${said.length - read} refused`;
  }
  return (said[0] ?? '').slice(0, 110);
}

type Staged = {
  readonly name: string;
  readonly feeds: readonly PolledFeed[];
  readonly most: number;
  /** Lets the publishers misbehave; the returned function says when one of them was asked first since, 0 before. */
  readonly arm: () => (feedId: string) => number;
  readonly close: () => Promise<void>;
};

/** Publishers that behave until they are told otherwise. */
async function stage({ name, publishers, most = Infinity }: HostileCase, number: number): Promise<Staged> {
  const served = await Promise.all(publishers.map((misdeed, i) => publisher(misdeed, `case-${number}-${i}`)));
  return {
    name,
    feeds: served.map(({ feed }) => feed),
    most,
    arm: () => {
      for (const each of served) each.arm();
      return (id) => served.find(({ feed }) => feed.id === id)?.askedAt() ?? 0;
    },
    close: async () => {
      await Promise.all(served.map(({ close }) => close()));
    },
  };
}

const asked = (logs: readonly (readonly number[])[], times: number): boolean =>
  logs.every((log) => log.length >= times);

/** Whether it came true within the patience of this bench. */
async function until(holds: () => boolean): Promise<boolean> {
  const end = Date.now() + PATIENCE;
  while (!holds()) {
    if (Date.now() > end) return false;
    await wait(50);
  }
  return true;
}
