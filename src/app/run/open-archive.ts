/** Opens what is asked of stored entries: in the helper thread, so that no question holds the bot up. */
import type { JobOutcome } from '../../edges/helper/open-helper.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { searchArchive } from '../archive/search-archive.ts';
import type { AskArchive } from '../archive/ask-archive.ts';
import { tuneBrief } from '../archive/tune-brief.ts';
import { tryBriefs } from '../archive/try-briefs.ts';
import type { BotHelper } from './open-bot-helper.ts';

/** Milliseconds that suggestions may take. */
const TUNING = 60_000;

/** Milliseconds beyond its patience after which a question that does not end itself is ended. */
const GRACE = 5_000;

/** The archive of the store at `target`; one that lives in memory no other thread can read, so it is asked here. */
export function openArchive(target: string, store: Store, helper: BotHelper): AskArchive {
  if (target === ':memory:') {
    const archive = { db: store.db, dialect: store.dialect, elapsed: () => performance.now() };
    return {
      search: (search) => searchArchive(archive, search),
      tryBriefs: (request) => tryBriefs(archive, request),
      tuneBrief: (request) => tuneBrief(archive, request),
    };
  }
  const bounds = (patience: number) => ({
    signal: new AbortController().signal,
    deadlineMs: patience + GRACE,
  });
  return {
    search: async (search) =>
      valueOf(await helper.run('search', { target, search }, bounds(search.patience))),
    tryBriefs: async (request) =>
      valueOf(await helper.run('try', { target, request }, bounds(request.patience))),
    tuneBrief: async (request) => valueOf(await helper.run('tune', { target, request }, bounds(TUNING))),
  };
}

function valueOf<Value>(ended: JobOutcome<Value>): Value | undefined {
  switch (ended.kind) {
    case 'done':
      return ended.value;
    case 'overdue':
    case 'closed':
      return undefined;
    case 'died':
    case 'threw':
      throw new Error(`stored entries could not be looked through: ${ended.cause}`);
  }
}
