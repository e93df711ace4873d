/** On how many different words of its query a signal rests. */
import type { Kysely } from 'kysely';

export async function signalWords(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('signals').addColumn('words', 'integer').execute();
}
