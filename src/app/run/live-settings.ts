/** Which settings a running bot takes over at once; every other one is fixed from start to stop. */
import { isDeepStrictEqual } from 'node:util';
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
  'votes',
  'time_zone',
  'retention',
] as const satisfies readonly (keyof Settings)[];

const LIVE: ReadonlySet<string> = new Set(LIVE_SETTINGS);

/** The settings that differ and that a running bot cannot exchange, such as `receivers`; empty where it can go on. */
export function fixedChanges(now: Settings, next: Settings): readonly string[] {
  // What platforms are told under their own names is fixed, too.
  const [before, after]: Readonly<Record<string, unknown>>[] = [now, next];
  const keys = Object.keys({ ...now, ...next });
  return keys.filter((key) => !LIVE.has(key) && !isDeepStrictEqual(before?.[key], after?.[key]));
}
