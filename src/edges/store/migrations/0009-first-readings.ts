/** First readings: of which feeds and indicators people were told what they began with. */
import { type Kysely, sql } from 'kysely';

export async function firstReadings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('first_readings')
    .addColumn('subject', 'text', (c) => c.primaryKey())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('told_at', 'bigint', (c) => c.notNull())
    .execute();
  // What an earlier release read is not read for the first time.
  await sql`insert into first_readings (subject, version, told_at) select 'feed/' || id, '', 0 from feeds`.execute(
    db,
  );
}
