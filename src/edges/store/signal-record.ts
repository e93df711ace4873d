/** What becomes of signals after they were written: taken back, moved with their entry, and what they were read by. */
import type { Entry } from '../../core/feed/entry.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { slicesOf } from './engine/slices.ts';
import type { Db } from './open-store.ts';
import type { ReadBy } from './signals.ts';

/**
 * By what the signals of some entries were read, by entry, brief and indicator as `12/port-strike/ballot`; those of 0.1.0
 * are left out.
 */
export async function readBysOf(db: Db, entries: readonly number[]): Promise<ReadonlyMap<string, ReadBy>> {
  const found = new Map<string, ReadBy>();
  for (const slice of slicesOf(entries)) {
    const rows = await db
      .selectFrom('signals')
      .select(['entry_seq', 'brief_id', 'indicator_id', 'query_hash', 'text_hash'])
      .where('entry_seq', 'in', slice)
      .execute();
    for (const { entry_seq, brief_id, indicator_id, query_hash: query, text_hash: text } of rows)
      if (query !== null && text !== null)
        found.set(`${entry_seq}/${brief_id}/${indicator_id}`, { query, text });
  }
  return found;
}

/** Takes signals of an entry back: it does not say so any more. They stay for the record, and count for nothing. */
export async function withdrawSignals(
  db: Db,
  entry: number,
  indicators: readonly Pick<Signal, 'briefId' | 'indicatorId'>[],
  now: number,
): Promise<void> {
  for (const { briefId, indicatorId } of indicators)
    await db
      .updateTable('signals')
      .set({ withdrawn_at: now })
      .where('entry_seq', '=', entry)
      .where('brief_id', '=', briefId)
      .where('indicator_id', '=', indicatorId)
      .execute();
}

/** Moves the signals of an entry to the story that it was placed in anew. */
export async function moveSignals(db: Db, entry: number, storyId: string): Promise<void> {
  await db.updateTable('signals').set({ story_id: storyId }).where('entry_seq', '=', entry).execute();
}

/**
 * Whose voice a signal counts as: its outlet's, unless another feed brought the same article for the indicator before;
 * then that one's, so that an article is one voice however many list it.
 */
export async function voiceOf(
  db: Db,
  signal: Pick<Signal, 'briefId' | 'indicatorId' | 'outlet'>,
  { article, feedId }: Pick<Entry, 'article' | 'feedId'>,
): Promise<string> {
  if (article === undefined) return signal.outlet;
  const row = await db
    .selectFrom('signals as s')
    .innerJoin('entries as e', 'e.seq', 's.entry_seq')
    .select('s.outlet')
    .where('e.article', '=', article)
    .where('e.feed_id', '!=', feedId)
    .where('s.brief_id', '=', signal.briefId)
    .where('s.indicator_id', '=', signal.indicatorId)
    .orderBy('s.id')
    .limit(1)
    .executeTakeFirst();
  return row?.outlet ?? signal.outlet;
}

/** A signal that was taken back, and when. */
export type WithdrawnSignal = Pick<Signal, 'briefId' | 'indicatorId' | 'entry' | 'story'> & {
  readonly at: number;
};

/** Signals of some entries that were taken back, oldest first. */
export async function withdrawnSignals(
  db: Db,
  entries: readonly number[],
): Promise<readonly WithdrawnSignal[]> {
  const rows = await db
    .selectFrom('signals')
    .select(['brief_id', 'indicator_id', 'entry_seq', 'story_id', 'withdrawn_at'])
    .where('entry_seq', 'in', [...entries])
    .where('withdrawn_at', 'is not', null)
    .orderBy('withdrawn_at')
    .execute();
  return rows.map((row) => ({
    briefId: row.brief_id,
    indicatorId: row.indicator_id,
    entry: row.entry_seq,
    story: row.story_id,
    at: row.withdrawn_at ?? 0,
  }));
}
