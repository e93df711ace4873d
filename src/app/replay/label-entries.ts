/** What a replay made of each recorded item: the indicators it matched and the story it belongs to. */
import { entryNames, keptNames } from '../../core/feed/entry-keys.ts';
import type { Entry } from '../../core/feed/entry.ts';
import type { Relation } from '../../core/story/relation.ts';
import { selectEntries } from '../../edges/store/entries.ts';
import { findKeys } from '../../edges/store/identity/entry-names.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { followedStories } from '../../edges/store/stories.ts';
import { selectSignals } from '../../edges/store/signals.ts';

export type LabelledEntry = {
  readonly id: string;
  /** Indicator ids, in order. */
  readonly labels: readonly string[];
  readonly story: string;
  readonly relation: Relation;
  /** Of a development: the story it follows. */
  readonly follows?: string;
};

/** What became of each item: its labels and story, also where it turned out to be another item's twin. */
export async function labelEntries(
  store: Store,
  entries: readonly Entry[],
): Promise<readonly LabelledEntry[]> {
  const keys = entries.map((entry) => keptNames(entryNames(entry)));
  const known = await findKeys(store.db, keys.flat());
  const stored = new Map((await selectEntries(store.db, { since: 0 })).map((entry) => [entry.seq, entry]));
  const followed = await followedStories(store.db, [
    ...new Set([...stored.values()].map((each) => each.storyId)),
  ]);
  const lines: LabelledEntry[] = [];
  for (const [i, entry] of entries.entries()) {
    const seq = keys[i]?.map((key) => known.get(key)?.seq).find((each) => each !== undefined);
    const found = seq === undefined ? undefined : stored.get(seq);
    if (found === undefined) continue;
    const follows = followed.get(found.storyId);
    const signals = await selectSignals(store.db, { entries: [found.seq] });
    lines.push({
      id: entry.id,
      labels: signals.map((signal) => signal.indicatorId).sort(),
      story: found.storyId,
      relation: found.relation,
      ...(found.relation === 'development' && follows !== undefined ? { follows } : {}),
    });
  }
  return lines.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
