/** Kills the real bot at every point of a headline's path, among faults of everything around it, and counts. */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Count } from './crash-count.ts';
import { type Place, type PlaceCount, placeFaults, placeLines } from './crash-places.ts';
import { longOutage, type Ordeal, type Outage, type Point, POINTS, round } from './crash-rounds.ts';
import { tally, type Traffic } from './crash-traffic.ts';
import { openWorld, type Options, type Platform, type World } from './crash-world.ts';
import { seeded } from './seeded.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
/**
 * How much time goes by between a kill and the next start: hardly any; enough for the claims of a dead process to run
 * out, and within the two minutes for which Discord surely remembers a nonce; more than it remembers one for.
 */
const PAUSES = { none: 0, short: 65 * SECOND, long: 4 * MINUTE } as const;
/** Longer than the longest pause between two attempts. */
const LAST_JUMP = 16 * MINUTE;
/** The longest that the last bot may take to bring everything into the channels. */
const PATIENCE = 90 * SECOND;
/** Every so many kills one comes together with the next of the troubles. */
const TROUBLE_EVERY = 5;

export type Plan = Options & {
  readonly kills: number;
  readonly random: () => number;
  /** What goes wrong with a platform for long, one after the other. */
  readonly outages: readonly Ordeal[];
  /** Points to aim at in turn; all of them where left out. */
  readonly points?: readonly Point[];
  /** Says how it goes. */
  readonly say?: (line: string) => void;
};

export type Result = {
  readonly expected: number;
  readonly counts: Readonly<Record<Platform, Count>>;
  /** The forum, the threads and the webhooks, where they are told. */
  readonly places: Readonly<Record<Place, PlaceCount>> | undefined;
  readonly traffic: Readonly<Record<Platform, Traffic>>;
  /** For every point how many kills were aimed at it, and how many struck there. */
  readonly aimed: ReadonlyMap<string, number>;
  readonly struck: ReadonlyMap<string, number>;
  readonly troubles: ReadonlyMap<string, number>;
  readonly outages: readonly Outage[];
  /** What the bots that ended by themselves said last. */
  readonly exits: readonly string[];
  /** Errors that bots logged, by their message. */
  readonly errors: ReadonlyMap<string, number>;
  /** What the platforms would not have accepted, and damage to the database. */
  readonly complaints: readonly string[];
};

/** Hours and days that are bad for a platform, spread over the kills. */
const ORDEALS: readonly Ordeal[] = [
  { platform: 'discord', kind: 'hour' },
  { platform: 'slack', kind: 'hour' },
  { platform: 'discord', kind: 'refusal' },
  { platform: 'slack', kind: 'refusal' },
  { platform: 'discord', kind: 'day' },
  { platform: 'slack', kind: 'day' },
];

/** `--kills N --store sqlite|postgres --seed N --blind --grouped --narrow`; exit 1 where `faultsOf` finds something. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '200' },
      store: { type: 'string', default: 'sqlite' },
      seed: { type: 'string', default: '1' },
      blind: { type: 'boolean', default: false },
      grouped: { type: 'boolean', default: false },
      narrow: { type: 'boolean', default: false },
    },
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const started = performance.now();
  const store = values.store === 'postgres' ? 'postgres' : 'sqlite';
  const plan: Plan = {
    kills: Number(values.kills),
    store,
    blind: values.blind,
    grouped: values.grouped,
    random: seeded(Number(values.seed)),
    wide: !values.narrow,
    outages: values.narrow ? ORDEALS.filter(({ kind }) => kind === 'hour') : ORDEALS,
    say,
  };
  const result = await crash(plan);
  const seconds = Math.round((performance.now() - started) / SECOND);
  say(`\n${store}, seed ${values.seed}, ${values.kills} kills in ${seconds} s`);
  for (const line of report(result)) say(line);
  const faults = faultsOf(result, plan);
  for (const fault of faults) say(`BELOW TARGET: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

const BAD = {
  hour: 'down for an hour',
  day: 'down for 23 hours',
  refusal: 'refused every post for an hour',
} as const;

/** What a person wants to know of a result. */
export function report(result: Result): readonly string[] {
  const { expected, counts, traffic, aimed, struck, troubles, outages, exits, errors } = result;
  const pairs = (map: ReadonlyMap<string, number>): string =>
    [...map].map(([name, n]) => `${name} ${n}`).join(', ') || 'none';
  const hits = [...aimed].map(([point, n]) => `${point} ${struck.get(point) ?? 0} of ${n}`);
  const lines = [
    `kills that struck at the point they were aimed at: ${hits.join(', ')}; elsewhere ${struck.get('elsewhere') ?? 0}`,
    `troubles: ${pairs(troubles)}`,
    ...outages.map(
      ({ platform, kind, events, elsewhere }) =>
        `${platform} ${BAD[kind]}: ${elsewhere} of the ${events} alerts that came were in the other channel before it was up`,
    ),
    `errors that bots logged: ${pairs(errors)}`,
    `bots that ended by themselves: ${exits.length}${exits.map((last) => `\n  ${last}`).join('')}`,
  ];
  for (const platform of ['discord', 'slack'] as const) {
    const { inChannel, unnamed, answers, lost, doubled, strays, stale } = counts[platform];
    const counted = unnamed > 0 ? `, counted without their headlines ${unnamed}` : '';
    const { posts, repeated, edits, lookUps, faults } = traffic[platform];
    lines.push(
      `${platform.padEnd(8)}alerts expected ${expected}, in channel ${inChannel}${counted}, answers ${answers}, lost ${lost}, doubled ${doubled}, strays ${strays}, last state not shown ${stale.length}`,
      `${''.padEnd(8)}posts asked for ${posts}, of these taken before ${repeated}; edits ${edits}; look-ups ${lookUps}; faults met: ${pairs(faults)}`,
    );
  }
  return [...lines, ...(result.places === undefined ? [] : placeLines(result.places, expected))];
}

/** What is below target; where a bot may read no history, doubled messages are what it errs on. */
export function faultsOf(
  result: Result,
  { blind = false, kills }: Pick<Plan, 'blind' | 'kills'>,
): readonly string[] {
  const faults: string[] = [...result.complaints];
  for (const [platform, { lost, doubled, strays, stale }] of Object.entries(result.counts)) {
    if (lost > 0) faults.push(`${platform}: ${lost} lost`);
    if (doubled > 0 && !blind) faults.push(`${platform}: ${doubled} doubled`);
    if (strays > 0) faults.push(`${platform}: ${strays} messages that nobody expects`);
    if (!blind) faults.push(...stale.map((each) => `${platform}: ${each}`));
  }
  if (result.places !== undefined) faults.push(...placeFaults(result.places, blind));
  for (const { platform, kind, events, elsewhere } of result.outages)
    if (elsewhere < events)
      faults.push(`while ${platform} was ${BAD[kind]}, ${events - elsewhere} alerts waited for it`);
  faults.push(...result.exits.map((each) => `a bot ended by itself: ${each}`));
  // With so many kills chance is no excuse.
  if (kills >= 10 * Object.keys(POINTS).length)
    for (const point of Object.keys(POINTS))
      if (!result.struck.has(point)) faults.push(`no kill struck ${point}`);
  return faults;
}

/** One whole experiment. */
export async function crash(plan: Plan): Promise<Result> {
  const { random, kills, say = () => undefined } = plan;
  const points = plan.points ?? (Object.keys(POINTS) as Point[]);
  const world = await openWorld(plan);
  const aimed: string[] = [];
  const struck: string[] = [];
  const troubles: string[] = [];
  const exits: string[] = [];
  const errors: string[] = [];
  const outages: Outage[] = [];
  try {
    await makeHistory(world);
    const kinds = [...(Object.keys(world.troubles) as (keyof typeof world.troubles)[]), 'outage' as const];
    for (let number = 1; number <= kills; number += 1) {
      const trouble =
        number % TROUBLE_EVERY === 0 ? kinds[(number / TROUBLE_EVERY) % kinds.length] : undefined;
      const point = trouble === undefined ? (points[aimed.length % points.length] ?? 'anywhere') : 'anywhere';
      const result = await round(world, { number, point, trouble, pause: pauseFor(plan, point), random });
      if (trouble === undefined) {
        aimed.push(point);
        struck.push(result.at);
      } else troubles.push(trouble);
      if (result.end.kind === 'exited') exits.push(`exit code ${result.end.code}: ${result.end.last}`);
      errors.push(...result.errors);
      const due = Math.min(plan.outages.length, Math.floor((number * (plan.outages.length + 1)) / kills));
      for (const ordeal of plan.outages.slice(outages.length, due)) {
        outages.push(await longOutage(world, ordeal));
        say(`${ordeal.platform} was ${BAD[ordeal.kind]}, ${progress(await world.count())}`);
      }
      if (number % 20 === 0) say(`${number} kills, ${progress(await world.count())}`);
    }
    errors.push(...(await bringIn(world)));
    return {
      expected: world.news.expected().length,
      counts: await world.count(),
      places: await world.countPlaces(),
      traffic: await world.traffic(),
      aimed: tally(aimed),
      struck: tally(struck),
      troubles: tally(troubles),
      outages,
      exits,
      errors: tally(errors),
      complaints: await world.complaints(),
    };
  } finally {
    await world.close();
  }
}

function progress(counts: Readonly<Record<Platform, Count>>): string {
  const each = Object.entries(counts).map(
    ([platform, { inChannel, lost, doubled }]) =>
      `${platform} has ${inChannel}, still lacks ${lost}, doubled ${doubled}`,
  );
  return each.join('; ');
}

/** The first polls make history of what is there; this bot may end in peace, and leaves its compiled modules. */
async function makeHistory(world: World): Promise<void> {
  const bot = world.start();
  await until(() => Promise.resolve(world.news.polls() >= 1), PATIENCE);
  await bot.says('feed answers');
  await bot.end('SIGTERM');
}

/**
 * A bot that nobody kills brings everything in; time jumps now and then so that every pause is over. Of each platform it
 * meets the hardest fault for certain: a message of the last news is taken, and the answer that says so is lost.
 */
async function bringIn(world: World): Promise<readonly string[]> {
  world.news.publish(1);
  const posts = { discord: { match: '^POST .*/messages$' }, slack: { method: 'chat.postMessage' } };
  for (const platform of ['discord', 'slack'] as const) {
    await world.order(platform, '_clear');
    await world.order(platform, '_fault', { kind: 'lost-answer', ...posts[platform] });
  }
  await world.passTime({ ahead: LAST_JUMP });
  const last = world.start();
  const settled = async (): Promise<boolean> =>
    Object.values(await world.count()).every(({ lost, stale }) => lost + stale.length === 0) &&
    Object.values((await world.countPlaces()) ?? {}).every(({ lost }) => lost === 0);
  const over = performance.now() + PATIENCE;
  while (!(await settled()) && performance.now() < over) {
    await wait(5 * SECOND);
    await world.passTime({ ahead: MINUTE });
  }
  // A second look a little later: what is posted twice may come late.
  await wait(2 * SECOND);
  const end = await last.end('SIGTERM');
  const stopped = end.kind === 'exited' && end.code === 0;
  return stopped ? last.errors() : [...last.errors(), 'the last bot did not stop cleanly'];
}

/** Replicas may share a server, so claims of the dead have to run out there; edits come some seconds after posts. */
function pauseFor({ store, random }: Plan, point: Point): number {
  if (point === 'during-look-up') return PAUSES.long;
  const [none, short] = store === 'postgres' ? ([0, 0.6] as const) : ([0.3, 0.7] as const);
  const drawn = random();
  if (drawn < none && !point.endsWith('-edit')) return PAUSES.none;
  return drawn < short ? PAUSES.short : PAUSES.long;
}

async function until(done: () => Promise<boolean>, within: number): Promise<void> {
  const over = performance.now() + within;
  while (!(await done())) {
    if (performance.now() > over) throw new Error('waited in vain');
    await wait(100);
  }
}
