/** Deletes what is too old, leaving tombstones: names that are remembered as seen although their entry is gone. */
import type { Db } from './open-store.ts';

const SLICE = 500;

/** Numbers of the next entries published before an instant, from a number on; none where there are no more. */
export async function oldEntries(db: Db, before: number, afterSeq: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('entries')
    .select('seq')
    .where('published_at', '<', before)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(SLICE)
    .execute();
  return rows.map((row) => row.seq);
}

/** Of some entries, those that an alert shows, or that belong to a story of which one was told. */
export async function shownEntries(db: Db, seqs: readonly number[]): Promise<ReadonlySet<number>> {
  if (seqs.length === 0) return new Set();
  const rows = await db
    .selectFrom('entries as e')
    .select('e.seq')
    .where('e.seq', 'in', [...seqs])
    .where((eb) =>
      eb.or([
        eb.exists(eb.selectFrom('alerts as a').select('a.id').whereRef('a.entry_seq', '=', 'e.seq')),
        eb.exists(eb.selectFrom('alerts as a').select('a.id').whereRef('a.story_id', '=', 'e.story_id')),
      ]),
    )
    .execute();
  return new Set(rows.map((row) => row.seq));
}

/** Deletes entries, their signals and what people said of those that were missed; their names stay as tombstones. */
export async function buryEntries(db: Db, seqs: readonly number[]): Promise<void> {
  if (seqs.length === 0) return;
  await db
    .updateTable('entry_keys')
    .set({ entry_seq: null })
    .where('entry_seq', 'in', [...seqs])
    .execute();
  await db
    .deleteFrom('entry_versions')
    .where('entry_seq', 'in', [...seqs])
    .execute();
  await db
    .deleteFrom('signals')
    .where('entry_seq', 'in', [...seqs])
    .execute();
  await db
    .deleteFrom('judged_misses')
    .where('entry_seq', 'in', [...seqs])
    .execute();
  await db
    .deleteFrom('entries')
    .where('seq', 'in', [...seqs])
    .execute();
}

/** Deletes some stories older than an instant that have no entry left. The answer counts them: 0 where none is left. */
export async function deleteEmptyStories(db: Db, before: number): Promise<number> {
  const empty = db
    .selectFrom('stories as s')
    .select('s.id')
    .where('s.last_at', '<', before)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('entries as e').select('e.seq').whereRef('e.story_id', '=', 's.id'))),
    )
    .limit(SLICE);
  const row = await db.deleteFrom('stories').where('id', 'in', empty).executeTakeFirst();
  return Number(row.numDeletedRows);
}

/** Forgets some tombstones that no feed has shown since an instant. The answer counts them: 0 where none is left. */
export async function deleteTombstones(db: Db, before: number): Promise<number> {
  const forgotten = db
    .selectFrom('entry_keys')
    .select('key')
    .where('entry_seq', 'is', null)
    .where('last_seen_at', '<', before)
    .limit(SLICE);
  const row = await db.deleteFrom('entry_keys').where('key', 'in', forgotten).executeTakeFirst();
  return Number(row.numDeletedRows);
}
