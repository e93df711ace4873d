/** Where a change was asked for, beside who asked and when. */
import type { Kysely } from 'kysely';

export async function auditPlace(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('audit').addColumn('place', 'text').execute();
}
