/** Counts for digests: alerts opened, and alerts that somebody was not told of. */
import type { Db } from './open-store.ts';

/** Alerts of a brief that were opened after `since` and up to `until`. */
export async function alertsOpened(db: Db, briefId: string, since: number, until: number): Promise<number> {
  const row = await db
    .selectFrom('alerts')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('brief_id', '=', briefId)
    .where('opened_at', '>', since)
    .where('opened_at', '<=', until)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Alerts opened after `since` of which a receiver was not told: silenced, quiet hours, a flood. */
export async function withheldSince(db: Db, since: number): Promise<number> {
  const row = await db
    .selectFrom('deliveries as d')
    .innerJoin('alerts as a', 'a.id', 'd.alert_id')
    .select((eb) => eb.fn.count('d.alert_id').distinct().as('n'))
    .where('d.status', '=', 'suppressed')
    .where('a.opened_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
