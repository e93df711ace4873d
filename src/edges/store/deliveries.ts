/** The outbox: deliveries are written with their alert, and settled behind the fence of whoever claimed them. */
import type { DeliveryKind, DeliveryStatus } from '../../core/delivery/delivery.ts';
import type { MessageRef } from '../../core/delivery/sink.ts';
import { toJson } from './engine/json.ts';
import type { Db } from './open-store.ts';

export type NewDelivery = {
  readonly alertId: number | undefined;
  readonly receiver: string;
  readonly kind: DeliveryKind;
  readonly revision: number;
  /** At most 25 characters, never used before. */
  readonly nonce: string;
  readonly notice: string | undefined;
  readonly dueAt: number;
  /** The group that the alert is told with, and when its message is due. */
  readonly group?: { readonly key: string; readonly batchAt: number } | undefined;
};

export type ClaimedDelivery = {
  readonly id: number;
  readonly alertId: number | undefined;
  readonly receiver: string;
  readonly kind: DeliveryKind;
  readonly revision: number;
  readonly nonce: string;
  readonly notice: string | undefined;
  /** When it was first to be sent. */
  readonly dueAt: number;
  readonly attempts: number;
  readonly fence: number;
  /** When an earlier attempt may have reached the platform. */
  readonly maybeSentAt: number | undefined;
  /** The message an edit changes. */
  readonly prior: MessageRef | undefined;
};

/** Puts a delivery into the outbox unless it is there already: (alert, receiver, kind, revision) stands once. */
export async function enqueueDelivery(db: Db, delivery: NewDelivery, now: number): Promise<void> {
  await db
    .insertInto('deliveries')
    .values({
      alert_id: delivery.alertId ?? null,
      receiver: delivery.receiver,
      kind: delivery.kind,
      revision: delivery.revision,
      nonce: delivery.nonce,
      status: 'pending',
      notice: delivery.notice ?? null,
      created_at: now,
      next_attempt_at: delivery.dueAt,
      due_at: delivery.dueAt,
      group_key: delivery.group?.key ?? null,
      batch_at: delivery.group?.batchAt ?? null,
      attempts: 0,
      fence: 0,
    })
    .onConflict((conflict) => conflict.columns(['alert_id', 'receiver', 'kind', 'revision']).doNothing())
    .execute();
}

export type Settlement =
  | { readonly status: 'sent'; readonly ref: MessageRef; readonly revision: number }
  | {
      readonly status: 'pending';
      readonly reason: string;
      readonly nextAttemptAt: number;
      /** True where it was not tried: its patience begins anew. */
      readonly postponed?: boolean;
    }
  | { readonly status: 'uncertain'; readonly reason: string; readonly nextAttemptAt: number }
  /** Held back by `by`, such as `silence/12`; told of at `tellAt` or, where that is open, when the silence ends. */
  | {
      readonly status: 'suppressed';
      readonly reason: string;
      readonly by: string;
      readonly tellAt: number | undefined;
    }
  | { readonly status: Extract<DeliveryStatus, 'rejected' | 'dead' | 'superseded'>; readonly reason: string };

/**
 * Records what became of a claimed delivery, and the attempt. False where the lease was lost meanwhile: another claim
 * now answers for the delivery, and what this one did is in the attempts only.
 */
export async function settleDelivery(
  db: Db,
  claimed: Pick<ClaimedDelivery, 'id' | 'fence' | 'maybeSentAt'>,
  settlement: Settlement,
  now: number,
): Promise<boolean> {
  const reason = settlement.status === 'sent' ? null : settlement.reason;
  await db
    .insertInto('delivery_attempts')
    .values({ delivery_id: claimed.id, at: now, outcome: settlement.status, reason })
    .execute();
  const row = await db
    .updateTable('deliveries')
    .set({
      status: settlement.status,
      reason,
      lease_owner: null,
      lease_until: null,
      ...('nextAttemptAt' in settlement ? { next_attempt_at: settlement.nextAttemptAt } : {}),
      ...('postponed' in settlement ? { due_at: settlement.nextAttemptAt } : {}),
      ...(settlement.status === 'suppressed' ? { withheld_by: settlement.by } : {}),
      ...('tellAt' in settlement && settlement.tellAt !== undefined
        ? { next_attempt_at: settlement.tellAt }
        : {}),
      // A refusal says that this attempt did not arrive; what an earlier one may have done stays.
      ...(settlement.status === 'pending' ? { maybe_sent_at: claimed.maybeSentAt ?? null } : {}),
      ...(settlement.status === 'sent'
        ? { ref: toJson(settlement.ref), sent_at: now, sent_revision: settlement.revision }
        : {}),
    })
    .where('id', '=', claimed.id)
    .where('fence', '=', claimed.fence)
    .where('status', '=', 'sending')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** When the next delivery is due, or undefined where the outbox holds nothing that could be sent. */
export async function nextDueAt(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('deliveries as d')
    .select((eb) => eb.fn.min('d.next_attempt_at').as('at'))
    .where('d.status', 'in', ['pending', 'uncertain'])
    // An edit waits for its post, whose sending is what comes next then.
    .where((eb) =>
      eb.or([
        eb('d.kind', '!=', 'edit'),
        eb.exists(
          eb
            .selectFrom('deliveries as p')
            .select('p.id')
            .whereRef('p.alert_id', '=', 'd.alert_id')
            .whereRef('p.receiver', '=', 'd.receiver')
            .where('p.kind', '=', 'post')
            .where('p.status', '=', 'sent'),
        ),
      ]),
    )
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? undefined : row.at;
}
