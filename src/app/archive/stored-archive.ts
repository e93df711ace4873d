/** The archive of a store from beside the process that writes it; the store is opened for reading and kept open. */
import { postgresDialect, sqliteDialect } from '../../edges/store/engine/dialect.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres-url.ts';
import { openStoreReadOnly } from '../../edges/store/open-store.ts';
import type { Archive } from './scan-archive.ts';

const archives = new Map<string, Promise<Archive>>();

/** The archive of an SQLite file or a `postgres://` address. Rejects where it cannot be opened; the next call tries anew. */
export async function storedArchive(target: string): Promise<Archive> {
  const known = archives.get(target) ?? openArchive(target);
  archives.set(target, known);
  return known.catch((error: unknown) => {
    archives.delete(target);
    throw error;
  });
}

async function openArchive(target: string): Promise<Archive> {
  const { db } = await openStoreReadOnly(target);
  const dialect = isPostgresUrl(target) ? postgresDialect : sqliteDialect;
  return { db, dialect, elapsed: () => performance.now() };
}
