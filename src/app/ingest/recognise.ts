/** Sorts the entries of one poll into new ones, changed ones and old acquaintances. */
import { entryNames, keptNames } from '../../core/feed/entry-keys.ts';
import type { Entry } from '../../core/feed/entry.ts';
import { isVerySame } from '../../core/feed/same-item.ts';
import { HOUR } from '../../core/time/duration.ts';
import { selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import {
  type EntryName,
  findKeys,
  nameEntries,
  storedNamesOf,
} from '../../edges/store/identity/entry-names.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { findKnown, type FoundEntry, type Memory, type Named } from './find-known.ts';

export type FreshEntry = {
  readonly entry: Entry;
  /** The names to be kept for it. */
  readonly names: readonly string[];
  /** True where 0.1.0, whose names held for every feed, knew it as another feed's: nobody is told of it now. */
  readonly known: boolean;
};

export type ChangedEntry = {
  readonly before: StoredEntry;
  readonly entry: Entry;
  readonly names: readonly string[];
};

export type Recognised = {
  readonly fresh: readonly FreshEntry[];
  /** Entries whose headline or summary is not the stored one. */
  readonly changed: readonly ChangedEntry[];
  /** Entries that say what is stored of them. */
  readonly unchanged: readonly StoredEntry[];
};

/** A name is noted as seen again this often: it fades after a month, and a feed is read every few minutes. */
const NOTED_EVERY = 6 * HOUR;
/** The date of a title whose id and link are new at every poll moves on; it is noted in steps of this. */
const DATE_NOTED_EVERY = HOUR;

/** The id and address names of all entries of a document. */
export function documentNames(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(
    entries.map(entryNames).flatMap(({ id, page }) => [id, page].filter((name) => name !== undefined)),
  );
}

/**
 * Recognises entries by their names, surest first. Known entries have all their names kept, so that a second change of
 * guid or address finds them, too. `document` has the names of the whole document, of which `entries` may be a part: what
 * stands in it under a surer name of its own is nothing else.
 */
export async function recognise(
  db: Db,
  entries: readonly Entry[],
  document: ReadonlySet<string>,
  now: number,
): Promise<Recognised> {
  const named = entries.map((entry) => ({ entry, names: entryNames(entry) }));
  const memory = await remember(db, named);
  const firstById = primaries(named, memory);

  const news: FreshEntry[] = [];
  const changed = new Map<number, ChangedEntry>();
  const unchanged: StoredEntry[] = [];
  const again: EntryName[] = [];
  for (const each of named) {
    const found = findKnown(each, memory, { document, firstById, now });
    const { entry, names } = each;
    if (found.kind === 'new') {
      news.push({
        entry: entry.article === found.article ? entry : { ...entry, article: found.article },
        names: keptNames(names),
        known: found.known,
      });
      continue;
    }
    const { stored } = found;
    again.push(...seenAgain(each, found, memory, now));
    if (stored === undefined || stored.feedId !== entry.feedId || changed.has(stored.seq)) continue;
    if (stored.title !== entry.title || stored.summary !== entry.summary)
      changed.set(stored.seq, { before: stored, entry, names: keptNames(names) });
    else unchanged.push(stored);
  }
  await nameEntries(db, again, now);
  return { fresh: news, changed: [...changed.values()], unchanged };
}

async function remember(db: Db, named: readonly Named[]): Promise<Memory> {
  const wanted = named.flatMap(({ names }) => [
    ...keptNames(names),
    ...Object.values(names.earlier).filter((name) => name !== undefined),
  ]);
  const known = await findKeys(db, [...new Set(wanted)]);
  const seqs = new Set([...known.values()].flatMap(({ seq }) => (seq === undefined ? [] : [seq])));
  const stored = new Map((await selectEntries(db, { seqs: [...seqs] })).map((entry) => [entry.seq, entry]));
  // Only what no id finds asks what else the other names' entries are called.
  const asked = named.flatMap(({ names }) => {
    if (names.id !== undefined && known.has(names.id)) return [];
    const others = [names.page, names.said, names.earlier.page, names.earlier.said];
    return others.flatMap((name) => (name === undefined ? [] : (known.get(name)?.seq ?? [])));
  });
  return { known, stored, names: await storedNamesOf(db, [...new Set(asked)]) };
}

/** Of several entries whose ids stand for one stored entry, the one that it is: by its id, else by its words, else the first. */
function primaries(named: readonly Named[], { known, stored }: Memory): ReadonlyMap<number, Entry> {
  const primary = new Map<number, Entry>();
  const rank = (entry: Entry, other: StoredEntry): number =>
    entry.id === other.id ? 2 : Number(isVerySame(entry, other));
  for (const { entry, names } of named) {
    const other = stored.get(known.get(names.id ?? '')?.seq ?? -1);
    if (other === undefined) continue;
    const best = primary.get(other.seq);
    if (best === undefined || rank(entry, other) > rank(best, other)) primary.set(other.seq, entry);
  }
  return primary;
}

/** The names of a known entry that are new, or were not noted for some time. */
function seenAgain(
  { entry, names }: Named,
  { by, stored }: Extract<FoundEntry, { kind: 'known' }>,
  { known }: Memory,
  now: number,
): readonly EntryName[] {
  return keptNames(names).flatMap((key) => {
    const before = known.get(key);
    if (before !== undefined && before.seq !== stored?.seq) return [];
    const saidAt =
      by === 'title' || before === undefined
        ? entry.publishedAt
        : (before.saidAt ?? stored?.publishedAt ?? entry.publishedAt);
    const isNoted =
      before !== undefined &&
      before.lastSeenAt > now - NOTED_EVERY &&
      (by !== 'title' || Math.abs(saidAt - (before.saidAt ?? 0)) < DATE_NOTED_EVERY);
    return isNoted ? [] : [{ key, seq: stored?.seq, saidAt }];
  });
}
