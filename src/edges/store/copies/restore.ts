/** Puts a backup in the place of a database, and marks a database as restored. */
import { existsSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { setFact } from '../engine/facts.ts';
import { type Db, openStore, takeFile } from '../open-store.ts';
import { type Inspection, inspectDatabase, takeSnapshot } from './snapshot.ts';

export type Restored =
  | { readonly kind: 'restored'; readonly inspection: Inspection; readonly aside: string | undefined }
  | Extract<Inspection, { kind: 'unsound' }>;

/** Numbers that people read, type and press; after a restoration they go on far above those the backup forgot. */
const NUMBERED = ['alerts', 'messages', 'silences', 'subscriptions'] as const;
const GAP = 1_000;

/**
 * Puts a copy of the backup where the database is and keeps the database beside it under the name that the answer gives.
 * Until the last step, a rename, the old database is in place; nothing happens where the backup is not sound. Throws
 * where a bot has the database open.
 */
export async function restoreSqlite(backup: string, path: string, now: number): Promise<Restored> {
  mkdirSync(dirname(path), { recursive: true });
  const old = existsSync(path);
  const release = takeFile(path);
  try {
    const fresh = `${path}.restoring`;
    for (const end of ['', '-wal', '-shm']) rmSync(`${fresh}${end}`, { force: true });
    const found = inspectDatabase(backup);
    const inspection = found.kind === 'sound' ? await takeSnapshot(backup, fresh) : found;
    if (inspection.kind === 'unsound') return inspection;
    const store = await openStore(fresh);
    await store.transaction((tx) => markRestored(tx, store.dialect.name, now));
    await store.close();
    rmSync(`${fresh}.lock`, { force: true });
    return { kind: 'restored', inspection, aside: exchange(path, fresh, now, old) };
  } finally {
    release();
  }
}

/**
 * Notes when a database was restored and up to when it remembers, and lets the numbers of alerts and silences go on
 * above those that messages in the channels may show already.
 */
export async function markRestored(tx: Db, dialect: 'sqlite' | 'postgres', now: number): Promise<void> {
  const newest = await sql<{ at: number | null }>`select max(at) as at from (
    select max(seen_at) as at from entries union all select max(updated_at) from alerts
    union all select max(created_at) from deliveries union all select max(at) from delivery_attempts) as times`.execute(
    tx,
  );
  await setFact(tx, 'restored-at', String(now));
  await setFact(tx, 'restored-since', String(newest.rows[0]?.at ?? 0));
  for (const table of NUMBERED) {
    const highest = await highestNumber(tx, dialect, table);
    const next = 2 * highest + GAP;
    if (dialect === 'postgres')
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${next})`.execute(tx);
    else {
      await sql`delete from sqlite_sequence where name = ${table}`.execute(tx);
      await sql`insert into sqlite_sequence (name, seq) values (${table}, ${next})`.execute(tx);
    }
  }
}

/** The highest number that was ever given out, as far as this database remembers. */
async function highestNumber(
  tx: Db,
  dialect: 'sqlite' | 'postgres',
  table: (typeof NUMBERED)[number],
): Promise<number> {
  const stored = await tx
    .selectFrom(table)
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  const given =
    dialect === 'postgres'
      ? await sql<{
          id: number | null;
        }>`select pg_sequence_last_value(pg_get_serial_sequence(${table}, 'id')::regclass) as id`.execute(tx)
      : await sql<{ id: number | null }>`select seq as id from sqlite_sequence where name = ${table}`.execute(
          tx,
        );
  return Math.max(0, stored?.id ?? 0, given.rows[0]?.id ?? 0);
}

/** Sets the old database aside under a name with the time, write-ahead log included, and the new one in its place. */
function exchange(path: string, fresh: string, now: number, old: boolean): string | undefined {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${path}.before-${stamp}`;
  if (old) {
    foldIn(path);
    for (const end of ['-wal', '-shm'])
      if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${aside}${end}`);
    linkSync(path, aside);
  }
  renameSync(fresh, path);
  return old ? aside : undefined;
}

/** Writes what stands in the write-ahead log into the file; a damaged database keeps its log. */
function foldIn(path: string): void {
  try {
    const db = new DatabaseSync(path);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  } catch {
    // It is set aside as it is, log and all.
  }
}
