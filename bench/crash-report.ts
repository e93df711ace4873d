/** What a person wants to know of a crash experiment, and what of it is below target. */
import type { Count } from './crash-count.ts';
import { type Place, type PlaceCount, placeFaults, placeLines } from './crash-places.ts';
import { type Ordeal, type Outage, type Point, POINTS } from './crash-rounds.ts';
import type { Traffic } from './crash-traffic.ts';
import type { Options, Platform } from './crash-world.ts';

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

/** What goes wrong with a platform for long, in words. */
export const BAD = {
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
