/** Enters the platforms where people are heard: one that cannot be entered is tried on, and holds up nothing else. */
import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformLog } from '../../core/delivery/platform.ts';
import { createOutage, type Outage } from '../../core/health/outage.ts';
import { MINUTE, SECOND } from '../../core/time/duration.ts';

export type Entrant = { readonly name: string; readonly enter: () => Promise<void> };

export type Entering = {
  /** Resolves when each was tried once; those that failed are tried on. */
  readonly start: (entrants: readonly Entrant[]) => Promise<void>;
  /** Tries none any more. */
  readonly stop: () => Promise<void>;
  /** Platforms that could not be entered yet, and why not. */
  readonly failing: () => ReadonlyMap<string, string>;
};

const FIRST = 10 * SECOND;
const LONGEST = 5 * MINUTE;

export function createEntering(log: PlatformLog): Entering {
  const failing = new Map<string, string>();
  const outages = new Map<string, Outage>();
  let leaving = new AbortController();
  let trying: readonly Promise<void>[] = [];

  const attempt = async ({ name, enter }: Entrant): Promise<boolean> => {
    try {
      await enter();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failing.set(name, reason);
      const outage = outages.get(name) ?? createOutage();
      outages.set(name, outage);
      if (outage.failed(performance.now()) !== undefined)
        log.error(
          { platform: name, reason },
          'a platform cannot be entered; the rest runs, and it is tried on',
        );
      return false;
    }
    const lasted = outages.get(name)?.over(performance.now());
    const seconds = Math.round((lasted?.ms ?? 0) / SECOND);
    if (failing.delete(name))
      log.info({ platform: name, seconds }, `the platform is entered after all, ${seconds} s later`);
    return true;
  };
  const goOn = async (entrant: Entrant, signal: AbortSignal): Promise<void> => {
    for (let failures = 0; !signal.aborted; failures += 1) {
      const ms = Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 10));
      await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted || (await attempt(entrant))) return;
    }
  };
  return {
    start: async (entrants) => {
      leaving = new AbortController();
      const { signal } = leaving;
      const failed: Entrant[] = [];
      for (const entrant of entrants) if (!(await attempt(entrant))) failed.push(entrant);
      trying = failed.map((entrant) => goOn(entrant, signal));
    },
    stop: async () => {
      leaving.abort();
      await Promise.all(trying);
      failing.clear();
    },
    failing: () => failing,
  };
}
