/** The outbox: deliveries are written with their alert, claimed under a lease, and settled behind a fence. */
import { sql } from 'kysely';
import type { DeliveryKind, DeliveryStatus } from '../../core/delivery/delivery.ts';
import { MessageRef } from '../../core/delivery/sink.ts';
import { fromJson, toJson } from './json.ts';
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

/**
 * Claims what is due, oldest first: posts and notices at once, edits once their post is sent. The claim is committed
 * with `maybe_sent_at`, so that whoever finds it after a crash knows that the call may have been made.
 */
export async function claimDue(
  db: Db,
  claim: {
    readonly owner: string;
    readonly now: number;
    readonly leaseFor: number;
    readonly limit: number;
    /** Receivers whose turn it is not. */
    readonly except?: readonly string[];
  },
): Promise<readonly ClaimedDelivery[]> {
  const due = await db
    .selectFrom('deliveries as d')
    .leftJoin('deliveries as p', (join) =>
      join
        .onRef('p.alert_id', '=', 'd.alert_id')
        .onRef('p.receiver', '=', 'd.receiver')
        .on('p.kind', '=', 'post')
        .on('d.kind', '=', 'edit'),
    )
    .select([
      'd.id',
      'd.alert_id',
      'd.receiver',
      'd.kind',
      'd.revision',
      'd.nonce',
      'd.notice',
      'd.created_at',
      'd.due_at',
      'd.attempts',
      'd.fence',
      'd.maybe_sent_at',
      'd.status',
      'p.ref as prior',
    ])
    .where((eb) =>
      eb.or([
        eb.and([eb('d.status', 'in', ['pending', 'uncertain']), eb('d.next_attempt_at', '<=', claim.now)]),
        eb.and([eb('d.status', '=', 'sending'), eb('d.lease_until', '<', claim.now)]),
      ]),
    )
    .where((eb) => eb.or([eb('d.kind', '!=', 'edit'), eb('p.status', '=', 'sent')]))
    .$if((claim.except ?? []).length > 0, (query) =>
      query.where('d.receiver', 'not in', [...(claim.except ?? [])]),
    )
    .orderBy('d.id')
    .limit(claim.limit)
    .execute();
  const claimed: ClaimedDelivery[] = [];
  for (const row of due) {
    const updated = await db
      .updateTable('deliveries')
      .set((eb) => ({
        status: 'sending',
        lease_owner: claim.owner,
        lease_until: claim.now + claim.leaseFor,
        fence: eb('fence', '+', 1),
        attempts: eb('attempts', '+', 1),
        maybe_sent_at: sql<number>`coalesce(maybe_sent_at, ${claim.now})`,
      }))
      .where('id', '=', row.id)
      .where('fence', '=', row.fence)
      .returning(['fence', 'attempts'])
      .executeTakeFirst();
    if (updated === undefined) continue;
    claimed.push({
      id: row.id,
      alertId: row.alert_id ?? undefined,
      receiver: row.receiver,
      kind: row.kind as DeliveryKind,
      revision: row.revision,
      nonce: row.nonce,
      notice: row.notice ?? undefined,
      dueAt: row.due_at ?? row.created_at,
      attempts: updated.attempts,
      fence: updated.fence,
      maybeSentAt: row.maybe_sent_at ?? undefined,
      prior: row.prior === null ? undefined : fromJson(MessageRef, row.prior),
    });
  }
  return claimed;
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
  | { readonly status: Extract<DeliveryStatus, 'rejected' | 'dead'>; readonly reason: string };

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

/** Frees what a process that is surely gone had claimed; its calls may have been made. */
export async function releaseLeases(db: Db, now: number): Promise<number> {
  const rows = await db
    .updateTable('deliveries')
    .set({ status: 'uncertain', lease_owner: null, lease_until: null, next_attempt_at: now })
    .where('status', '=', 'sending')
    .returning('id')
    .execute();
  return rows.length;
}
