/** Adoptions: the servers and workspaces that somebody with the code from the log let the bot answer. */
import type { Kysely } from 'kysely';

export async function adoptions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('adoptions')
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('adopted_by', 'text', (c) => c.notNull())
    .addColumn('adopted_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('adoptions_pk', ['platform', 'space'])
    .execute();
  // What a channel asked for ends with the adoption of its server; older rows do not say where they were made.
  await db.schema.alterTable('subscriptions').addColumn('space', 'text').execute();
}
