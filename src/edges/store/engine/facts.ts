/** Facts about the database itself, one value a name. */
import type { Db } from '../open-store.ts';

/**
 * `delivery-salt` is never changed; `restored-at` and `restored-since` are instants of the last restoration;
 * `indexed-words` says how far the index of words reaches, `last-probe` when a write was last tried out, `last-backup` when a sound copy was
 * last taken, `chat-made` changes whenever somebody sets something up from a chat.
 */
export type FactName =
  | 'delivery-salt'
  | 'restored-at'
  | 'restored-since'
  | 'indexed-words'
  | 'last-probe'
  | 'last-backup'
  | 'chat-made';

export async function readFact(db: Db, name: FactName): Promise<string | undefined> {
  const row = await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** Keeps the value unless there is one already, and answers with the one that holds; whoever comes first wins. */
export async function settleFact(db: Db, name: FactName, value: string): Promise<string> {
  await db
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await readFact(db, name)) ?? value;
}

/** Sets the value, whatever it was. */
export async function setFact(db: Db, name: FactName, value: string): Promise<void> {
  await db
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
