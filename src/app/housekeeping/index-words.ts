/** Keeps the index of words up with the stored entries, and fills it for those that were stored before there was one. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { indexSlice } from '../../edges/store/entry-words.ts';
import type { Store } from '../../edges/store/open-store.ts';

/** Slices of one run: a second or so of work in short transactions, between which others get their turn. */
const MOST_SLICES = 50;

/** Indexes what there is to index, as far as one run goes; queues no notice. `now` is in epoch milliseconds. */
export async function indexWords(store: Store, now: number): Promise<0> {
  for (let slice = 0; slice < MOST_SLICES; slice += 1) {
    if ((await indexSlice(store, now)) === 0) return 0;
    await nextTurn();
  }
  return 0;
}
