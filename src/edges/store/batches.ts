/** Whose message tells of an alert: posts that share one, and edits that have nothing left to say. */
import type { Db } from './open-store.ts';

/** When the newest message of a group is or was due (epoch milliseconds); undefined where there was none. */
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
  readonly alertId: number;
  readonly status: string;
  readonly nextAttemptAt: number;
  readonly toldIn: number | undefined;
};

/** The posts that make one message with a delivery, itself among them, in order; none where it has no group. */
export async function batchOf(db: Db, deliveryId: number): Promise<readonly BatchMember[]> {
  const rows = await db
    .selectFrom('deliveries as own')
    .innerJoin('deliveries as d', (join) =>
      join
        .onRef('d.group_key', '=', 'own.group_key')
        .onRef('d.receiver', '=', 'own.receiver')
        .onRef('d.batch_at', '=', 'own.batch_at'),
    )
    .select(['d.id', 'd.alert_id', 'd.status', 'd.next_attempt_at', 'd.told_in'])
    .where('own.id', '=', deliveryId)
    .orderBy('d.id')
    .execute();
  return rows.flatMap((row) =>
    row.alert_id === null
      ? []
      : [
          {
            id: row.id,
            alertId: row.alert_id,
            status: row.status,
            nextAttemptAt: row.next_attempt_at,
            toldIn: row.told_in ?? undefined,
          },
        ],
  );
}

/** Notes that posts were told in another's message; what they would have been edited with is its to say. */
export async function tellInBatch(
  db: Db,
  leader: { readonly id: number; readonly alertId: number | undefined; readonly receiver: string },
  members: readonly BatchMember[],
): Promise<void> {
  if (members.length === 0) return;
  const reason = `told in the message of alert ${leader.alertId}`;
  const unsent = ['pending', 'sending', 'uncertain'];
  await db
    .updateTable('deliveries')
    .set({ status: 'superseded', reason, told_in: leader.id, lease_owner: null, lease_until: null })
    .where(
      'id',
      'in',
      members.map(({ id }) => id),
    )
    .where('status', 'in', unsent)
    .execute();
  await db
    .updateTable('deliveries')
    .set({ status: 'superseded', reason })
    .where(
      'alert_id',
      'in',
      members.map(({ alertId }) => alertId),
    )
    .where('receiver', '=', leader.receiver)
    .where('kind', '=', 'edit')
    .where('status', 'in', unsent)
    .execute();
}

/** The alerts that were told in the message of another, in order. */
export async function companionsOf(db: Db, alertId: number, receiver: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('deliveries as own')
    .innerJoin('deliveries as d', 'd.told_in', 'own.id')
    .select('d.alert_id')
    .where('own.alert_id', '=', alertId)
    .where('own.receiver', '=', receiver)
    .where('own.kind', '=', 'post')
    .where('d.kind', '=', 'post')
    .orderBy('d.id')
    .execute();
  return rows.flatMap((row) => row.alert_id ?? []);
}

/** The receivers that have been or will be told of an alert, each with the alert whose message it is. */
export async function carriersOf(
  db: Db,
  alertId: number,
): Promise<readonly { readonly receiver: string; readonly alertId: number }[]> {
  const rows = await db
    .selectFrom('deliveries as d')
    .leftJoin('deliveries as carrier', 'carrier.id', 'd.told_in')
    .select(['d.receiver', 'd.status', 'carrier.alert_id as carrier'])
    .where('d.alert_id', '=', alertId)
    .where('d.kind', '=', 'post')
    .where('d.status', 'not in', ['rejected', 'dead', 'suppressed'])
    .orderBy('d.id')
    .execute();
  return rows.flatMap((row) => {
    if (row.status !== 'superseded') return [{ receiver: row.receiver, alertId }];
    return row.carrier === null ? [] : [{ receiver: row.receiver, alertId: row.carrier }];
  });
}

/** Retires edits that have nothing left to say: what they would show stands in the message already. */
export async function supersedeEdits(
  db: Db,
  alertId: number,
  receiver: string,
  upTo: { readonly revision: number; readonly reason: string },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ status: 'superseded', reason: upTo.reason })
    .where('alert_id', '=', alertId)
    .where('receiver', '=', receiver)
    .where('kind', '=', 'edit')
    .where('status', 'in', ['pending', 'uncertain'])
    .where('revision', '<=', upTo.revision)
    .execute();
}
