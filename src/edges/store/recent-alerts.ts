/** The newest alerts with their headlines, for somebody who begins to type a number. */
import type { Db } from './open-store.ts';

/** Newest first. */
export async function recentAlerts(
  db: Db,
  most: number,
): Promise<readonly { readonly id: number; readonly title: string }[]> {
  return db
    .selectFrom('alerts as a')
    .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
    .select(['a.id', 'e.title'])
    .orderBy('a.id', 'desc')
    .limit(most)
    .execute();
}
