/** The names under which entries are known, each of which outlives its entry as a tombstone. */
import type { Db } from '../open-store.ts';
import { slicesOf } from '../engine/slices.ts';

/** What stands behind a name; a tombstone has no row number. Instants are epoch milliseconds. */
export type KnownKey = {
  readonly seq: number | undefined;
  readonly lastSeenAt: number;
  /** The date that the item had when it was last found by this name; undefined in names of 0.1.0. */
  readonly saidAt: number | undefined;
};

/** A name, the entry it stands for, and the date that this one gives itself. */
export type EntryName = { readonly key: string; readonly seq: number | undefined; readonly saidAt: number };

/** Those of the keys that are known. */
export async function findKeys(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
  const found = new Map<string, KnownKey>();
  for (const slice of slicesOf(keys)) {
    const rows = await db.selectFrom('entry_keys').selectAll().where('key', 'in', slice).execute();
    for (const row of rows)
      found.set(row.key, {
        seq: row.entry_seq ?? undefined,
        lastSeenAt: row.last_seen_at,
        saidAt: row.said_at ?? undefined,
      });
  }
  return found;
}

/** All names of some entries, by row number. */
export async function storedNamesOf(
  db: Db,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const names = new Map<number, string[]>();
  for (const slice of slicesOf(seqs)) {
    const rows = await db
      .selectFrom('entry_keys')
      .select(['key', 'entry_seq'])
      .where('entry_seq', 'in', slice)
      .execute();
    for (const { key, entry_seq: seq } of rows) {
      if (seq === null) continue;
      names.set(seq, [...(names.get(seq) ?? []), key]);
    }
  }
  return names;
}

/** Makes names stand for entries from now on, also those that stood for others. */
export function nameEntries(db: Db, names: readonly EntryName[], now: number): Promise<void> {
  return saveNames(db, names, now);
}

/** Adds the names; of several entries that are given one name here, the last has it. */
async function saveNames(db: Db, names: readonly EntryName[], now: number): Promise<void> {
  // PostgreSQL writes no row twice in one statement.
  const rows = new Map(
    names.map(({ key, seq, saidAt }) => [
      key,
      { key, entry_seq: seq ?? null, last_seen_at: now, said_at: saidAt },
    ]),
  );
  for (const slice of slicesOf([...rows.values()]))
    await db
      .insertInto('entry_keys')
      .values(slice)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({
          entry_seq: eb.ref('excluded.entry_seq'),
          last_seen_at: eb.ref('excluded.last_seen_at'),
          said_at: eb.ref('excluded.said_at'),
        })),
      )
      .execute();
}
