/** Sorts the entries of one poll into new ones, edited ones and old acquaintances. */
import { entryKeys, isFaded } from '../../core/feed/entry-keys.ts';
import type { Entry } from '../../core/feed/entry.ts';
import { HOUR } from '../../core/time/duration.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import { findKeys, rememberKeys } from '../../edges/store/entry-names.ts';
import type { Db } from '../../edges/store/open-store.ts';

export type Recognised = {
  readonly fresh: readonly { readonly entry: Entry; readonly keys: readonly string[] }[];
  readonly edited: readonly { readonly before: StoredEntry; readonly entry: Entry }[];
};

/** A name is noted as seen again this often: it fades after a month, and a feed is read every few minutes. */
const NOTED_EVERY = 6 * HOUR;

/**
 * Recognises entries by any of their keys, also among each other. Known entries have all their keys remembered, so a
 * second change of guid or address finds them too. An entry whose headline changed in its own feed is an edit.
 */
export async function recognise(db: Db, entries: readonly Entry[], now: number): Promise<Recognised> {
  const withKeys = entries.map((entry) => ({ entry, keys: entryKeys(entry) }));
  const known = await findKeys(
    db,
    withKeys.flatMap(({ keys }) => keys),
  );
  const fresh: { entry: Entry; keys: readonly string[] }[] = [];
  const freshKeys = new Set<string>();
  const seen: { entry: Entry; keys: readonly string[]; seq: number | undefined }[] = [];
  for (const { entry, keys } of withKeys) {
    const living = keys.filter((key) => {
      const row = known.get(key);
      return row !== undefined && !isFaded(key, row.lastSeenAt, now);
    });
    const [first] = living;
    if (first !== undefined) seen.push({ entry, keys, seq: known.get(first)?.seq });
    else if (!keys.some((key) => freshKeys.has(key))) fresh.push({ entry, keys });
    for (const key of keys) if (first === undefined) freshKeys.add(key);
  }
  const again = seen.flatMap(({ keys, seq }) => keys.map((key) => ({ key, seq })));
  const isNoted = (key: string): boolean => (known.get(key)?.lastSeenAt ?? -Infinity) > now - NOTED_EVERY;
  await rememberKeys(
    db,
    again.filter(({ key }) => !isNoted(key)),
    now,
  );
  const stored = await selectEntries(db, {
    seqs: [...new Set(seen.flatMap(({ seq }) => (seq === undefined ? [] : [seq])))],
  });
  const bySeq = new Map(stored.map((entry) => [entry.seq, entry]));
  const edited = seen.flatMap(({ entry, seq }) => {
    const before = seq === undefined ? undefined : bySeq.get(seq);
    if (before === undefined || before.feedId !== entry.feedId || before.title === entry.title) return [];
    return [{ before, entry }];
  });
  return { fresh, edited };
}
