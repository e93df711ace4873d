/** Copies of an SQLite database: taken while the bot writes, and looked over before anybody relies on one. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { isKnownStep } from '../engine/migrate.ts';

/** All pages in one step: under the read lock of that step nothing changes, so a busy bot cannot make it begin anew. */
const ALL_PAGES = 2 ** 31 - 1;
/** Tables that every Signpost database has had since the first release. */
const TABLES = ['feeds', 'entries', 'entry_keys', 'stories', 'signals', 'alerts', 'deliveries'];

export type Inspection =
  | { readonly kind: 'sound'; readonly entries: number; readonly alerts: number; readonly deliveries: number }
  | { readonly kind: 'unsound'; readonly reason: string };

/**
 * Copies the database as it stands at one instant into a single file without a write-ahead log, and puts it at `target`
 * only when it has been found sound. Throws where the source cannot be read or the copy cannot be written.
 */
export async function takeSnapshot(source: string, target: string): Promise<Inspection> {
  const part = `${target}.part`;
  rmSync(part, { force: true });
  // As the database itself, a copy is nobody else's to read.
  closeSync(openSync(part, 'w', 0o600));
  const from = new DatabaseSync(source, { readOnly: true, timeout: 5_000 });
  try {
    await backup(from, part, { rate: ALL_PAGES });
  } finally {
    from.close();
  }
  try {
    const copy = new DatabaseSync(part);
    copy.exec('PRAGMA journal_mode = DELETE');
    copy.close();
    const inspection = inspectDatabase(part);
    if (inspection.kind === 'sound') {
      flush(part);
      renameSync(part, target);
    }
    return inspection;
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * Notes in the database, which a bot may have open meanwhile, that a sound copy of it was taken at `now` (epoch
 * milliseconds). False where it cannot be noted, as in a database of the first release.
 */
export function noteBackup(path: string, now: number): boolean {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: 5_000 });
    db.prepare(
      "insert into facts (name, value) values ('last-backup', ?) on conflict (name) do update set value = excluded.value",
    ).run(String(now));
    return true;
  } catch {
    return false;
  } finally {
    db?.close();
  }
}

/** Whether a file is a whole Signpost database that this release can go on with; nothing in it is changed. */
export function inspectDatabase(path: string): Inspection {
  if (!existsSync(path)) return { kind: 'unsound', reason: 'there is no such file' };
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    return inspect(db);
  } catch (error) {
    return { kind: 'unsound', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    db?.close();
  }
}

function inspect(db: DatabaseSync): Inspection {
  const texts = (sql: string): readonly string[] =>
    db
      .prepare(sql)
      .all()
      .map((row) => String(Object.values(row)[0]));
  const count = (table: string): number => Number(texts(`select count(*) from ${table}`)[0]);
  const faults = texts('PRAGMA integrity_check(5)').filter((line) => line !== 'ok');
  if (faults.length > 0) return { kind: 'unsound', reason: `it is damaged: ${faults.join('; ')}` };
  const tables = new Set(texts("select name from sqlite_master where type = 'table'"));
  const absent = [...TABLES, 'kysely_migration'].filter((name) => !tables.has(name));
  if (absent.length > 0)
    return { kind: 'unsound', reason: `it is no Signpost database: it has no table ${absent.join(', ')}` };
  const newer = texts('select name from kysely_migration').filter((name) => !isKnownStep(name));
  if (newer.length > 0)
    return {
      kind: 'unsound',
      reason: `it was written by a newer Signpost (${newer.join(', ')}); restore it with that release`,
    };
  const dangling = texts('PRAGMA foreign_key_check');
  if (dangling.length > 0)
    return {
      kind: 'unsound',
      reason: `rows of ${[...new Set(dangling)].join(', ')} point at rows that are gone`,
    };
  return {
    kind: 'sound',
    entries: count('entries'),
    alerts: count('alerts'),
    deliveries: count('deliveries'),
  };
}

/** Has the kernel write a file out, so that what comes after it cannot be on the disk without it. */
function flush(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}
