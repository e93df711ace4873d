/** Lets a start survive an outage: what Slack refuses is an error, what does not reach it is tried again later. */
import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../../../core/time/duration.ts';
import type { SlackLog } from '../client.ts';
import { isPassing } from '../explain-start.ts';

/** Before the second attempt and those after it; the last one repeats. */
const PAUSES = [1, 2, 5, 10, 30].map((seconds) => seconds * SECOND);

/**
 * Resolves after the first attempt even where Slack was not reached, and goes on in the background until it is or the
 * signal says to stop. Rejects where the first attempt was refused.
 */
export async function untilReached(
  attempt: () => Promise<void>,
  { signal, log }: { readonly signal: AbortSignal; readonly log: SlackLog },
): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!isPassing(error)) throw error;
    log.warn({ reason: reasonOf(error) }, 'Slack: not reached yet, so nobody is heard there; trying on');
    void goOn(attempt, signal, log);
  }
}

async function goOn(attempt: () => Promise<void>, signal: AbortSignal, log: SlackLog): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    const ms = PAUSES[Math.min(failures, PAUSES.length - 1)];
    await pause(ms, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await attempt();
      log.info({}, 'Slack: reached after all');
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (isPassing(error)) log.warn({ reason: reasonOf(error) }, 'Slack: still not reached, trying on');
      else log.error({ reason: reasonOf(error) }, 'Slack: nobody is heard there; mend this, it is tried on');
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
