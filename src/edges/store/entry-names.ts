/** The names under which entries are known, each of which outlives its entry as a tombstone. */
import type { Db } from './open-store.ts';

/** SQLite binds at most 32,766 values; lists in queries are cut well below. */
const SLICE = 500;

/** What stands behind a name; a tombstone has no row number. */
export type KnownKey = { readonly seq: number | undefined; readonly lastSeenAt: number };

/** A name and the entry it stands for. */
export type EntryName = { readonly key: string; readonly seq: number | undefined };

/** Those of the keys that are known. */
export async function findKeys(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
  const found = new Map<string, KnownKey>();
  for (let i = 0; i < keys.length; i += SLICE) {
    const rows = await db
      .selectFrom('entry_keys')
      .selectAll()
      .where('key', 'in', keys.slice(i, i + SLICE))
      .execute();
    for (const row of rows)
      found.set(row.key, { seq: row.entry_seq ?? undefined, lastSeenAt: row.last_seen_at });
  }
  return found;
}

/** Makes names stand for entries from now on, also those that had faded and stood for others. */
export async function nameEntries(db: Db, names: readonly EntryName[], now: number): Promise<void> {
  const rows = rowsOf(names, now);
  for (let i = 0; i < rows.length; i += SLICE)
    await db
      .insertInto('entry_keys')
      .values(rows.slice(i, i + SLICE))
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({
          entry_seq: eb.ref('excluded.entry_seq'),
          last_seen_at: eb.ref('excluded.last_seen_at'),
        })),
      )
      .execute();
}

/** Notes that known entries were seen again, under these names; a name keeps the entry it first stood for. */
export async function rememberKeys(db: Db, names: readonly EntryName[], now: number): Promise<void> {
  const rows = rowsOf(names, now);
  for (let i = 0; i < rows.length; i += SLICE)
    await db
      .insertInto('entry_keys')
      .values(rows.slice(i, i + SLICE))
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({ last_seen_at: eb.ref('excluded.last_seen_at') })),
      )
      .execute();
}

/** A row for each name: PostgreSQL writes no row twice in one statement. The first to use a name has it. */
function rowsOf(names: readonly EntryName[], now: number) {
  const rows = new Map<string, { key: string; entry_seq: number | null; last_seen_at: number }>();
  for (const { key, seq } of names)
    if (!rows.has(key)) rows.set(key, { key, entry_seq: seq ?? null, last_seen_at: now });
  return [...rows.values()];
}
