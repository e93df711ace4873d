/** The names under which entries are known, each of which outlives its entry as a tombstone. */
import type { Db } from './open-store.ts';
import { slicesOf } from './engine/slices.ts';

/** What stands behind a name; a tombstone has no row number. */
export type KnownKey = { readonly seq: number | undefined; readonly lastSeenAt: number };

/** A name and the entry it stands for. */
export type EntryName = { readonly key: string; readonly seq: number | undefined };

/** Those of the keys that are known. */
export async function findKeys(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
  const found = new Map<string, KnownKey>();
  for (const slice of slicesOf(keys)) {
    const rows = await db.selectFrom('entry_keys').selectAll().where('key', 'in', slice).execute();
    for (const row of rows)
      found.set(row.key, { seq: row.entry_seq ?? undefined, lastSeenAt: row.last_seen_at });
  }
  return found;
}

/** Makes names stand for entries from now on, also those that had faded and stood for others. */
export function nameEntries(db: Db, names: readonly EntryName[], now: number): Promise<void> {
  return saveNames(db, names, now, ['entry_seq', 'last_seen_at']);
}

/** Notes that known entries were seen again, under these names; a name keeps the entry it first stood for. */
export function rememberKeys(db: Db, names: readonly EntryName[], now: number): Promise<void> {
  return saveNames(db, names, now, ['last_seen_at']);
}

/** Adds the names; of those that are there already, these columns are taken over. */
async function saveNames(
  db: Db,
  names: readonly EntryName[],
  now: number,
  columns: readonly ('entry_seq' | 'last_seen_at')[],
): Promise<void> {
  // PostgreSQL writes no row twice in one statement. The first to use a name has it.
  const rows = new Map<string, { key: string; entry_seq: number | null; last_seen_at: number }>();
  for (const { key, seq } of names)
    if (!rows.has(key)) rows.set(key, { key, entry_seq: seq ?? null, last_seen_at: now });
  for (const slice of slicesOf([...rows.values()]))
    await db
      .insertInto('entry_keys')
      .values(slice)
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet((eb) =>
            Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}`)])),
          ),
      )
      .execute();
}
