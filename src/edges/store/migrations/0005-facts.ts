/** Facts: what the database knows about itself, such as the salt that its deliveries are named with. */
import type { Kysely } from 'kysely';

export async function facts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('facts')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}
