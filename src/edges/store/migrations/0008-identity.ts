/** Identity: names within a feed, articles over all of them, every version of an entry, and what each signal was read by. */
import { type Kysely, sql } from 'kysely';

export async function identity(db: Kysely<unknown>): Promise<void> {
  // The date that a name was last seen with; null in names of 0.1.0, which held for every feed alike.
  await db.schema.alterTable('entry_keys').addColumn('said_at', 'bigint').execute();
  for (const column of ['article', 'via'] as const)
    await db.schema.alterTable('entries').addColumn(column, 'text').execute();
  await sql`update entries set article = canonical_url`.execute(db);
  await db.schema.createIndex('entries_article').on('entries').column('article').execute();
  await db.schema
    .createTable('entry_versions')
    .addColumn('entry_seq', 'bigint', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('shown_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('entry_version_once', ['entry_seq', 'hash'])
    .execute();
  for (const [column, type] of [
    ['query_hash', 'text'],
    ['text_hash', 'text'],
    ['withdrawn_at', 'bigint'],
  ] as const)
    await db.schema.alterTable('signals').addColumn(column, type).execute();
}
