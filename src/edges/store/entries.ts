/** Entries: what was seen, in which story, and how to find it again. */
import { z } from 'zod';
import type { Entry } from '../../core/feed/entry.ts';
import { Reason, Relation } from '../../core/story/relation.ts';
import { fromJson, toJson } from './engine/json.ts';
import type { Db } from './open-store.ts';
import { slicesOf } from './engine/slices.ts';

const Reasons = z.array(Reason);
const Words = z.array(z.string());

export type StoredEntry = Omit<Entry, 'titleKey' | 'id'> & {
  readonly seq: number;
  readonly id: string;
  readonly seenAt: number;
  readonly storyId: string;
  /** What it was to the stories before it when it came, why, and the words that turn the matter. */
  readonly relation: Relation;
  readonly reasons: readonly Reason[];
  readonly reversal: readonly string[];
  readonly history: boolean;
};

/** An entry that is not stored yet, with what was found out about it. */
export type NewEntry = {
  readonly entry: Entry;
  readonly storyId: string;
  readonly relation?: Relation;
  readonly reasons?: readonly Reason[];
  readonly reversal?: readonly string[];
  readonly seenAt: number;
  readonly history: boolean;
};

/** Stores new entries, of which no two have the same id in the same feed; the answer has them with their row numbers. */
export async function insertEntries<New extends NewEntry>(
  db: Db,
  entries: readonly New[],
): Promise<readonly (New & { readonly seq: number })[]> {
  const seqs = new Map<string, number>();
  for (const slice of slicesOf(entries)) {
    const rows = await db
      .insertInto('entries')
      .values(slice.map(rowOf))
      .returning(['seq', 'feed_id', 'entry_id'])
      .execute();
    for (const { seq, feed_id, entry_id } of rows) seqs.set(`${feed_id}\n${entry_id}`, seq);
  }
  return entries.map((each) => {
    const { feedId, id } = each.entry;
    const seq = seqs.get(`${feedId}\n${id}`);
    if (seq === undefined) throw new Error(`entry ${id} of ${feedId} was not stored`);
    return { ...each, seq };
  });
}

function rowOf({ entry, storyId, relation, reasons, reversal, seenAt, history }: NewEntry) {
  return {
    feed_id: entry.feedId,
    entry_id: entry.id,
    title: entry.title,
    link: entry.link ?? null,
    canonical_url: entry.canonicalUrl ?? null,
    article: entry.article ?? null,
    summary: entry.summary,
    outlet: entry.outlet,
    via: entry.via ?? null,
    lang: entry.lang,
    country: entry.country ?? null,
    published_at: entry.publishedAt,
    seen_at: seenAt,
    edited_at: null,
    story_id: storyId,
    relation: relation ?? 'first',
    reasons: toJson(reasons ?? []),
    reversal: toJson(reversal ?? []),
    history: history ? 1 : 0,
  };
}

/** Takes over the new wording of an entry whose headline or summary was edited, and where it stands by it now. */
export async function editEntry(
  db: Db,
  seq: number,
  text: { readonly title: string; readonly summary: string },
  now: number,
  placed?: Pick<NewEntry, 'storyId' | 'relation' | 'reasons' | 'reversal'> & { readonly publishedAt: number },
): Promise<void> {
  await db
    .updateTable('entries')
    .set({
      title: text.title,
      summary: text.summary,
      edited_at: now,
      ...(placed === undefined
        ? {}
        : {
            story_id: placed.storyId,
            relation: placed.relation ?? 'first',
            reasons: toJson(placed.reasons ?? []),
            reversal: toJson(placed.reversal ?? []),
            published_at: placed.publishedAt,
            history: 0,
          }),
    })
    .where('seq', '=', seq)
    .execute();
}

type EntryQuery =
  | { readonly seqs: readonly number[] }
  | { readonly article: string }
  | { readonly story: string }
  | { readonly since: number }
  | { readonly after: number };

/** Entries by row number, of one article or story, published since an instant, or stored after a row; oldest first. */
export async function selectEntries(db: Db, query: EntryQuery): Promise<readonly StoredEntry[]> {
  const base = db.selectFrom('entries').selectAll().orderBy('published_at').orderBy('seq');
  if ('story' in query) return (await base.where('story_id', '=', query.story).execute()).map(storedEntry);
  if ('article' in query) return (await base.where('article', '=', query.article).execute()).map(storedEntry);
  if ('since' in query)
    return (await base.where('published_at', '>=', query.since).execute()).map(storedEntry);
  if ('after' in query) return (await base.where('seq', '>', query.after).execute()).map(storedEntry);
  const entries: StoredEntry[] = [];
  for (const slice of slicesOf(query.seqs)) {
    const rows = await base.where('seq', 'in', slice).execute();
    entries.push(...rows.map(storedEntry));
  }
  return entries.sort((a, b) => a.publishedAt - b.publishedAt || a.seq - b.seq);
}

/** The newest publication (epoch milliseconds) and the highest row number among all entries; 0 where there is none. */
export async function newestEntry(db: Db): Promise<{ readonly publishedAt: number; readonly seq: number }> {
  const row = await db
    .selectFrom('entries')
    .select((eb) => [eb.fn.max('published_at').as('at'), eb.fn.max('seq').as('seq')])
    .executeTakeFirst();
  return { publishedAt: row?.at ?? 0, seq: row?.seq ?? 0 };
}

/** When the oldest entry that is kept was first seen (epoch milliseconds); undefined where there is none. */
export async function readingSince(db: Db): Promise<number | undefined> {
  const row = await db.selectFrom('entries').select('seen_at').orderBy('seq').limit(1).executeTakeFirst();
  return row?.seen_at;
}

/** Entries published before a place in time (and, at the same instant, stored before it), newest first. */
export async function entriesBefore(
  db: Db,
  cursor: { readonly publishedAt: number; readonly seq: number },
  bounds: { readonly since: number; readonly limit: number },
): Promise<readonly StoredEntry[]> {
  const rows = await db
    .selectFrom('entries')
    .selectAll()
    .where('published_at', '>=', bounds.since)
    .where('published_at', '<=', cursor.publishedAt)
    .where((eb) => eb.or([eb('published_at', '<', cursor.publishedAt), eb('seq', '<', cursor.seq)]))
    .orderBy('published_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(bounds.limit)
    .execute();
  return rows.map(storedEntry);
}

type EntryRow = {
  readonly seq: number;
  readonly feed_id: string;
  readonly entry_id: string;
  readonly title: string;
  readonly link: string | null;
  readonly canonical_url: string | null;
  readonly article: string | null;
  readonly summary: string;
  readonly outlet: string;
  readonly via: string | null;
  readonly lang: string;
  readonly country: string | null;
  readonly published_at: number;
  readonly seen_at: number;
  readonly story_id: string;
  readonly relation: string;
  readonly reasons: string;
  readonly reversal: string;
  readonly history: number;
};

function storedEntry(row: EntryRow): StoredEntry {
  return {
    seq: row.seq,
    feedId: row.feed_id,
    id: row.entry_id,
    title: row.title,
    link: row.link ?? undefined,
    canonicalUrl: row.canonical_url ?? undefined,
    article: row.article ?? undefined,
    summary: row.summary,
    outlet: row.outlet,
    ...(row.via === null ? {} : { via: row.via }),
    lang: row.lang,
    country: row.country ?? undefined,
    publishedAt: row.published_at,
    seenAt: row.seen_at,
    storyId: row.story_id,
    relation: Relation.parse(row.relation),
    reasons: fromJson(Reasons, row.reasons),
    reversal: fromJson(Words, row.reversal),
    history: row.history === 1,
  };
}
