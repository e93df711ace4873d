/** The outbox: deliveries are written with their message, and settled behind the fence of whoever claimed them. */
import { type ExpressionBuilder, sql } from 'kysely';
import { type DeliveryKind, type DeliveryStatus, OPEN_STATUSES } from '../../../core/delivery/delivery.ts';
import type { MessageRef } from '../../../core/delivery/sink.ts';
import { toJson } from '../engine/json.ts';
import type { DeliveriesTable } from '../engine/alerting-tables.ts';
import type { Tables } from '../engine/tables.ts';
import type { Db } from '../open-store.ts';

export type NewDelivery = {
  /** Undefined for a notice. */
  readonly messageId: number | undefined;
  readonly receiver: string;
  readonly kind: DeliveryKind;
  readonly revision: number;
  /** At most 25 characters, never used before. */
  readonly nonce: string;
  /** What a notice or an answer says, as JSON. */
  readonly notice: string | undefined;
  /** What makes an answer this answer, where it must be said once; undefined where its revision does. */
  readonly occasion?: string | undefined;
  readonly dueAt: number;
  /** The group that the message is told with, and when that is due. */
  readonly group?: { readonly key: string; readonly batchAt: number } | undefined;
};

export type ClaimedDelivery = {
  readonly id: number;
  readonly messageId: number | undefined;
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
  /** The message that it answers, where that was sent. */
  readonly follows: MessageRef | undefined;
};

/** Puts a delivery into the outbox unless it is there already: (message, kind, revision) stands once. */
export async function enqueueDelivery(db: Db, delivery: NewDelivery, now: number): Promise<void> {
  await db
    .insertInto('deliveries')
    .values({
      message_id: delivery.messageId ?? null,
      alert_id: null,
      occasion: delivery.occasion ?? null,
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
    .onConflict((conflict) => conflict.columns(['message_id', 'kind', 'revision']).doNothing())
    .execute();
}

/** Lets nobody claim the post of a message until the transaction ends. */
export async function lockPost(db: Db, messageId: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set((eb) => ({ fence: eb.ref('fence') }))
    .where('message_id', '=', messageId)
    .where('kind', '=', 'post')
    .execute();
}

/**
 * An answer that says something already: one with the same occasion, whatever became of it, or without an occasion one
 * to the same message that was never claimed.
 */
export async function openAnswer(
  db: Db,
  messageId: number,
  receiver: string,
  occasion: string | undefined,
): Promise<{ readonly kind: 'said' | 'waiting'; readonly id: number; readonly notice: string } | undefined> {
  const answers = db.selectFrom('deliveries').select(['id', 'notice']).where('kind', '=', 'answer');
  const row = await (
    occasion === undefined
      ? answers
          .where('message_id', '=', messageId)
          .where('occasion', 'is', null)
          .where('status', '=', 'pending')
          .where('attempts', '=', 0)
          .where('fence', '=', 0)
      : answers.where('occasion', '=', occasion).where('receiver', '=', receiver)
  ).executeTakeFirst();
  if (row === undefined || row.notice === null) return undefined;
  return { kind: occasion === undefined ? 'waiting' : 'said', id: row.id, notice: row.notice };
}

/** Lets an edit that nobody claimed yet stand for a newer revision, no later than asked; false where there is none. */
export async function renewEdit(
  db: Db,
  edit: {
    readonly messageId: number;
    readonly revision: number;
    readonly nonce: string;
    readonly dueAt: number;
  },
): Promise<boolean> {
  const { messageId, revision, nonce, dueAt } = edit;
  const earliest = sql<number>`case when next_attempt_at < ${dueAt} then next_attempt_at else ${dueAt} end`;
  const rows = await db
    .updateTable('deliveries')
    .set({ revision, nonce, next_attempt_at: earliest, due_at: earliest })
    .where('message_id', '=', messageId)
    .where('kind', '=', 'edit')
    .where('status', '=', 'pending')
    .where('fence', '=', 0)
    .returning('id')
    .execute();
  return rows.length > 0;
}

/** Gives an answer that was not claimed yet other words. */
export async function rewordAnswer(db: Db, id: number, notice: string): Promise<void> {
  await db.updateTable('deliveries').set({ notice }).where('id', '=', id).execute();
}

export type Settlement =
  | { readonly status: 'sent'; readonly ref: MessageRef; readonly revision: number }
  | {
      readonly status: 'pending';
      readonly reason: string;
      readonly nextAttemptAt: number;
      /** True where it was not tried: its patience begins anew. */
      readonly postponed?: boolean;
      /** True where the platform refused it for want of rights, a channel or a token. */
      readonly refused?: boolean;
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
      // What is held back was not tried: queued again it is held again, and not looked for.
      ...(settlement.status === 'pending' || settlement.status === 'suppressed'
        ? { maybe_sent_at: claimed.maybeSentAt ?? null }
        : {}),
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
    .where(isFree)
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? undefined : row.at;
}

/**
 * Whether a delivery `d` waits for no other one: an edit or an answer for the post of its message, the post of a message
 * that answers another until it is known what became of that one's post.
 */
export function isFree(eb: ExpressionBuilder<Tables & { d: DeliveriesTable }, 'd'>) {
  const post = eb.selectFrom('deliveries as p').select('p.id').where('p.kind', '=', 'post');
  return eb.or([
    eb('d.kind', '=', 'notice'),
    eb.and([
      eb('d.kind', 'in', ['edit', 'answer']),
      eb.exists(post.whereRef('p.message_id', '=', 'd.message_id').where('p.status', '=', 'sent')),
    ]),
    eb.and([
      eb('d.kind', '=', 'post'),
      eb.not(
        eb.exists(
          post
            .innerJoin('messages as m', 'm.follows', 'p.message_id')
            .whereRef('m.id', '=', 'd.message_id')
            .where('p.status', 'in', [...OPEN_STATUSES]),
        ),
      ),
    ]),
  ]);
}
