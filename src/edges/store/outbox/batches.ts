/** Whose post tells of a message: posts that share one, and edits and answers that have nothing left to say. */
import { GIVEN_UP_STATUSES, OPEN_STATUSES } from '../../../core/delivery/delivery.ts';
import type { NewDelivery } from './deliveries.ts';
import type { Db } from '../open-store.ts';

/** When the newest post of a group is or was due (epoch milliseconds); undefined where there was none. */
export async function lastBatch(db: Db, receiver: string, group: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.max('batch_at').as('at'))
    .where('group_key', '=', group)
    .where('receiver', '=', receiver)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

export type BatchMember = {
  readonly id: number;
  readonly messageId: number;
  readonly status: string;
  readonly nextAttemptAt: number;
};

/** The posts that are told together with a delivery, itself among them, in order; none where it has no group. */
export async function batchOf(db: Db, deliveryId: number): Promise<readonly BatchMember[]> {
  const rows = await db
    .selectFrom('deliveries as own')
    .innerJoin('deliveries as d', (join) =>
      join
        .onRef('d.group_key', '=', 'own.group_key')
        .onRef('d.receiver', '=', 'own.receiver')
        .onRef('d.batch_at', '=', 'own.batch_at'),
    )
    .select(['d.id', 'd.message_id', 'd.status', 'd.next_attempt_at'])
    .where('own.id', '=', deliveryId)
    .orderBy('d.id')
    .execute();
  return rows.flatMap(({ id, message_id: messageId, status, next_attempt_at: nextAttemptAt }) =>
    messageId === null ? [] : [{ id, messageId, status, nextAttemptAt }],
  );
}

/** Notes that posts were told in another's; what they would have been edited with is its to say. */
export async function tellInBatch(
  db: Db,
  leader: { readonly id: number; readonly messageId: number | undefined },
  members: readonly BatchMember[],
): Promise<void> {
  if (members.length === 0) return;
  const reason = `told in message ${leader.messageId}`;
  await db
    .updateTable('deliveries')
    .set({ status: 'superseded', reason, told_in: leader.id, lease_owner: null, lease_until: null })
    .where(
      'id',
      'in',
      members.map(({ id }) => id),
    )
    .where('status', 'in', [...OPEN_STATUSES])
    .execute();
  await db
    .updateTable('deliveries')
    .set({ status: 'superseded', reason })
    .where(
      'message_id',
      'in',
      members.map(({ messageId }) => messageId),
    )
    .where('kind', 'in', ['edit', 'answer'])
    .where('status', 'in', [...OPEN_STATUSES])
    .execute();
}

/** The messages that were told in the post of another, in order. */
export async function companionsOf(db: Db, messageId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('deliveries as own')
    .innerJoin('deliveries as d', 'd.told_in', 'own.id')
    .select('d.message_id')
    .where('own.message_id', '=', messageId)
    .where('own.kind', '=', 'post')
    .where('d.kind', '=', 'post')
    .where('d.status', '=', 'superseded')
    .orderBy('d.id')
    .execute();
  return rows.flatMap((row) => row.message_id ?? []);
}

/** The post of a message, and where it stands. */
export type Post = {
  readonly id: number;
  readonly receiver: string;
  readonly status: string;
  /** True where it may have reached the platform. */
  readonly tried: boolean;
  readonly attempts: number;
  readonly dueAt: number;
  readonly group: string | undefined;
  /** The message whose post tells it: itself, or the one that leads its group; undefined where none does or will. */
  readonly carrier: number | undefined;
};

/** The post of a message; undefined where none was ever queued. */
export async function postOf(db: Db, messageId: number): Promise<Post | undefined> {
  const row = await db
    .selectFrom('deliveries as d')
    .leftJoin('deliveries as leader', 'leader.id', 'd.told_in')
    .select([
      'd.id',
      'd.receiver',
      'd.status',
      'd.maybe_sent_at',
      'd.attempts',
      'd.next_attempt_at',
      'd.group_key',
      'leader.message_id as leader',
    ])
    .where('d.message_id', '=', messageId)
    .where('d.kind', '=', 'post')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const givenUp: readonly string[] = GIVEN_UP_STATUSES;
  return {
    id: row.id,
    receiver: row.receiver,
    status: row.status,
    tried: row.maybe_sent_at !== null,
    attempts: row.attempts,
    dueAt: row.next_attempt_at,
    group: row.group_key ?? undefined,
    carrier: givenUp.includes(row.status)
      ? undefined
      : row.status === 'superseded'
        ? (row.leader ?? undefined)
        : messageId,
  };
}

/** Lets a post that was never tried go out at another time, with a group or alone. */
export async function replanPost(
  db: Db,
  id: number,
  plan: { readonly dueAt: number; readonly group: NewDelivery['group'] },
): Promise<void> {
  const { dueAt, group } = plan;
  await db
    .updateTable('deliveries')
    .set({
      next_attempt_at: dueAt,
      due_at: dueAt,
      group_key: group?.key ?? null,
      batch_at: group?.batchAt ?? null,
    })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .execute();
}

/** Puts a post that was held back or given up into the outbox again; what may have arrived is still looked for. */
export async function requeuePost(
  db: Db,
  id: number,
  plan: { readonly dueAt: number; readonly group: NewDelivery['group'] },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ status: 'pending', reason: null, withheld_by: null, told_in: null, attempts: 0 })
    .where('id', '=', id)
    .where('status', 'in', [...GIVEN_UP_STATUSES])
    .execute();
  await replanPost(db, id, plan);
}

/** Retires edits that have nothing left to say, since what they would show stands in the message already; with `all` also answers. */
export async function supersedeEdits(
  db: Db,
  messageId: number,
  upTo: { readonly revision: number; readonly reason: string; readonly all: boolean },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ status: 'superseded', reason: upTo.reason })
    .where('message_id', '=', messageId)
    .where('kind', 'in', upTo.all ? ['edit', 'answer'] : ['edit'])
    .where('status', 'in', ['pending', 'uncertain'])
    .where('revision', '<=', upTo.revision)
    .execute();
}
