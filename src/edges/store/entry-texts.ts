/** What queries look at in stored entries, and no more of them: read for many, kept for none. */
import { slicesOf } from './engine/slices.ts';
import type { Db } from './open-store.ts';

export type EntryText = {
  readonly seq: number;
  readonly storyId: string;
  readonly feedId: string;
  readonly title: string;
  readonly summary: string;
  readonly outlet: string;
  readonly lang: string;
  readonly country: string | undefined;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
};

const COLUMNS = [
  'seq',
  'story_id',
  'feed_id',
  'title',
  'summary',
  'outlet',
  'lang',
  'country',
  'published_at',
] as const;

/** The texts of some entries, newest first. */
export async function selectTexts(db: Db, seqs: readonly number[]): Promise<readonly EntryText[]> {
  const texts: EntryText[] = [];
  for (const slice of slicesOf(seqs)) {
    const rows = await db.selectFrom('entries').select(COLUMNS).where('seq', 'in', slice).execute();
    for (const row of rows) texts.push(textOfRow(row));
  }
  return texts.sort((a, b) => b.publishedAt - a.publishedAt || b.seq - a.seq);
}

/** Texts of entries published before a place in time (and, at the same instant, stored before it), newest first. */
export async function textsBefore(
  db: Db,
  cursor: { readonly publishedAt: number; readonly seq: number },
  bounds: { readonly since: number; readonly limit: number },
): Promise<readonly EntryText[]> {
  const rows = await db
    .selectFrom('entries')
    .select(COLUMNS)
    .where('published_at', '>=', bounds.since)
    .where('published_at', '<=', cursor.publishedAt)
    .where((eb) => eb.or([eb('published_at', '<', cursor.publishedAt), eb('seq', '<', cursor.seq)]))
    .orderBy('published_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(bounds.limit)
    .execute();
  return rows.map(textOfRow);
}

type TextRow = {
  readonly seq: number;
  readonly story_id: string;
  readonly feed_id: string;
  readonly title: string;
  readonly summary: string;
  readonly outlet: string;
  readonly lang: string;
  readonly country: string | null;
  readonly published_at: number;
};

function textOfRow(row: TextRow): EntryText {
  const { seq, title, summary, outlet, lang } = row;
  return {
    seq,
    storyId: row.story_id,
    feedId: row.feed_id,
    title,
    summary,
    outlet,
    lang,
    country: row.country ?? undefined,
    publishedAt: row.published_at,
  };
}
