/** Every wording that an entry has had, and whether one that it shows now is news or one of those that take turns. */
import { createHash } from 'node:crypto';
import { DAY, HOUR } from '../../../core/time/duration.ts';
import type { StoredEntry } from '../entries.ts';
import type { Db } from '../open-store.ts';
import { slicesOf } from '../engine/slices.ts';

export type Wording = { readonly title: string; readonly summary: string };

/** A wording of an entry. Instants are epoch milliseconds. */
export type EntryVersion = Wording & {
  readonly entry: number;
  readonly hash: string;
  readonly seenAt: number;
  /** When it was seen last, to the hour. */
  readonly shownAt: number;
};

/** Servers behind one address show two wordings in turn; one that was shown within this time is no change. */
const ALTERNATES_WITHIN = DAY;
const NOTED_EVERY = HOUR;

/** SHA-256 of headline and summary, in hexadecimal. */
export function textHash({ title, summary }: Wording): string {
  return createHash('sha256').update(`${title}\n${summary}`).digest('hex');
}

/** The wordings of entries that have had more than one, oldest first. */
export async function selectVersions(db: Db, seqs: readonly number[]): Promise<readonly EntryVersion[]> {
  const versions: EntryVersion[] = [];
  for (const slice of slicesOf(seqs)) {
    const rows = await db
      .selectFrom('entry_versions')
      .selectAll()
      .where('entry_seq', 'in', slice)
      .orderBy('seen_at')
      .execute();
    for (const row of rows)
      versions.push({
        entry: row.entry_seq,
        hash: row.hash,
        title: row.title,
        summary: row.summary,
        seenAt: row.seen_at,
        shownAt: row.shown_at,
      });
  }
  return versions;
}

/**
 * Whether a wording that an entry shows is one that it showed within a day, while the one that is held for its text was
 * shown within a day, too. That it was shown again is noted.
 */
export async function alternates(db: Db, before: StoredEntry, now: Wording, at: number): Promise<boolean> {
  const versions = await selectVersions(db, [before.seq]);
  const shown = versions.find(({ hash }) => hash === textHash(now));
  const held = versions.find(({ hash }) => hash === textHash(before));
  if (shown === undefined || held === undefined) return false;
  if (at - shown.shownAt > ALTERNATES_WITHIN || at - held.shownAt > ALTERNATES_WITHIN) return false;
  await noteShown(db, [shown], at);
  return true;
}

/** Notes which wordings of entries that have several are shown still, so that it is known which of them is the last. */
export async function noteVersions(db: Db, entries: readonly StoredEntry[], at: number): Promise<void> {
  const hashes = new Map(entries.map((entry) => [entry.seq, entry]));
  const versions = await selectVersions(db, [...hashes.keys()]);
  const shown = versions.filter(({ entry, hash }) => {
    const stored = hashes.get(entry);
    return stored !== undefined && hash === textHash(stored);
  });
  await noteShown(db, shown, at);
}

async function noteShown(db: Db, versions: readonly EntryVersion[], at: number): Promise<void> {
  for (const { entry, hash, shownAt } of versions)
    if (at - shownAt >= NOTED_EVERY)
      await db
        .updateTable('entry_versions')
        .set({ shown_at: at })
        .where('entry_seq', '=', entry)
        .where('hash', '=', hash)
        .execute();
}

/** Keeps what an entry said, since when, and what it says from now on; `seq` is the row that shows the new wording. */
export async function saveVersions(
  db: Db,
  seq: number,
  before: StoredEntry,
  now: Wording,
  at: number,
): Promise<void> {
  const row = (text: Wording, seenAt: number) => ({
    entry_seq: seq,
    hash: textHash(text),
    title: text.title,
    summary: text.summary,
    seen_at: seenAt,
    shown_at: at,
  });
  await db
    .insertInto('entry_versions')
    .values(row(before, before.seenAt))
    .onConflict((conflict) => conflict.columns(['entry_seq', 'hash']).doNothing())
    .execute();
  await db
    .insertInto('entry_versions')
    .values(row(now, at))
    .onConflict((conflict) => conflict.columns(['entry_seq', 'hash']).doUpdateSet({ shown_at: at }))
    .execute();
}
