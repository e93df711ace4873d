/** Makes one attempt of a delivery: plans it, puts it into words, calls the sink, and records what became of it. */
import type { Notification } from '../../core/delivery/notification.ts';
import type { SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { earlier } from '../../core/time/earlier.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import type { Log } from '../../edges/log/log.ts';
import type { ClaimedDelivery } from '../../edges/store/outbox/deliveries.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { forgottenSince, type Restoration } from './after-restore.ts';
import type { NameDelivery } from '../ingest/name-delivery.ts';
import type { Planner } from './plan-delivery.ts';
import { createRecorder } from './record-outcome.ts';
import type { Renderer } from './render-delivery.ts';
import { failedAttempt, type Settled, settlementOf } from './settlement.ts';

export type AttemptDeps = {
  readonly store: Store;
  /** The sink of a receiver; a chat's channel such as `discord:1234` may get one on demand. */
  readonly sinks: { readonly get: (receiver: string) => Sink | undefined };
  /** Says whether a delivery is sent now and what it shows. */
  readonly plan: Planner;
  readonly render: Renderer;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly nameDelivery: NameDelivery;
  /** Called after every settlement, for the metrics. */
  readonly report?: (settled: Settled) => void;
  /** The last time a backup was put in place: what it forgot may stand in the channels. */
  readonly restored?: Restoration | undefined;
};

/** Cuts off a call that hangs (milliseconds); a claim must hold for longer. */
const CALL_LIMIT = 20_000;

/** Makes the function that tries a claimed delivery once. It never throws: what fails by a bug is in doubt, and logged. */
export function createAttempt(deps: AttemptDeps): (delivery: ClaimedDelivery) => Promise<void> {
  const { clock, log } = deps;
  const record = createRecorder(deps);

  const send = (delivery: ClaimedDelivery, notification: Notification): Promise<SendOutcome> => {
    const sink = deps.sinks.get(delivery.receiver);
    if (sink === undefined) {
      const reason = `no receiver "${delivery.receiver}" is configured any more; name it again in config/signpost.yaml, or let it go`;
      return Promise.resolve({ kind: 'refused', reason });
    }
    const { nonce: deliveryId, prior, follows, maybeSentAt } = delivery;
    return sink(
      { deliveryId, notification, prior, follows, maybeSentAt, now: clock.now() },
      AbortSignal.timeout(CALL_LIMIT),
    );
  };

  const attempt = async (delivery: ClaimedDelivery): Promise<void> => {
    const now = clock.now();
    const plan = await deps.plan(delivery, now);
    if (plan.kind === 'gone') return;
    if (plan.kind === 'hold') return record(delivery, plan.settlement, { withheld: plan.withheld });
    const { shows, batch, withheld } = plan;
    const { notification, revision, upTo } = await deps.render(delivery, now, shows);
    const forgotten = forgottenSince(delivery, notification, deps.restored);
    const maybeSentAt = earlier(delivery.maybeSentAt, forgotten);
    const outcome = await send({ ...delivery, maybeSentAt }, notification);
    // A post that was there already shows what was true when it was made; the edits behind it are still to come.
    const old = delivery.kind === 'post' && maybeSentAt !== undefined;
    const shown = old ? delivery.revision : revision;
    const settlement = settlementOf(delivery, outcome, shown, clock.now(), deps.random());
    return record(delivery, settlement, {
      shows,
      batch,
      withheld,
      upTo: old ? new Map() : upTo,
      stale: old && (batch.length > 0 || forgotten !== undefined),
      told: notification,
    });
  };

  return async (delivery) => {
    try {
      await attempt(delivery);
    } catch (error) {
      const { said, reason } = failedAttempt(error);
      log.error({ err: error, delivery: delivery.id, receiver: delivery.receiver }, said);
      const doubt = { kind: 'uncertain', reason } as const;
      const settlement = settlementOf(delivery, doubt, delivery.revision, clock.now(), deps.random());
      await record(delivery, settlement, {}).catch((again: unknown) => {
        // The lease runs out, and the delivery is taken up again as doubtful.
        log.error({ err: again, delivery: delivery.id }, 'the outcome could not be recorded');
      });
    }
  };
}
