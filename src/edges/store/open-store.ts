/** Opens the database that holds everything the bot must not forget. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, type Transaction } from 'kysely';
import { type Flavour, sqliteFlavour } from './flavour.ts';
import { migrate } from './migrate.ts';
import { nodeSqliteDialect, openSqlite } from './node-sqlite-dialect.ts';
import type { Tables } from './tables.ts';

/** Anything a query can run on: the database itself or a transaction in it. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/**
 * Opens an SQLite file (`:memory:` for one that lives as long as the process), creates its folder and brings its
 * tables up to date. Throws where the file cannot be written, or where another process has it open.
 */
export async function openStore(path: string): Promise<{
  readonly db: Kysely<Tables>;
  readonly flavour: Flavour;
  readonly transaction: <T>(work: (tx: Transaction<Tables>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}> {
  const release = path === ':memory:' ? () => undefined : takeFile(path);
  const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(openSqlite(path)) });
  try {
    await migrate(db, sqliteFlavour);
  } catch (error) {
    await db.destroy();
    release();
    throw error;
  }
  return {
    db,
    flavour: sqliteFlavour,
    transaction: (work) => db.transaction().execute(work),
    close: async () => {
      await db.destroy();
      release();
    },
  };
}

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens an SQLite file for reading beside the process that writes it; nothing is created, locked or migrated. */
export function openStoreReadOnly(path: string): {
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
} {
  const db = new Kysely<Tables>({
    dialect: nodeSqliteDialect(new DatabaseSync(path, { readOnly: true, timeout: 5_000 })),
  });
  return { db, close: () => db.destroy() };
}

/**
 * Holds an exclusive SQLite lock on a file beside the database for as long as this process lives. The kernel lets go
 * of it at a SIGKILL too, so what the last process left half-sent may be taken over at once.
 */
function takeFile(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a'));
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec('PRAGMA busy_timeout = 1000');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new Error(
      `another signpost is running on ${path}; stop it first, or give this one its own store.path`,
      { cause: error },
    );
  }
  return () => lock.close();
}
