/** The bot's own stored entries, for a backtest beside the running bot. */
import { existsSync } from 'node:fs';
import type { Entry } from '../core/feed/entry.ts';
import { titleKey } from '../core/feed/title-key.ts';
import { selectEntries } from '../edges/store/entries.ts';
import { openStoreReadOnly } from '../edges/store/open-store.ts';

/** Every entry since an instant, oldest first. The file is opened for reading only. Throws where there is none. */
export async function readStoredEntries(path: string, since: number): Promise<readonly Entry[]> {
  if (!existsSync(path))
    throw new Error(`${path} does not exist; run the bot first, or name a folder of recorded feeds`);
  const { db, close } = openStoreReadOnly(path);
  try {
    const stored = await selectEntries(db, { since });
    return stored.map((entry) => ({ ...entry, titleKey: titleKey(entry.title, entry.outlet) }));
  } finally {
    await close();
  }
}
