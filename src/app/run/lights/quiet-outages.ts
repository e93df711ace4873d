/** A log in which a database that is away takes one line a minute, in place of a stack trace for every query. */
import { setTimeout as wait } from 'node:timers/promises';
import { createOutage } from '../../../core/health/outage.ts';
import { SECOND } from '../../../core/time/duration.ts';
import type { Log } from '../../../edges/log/log.ts';
import { storeTrouble } from '../../../edges/store/engine/store-trouble.ts';

export type QuietLog = {
  /** As the log it is made of, but for errors that a database in trouble causes. */
  readonly log: Log;
  /** Says that something was stored. */
  readonly stored: () => void;
  /** Asks no more whether the database is back. */
  readonly close: () => void;
};

const PROBE_EVERY = SECOND;
/** What a full disk is told by: a probe finds room in what was freed, and news does not. */
const FULL = /\bfull\b/;

/**
 * Makes the log. `probe` tries a write, and rejects where the database takes none; it is asked once a second while an
 * outage lasts. Where the disk is full only what was stored indeed ends it.
 */
export function quietOutages(log: Log, now: () => number, probe: () => Promise<unknown>): QuietLog {
  const outage = createOutage();
  const closing = new AbortController();
  let full = false;

  const over = (): void => {
    const lasted = outage.over(now());
    if (lasted === undefined) return;
    const seconds = Math.round(lasted.ms / SECOND);
    log.info(
      { seconds, failures: lasted.failures },
      `the database is back after ${seconds} s; what was to be stored meanwhile is tried again`,
    );
  };
  const watch = async (): Promise<void> => {
    while (outage.lasts() && !closing.signal.aborted) {
      await wait(PROBE_EVERY, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      if (closing.signal.aborted || full) continue;
      await probe().then(over, () => undefined);
    }
  };
  const tell =
    (level: 'warn' | 'error') =>
    (about: object, message: string): void => {
      const trouble = 'err' in about ? storeTrouble(about.err) : undefined;
      if (trouble === undefined) {
        log[level](about, message);
        return;
      }
      full = FULL.test(trouble);
      const word = outage.failed(now());
      if (word?.kind === 'began') {
        const said = message.includes(trouble) ? message : `${message}: ${trouble}`;
        // Of a known trouble the sentence says more than a stack trace.
        log.error({ ...about, err: undefined, reason: trouble }, said);
        void watch();
      } else if (word?.kind === 'lasts') {
        const seconds = Math.round(word.ms / SECOND);
        log.error(
          { seconds, failures: word.failures, reason: trouble },
          `the database has been in trouble for ${seconds} s: ${trouble}`,
        );
      }
    };
  return {
    log: {
      debug: (about, message) => log.debug(about, message),
      info: (about, message) => log.info(about, message),
      warn: tell('warn'),
      error: tell('error'),
    },
    stored: over,
    close: () => closing.abort(),
  };
}
