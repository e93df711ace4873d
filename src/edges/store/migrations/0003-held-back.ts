/** What deliveries remember of being held back, grouped, or told in another message. */
import type { Kysely } from 'kysely';

export async function heldBack(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of [
    ['due_at', 'bigint'],
    ['withheld_by', 'text'],
    ['told_in', 'bigint'],
    ['occasion', 'text'],
    ['group_key', 'text'],
    ['batch_at', 'bigint'],
  ] as const)
    await db.schema.alterTable('deliveries').addColumn(name, type).execute();
  await db.schema
    .createIndex('deliveries_occasion')
    .unique()
    .on('deliveries')
    .columns(['occasion', 'receiver'])
    .execute();
  for (const [table, name, columns] of [
    ['deliveries', 'deliveries_withheld', ['withheld_by', 'told_in']],
    ['deliveries', 'deliveries_group', ['group_key', 'receiver']],
    ['deliveries', 'deliveries_told_in', ['told_in']],
    ['alerts', 'alerts_of_indicator', ['brief_id', 'indicator_id', 'opened_at']],
    ['alerts', 'alerts_opened', ['opened_at']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}
