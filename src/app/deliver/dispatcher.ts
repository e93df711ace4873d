/** Sends what is due: claims deliveries under a lease, calls the sinks, records what became of each. */
import type { Notification } from '../../core/delivery/notification.ts';
import type { Send, SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { SECOND } from '../../core/time/duration.ts';
import { earlier } from '../../core/time/earlier.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import type { Log } from '../../edges/log/log.ts';
import { supersedeEdits, tellInBatch } from '../../edges/store/batches.ts';
import { claimDue, renewClaims, returnClaims } from '../../edges/store/claims.ts';
import {
  type ClaimedDelivery,
  nextDueAt,
  type Settlement,
  settleDelivery,
} from '../../edges/store/deliveries.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { firstTold } from '../../edges/store/story-messages.ts';
import { forgottenSince, type Restoration } from './after-restore.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import type { NameDelivery } from './name-delivery.ts';
import { refresh } from '../ingest/open-alerts.ts';
import { type Plan, SEND } from './plan-delivery.ts';
import { countedAs, failedAttempt, retires, type Settled, settlementOf } from './settlement.ts';

/** Longer than the slowest call, which is cut off after `CALL_LIMIT`. */
const LEASE = 30 * SECOND;
const CALL_LIMIT = 20 * SECOND;
const RENEW_AFTER = 8 * SECOND;
const BATCH = 50;
const IDLE_LOOK = 1 * SECOND;
/** Pause after a look that found nothing to claim: what is due belongs to a queue under way or to another process. */
const BUSY_LOOK = 200;

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
  /** When what is due was last looked for, epoch milliseconds. */
  readonly lastLookAt: () => number | undefined;
};

type Deps = {
  readonly store: Store;
  /** The sink of a receiver; a chat's channel such as `discord:1234` may get one on demand. */
  readonly sinks: { readonly get: (receiver: string) => Sink | undefined };
  /** Says whether a delivery is sent now; everything is where it is left out. */
  readonly plan?: (delivery: ClaimedDelivery, now: number) => Promise<Plan>;
  /** Says what to send; `along` are the alerts that are told in the same message. */
  readonly render: (delivery: ClaimedDelivery, now: number, batch: readonly number[]) => Promise<Rendered>;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly owner: string;
  readonly nameDelivery: NameDelivery;
  /** Called after every settlement, for the metrics. */
  readonly report?: (settled: Settled) => void;
  /** The last time a backup was put in place: what it forgot may stand in the channels. */
  readonly restored?: Restoration | undefined;
};

/** What goes with an outcome: the other alerts of the message, whether it shows old news, and what it said. */
type Said = {
  readonly batch?: (typeof SEND)['batch'];
  readonly stale?: boolean;
  readonly told?: Notification;
};

/** Builds the dispatcher; deliveries to one receiver go in order, receivers side by side. */
export function createDispatcher(deps: Deps): Dispatcher {
  const { store, clock, log } = deps;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let rouse: () => void = () => undefined;
  const queues = new Map<string, Promise<void>>();
  let lastLookAt: number | undefined;

  /** Claims what is due and sets it going, one queue a receiver; a receiver that still has a queue is left alone. */
  const launch = async (): Promise<number> => {
    const claim = {
      owner: deps.owner,
      now: clock.now(),
      leaseFor: LEASE,
      limit: BATCH,
      except: [...queues.keys()],
      shared: store.dialect.shared,
    };
    const claimed = await store.transaction((tx) => claimDue(tx, claim));
    for (const [receiver, queue] of Map.groupBy(claimed, (delivery) => delivery.receiver)) {
      const work = workOff(queue, claim.now).finally(() => {
        queues.delete(receiver);
        rouse();
      });
      queues.set(receiver, work);
    }
    return claimed.length;
  };

  const workOff = async (queue: readonly ClaimedDelivery[], claimedAt: number): Promise<void> => {
    let holdsFrom = claimedAt;
    let own = new Set(queue.map(({ id }) => id));
    const yieldOften = createYieldOften();
    for (const [done, delivery] of queue.entries()) {
      // A terminal takes what it is given at once, as SQLite does: nothing else would have its turn.
      await yieldOften();
      const left = queue.slice(done).filter(({ id }) => own.has(id));
      if (stopping.signal.aborted) return returnClaims(store.db, left).catch(unreturned);
      const now = clock.now();
      // A claim must hold for as long as a call may take; what ran out meanwhile is another process's to send.
      if (left.length > 0 && now - holdsFrom > RENEW_AFTER) {
        own = new Set(await renewClaims(store.db, left, now + LEASE).catch(() => []));
        holdsFrom = now;
      }
      if (own.has(delivery.id)) await attempt(delivery);
    }
  };
  const unreturned = (error: unknown): void =>
    log.warn({ err: error }, 'claims could not be given back; they run out');

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
      if (plan.kind === 'hold') return await settle(delivery, plan.settlement, {});
      const batch = plan.batch.map(({ alertId }) => alertId);
      const rendered = await deps.render(delivery, now, batch);
      const forgotten = forgottenSince(delivery, rendered.notification, deps.restored);
      const maybeSentAt = earlier(delivery.maybeSentAt, forgotten);
      const outcome = await send({ ...delivery, maybeSentAt }, rendered.notification);
      // A post that was there already shows what was true when it was made; the edits behind it are still to come.
      const old = delivery.kind === 'post' && maybeSentAt !== undefined;
      const shown = old ? delivery.revision : rendered.revision;
      const stale = old && (batch.length > 0 || forgotten !== undefined);
      await record(delivery, outcome, shown, {
        batch: plan.batch,
        stale,
        told: rendered.notification,
      });
    } catch (error) {
      const { said, reason } = failedAttempt(error);
      log.error({ err: error, delivery: delivery.id, receiver: delivery.receiver }, said);
      const outcome = { kind: 'uncertain', reason } as const;
      await record(delivery, outcome, delivery.revision, {}).catch((again: unknown) => {
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
        follows: await besideOf(delivery),
        maybeSentAt: delivery.maybeSentAt,
        now: clock.now(),
      },
      AbortSignal.timeout(CALL_LIMIT),
    );
  };

  /** A new alert of a story that was told there before is said beside it, where the receiver keeps stories apart. */
  const besideOf = async ({ alertId, prior, receiver }: ClaimedDelivery): Promise<Send['follows']> =>
    alertId === undefined || prior !== undefined ? undefined : firstTold(store.db, alertId, receiver);

  const record = (
    delivery: ClaimedDelivery,
    outcome: SendOutcome,
    revision: number,
    said: Said,
  ): Promise<void> =>
    settle(delivery, settlementOf(delivery, outcome, revision, clock.now(), deps.random()), said);

  const settle = async (
    delivery: ClaimedDelivery,
    settlement: Settlement,
    { batch = [], stale = false, told }: Said,
  ): Promise<void> => {
    const about = { delivery: delivery.id, receiver: delivery.receiver, alert: delivery.alertId };
    const now = clock.now();
    const held = await store.transaction(async (tx) => {
      if (!(await settleDelivery(tx, delivery, settlement, now))) return false;
      if (settlement.status === 'sent') await tellInBatch(tx, delivery, batch);
      const upTo = retires(delivery, settlement);
      if (upTo !== undefined && delivery.alertId !== undefined)
        await supersedeEdits(tx, delivery.alertId, delivery.receiver, upTo);
      const { alertId, receiver } = delivery;
      if (stale && settlement.status === 'sent' && alertId !== undefined)
        await refresh(tx, deps.nameDelivery, { alertId, receiver }, now, now);
      return true;
    });
    if (held) deps.report?.(countedAs(delivery, settlement, told, now));
    if (!held) log.warn(about, 'lease was lost before the outcome was recorded');
    else if (settlement.status === 'sent') log.info({ ...about, kind: delivery.kind }, 'delivered');
    else if (settlement.status === 'suppressed') log.info({ ...about, by: settlement.by }, 'held back');
    else log.warn({ ...about, status: settlement.status, reason: settlement.reason }, 'not delivered');
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      lastLookAt = clock.now();
      const woken = new Promise<void>((resolve) => {
        rouse = resolve;
      });
      let claimed = 0;
      try {
        claimed = await launch();
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be read; trying again');
      }
      const due = (await nextDueAt(store.db).catch(() => undefined)) ?? Number.POSITIVE_INFINITY;
      const pause = Math.min(IDLE_LOOK, Math.max(claimed > 0 ? 20 : BUSY_LOOK, due - clock.now()));
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
    lastLookAt: () => lastLookAt,
  };
}
