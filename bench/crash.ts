/** Kills the real bot at every point of a headline's path, among faults of everything around it, and counts. */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Count } from './crash-count.ts';
import { BAD, faultsOf, type Plan, report, type Result } from './crash-report.ts';
import { longOutage, type Ordeal, type Outage, type Point, POINTS, round } from './crash-rounds.ts';
import { tally } from './crash-traffic.ts';
import { openWorld, type Platform, type World } from './crash-world.ts';
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
