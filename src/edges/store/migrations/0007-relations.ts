/** Relations: what each report is to the stories before it and why, and which story a development follows. */
import type { Kysely } from 'kysely';

export async function relations(db: Kysely<unknown>): Promise<void> {
  const added = [
    ['relation', 'first'],
    ['reasons', '[]'],
    ['reversal', '[]'],
  ] as const;
  for (const [column, before] of added)
    await db.schema
      .alterTable('entries')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(before))
      .execute();
  await db.schema.alterTable('stories').addColumn('follows', 'text').execute();
}
