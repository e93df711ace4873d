/** Which settings a running bot takes over at once; every other one is fixed from start to stop. */
import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../../config/load-config.ts';
import type { Settings } from '../../config/settings.ts';

/** Read anew each time they are needed. A setting that is not named here is applied by starting again. */
export const LIVE_SETTINGS = [
  'route',
  'group_wait',
  'group_interval',
  'repeat_interval',
  'first_reading',
  'flood',
  'quiet_hours',
  'digest',
  'trial',
  'votes',
  'time_zone',
  'retention',
] as const satisfies readonly (keyof Settings)[];

/** What else a running bot takes over. Shared lists are not among it: stories in mind are compared by the old ones. */
const LIVE_PARTS = ['briefs', 'feeds'] as const satisfies readonly (keyof Config)[];

const LIVE: ReadonlySet<string> = new Set([...LIVE_SETTINGS, ...LIVE_PARTS, 'settings']);

/** What differs and what a running bot cannot exchange, such as `receivers` or `lists`; empty where it can go on. */
export function fixedChanges(now: Config, next: Config): readonly string[] {
  return [...differences(now, next), ...differences(now.settings, next.settings)];
}

/** Platforms' own names are settings too, so the keys are those that both have, not those of a type. */
function differences(now: object, next: object): readonly string[] {
  const keys = new Set([...Object.keys(now), ...Object.keys(next)]);
  const valueOf = (of: object, key: string): unknown => Reflect.get(of, key);
  return [...keys].filter(
    (key) => !LIVE.has(key) && !isDeepStrictEqual(valueOf(now, key), valueOf(next, key)),
  );
}
