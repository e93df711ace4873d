/** Searches a store from beside the process that writes it; the store is opened for reading and kept open. */
import { postgresDialect, sqliteDialect } from '../../edges/store/engine/dialect.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres.ts';
import { openStoreReadOnly } from '../../edges/store/open-store.ts';
import { type Archive, type ArchiveFound, type ArchiveSearch, searchArchive } from './search-archive.ts';

const archives = new Map<string, Promise<Archive>>();

/** Searches an SQLite file or a `postgres://` address. Throws where it cannot be opened, or the query is wrong. */
export async function searchStored(target: string, search: ArchiveSearch): Promise<ArchiveFound> {
  const known = archives.get(target) ?? openArchive(target);
  archives.set(target, known);
  const archive = await known.catch((error: unknown) => {
    archives.delete(target);
    throw error;
  });
  return searchArchive(archive, search);
}

async function openArchive(target: string): Promise<Archive> {
  const { db } = await openStoreReadOnly(target);
  const dialect = isPostgresUrl(target) ? postgresDialect : sqliteDialect;
  return { db, dialect, elapsed: () => performance.now() };
}
