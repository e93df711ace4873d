/** Silences as rows: made and ended by people, kept for ever. */
import { z } from 'zod';
import { ALERT_LABELS, type Labels } from '../../../core/alert/route.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../open-store.ts';

const Matchers = z.partialRecord(z.enum(ALERT_LABELS), z.array(z.string()));

export type StoredSilence = {
  readonly id: number;
  /** Labels and the values of which one must match; all labels named must. */
  readonly matchers: Labels;
  readonly startsAt: number;
  readonly expiresAt: number;
  /** `discord:1234` or `slack:U123`. */
  readonly author: string;
  readonly authorName: string;
  readonly reason: string | undefined;
  readonly createdAt: number;
  readonly ended: { readonly by: string; readonly at: number } | undefined;
  /** When the line that says what it withheld was queued. */
  readonly toldAt: number | undefined;
};

export type NewSilence = Pick<
  StoredSilence,
  'matchers' | 'startsAt' | 'expiresAt' | 'author' | 'authorName' | 'reason'
>;

/** Stores a silence; the answer is its number. */
export async function insertSilence(db: Db, silence: NewSilence, now: number): Promise<number> {
  const row = await db
    .insertInto('silences')
    .values({
      matchers: toJson(silence.matchers),
      starts_at: silence.startsAt,
      expires_at: silence.expiresAt,
      author: silence.author,
      author_name: silence.authorName,
      reason: silence.reason ?? null,
      created_at: now,
      ended_by: null,
      ended_at: null,
      told_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Moves the end of a silence, and gives it a reason where one is named. */
export async function extendSilence(
  db: Db,
  id: number,
  change: { readonly expiresAt: number; readonly reason: string | undefined },
): Promise<void> {
  await db
    .updateTable('silences')
    .set({
      expires_at: change.expiresAt,
      ...(change.reason === undefined ? {} : { reason: change.reason }),
    })
    .where('id', '=', id)
    .execute();
}

/** Ends a silence now; false where it had ended or expired already. `by` is the name people know. */
export async function endSilence(db: Db, id: number, by: string, now: number): Promise<boolean> {
  const row = await db
    .updateTable('silences')
    .set({ ended_by: by, ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

type SilenceQuery =
  | { readonly id: number }
  /** Those in force at an instant. */
  | { readonly at: number }
  /** Those over by an instant whose last line was not queued yet. */
  | { readonly untoldAt: number };

/** Silences by number, in force, or over and still to be told of; the one that ends first comes first. */
export async function selectSilences(db: Db, query: SilenceQuery): Promise<readonly StoredSilence[]> {
  let select = db.selectFrom('silences').selectAll().orderBy('expires_at').orderBy('id');
  if ('id' in query) select = select.where('id', '=', query.id);
  else if ('at' in query)
    select = select
      .where('starts_at', '<=', query.at)
      .where('expires_at', '>', query.at)
      .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', query.at)]));
  else
    select = select
      .where('told_at', 'is', null)
      .where((eb) => eb.or([eb('expires_at', '<=', query.untoldAt), eb('ended_at', '<=', query.untoldAt)]));
  return (await select.execute()).map((row) => ({
    id: row.id,
    matchers: fromJson(Matchers, row.matchers),
    startsAt: row.starts_at,
    expiresAt: row.expires_at,
    author: row.author,
    authorName: row.author_name,
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
    ended:
      row.ended_by === null || row.ended_at === null ? undefined : { by: row.ended_by, at: row.ended_at },
    toldAt: row.told_at ?? undefined,
  }));
}

/** Notes that the line about what a silence withheld is queued; false where that was done before. */
export async function markSilenceTold(db: Db, id: number, now: number): Promise<boolean> {
  const row = await db
    .updateTable('silences')
    .set({ told_at: now })
    .where('id', '=', id)
    .where('told_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
