/** What operators ask of a running bot: is it alive, is it ready, and the numbers behind both. */
import { MINUTE, SECOND } from '../../../core/time/duration.ts';
import type { Health, WebAnswers } from '../../../edges/web/serve.ts';
import { storeTrouble } from '../../../edges/store/engine/store-trouble.ts';
import type { LastReload } from '../bot-base.ts';
import type { ConfigComparison } from './compare-configs.ts';
import { createGauges, type GaugeDeps } from './gauges.ts';
import { probeStore } from './probe-store.ts';

/** A loop that has not turned for this long is stuck. */
const STUCK_AFTER = 5 * MINUTE;
/** A delivery that is due for longer than this is not on its way. */
const LATE_AFTER = 10 * MINUTE;

type Deps = GaugeDeps & {
  /** When the poller last looked for due feeds and the dispatcher for due deliveries, epoch milliseconds. */
  readonly lastTicks: () => { readonly poller: number | undefined; readonly dispatcher: number | undefined };
  readonly stopping: () => boolean;
  /** Why the database did not take what was polled last; undefined where it did. */
  readonly storeTrouble: () => string | undefined;
  /** What this replica and others run with; undefined where there are no others. */
  readonly configs: () => ConfigComparison | undefined;
};

/** Builds the three answers of the web endpoint. */
export function createHealth(deps: Deps): WebAnswers {
  const { clock, lastTicks, leads } = deps;
  const startedAt = clock.now();
  const metrics = createGauges(deps);

  // The database is left out: a restart of the bot does not mend it, so it must not look like something that does.
  const healthy = (): Promise<Health> => {
    const now = clock.now();
    const { poller, dispatcher } = lastTicks();
    const idle = now - Math.min(poller ?? startedAt, dispatcher ?? startedAt);
    return Promise.resolve({
      ok: idle < STUCK_AFTER,
      detail: { upSeconds: seconds(now - startedAt), idleSeconds: seconds(idle) },
    });
  };

  const ready = async (): Promise<Health> => {
    if (deps.stopping()) return { ok: false, detail: { reason: 'stopping' } };
    try {
      const now = clock.now();
      const due = await probeStore(deps.store, now);
      const late = due === undefined ? 0 : now - due;
      const polled = lastTicks().poller;
      const trouble = deps.storeTrouble();
      const reason =
        polled === undefined
          ? 'the first look for due feeds is still to come'
          : late > LATE_AFTER
            ? `the oldest delivery that is due has waited for ${seconds(late)} s`
            : trouble;
      return {
        ok: reason === undefined,
        detail: {
          ...(reason === undefined ? {} : { reason }),
          leader: leads(),
          ...refusedReload(deps.lastReload()),
          ...otherConfigs(deps.configs()),
          lastWrite: new Date(now).toISOString(),
          oldestDueSeconds: seconds(late),
          ...(polled === undefined ? {} : { lastLookForFeeds: new Date(polled).toISOString() }),
          platforms: Object.fromEntries(
            [...deps.unheard()].map(([name, why]) => [
              name,
              leads() ? (why ?? 'entered') : 'another replica is there',
            ]),
          ),
        },
      };
    } catch (error) {
      const named = deps.store.lost() ?? storeTrouble(error);
      const said = error instanceof Error ? error.message : String(error);
      return { ok: false, detail: { reason: named ?? `the database does not answer: ${said}` } };
    }
  };

  return { healthy, ready, metrics };
}

/** A bot whose new configuration was refused goes on with the old one; it is ready, and says so. */
function refusedReload(last: LastReload | undefined): Readonly<Record<string, unknown>> {
  if (last?.fault === undefined) return {};
  const { fault, at } = last;
  return { configuration: { refused: fault, at: new Date(at).toISOString(), inForce: 'the one before' } };
}

/** Replicas that read with different briefs tell different things; each is ready, and says so. */
function otherConfigs(last: ConfigComparison | undefined): Readonly<Record<string, unknown>> {
  return last === undefined || last.others.length === 0 ? {} : { otherConfigurations: last };
}

function seconds(ms: number): number {
  return Math.round(ms / SECOND);
}
