/** Claims on the outbox: who sends what, until when, and what becomes of the claims of a process that is gone. */
import { sql } from 'kysely';
import type { DeliveryKind } from '../../../core/delivery/delivery.ts';
import { MessageRef } from '../../../core/delivery/sink.ts';
import { type ClaimedDelivery, isFree } from './deliveries.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../open-store.ts';
import { lockTransaction } from '../engine/session-lock.ts';

type Claim = {
  readonly owner: string;
  readonly now: number;
  readonly leaseFor: number;
  /** `now` by the clock that all processes go by which claim from the same outbox; `now` itself where it is left out. */
  readonly leaseNow?: number;
  readonly limit: number;
  /** Receivers whose turn it is not. */
  readonly except?: readonly string[];
  /** True where other processes claim from the same outbox. */
  readonly shared?: boolean;
};

/**
 * Claims what is due, oldest first: posts and notices at once, edits and answers once their post is sent, and what
 * answers another message once it is known whether that one was sent. The claim is committed with `maybe_sent_at`, so
 * that whoever finds it after a crash knows that the call may have been made. To be called in a transaction. Where
 * several processes share the database they claim one after the other, and a receiver for which one of them has claims
 * that still hold is left to it: messages and their edits then arrive in order, and one process keeps to the pace that
 * the platform asks for.
 */
export async function claimDue(db: Db, claim: Claim): Promise<readonly ClaimedDelivery[]> {
  if (claim.shared === true) await lockTransaction(db, 'claim');
  const claimed: ClaimedDelivery[] = [];
  for (const row of await dueRows(db, claim)) {
    const updated = await db
      .updateTable('deliveries')
      .set((eb) => ({
        status: 'sending',
        lease_owner: claim.owner,
        lease_until: (claim.leaseNow ?? claim.now) + claim.leaseFor,
        fence: eb('fence', '+', 1),
        attempts: eb('attempts', '+', 1),
        maybe_sent_at: sql<number>`coalesce(maybe_sent_at, ${claim.now})`,
      }))
      .where('id', '=', row.id)
      .where('fence', '=', row.fence)
      .returning(['fence', 'attempts'])
      .executeTakeFirst();
    if (updated === undefined) continue;
    const kind = row.kind as DeliveryKind;
    const [own, followed] = [refOf(row.own_ref), refOf(row.leader_ref) ?? refOf(row.followed_ref)];
    claimed.push({
      id: row.id,
      messageId: row.message_id ?? undefined,
      receiver: row.receiver,
      kind,
      revision: row.revision,
      nonce: row.nonce,
      notice: row.notice ?? undefined,
      dueAt: row.due_at ?? row.created_at,
      attempts: updated.attempts,
      fence: updated.fence,
      maybeSentAt: row.maybe_sent_at ?? undefined,
      prior: kind === 'edit' ? own : undefined,
      follows: kind === 'answer' ? own : kind === 'post' ? followed : undefined,
    });
  }
  return claimed;
}

function refOf(ref: string | null): MessageRef | undefined {
  return ref === null ? undefined : fromJson(MessageRef, ref);
}

/** What is due, with where the posts stand that it changes or answers: its own, or the followed one or that one's leader. */
function dueRows(db: Db, claim: Claim) {
  return db
    .selectFrom('deliveries as d')
    .leftJoin('deliveries as p', (join) =>
      join.onRef('p.message_id', '=', 'd.message_id').on('p.kind', '=', 'post').on('d.kind', '!=', 'post'),
    )
    .leftJoin('messages as m', 'm.id', 'd.message_id')
    .leftJoin('deliveries as q', (join) =>
      join.onRef('q.message_id', '=', 'm.follows').on('q.kind', '=', 'post').on('d.kind', '=', 'post'),
    )
    .leftJoin('deliveries as l', 'l.id', 'q.told_in')
    .select([
      'd.id',
      'd.message_id',
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
      'p.ref as own_ref',
      'q.ref as followed_ref',
      'l.ref as leader_ref',
    ])
    .where((eb) =>
      eb.or([
        eb.and([eb('d.status', 'in', ['pending', 'uncertain']), eb('d.next_attempt_at', '<=', claim.now)]),
        eb.and([eb('d.status', '=', 'sending'), eb('d.lease_until', '<', claim.leaseNow ?? claim.now)]),
      ]),
    )
    .where(isFree)
    .$if((claim.except ?? []).length > 0, (query) =>
      query.where('d.receiver', 'not in', [...(claim.except ?? [])]),
    )
    .$if(claim.shared === true, (query) =>
      query
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('deliveries as other')
                .select('other.id')
                .whereRef('other.receiver', '=', 'd.receiver')
                .where('other.status', '=', 'sending')
                .where('other.lease_until', '>=', claim.leaseNow ?? claim.now)
                .where('other.lease_owner', '!=', claim.owner),
            ),
          ),
        )
        .forUpdate('d')
        .skipLocked(),
    )
    .orderBy('d.id')
    .limit(claim.limit)
    .execute();
}

/** Makes claims hold until another instant by the clock that leases are compared by; the answer names those that are still ours. */
export async function renewClaims(
  db: Db,
  claims: readonly Pick<ClaimedDelivery, 'id' | 'fence'>[],
  until: number,
): Promise<ReadonlySet<number>> {
  const rows = await db
    .updateTable('deliveries')
    .set({ lease_until: until })
    .where('status', '=', 'sending')
    .where((eb) => eb.or(claims.map(({ id, fence }) => eb.and([eb('id', '=', id), eb('fence', '=', fence)]))))
    .returning('id')
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Gives back claims that were never acted on, as if they had not been made. */
export async function returnClaims(db: Db, claims: readonly ClaimedDelivery[]): Promise<void> {
  for (const { id, fence, attempts, maybeSentAt } of claims)
    await db
      .updateTable('deliveries')
      .set({
        status: maybeSentAt === undefined ? 'pending' : 'uncertain',
        lease_owner: null,
        lease_until: null,
        attempts: attempts - 1,
        maybe_sent_at: maybeSentAt ?? null,
      })
      .where('id', '=', id)
      .where('fence', '=', fence)
      .where('status', '=', 'sending')
      .execute();
}

/**
 * Frees what a process that is surely gone had claimed; its calls may have been made. Only for a database that no other
 * process works on: where they share one, claims run out.
 */
export async function releaseLeases(db: Db, now: number): Promise<number> {
  const rows = await db
    .updateTable('deliveries')
    .set({ status: 'uncertain', lease_owner: null, lease_until: null, next_attempt_at: now })
    .where('status', '=', 'sending')
    .returning('id')
    .execute();
  return rows.length;
}
