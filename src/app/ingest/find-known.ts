/** Finds the stored entry that an entry of a poll is, by the surest of its names that is known. */
import { type EntryNames, isFaded } from '../../core/feed/entry-keys.ts';
import type { Entry } from '../../core/feed/entry.ts';
import {
  isSameById,
  isSameByPage,
  isSameByTitle,
  isSameTitle,
  isStillNear,
  isVerySame,
} from '../../core/feed/same-item.ts';
import type { StoredEntry } from '../../edges/store/entries.ts';
import type { KnownKey } from '../../edges/store/identity/entry-names.ts';

export type Named = { readonly entry: Entry; readonly names: EntryNames };

/** `known` of what is new: 0.1.0 knew it as another feed's. A tombstone has no stored entry. */
export type FoundEntry =
  | { readonly kind: 'known'; readonly by: 'id' | 'page' | 'title'; readonly stored: StoredEntry | undefined }
  | { readonly kind: 'new'; readonly known: boolean; readonly article: string | undefined };

/** What the names of the entries stand for. */
export type Memory = {
  readonly known: ReadonlyMap<string, KnownKey>;
  readonly stored: ReadonlyMap<number, StoredEntry>;
  /** All names of stored entries. */
  readonly names: ReadonlyMap<number, readonly string[]>;
};

/** The names that the document has, and of several entries with one stored entry's ids the one that it is. */
export type RecognitionCircumstances = {
  readonly document: ReadonlySet<string>;
  readonly firstById: ReadonlyMap<number, Entry>;
  readonly now: number;
};

/** An entry with what its names stand for. */
type Sought = Named & {
  readonly behind: (name: string | undefined) => Behind | undefined;
  /** Whether the document does not have that entry under a surer name. */
  readonly isFree: (other: StoredEntry) => boolean;
};

/** What a name stands for; a tombstone has no entry. */
type Behind = { readonly key: KnownKey; readonly entry: StoredEntry | undefined };

const fresh = (article: string | undefined, known = false): FoundEntry => ({ kind: 'new', known, article });

/** What an entry is, by the surest of its names that is known. */
export function findKnown(each: Named, memory: Memory, circumstances: RecognitionCircumstances): FoundEntry {
  const sought: Sought = {
    ...each,
    behind: (name) => {
      const key = name === undefined ? undefined : memory.known.get(name);
      return key && { key, entry: key.seq === undefined ? undefined : memory.stored.get(key.seq) };
    },
    isFree: (other) => !isClaimed(each, other, memory, circumstances.document),
  };
  return (
    findById(sought, circumstances) ??
    findByEarlierId(sought) ??
    findByPage(sought, circumstances) ??
    findByTitle(sought, circumstances)
  );
}

function findById(
  { entry, names, behind }: Sought,
  { firstById }: RecognitionCircumstances,
): FoundEntry | undefined {
  const byId = behind(names.id);
  if (byId === undefined) return undefined;
  const other = byId.entry;
  if (other === undefined) return { kind: 'known', by: 'id', stored: undefined };
  // Another id may have made it known since, by the same words of the same time.
  const titled = behind(names.said)?.entry;
  if (titled !== undefined && !isSameTitle(entry, other) && isVerySame(entry, titled))
    return { kind: 'known', by: 'id', stored: titled };
  // Where one id shows several things one after the other, its address names none of them.
  if (firstById.get(other.seq) === entry)
    return isSameById(entry, other) ? { kind: 'known', by: 'id', stored: other } : fresh(undefined);
  // Two ids of one document are two items, even where they once named one; what 0.1.0 knew is told to nobody now.
  const isEarlier = byId.key.saidAt === undefined;
  return isVerySame(entry, other) || (isEarlier && isSameTitle(entry, other))
    ? { kind: 'known', by: 'id', stored: undefined }
    : fresh(undefined, isEarlier);
}

/** 0.1.0 cut counters off ids. */
function findByEarlierId({ entry, names, behind, isFree }: Sought): FoundEntry | undefined {
  const earlier = behind(names.earlier.id);
  const other = earlier?.key.saidAt === undefined ? earlier?.entry : undefined;
  return other !== undefined && isSameTitle(entry, other) && isFree(other)
    ? { kind: 'known', by: 'page', stored: other }
    : undefined;
}

function findByPage(
  { entry, names, behind, isFree }: Sought,
  { now }: RecognitionCircumstances,
): FoundEntry | undefined {
  const earlier = behind(names.earlier.page);
  const isFadedNow = earlier !== undefined && isFaded(earlier.key.lastSeenAt, now);
  const byPage = behind(names.page) ?? (isFadedNow ? undefined : earlier);
  if (byPage === undefined) return undefined;
  const { key, entry: other } = byPage;
  if (other === undefined)
    return entry.namedBy !== undefined || isStillNear(entry, key.saidAt ?? key.lastSeenAt)
      ? { kind: 'known', by: 'page', stored: undefined }
      : fresh(undefined);
  if (other.feedId !== entry.feedId) return fresh(entry.article, true);
  // Where it is another item, the publisher shows several things under this address, one after the other.
  return isFree(other) && isSameByPage(entry, other)
    ? { kind: 'known', by: 'page', stored: other }
    : fresh(undefined);
}

function findByTitle(
  { entry, names, behind, isFree }: Sought,
  { now }: RecognitionCircumstances,
): FoundEntry {
  const titled = behind(names.said);
  if (titled !== undefined) {
    const { key, entry: other } = titled;
    const isSame =
      other === undefined
        ? isStillNear(entry, key.saidAt ?? key.lastSeenAt)
        : isFree(other) && isSameByTitle(entry, other, key.saidAt);
    return isSame ? { kind: 'known', by: 'title', stored: other } : fresh(entry.article);
  }
  const earlier = behind(names.earlier.said);
  if (earlier === undefined || isFaded(earlier.key.lastSeenAt, now)) return fresh(entry.article);
  const other = earlier.entry;
  if (other !== undefined && other.feedId !== entry.feedId) return fresh(entry.article, true);
  return other === undefined || isFree(other)
    ? { kind: 'known', by: 'title', stored: other }
    : fresh(entry.article);
}

/** Whether the document has the stored entry under a surer name than the one by which `each` would be it. */
function isClaimed(
  { names }: Named,
  other: StoredEntry,
  memory: Memory,
  document: ReadonlySet<string>,
): boolean {
  return (memory.names.get(other.seq) ?? []).some(
    (name) => document.has(name) && name !== names.id && name !== names.page,
  );
}
