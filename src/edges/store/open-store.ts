/** Opens the database that holds everything the bot must not forget. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  HandleEmptyInListsPlugin,
  Kysely,
  replaceWithNoncontingentExpression,
  type Transaction,
} from 'kysely';
import { type SqlDialect, postgresDialect, sqliteDialect } from './engine/dialect.ts';
import { migrate } from './engine/migrate.ts';
import { nodeSqliteDialect, openSqlite } from './engine/node-sqlite-dialect.ts';
import { connectPostgresDialect } from './engine/postgres.ts';
import { isPostgresUrl } from './engine/postgres-url.ts';
import { type SessionLock, takeSessionLock, unsharedLock } from './engine/session-lock.ts';
import type { Tables } from './engine/tables.ts';
import { unusableFile } from './engine/unusable-file.ts';

/** Anything a query can run on: the database itself or a transaction in it. */
export type Db = Kysely<Tables> | Transaction<Tables>;

export type Store = {
  readonly db: Kysely<Tables>;
  readonly dialect: SqlDialect;
  /**
   * Runs `work` in one transaction. On PostgreSQL, where two transactions can get into each other's way, it is run again
   * when the server breaks it off for that, up to twice.
   */
  readonly transaction: <T>(work: (tx: Transaction<Tables>) => Promise<T>) => Promise<T>;
  /** Why what is stored will be gone with the process, with what to do; undefined where the database is where it was opened. */
  readonly lost: () => string | undefined;
  /** Takes a lock that only one process holds at a time; undefined where another has it. It ends with the connection. */
  readonly takeLock: (name: string) => Promise<SessionLock | undefined>;
  readonly close: () => Promise<void>;
};

/**
 * Opens `postgres://user:password@host:5432/name`, or an SQLite file (`:memory:` for one that lives as long as the
 * process), whose folder it creates, and brings the tables up to date. Throws where the file cannot be written or
 * another process has it open, and where the server cannot be used, with what to mend.
 */
export function openStore(target: string): Promise<Store> {
  return isPostgresUrl(target) ? openPostgres(target) : openSqliteStore(target);
}

/** SQLite takes `in ()` for what it says, PostgreSQL for a mistake. */
const POSTGRES_PLUGINS = [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })];

async function openSqliteStore(path: string): Promise<Store> {
  const release = path === ':memory:' ? () => undefined : takeFile(path);
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(openFile(path, release)) });
  const lost = path === ':memory:' ? () => undefined : watchFile(path);
  const close = async (): Promise<void> => {
    await db.destroy();
    release();
  };
  await migrated(db, sqliteDialect, close);
  return {
    db,
    dialect: sqliteDialect,
    transaction: (work) => db.transaction().execute(work),
    lost,
    // The file is this process's alone.
    takeLock: () => Promise.resolve(unsharedLock()),
    close,
  };
}

/** SQLite goes on with a file that somebody removed or replaced, and says nothing of it. */
function watchFile(path: string): () => string | undefined {
  const identity = (): string | undefined => {
    const file = statSync(path, { throwIfNoEntry: false });
    return file && `${file.dev}:${file.ino}`;
  };
  const opened = identity();
  return () => {
    const there = identity();
    if (there === opened) return undefined;
    const what = there === undefined ? 'was removed' : 'was replaced by another file';
    return `${path} ${what} while the bot runs, and what is stored since is gone with the process; stop the bot, and restore the last backup: signpost restore BACKUP`;
  };
}

function openFile(path: string, release: () => void): DatabaseSync {
  try {
    const sqlite = openSqlite(path);
    if (isForeign(sqlite))
      throw new Error(
        `${path} is the database of another program, and stays as it is; let store.path name a file of Signpost's own`,
      );
    return sqlite;
  } catch (error) {
    release();
    throw unusableFile(path, error);
  }
}

/** Whether a database has tables, but none that says which of our steps were run on it. */
function isForeign(sqlite: DatabaseSync): boolean {
  const count = (which: string): number =>
    Number(
      sqlite.prepare(`select count(*) as n from sqlite_schema where type = 'table' and ${which}`).get()?.[
        'n'
      ],
    );
  return count("name = 'kysely_migration'") === 0 && count("name not like 'sqlite_%'") > 0;
}

async function openPostgres(url: string): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: await connectPostgresDialect(url), plugins: POSTGRES_PLUGINS });
  const close = (): Promise<void> => db.destroy();
  await migrated(db, postgresDialect, close);
  return {
    db,
    dialect: postgresDialect,
    transaction: (work) => persistently(() => db.transaction().execute(work)),
    lost: () => undefined,
    takeLock: (name) => takeSessionLock(url, name),
    close,
  };
}

async function migrated(db: Kysely<Tables>, dialect: SqlDialect, close: () => Promise<void>): Promise<void> {
  try {
    await migrate(db, dialect);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Deadlock and serialisation failure: the server undid one of two transactions so that the other could go on. */
const BROKEN_OFF = ['40P01', '40001'];

async function persistently<T>(attempt: () => Promise<T>, retries = 2): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (retries === 0 || !BROKEN_OFF.includes(code)) throw error;
    return persistently(attempt, retries - 1);
  }
}

/** Opens a database for reading beside the process that writes it; nothing is created, locked or migrated. */
export async function openStoreReadOnly(target: string): Promise<{
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
}> {
  const db = isPostgresUrl(target)
    ? new Kysely<Tables>({ dialect: await connectPostgresDialect(target), plugins: POSTGRES_PLUGINS })
    : new Kysely<Tables>({
        dialect: nodeSqliteDialect(new DatabaseSync(target, { readOnly: true, timeout: 5_000 })),
      });
  return { db, close: () => db.destroy() };
}

const OWNER_ONLY = 0o600;

/** Makes the file where there is none. Headlines, people's names and the salt of deliveries are nobody else's to read. */
function makeFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', OWNER_ONLY));
    for (const end of ['', '-wal', '-shm'])
      if (existsSync(`${path}${end}`)) chmodSync(`${path}${end}`, OWNER_ONLY);
  } catch (error) {
    throw unusableFile(path, error);
  }
}

/**
 * Holds an exclusive SQLite lock on a file beside the database for as long as this process lives. The kernel lets go
 * of it at a SIGKILL too, so what the last process left half-sent may be taken over at once.
 */
export function takeFile(path: string): () => void {
  makeFile(path);
  if (statSync(path).nlink > 1)
    throw new Error(
      `${path} has a second name (a hard link), and by each name SQLite keeps a write-ahead log of its own, which destroys the database; remove the other name (find it with: find / -samefile ${path}), or copy the file (cp ${path} ${path}.copy) and put the copy in its place`,
    );
  // By whatever link it was named, one file has one lock.
  const lock = openLock(`${realpathSync(path)}.lock`);
  try {
    lock.exec('PRAGMA busy_timeout = 1000');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw unusableLock(`${path}.lock`, error);
    throw new Error(
      `another signpost is running on ${path}; stop it first, or give this one its own store.path`,
      { cause: error },
    );
  }
  return () => lock.close();
}

function openLock(path: string): DatabaseSync {
  try {
    closeSync(openSync(path, 'a', OWNER_ONLY));
    return new DatabaseSync(path);
  } catch (error) {
    throw unusableLock(path, error);
  }
}

/** https://www.sqlite.org/rescode.html#busy and #locked */
const BUSY = [5, 6];

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && BUSY.includes(Number(error.errcode) & 0xff);
}

/** SQLite's codes for a file that is none of its own, and the system's for what is no file. */
const NO_LOCK = /^(?:EISDIR|ERR_SQLITE_ERROR:(?:11|14|26))$/;

/** A disk that is full or takes no writes denies the lock first; of a lock that is none nothing could be lost. */
function unusableLock(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = 'errcode' in error ? `:${Number(error.errcode) & 0xff}` : '';
  if (!NO_LOCK.test(`${String(error.code)}${code}`)) return unusableFile(path, error);
  const why = error.message;
  return new Error(
    `the lock of the database cannot be used (${why}); while no signpost runs, remove ${path}, and see that this user may write its folder`,
    { cause: error },
  );
}
