/** What people say of headlines that an indicator missed: whether they are its sign. */
import type { Kysely } from 'kysely';

export async function judgedMisses(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('judged_misses')
    .addColumn('entry_seq', 'bigint', (c) => c.notNull())
    .addColumn('brief_id', 'text', (c) => c.notNull())
    .addColumn('indicator_id', 'text', (c) => c.notNull())
    .addColumn('voter', 'text', (c) => c.notNull())
    .addColumn('voter_name', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('judged_misses_key', ['entry_seq', 'brief_id', 'indicator_id', 'voter'])
    .execute();
}
