/** What became of deliveries, for people who ask, and the way to send again what failed for good. */
import type { Db } from './open-store.ts';

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
  let select = db.selectFrom('deliveries').selectAll();
  if ('alertId' in query) select = select.where('alert_id', '=', query.alertId).orderBy('id');
  else
    select = select
      .where('status', 'in', [...FAILED])
      .orderBy('id', 'desc')
      .limit(query.limit);
  return (await select.execute()).map((row) => ({
    id: row.id,
    alertId: row.alert_id ?? undefined,
    receiver: row.receiver,
    kind: row.kind,
    revision: row.revision,
    status: row.status,
    reason: row.reason ?? undefined,
    withheldBy: row.withheld_by ?? undefined,
    attempts: row.attempts,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    sentAt: row.sent_at ?? undefined,
  }));
}

/** Those that are still to be settled, and those that failed; the others are done and grow without end. */
const OPEN = ['pending', 'sending', 'uncertain', ...FAILED] as const;

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
