/** Sends what is due: claims deliveries under a lease, calls the sinks, records what became of each. */
import { isDead, retryDelay } from '../core/delivery/backoff.ts';
import type { Notification } from '../core/delivery/notification.ts';
import type { SendOutcome, Sink } from '../core/delivery/sink.ts';
import { SECOND } from '../core/time/duration.ts';
import type { Clock } from '../edges/clock/clock.ts';
import type { Log } from '../edges/log/log.ts';
import { supersedeEdits, tellInBatch } from '../edges/store/batches.ts';
import {
  type ClaimedDelivery,
  claimDue,
  nextDueAt,
  type Settlement,
  settleDelivery,
} from '../edges/store/deliveries.ts';
import type { Store } from '../edges/store/open-store.ts';
import { type Plan, SEND } from './plan-delivery.ts';

/** Longer than the slowest call, which is cut off after `CALL_LIMIT`. */
const LEASE = 60 * SECOND;
const CALL_LIMIT = 45 * SECOND;
const BATCH = 50;
const IDLE_LOOK = 1 * SECOND;
/** The largest number that PostgreSQL's `integer` holds. */
const ALL_REVISIONS = 2 ** 31 - 1;

/** What a delivery says, and the revision of the alert that it shows. */
export type Rendered = { readonly notification: Notification; readonly revision: number };

export type Dispatcher = {
  /** Sends everything that is due now; resolves when nothing is left that could be sent at this instant. */
  readonly drain: () => Promise<void>;
  readonly start: () => void;
  /** Stops claiming and waits for the calls under way. */
  readonly stop: () => Promise<void>;
  /** Says that something was queued. */
  readonly wake: () => void;
};

type Deps = {
  readonly store: Store;
  /** The sink of a receiver; a chat's channel such as `discord:1234` may get one on demand. */
  readonly sinks: { readonly get: (receiver: string) => Sink | undefined };
  /** Says whether a delivery is sent now; everything is where it is left out. */
  readonly plan?: (delivery: ClaimedDelivery, now: number) => Promise<Plan>;
  /** Says what to send; `along` are the alerts that are told in the same message. */
  readonly render: (delivery: ClaimedDelivery, now: number, along: readonly number[]) => Promise<Rendered>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly owner: string;
};

/** Builds the dispatcher; deliveries to one receiver go in order, receivers side by side. */
export function createDispatcher(deps: Deps): Dispatcher {
  const { store, clock, log } = deps;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let rouse: () => void = () => undefined;
  const queues = new Map<string, Promise<void>>();

  /** Claims what is due and sets it going, one queue a receiver; a receiver that still has a queue is left alone. */
  const launch = async (): Promise<number> => {
    const claim = {
      owner: deps.owner,
      now: clock.now(),
      leaseFor: LEASE,
      limit: BATCH,
      except: [...queues.keys()],
    };
    const claimed = await store.transaction((tx) => claimDue(tx, claim));
    for (const [receiver, queue] of Map.groupBy(claimed, (delivery) => delivery.receiver)) {
      const work = workOff(queue).finally(() => {
        queues.delete(receiver);
        rouse();
      });
      queues.set(receiver, work);
    }
    return claimed.length;
  };

  const workOff = async (queue: readonly ClaimedDelivery[]): Promise<void> => {
    for (const delivery of queue) await attempt(delivery);
  };

  const drain = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const launched = await launch();
      if (launched === 0 && queues.size === 0) return;
      await Promise.race(queues.values());
    }
  };

  const attempt = async (delivery: ClaimedDelivery): Promise<void> => {
    try {
      const now = clock.now();
      const plan = (await deps.plan?.(delivery, now)) ?? SEND;
      if (plan.kind === 'gone') return;
      if (plan.kind === 'hold') return await settle(delivery, plan.settlement, SEND);
      const along = plan.along.map(({ alertId }) => alertId);
      const rendered = await deps.render(delivery, now, along);
      const outcome = await send(delivery, rendered.notification);
      await record(delivery, outcome, rendered.revision, plan);
    } catch (error) {
      log.error(
        { err: error, delivery: delivery.id, receiver: delivery.receiver },
        'delivery failed by a bug',
      );
      const outcome = { kind: 'uncertain', reason: `internal error: ${String(error)}` } as const;
      await record(delivery, outcome, delivery.revision, SEND).catch((again: unknown) => {
        // The lease runs out, and the delivery is taken up again as doubtful.
        log.error({ err: again, delivery: delivery.id }, 'the outcome could not be recorded');
      });
    }
  };

  const send = async (delivery: ClaimedDelivery, notification: Notification): Promise<SendOutcome> => {
    const sink = deps.sinks.get(delivery.receiver);
    if (sink === undefined) {
      const reason = `no receiver "${delivery.receiver}" is configured any more`;
      return { kind: 'rejected', reason };
    }
    return sink(
      {
        deliveryId: delivery.nonce,
        notification,
        prior: delivery.prior,
        maybeSentAt: delivery.maybeSentAt,
        now: clock.now(),
      },
      AbortSignal.timeout(CALL_LIMIT),
    );
  };

  const record = (
    delivery: ClaimedDelivery,
    outcome: SendOutcome,
    revision: number,
    plan: typeof SEND,
  ): Promise<void> =>
    settle(delivery, settlementOf(delivery, outcome, revision, clock.now(), deps.random()), plan);

  const settle = async (
    delivery: ClaimedDelivery,
    settlement: Settlement,
    { along }: typeof SEND,
  ): Promise<void> => {
    await store.transaction(async (tx) => {
      const held = await settleDelivery(tx, delivery, settlement, clock.now());
      if (!held) {
        log.warn(
          { delivery: delivery.id, outcome: settlement.status },
          'lease was lost before the outcome was recorded',
        );
        return;
      }
      if (settlement.status === 'sent') await tellInBatch(tx, delivery, along);
      const upTo = retires(delivery, settlement);
      if (upTo !== undefined && delivery.alertId !== undefined)
        await supersedeEdits(tx, delivery.alertId, delivery.receiver, upTo);
    });
    const about = { delivery: delivery.id, receiver: delivery.receiver, alert: delivery.alertId };
    if (settlement.status === 'sent') log.info({ ...about, kind: delivery.kind }, 'delivered');
    else if (settlement.status === 'suppressed') log.info({ ...about, by: settlement.by }, 'held back');
    else log.warn({ ...about, status: settlement.status, reason: settlement.reason }, 'not delivered');
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        rouse = resolve;
      });
      try {
        await launch();
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be read; trying again');
      }
      const due = (await nextDueAt(store.db).catch(() => undefined)) ?? Number.POSITIVE_INFINITY;
      const pause = Math.min(IDLE_LOOK, Math.max(20, due - clock.now()));
      await Promise.race([woken, clock.sleep(pause, stopping.signal)]);
    }
  };

  return {
    drain,
    start: () => {
      running = loop();
    },
    stop: async () => {
      stopping.abort();
      rouse();
      await running;
      await Promise.all(queues.values());
    },
    wake: () => rouse(),
  };
}

/** What an outcome means for the delivery row. */
function settlementOf(
  delivery: ClaimedDelivery,
  outcome: SendOutcome,
  revision: number,
  now: number,
  jitter: number,
): Settlement {
  switch (outcome.kind) {
    case 'sent':
      return { status: 'sent', ref: outcome.ref, revision };
    case 'rejected':
      return { status: 'rejected', reason: outcome.reason };
    case 'retry':
    case 'uncertain': {
      if (isDead(delivery.dueAt, now))
        return { status: 'dead', reason: `tried for 24 h; last: ${outcome.reason}` };
      const wish = outcome.kind === 'retry' ? outcome.after : undefined;
      const nextAttemptAt = now + retryDelay(delivery.attempts, jitter, wish);
      return outcome.kind === 'retry'
        ? { status: 'pending', reason: outcome.reason, nextAttemptAt }
        : { status: 'uncertain', reason: outcome.reason, nextAttemptAt };
    }
  }
}

/** The edits that a settled delivery leaves without a purpose. */
function retires(
  delivery: ClaimedDelivery,
  settlement: Settlement,
): { readonly revision: number; readonly reason: string } | undefined {
  if (settlement.status === 'sent')
    return { revision: settlement.revision, reason: `shown by ${delivery.kind} ${delivery.id}` };
  const over = ['rejected', 'dead', 'suppressed'].includes(settlement.status);
  if (!over || delivery.kind !== 'post') return undefined;
  return { revision: ALL_REVISIONS, reason: 'the alert was never posted' };
}
