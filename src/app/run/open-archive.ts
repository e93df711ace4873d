/** Opens the search of stored entries: in the helper thread, so that no question holds the bot up. */
import { type ArchiveFound, type ArchiveSearch, searchArchive } from '../archive/search-archive.ts';
import type { Store } from '../../edges/store/open-store.ts';
import type { BotHelper } from './open-bot-helper.ts';

/** What a search came to; undefined where it was ended for taking too long, or the bot is being stopped. */
export type SearchStored = (search: ArchiveSearch) => Promise<ArchiveFound | undefined>;

/** Milliseconds beyond its patience after which a search that does not end itself is ended. */
const GRACE = 5_000;

/** The search of the store at `target`; one that lives in memory no other thread can read, so it is searched here. */
export function openArchiveSearch(target: string, store: Store, helper: BotHelper): SearchStored {
  if (target === ':memory:') {
    const archive = { db: store.db, dialect: store.dialect, elapsed: () => performance.now() };
    return (search) => searchArchive(archive, search);
  }
  return async (search) => {
    const deadlineMs = search.patience + GRACE;
    const signal = new AbortController().signal;
    const ended = await helper.run('search', { target, search }, { signal, deadlineMs });
    switch (ended.kind) {
      case 'done':
        return ended.value;
      case 'overdue':
      case 'closed':
        return undefined;
      case 'died':
      case 'threw':
        throw new Error(`the search of stored entries failed: ${ended.cause}`);
    }
  };
}
