/** Deletes entries that are older than the retention, and forgets in time that they were there. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { evidenceOfAlert } from '../../edges/store/alerts.ts';
import type { Store } from '../../edges/store/open-store.ts';
import {
  buryEntries,
  deleteEmptyStories,
  deleteTombstones,
  oldEntries,
  shownEntries,
} from '../../edges/store/prune.ts';

export type Pruned = { readonly entries: number; readonly stories: number; readonly tombstones: number };

/**
 * Deletes entries published more than `retention` milliseconds ago, with their signals, unless an alert shows them,
 * rests on them or tells their story. Their names are kept for as long again after a feed last showed them, so that what
 * an archive brings back is known. Works in short transactions, between which others get their turn.
 */
export async function prune(store: Store, retention: number, now: number): Promise<Pruned> {
  const before = now - retention;
  const evidence = await evidenceOfAlert(store.db);
  let entries = 0;
  let last = 0;
  for (;;) {
    const old = await oldEntries(store.db, before, last);
    const newest = old.at(-1);
    if (newest === undefined) break;
    last = newest;
    entries += await store.transaction(async (tx) => {
      const shown = await shownEntries(tx, old);
      const gone = old.filter((seq) => !shown.has(seq) && !evidence.has(seq));
      await buryEntries(tx, gone);
      return gone.length;
    });
    await nextTurn();
  }
  const stories = await untilNone(() => deleteEmptyStories(store.db, before));
  const tombstones = await untilNone(() => deleteTombstones(store.db, now - 2 * retention));
  return { entries, stories, tombstones };
}

/** Deletes slice by slice, letting others have their turn in between; the answer counts all of it. */
async function untilNone(deleteSome: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let some = await deleteSome(); some > 0; some = await deleteSome()) {
    sum += some;
    await nextTurn();
  }
  return sum;
}
