/** Trials of indicators that a person ended: from then on they alert like the others. */
import type { Kysely } from 'kysely';

export async function startedTrials(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('started_trials')
    .addColumn('brief_id', 'text', (c) => c.notNull())
    .addColumn('indicator_id', 'text', (c) => c.notNull())
    .addColumn('started_by', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('started_trials_key', ['brief_id', 'indicator_id'])
    .execute();
}
