/** Says how an outage is told: its first failure, a line a minute while it lasts, and how long it took. */
import { MINUTE } from '../time/duration.ts';

export type OutageWord =
  /** The first failure after all was well. */
  | { readonly kind: 'began' }
  /** A minute after the last word; `ms` since the first failure. */
  | { readonly kind: 'lasts'; readonly ms: number; readonly failures: number };

export type Outage = {
  /** Counts a failure at `now` (milliseconds of any clock); what is to be said of it, undefined where nothing is. */
  readonly failed: (now: number) => OutageWord | undefined;
  /** Takes note that all is well; how long it was not, undefined where it was. */
  readonly over: (now: number) => { readonly ms: number; readonly failures: number } | undefined;
  readonly lasts: () => boolean;
};

export function createOutage(): Outage {
  let began: number | undefined;
  let said = 0;
  let failures = 0;
  return {
    failed: (now) => {
      failures += 1;
      if (began === undefined) {
        [began, said] = [now, now];
        return { kind: 'began' };
      }
      // A clock that was set back must not silence it for as long.
      if (now - said < MINUTE && now >= said) return undefined;
      said = now;
      return { kind: 'lasts', ms: Math.max(0, now - began), failures };
    },
    over: (now) => {
      if (began === undefined) return undefined;
      const lasted = { ms: Math.max(0, now - began), failures };
      [began, failures] = [undefined, 0];
      return lasted;
    },
    lasts: () => began !== undefined,
  };
}
