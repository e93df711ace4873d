/** What the outbox promised for instants that the machine's clock, set back, has moved away. */
import { sql } from 'kysely';
import { MINUTE } from '../../../core/time/duration.ts';
import type { Db } from '../open-store.ts';

/**
 * Brings forward by `ms` milliseconds whatever the outbox is to do after `now`: deliveries, groups that are being
 * gathered, floods that are to be listed. What waits for an hour of the day, as after quiet hours, is looked at sooner
 * and then waits again.
 */
export async function bringForward(db: Db, ms: number, now: number): Promise<void> {
  const earlier = sql<number>`case when next_attempt_at - ${ms} > ${now} then next_attempt_at - ${ms} else ${now} end`;
  await db
    .updateTable('deliveries')
    .set({ next_attempt_at: earlier })
    .where('next_attempt_at', '>', now)
    .where('status', 'in', ['pending', 'uncertain'])
    .execute();
  await db
    .updateTable('message_alerts')
    .set((eb) => ({ tell_at: eb('tell_at', '-', ms) }))
    .where('tell_at', '>', now)
    .where('withheld_by', '=', 'flood')
    .where('told_in', 'is', null)
    .execute();
  await db
    .updateTable('deliveries')
    .set((eb) => ({ batch_at: eb('batch_at', '-', ms) }))
    .where('batch_at', '>', now)
    .execute();
  await db.updateTable('deliveries').set({ created_at: now }).where('created_at', '>', now).execute();
}

/**
 * How far the clock was set back while no bot ran, in milliseconds: to when the newest delivery was written, where that
 * lies in the future. 0 where it was not, or by less than a minute, as the clocks of replicas may differ.
 */
export async function setBackSince(db: Db, now: number): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select('created_at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const ahead = (row?.created_at ?? 0) - now;
  return ahead > MINUTE ? ahead : 0;
}
