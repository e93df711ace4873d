/** Refusals: the receivers whose platform takes nothing for want of rights, a channel or a token. */
import type { Kysely } from 'kysely';

export async function refusals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refusals')
    .addColumn('receiver', 'text', (c) => c.primaryKey())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('told_to', 'text')
    .addColumn('ended_at', 'bigint')
    .execute();
}
