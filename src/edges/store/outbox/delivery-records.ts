/** What became of deliveries, for people who ask, and the way to send again what failed for good. */
import type { Db } from '../open-store.ts';

export type DeliveryRecord = {
  readonly id: number;
  readonly alertId: number | undefined;
  readonly receiver: string;
  readonly kind: string;
  readonly revision: number;
  readonly status: string;
  readonly reason: string | undefined;
  /** What held it back, such as `silence/12`. */
  readonly withheldBy: string | undefined;
  readonly attempts: number;
  readonly createdAt: number;
  readonly nextAttemptAt: number;
  readonly sentAt: number | undefined;
};

/** The statuses that nothing but a person's wish ends. */
const FAILED = ['dead', 'rejected'] as const;

/** Deliveries of one alert in the order in which they were queued, or those that failed, the newest first. */
export async function selectDeliveryRecords(
  db: Db,
  query: { readonly alertId: number } | { readonly failed: true; readonly limit: number },
): Promise<readonly DeliveryRecord[]> {
  let select = db
    .selectFrom('deliveries as d')
    .selectAll('d')
    .select((eb) => [
      eb
        .selectFrom('message_alerts as first')
        .select((each) => each.fn.min('first.alert_id').as('id'))
        .whereRef('first.message_id', '=', 'd.message_id')
        .as('first_alert'),
    ]);
  if ('alertId' in query)
    select = select
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('message_alerts as ma')
            .select('ma.alert_id')
            .whereRef('ma.message_id', '=', 'd.message_id')
            .where('ma.alert_id', '=', query.alertId),
        ),
      )
      .orderBy('d.id');
  else
    select = select
      .where('d.status', 'in', [...FAILED])
      .orderBy('d.id', 'desc')
      .limit(query.limit);
  const withheld = 'alertId' in query ? await withheldOf(db, query.alertId) : new Map<number, Withholding>();
  return (await select.execute()).map((row) => {
    // A message may have gone out without the alert.
    const held = row.kind === 'post' ? withheld.get(row.message_id ?? -1) : undefined;
    return {
      id: row.id,
      alertId: 'alertId' in query ? query.alertId : (row.first_alert ?? undefined),
      receiver: row.receiver,
      kind: row.kind,
      revision: row.revision,
      status: held === undefined ? row.status : 'suppressed',
      reason: held?.reason ?? row.reason ?? undefined,
      withheldBy: held?.withheld_by ?? row.withheld_by ?? undefined,
      attempts: row.attempts,
      createdAt: row.created_at,
      nextAttemptAt: row.next_attempt_at,
      sentAt: row.sent_at ?? undefined,
    };
  });
}

type Withholding = { readonly reason: string | null; readonly withheld_by: string | null };

/** What held an alert back, by message. */
async function withheldOf(db: Db, alertId: number): Promise<ReadonlyMap<number, Withholding>> {
  const rows = await db
    .selectFrom('message_alerts')
    .select(['message_id', 'reason', 'withheld_by'])
    .where('alert_id', '=', alertId)
    .where('status', '=', 'withheld')
    .execute();
  return new Map(rows.map((row) => [row.message_id, row]));
}

/** Those that are still to be settled, and those that failed; the others are done and grow without end. */
export const OPEN = ['pending', 'sending', 'uncertain', ...FAILED] as const;

/** How many deliveries of each receiver are not done or have failed for good. */
export async function countOpen(
  db: Db,
): Promise<readonly { readonly receiver: string; readonly status: string; readonly n: number }[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select((eb) => ['receiver', 'status', eb.fn.countAll().as('n')])
    .where('status', 'in', [...OPEN])
    .groupBy(['receiver', 'status'])
    .execute();
  return rows.map(({ receiver, status, n }) => ({ receiver, status, n: Number(n) }));
}

/** When the oldest of what is tried and not yet delivered was first due, epoch milliseconds; undefined where nothing waits. */
export async function oldestDue(db: Db, now: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.min('due_at').as('at'))
    .where('status', 'in', ['pending', 'sending', 'uncertain'])
    .where('kind', '!=', 'edit')
    .where('due_at', '<=', now)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** How many deliveries failed for good. */
export async function countFailed(db: Db): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('status', 'in', [...FAILED])
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/**
 * Puts failed deliveries back into the outbox, as if they were due for the first time; what may have arrived is still
 * looked for before it is sent. The answer names those that had failed indeed.
 */
export async function resendFailed(
  db: Db,
  which: { readonly id: number } | 'all',
  now: number,
): Promise<readonly number[]> {
  let update = db
    .updateTable('deliveries')
    .set({ status: 'pending', due_at: now, next_attempt_at: now, reason: null })
    .where('status', 'in', [...FAILED]);
  if (which !== 'all') update = update.where('id', '=', which.id);
  return (await update.returning('id').execute()).map((row) => row.id);
}
