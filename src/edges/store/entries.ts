/** Entries and their stories: what was seen, under which names, and how to find it again. */
import type { Entry } from '../../core/feed/entry.ts';
import type { Db } from './open-store.ts';

/** SQLite binds at most 32,766 values; lists in queries are cut well below. */
const SLICE = 500;

export type StoredEntry = Omit<Entry, 'titleKey' | 'id'> & {
  readonly seq: number;
  readonly id: string;
  readonly seenAt: number;
  readonly storyId: string;
  readonly history: boolean;
};

/** The row numbers behind those of the keys that are known; a tombstone is known and has none. */
export async function findKeys(
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, { readonly seq: number | undefined; readonly lastSeenAt: number }>> {
  const found = new Map<string, { seq: number | undefined; lastSeenAt: number }>();
  for (let i = 0; i < keys.length; i += SLICE) {
    const rows = await db
      .selectFrom('entry_keys')
      .selectAll()
      .where('key', 'in', keys.slice(i, i + SLICE))
      .execute();
    for (const row of rows)
      found.set(row.key, { seq: row.entry_seq ?? undefined, lastSeenAt: row.last_seen_at });
  }
  return found;
}

/** Makes names stand for an entry from now on, also those that had faded and stood for another. */
export async function nameEntry(db: Db, keys: readonly string[], seq: number, now: number): Promise<void> {
  await db
    .insertInto('entry_keys')
    .values(keys.map((key) => ({ key, entry_seq: seq, last_seen_at: now })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        entry_seq: eb.ref('excluded.entry_seq'),
        last_seen_at: eb.ref('excluded.last_seen_at'),
      })),
    )
    .execute();
}

/** Notes that a known entry was seen again, under these names; a name keeps the entry it first stood for. */
export async function rememberKeys(
  db: Db,
  keys: readonly string[],
  seq: number | undefined,
  now: number,
): Promise<void> {
  await db
    .insertInto('entry_keys')
    .values(keys.map((key) => ({ key, entry_seq: seq ?? null, last_seen_at: now })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({ last_seen_at: eb.ref('excluded.last_seen_at') })),
    )
    .execute();
}

/** Creates the story or stretches its time to hold the entry. */
export async function saveStory(db: Db, id: string, headline: string, at: number): Promise<void> {
  await db
    .insertInto('stories')
    .values({ id, headline, first_at: at, last_at: at })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        first_at: eb.case().when('stories.first_at', '>', at).then(at).else(eb.ref('stories.first_at')).end(),
        last_at: eb.case().when('stories.last_at', '<', at).then(at).else(eb.ref('stories.last_at')).end(),
      })),
    )
    .execute();
}

/** Stores a new entry; the answer is its row number. */
export async function insertEntry(
  db: Db,
  entry: Entry,
  place: { readonly storyId: string; readonly seenAt: number; readonly history: boolean },
): Promise<number> {
  const row = await db
    .insertInto('entries')
    .values({
      feed_id: entry.feedId,
      entry_id: entry.id,
      title: entry.title,
      link: entry.link ?? null,
      canonical_url: entry.canonicalUrl ?? null,
      summary: entry.summary,
      outlet: entry.outlet,
      lang: entry.lang,
      country: entry.country ?? null,
      published_at: entry.publishedAt,
      seen_at: place.seenAt,
      edited_at: null,
      story_id: place.storyId,
      history: place.history ? 1 : 0,
    })
    .returning('seq')
    .executeTakeFirstOrThrow();
  return row.seq;
}

/** Takes over the new wording of an entry whose headline or summary was edited. */
export async function editEntry(
  db: Db,
  seq: number,
  text: { readonly title: string; readonly summary: string },
  now: number,
): Promise<void> {
  await db
    .updateTable('entries')
    .set({ title: text.title, summary: text.summary, edited_at: now })
    .where('seq', '=', seq)
    .execute();
}

type EntryQuery =
  | { readonly seqs: readonly number[] }
  | { readonly story: string }
  | { readonly since: number }
  | { readonly after: number };

/** Entries by row number, of one story, published since an instant, or stored after a row; oldest first. */
export async function selectEntries(db: Db, query: EntryQuery): Promise<readonly StoredEntry[]> {
  const base = db.selectFrom('entries').selectAll().orderBy('published_at').orderBy('seq');
  if ('story' in query) return (await base.where('story_id', '=', query.story).execute()).map(storedEntry);
  if ('since' in query)
    return (await base.where('published_at', '>=', query.since).execute()).map(storedEntry);
  if ('after' in query) return (await base.where('seq', '>', query.after).execute()).map(storedEntry);
  const entries: StoredEntry[] = [];
  for (let i = 0; i < query.seqs.length; i += SLICE) {
    const rows = await base.where('seq', 'in', query.seqs.slice(i, i + SLICE)).execute();
    entries.push(...rows.map(storedEntry));
  }
  return entries.sort((a, b) => a.publishedAt - b.publishedAt || a.seq - b.seq);
}

/** How many entries of a story each outlet has. */
export async function countReports(db: Db, story: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('entries')
    .select((eb) => ['outlet', eb.fn.countAll().as('n')])
    .where('story_id', '=', story)
    .groupBy('outlet')
    .execute();
  return new Map(rows.map(({ outlet, n }) => [outlet, Number(n)]));
}

/** The newest publication (epoch milliseconds) and the highest row number among all entries; 0 where there is none. */
export async function newestEntry(db: Db): Promise<{ readonly publishedAt: number; readonly seq: number }> {
  const row = await db
    .selectFrom('entries')
    .select((eb) => [eb.fn.max('published_at').as('at'), eb.fn.max('seq').as('seq')])
    .executeTakeFirst();
  return { publishedAt: row?.at ?? 0, seq: row?.seq ?? 0 };
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
  readonly summary: string;
  readonly outlet: string;
  readonly lang: string;
  readonly country: string | null;
  readonly published_at: number;
  readonly seen_at: number;
  readonly story_id: string;
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
    summary: row.summary,
    outlet: row.outlet,
    lang: row.lang,
    country: row.country ?? undefined,
    publishedAt: row.published_at,
    seenAt: row.seen_at,
    storyId: row.story_id,
    history: row.history === 1,
  };
}
