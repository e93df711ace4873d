/** The durable signal log: which entries matched which indicators, and when. */
import { z } from 'zod';
import type { CountedSignal, Signal } from '../../core/indicator/signal.ts';
import { FIELDS } from '../../core/query/words/text.ts';
import { fromJson, toJson } from './engine/json.ts';
import type { Db } from './open-store.ts';

const Actors = z.array(z.string());
const Spans = z.array(z.strictObject({ field: z.enum(FIELDS), start: z.int(), end: z.int() }));

/** By what a signal was read: SHA-256 of the query with its lists, and of headline and summary, both in hexadecimal. */
export type ReadBy = { readonly query: string; readonly text: string };

/** Appends a signal, or takes over its new spans where the entry was edited. */
export async function saveSignal(db: Db, signal: Signal, history: boolean, readBy?: ReadBy): Promise<void> {
  await db
    .insertInto('signals')
    .values({
      brief_id: signal.briefId,
      indicator_id: signal.indicatorId,
      entry_seq: signal.entry,
      story_id: signal.story,
      at: signal.at,
      actors: toJson(signal.actors),
      spans: toJson(signal.spans),
      outlet: signal.outlet,
      country: signal.country ?? null,
      lang: signal.lang,
      history: history ? 1 : 0,
      query_hash: readBy?.query ?? null,
      text_hash: readBy?.text ?? null,
      words: signal.words ?? null,
      withdrawn_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['brief_id', 'indicator_id', 'entry_seq']).doUpdateSet((eb) => ({
        actors: eb.ref('excluded.actors'),
        spans: eb.ref('excluded.spans'),
        query_hash: eb.ref('excluded.query_hash'),
        text_hash: eb.ref('excluded.text_hash'),
        words: eb.ref('excluded.words'),
      })),
    )
    .execute();
}

type SignalQuery =
  | { readonly briefId: string; readonly since: number; readonly until?: number }
  | { readonly since: number }
  | { readonly entries: readonly number[] }
  | { readonly story: string };

/** Signals that hold: those of a brief in a stretch of event time, of all since an instant, of some entries, or of a story; oldest first. */
export async function selectSignals(db: Db, query: SignalQuery): Promise<readonly Signal[]> {
  let select = db
    .selectFrom('signals')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .orderBy('at')
    .orderBy('entry_seq')
    .orderBy('indicator_id');
  if ('briefId' in query) {
    select = select.where('brief_id', '=', query.briefId).where('at', '>=', query.since);
    if (query.until !== undefined) select = select.where('at', '<=', query.until);
  } else if ('since' in query) select = select.where('at', '>=', query.since);
  else if ('story' in query) select = select.where('story_id', '=', query.story);
  else select = select.where('entry_seq', 'in', [...query.entries]);
  return (await select.execute()).map((row) => ({
    briefId: row.brief_id,
    indicatorId: row.indicator_id,
    entry: row.entry_seq,
    story: row.story_id,
    at: row.at,
    actors: fromJson(Actors, row.actors),
    spans: fromJson(Spans, row.spans),
    words: row.words ?? undefined,
    outlet: row.outlet,
    country: row.country ?? undefined,
    lang: row.lang,
  }));
}

/**
 * What the signals of some indicators of a brief in a stretch of event time are counted by, each once however many
 * reports say it: of tens of thousands of signals their spans alone would take seconds to read.
 */
export async function countedSignals(
  db: Db,
  of: {
    readonly briefId: string;
    readonly indicators: readonly string[];
    readonly since: number;
    readonly until: number;
  },
): Promise<readonly CountedSignal[]> {
  const rows = await db
    .selectFrom('signals')
    .select(['indicator_id', 'story_id', 'actors', 'outlet', 'country', 'lang'])
    .distinct()
    .where('withdrawn_at', 'is', null)
    .where('brief_id', '=', of.briefId)
    .where('indicator_id', 'in', [...of.indicators])
    .where('at', '>=', of.since)
    .where('at', '<=', of.until)
    .execute();
  const known = new Map<string, readonly string[]>();
  const actorsOf = (written: string): readonly string[] => {
    const actors = known.get(written) ?? fromJson(Actors, written);
    known.set(written, actors);
    return actors;
  };
  return rows.map((row) => ({
    indicatorId: row.indicator_id,
    story: row.story_id,
    actors: actorsOf(row.actors),
    outlet: row.outlet,
    country: row.country ?? undefined,
    lang: row.lang,
  }));
}

/** Event time of the first signal of each story of an indicator since an instant, oldest first. */
export async function storyTimes(
  db: Db,
  briefId: string,
  indicatorId: string,
  since: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('signals')
    .select((eb) => ['story_id', eb.fn.min('at').as('first')])
    .where('brief_id', '=', briefId)
    .where('indicator_id', '=', indicatorId)
    .where('at', '>=', since)
    .where('withdrawn_at', 'is', null)
    .groupBy('story_id')
    .orderBy('first')
    .execute();
  return rows.map((row) => row.first);
}

/** `storyTimes` of every indicator of a brief that has any, by indicator id. */
export async function storyTimesByIndicator(
  db: Db,
  briefId: string,
  since: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const rows = await db
    .selectFrom('signals')
    .select((eb) => ['indicator_id', eb.fn.min('at').as('first')])
    .where('brief_id', '=', briefId)
    .where('at', '>=', since)
    .where('withdrawn_at', 'is', null)
    .groupBy(['indicator_id', 'story_id'])
    .orderBy('first')
    .execute();
  const times = new Map<string, number[]>();
  for (const row of rows) {
    const own = times.get(row.indicator_id);
    if (own === undefined) times.set(row.indicator_id, [row.first]);
    else own.push(row.first);
  }
  return times;
}

/** Row number of the entry behind the newest signal of an indicator; undefined where it never had one. */
export async function newestSignal(
  db: Db,
  briefId: string,
  indicatorId: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('signals')
    .select('entry_seq')
    .where('brief_id', '=', briefId)
    .where('indicator_id', '=', indicatorId)
    .where('withdrawn_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('entry_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.entry_seq;
}

/** Row numbers of the entries that signalled an indicator since an instant, newest first, at most `limit`. */
export async function signalledEntries(
  db: Db,
  briefId: string,
  indicatorId: string,
  since: number,
  limit = 5_000,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('signals')
    .select('entry_seq')
    .where('brief_id', '=', briefId)
    .where('indicator_id', '=', indicatorId)
    .where('at', '>=', since)
    .where('withdrawn_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.entry_seq);
}

/** `storyTimes` as they were known at an instant: of entries that had been seen before it. */
export async function storyTimesKnownAt(
  db: Db,
  briefId: string,
  indicatorId: string,
  since: number,
  at: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('signals as s')
    .innerJoin('entries as e', 'e.seq', 's.entry_seq')
    .select((eb) => ['s.story_id', eb.fn.min('s.at').as('first')])
    .where('s.brief_id', '=', briefId)
    .where('s.indicator_id', '=', indicatorId)
    .where('s.at', '>=', since)
    .where('e.seen_at', '<', at)
    // What was taken back since held then.
    .where((eb) => eb.or([eb('s.withdrawn_at', 'is', null), eb('s.withdrawn_at', '>=', at)]))
    .groupBy('s.story_id')
    .orderBy('first')
    .execute();
  return rows.map((row) => row.first);
}
