/** Records what became of an attempt: the delivery's row, the alerts that it showed or left out, the edits it made needless. */
import type { Notification } from '../../core/delivery/notification.ts';
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
    else if (settlement.status === 'sent') log.info({ ...about, kind: delivery.kind }, 'delivered');
    else if (settlement.status === 'suppressed') log.info({ ...about, by: settlement.by }, 'held back');
    else if (settlement.status === 'superseded')
      log.info({ ...about, reason: settlement.reason }, 'not needed');
    else log.warn({ ...about, status: settlement.status, reason: settlement.reason }, 'not delivered');
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
