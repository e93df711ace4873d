/** The bot's own stored entries, for a backtest beside the running bot. */
import { existsSync } from 'node:fs';
import type { Entry } from '../../core/feed/entry.ts';
import { titleKey } from '../../core/feed/title-key.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import { openStoreReadOnly } from '../../edges/store/open-store.ts';
import { isPostgresUrl } from '../../edges/store/engine/postgres.ts';

/**
 * Every entry since an instant, oldest first, of an SQLite file or a `postgres://` address, which are only read. Throws
 * where there is none.
 */
export async function readStoredEntries(target: string, since: number): Promise<readonly Entry[]> {
  if (!isPostgresUrl(target) && !existsSync(target))
    throw new Error(`${target} does not exist; run the bot first, or name a folder of recorded feeds`);
  const { db, close } = await openStoreReadOnly(target);
  try {
    const stored = await selectEntries(db, { since });
    return stored.map((entry) => ({ ...entry, titleKey: titleKey(entry.title, entry.outlet) }));
  } finally {
    await close();
  }
}
