/** Records what became of an attempt: the delivery's row, the alerts that it showed or left out, the edits it made needless. */
import type { Notification } from '../../core/delivery/notification.ts';
import { createOutage, type Outage } from '../../core/health/outage.ts';
import { SECOND } from '../../core/time/duration.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import type { Log } from '../../edges/log/log.ts';
import { type BatchMember, supersedeEdits, tellInBatch } from '../../edges/store/outbox/batches.ts';
import {
  type ClaimedDelivery,
  type Settlement,
  settleDelivery,
} from '../../edges/store/outbox/deliveries.ts';
import { markShown, markWithheld, type Withheld } from '../../edges/store/outbox/messages.ts';
import type { Db, Store } from '../../edges/store/open-store.ts';
import { endRefusal, noteRefusal } from '../../edges/store/outbox/refusals.ts';
import type { NameDelivery } from '../ingest/name-delivery.ts';
import type { Showing } from './plan.ts';
import { queueEdits } from '../ingest/queue.ts';
import { countedAs, retires, type Settled } from './settlement.ts';

/** What goes with an outcome. */
export type Said = {
  readonly shows?: readonly Showing[];
  readonly withheld?: readonly Withheld[];
  /** The other posts of the message. */
  readonly batch?: readonly BatchMember[];
  /** By message, the highest entry row that was shown. */
  readonly upTo?: ReadonlyMap<number, number>;
  /** Whether it may show old news. */
  readonly stale?: boolean;
  readonly told?: Notification;
};

type Deps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly nameDelivery: NameDelivery;
  readonly report?: (settled: Settled) => void;
};

/** Makes the function that records a settlement in one transaction, behind the fence of the claim. */
export function createRecorder(
  deps: Deps,
): (delivery: ClaimedDelivery, settlement: Settlement, said: Said) => Promise<void> {
  const { store, clock, log } = deps;
  const say = createSaying(log);
  return async (delivery, settlement, said) => {
    const about = { delivery: delivery.id, receiver: delivery.receiver, message: delivery.messageId };
    const now = clock.now();
    const held = await store.transaction(async (tx) => {
      if (!(await settleDelivery(tx, delivery, settlement, now))) return false;
      await follow(tx, deps.nameDelivery, delivery, settlement, said, now);
      return true;
    });
    if (held) deps.report?.(countedAs(delivery, settlement, said.told, now));
    if (!held) log.warn(about, 'lease was lost before the outcome was recorded');
    else say(delivery, settlement, now);
  };
}

/** Says of every delivery how it ended, and of a receiver that takes nothing only once, then once a minute, and at the end. */
function createSaying(log: Log): (delivery: ClaimedDelivery, settlement: Settlement, now: number) => void {
  const outages = new Map<string, Outage>();
  const failed = (about: object, receiver: string, reason: string, now: number): void => {
    const outage = outages.get(receiver) ?? createOutage();
    outages.set(receiver, outage);
    const word = outage.failed(now);
    if (word === undefined) log.debug(about, 'not delivered');
    else if (word.kind === 'began') log.warn(about, 'not delivered');
    else {
      const [seconds, { failures }] = [Math.round(word.ms / SECOND), word];
      log.warn(
        { receiver, seconds, failures, reason },
        `"${receiver}" has taken nothing for ${seconds} s; what waits there is tried on`,
      );
    }
  };
  return ({ id, receiver, messageId, kind }, settlement, now) => {
    const about = { delivery: id, receiver, message: messageId };
    switch (settlement.status) {
      case 'sent': {
        const lasted = outages.get(receiver)?.over(now);
        outages.delete(receiver);
        const seconds = Math.round((lasted?.ms ?? 0) / SECOND);
        if (lasted !== undefined)
          log.info({ receiver, seconds }, `"${receiver}" takes messages again, after ${seconds} s`);
        log.info({ ...about, kind }, 'delivered');
        return;
      }
      case 'suppressed':
        log.info({ ...about, by: settlement.by }, 'held back');
        return;
      case 'superseded':
        log.info({ ...about, reason: settlement.reason }, 'not needed');
        return;
      case 'pending':
      case 'uncertain': {
        const { status, reason } = settlement;
        const postponed = status === 'pending' && settlement.postponed === true;
        if (postponed) log.info({ ...about, reason }, 'postponed');
        else failed({ ...about, status, reason }, receiver, reason, now);
        return;
      }
      case 'rejected':
      case 'dead':
        log.warn({ ...about, status: settlement.status, reason: settlement.reason }, 'not delivered');
    }
  };
}

/** What follows from a settlement for the rows beside the delivery's. */
async function follow(
  tx: Db,
  nameDelivery: NameDelivery,
  delivery: ClaimedDelivery,
  settlement: Settlement,
  said: Said,
  now: number,
): Promise<void> {
  const { messageId, receiver } = delivery;
  if (settlement.status === 'pending' && settlement.refused === true)
    await noteRefusal(tx, receiver, settlement.reason, now);
  else if (settlement.status === 'sent') await endRefusal(tx, receiver, now);
  const { shows = [], withheld = [], batch = [], upTo = new Map<number, number>() } = said;
  const sent = settlement.status === 'sent' || settlement.status === 'superseded';
  if (sent || settlement.status === 'suppressed') await markWithheld(tx, withheld);
  if (settlement.status === 'sent') {
    await tellInBatch(tx, delivery, batch);
    for (const { messageId: each, alerts } of shows)
      await markShown(tx, { messageId: each, alerts, upTo: upTo.get(each) ?? 0, delivery: delivery.id }, now);
  }
  const upToRevision = retires(delivery, settlement);
  if (upToRevision !== undefined && messageId !== undefined)
    await supersedeEdits(tx, messageId, upToRevision);
  if (said.stale === true && settlement.status === 'sent' && messageId !== undefined)
    await queueEdits(tx, nameDelivery, [messageId], now, now);
}
