/** Refusals as rows: since when a receiver takes nothing, why, and who was told of it. */
import { sql } from 'kysely';
import { HOUR } from '../../../core/time/duration.ts';
import type { Db } from '../open-store.ts';

export type Refusal = {
  readonly receiver: string;
  /** Epoch milliseconds. */
  readonly since: number;
  /** The last one's, with what to mend. */
  readonly reason: string;
  /** The receiver that was sent a notice of it. */
  readonly toldTo: string | undefined;
  /** When a message went through again; undefined while it lasts. */
  readonly endedAt: number | undefined;
};

/** More posts than this that have waited for longer than `OLD` leave as one list. */
const MOST_SINGLE = 5;
const OLD = HOUR;

/** Notes that a receiver refuses, from now on or still. */
export async function noteRefusal(db: Db, receiver: string, reason: string, now: number): Promise<void> {
  await db
    .insertInto('refusals')
    .values({ receiver, since: now, reason, told_to: null, ended_at: null })
    .onConflict((conflict) =>
      conflict.column('receiver').doUpdateSet({
        reason,
        // One that had ended begins anew, and is told of anew.
        since: sql<number>`case when refusals.ended_at is null then refusals.since else ${now} end`,
        told_to: sql<string | null>`case when refusals.ended_at is null then refusals.told_to else null end`,
        ended_at: null,
      }),
    )
    .execute();
}

/**
 * Notes that a receiver takes messages again: what waits for it is due at once, and of many posts that waited long one
 * list is made. The answer says whether it had refused.
 */
export async function endRefusal(db: Db, receiver: string, now: number): Promise<boolean> {
  const ended = await db
    .updateTable('refusals')
    .set({ ended_at: now })
    .where('receiver', '=', receiver)
    .where('ended_at', 'is', null)
    .returning('receiver')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await gatherOld(db, receiver, now);
  await hasten(db, receiver, now);
  return true;
}

/** The refusals that last, or those that have ended and are still to be told of. */
export async function selectRefusals(db: Db): Promise<readonly Refusal[]> {
  const rows = await db.selectFrom('refusals').selectAll().orderBy('since').execute();
  return rows.map((row) => ({
    receiver: row.receiver,
    since: row.since,
    reason: row.reason,
    toldTo: row.told_to ?? undefined,
    endedAt: row.ended_at ?? undefined,
  }));
}

export async function markRefusalTold(db: Db, receiver: string, toldTo: string): Promise<void> {
  await db.updateTable('refusals').set({ told_to: toldTo }).where('receiver', '=', receiver).execute();
}

export async function forgetRefusal(db: Db, receiver: string): Promise<void> {
  await db
    .deleteFrom('refusals')
    .where('receiver', '=', receiver)
    .where('ended_at', 'is not', null)
    .execute();
}

/**
 * Makes the oldest of what waits for each receiver that refuses due now, since what it lacked may have been mended; the
 * others follow when that is sent.
 */
export async function hastenRefused(db: Db, now: number): Promise<void> {
  const refused = (await selectRefusals(db)).filter(({ endedAt }) => endedAt === undefined);
  for (const { receiver } of refused) {
    const first = await db
      .selectFrom('deliveries')
      .select('id')
      .where('receiver', '=', receiver)
      .where('status', 'in', ['pending', 'uncertain'])
      .where('attempts', '>', 0)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (first !== undefined)
      await db.updateTable('deliveries').set({ next_attempt_at: now }).where('id', '=', first.id).execute();
  }
}

/** How many posts wait for a receiver, and the headline of the gravest. */
export async function waitingFor(
  db: Db,
  receiver: string,
): Promise<{
  readonly posts: number;
  readonly gravest: { readonly title: string; readonly severity: string } | undefined;
}> {
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('message_alerts as m', 'm.message_id', 'd.message_id')
    .innerJoin('alerts as a', 'a.id', 'm.alert_id')
    .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
    .select(['d.id', 'a.severity', 'e.title'])
    .where('d.receiver', '=', receiver)
    .where('d.kind', '=', 'post')
    .where('d.status', 'in', ['pending', 'uncertain', 'sending'])
    .orderBy(sql`case a.severity when 'high' then 0 when 'medium' then 1 else 2 end`)
    .orderBy('d.id')
    .execute();
  const [gravest] = rows;
  return { posts: new Set(rows.map(({ id }) => id)).size, gravest };
}

/** Makes all that was tried and waits for a receiver due now. */
async function hasten(db: Db, receiver: string, now: number): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ next_attempt_at: now })
    .where('receiver', '=', receiver)
    .where('status', 'in', ['pending', 'uncertain'])
    .where('attempts', '>', 0)
    .where('next_attempt_at', '>', now)
    .execute();
}

/** Holds many old posts back, for the list that tells of them. */
async function gatherOld(db: Db, receiver: string, now: number): Promise<void> {
  const old = await db
    .selectFrom('deliveries')
    .select(['id', 'message_id'])
    .where('receiver', '=', receiver)
    .where('kind', '=', 'post')
    .where('status', '=', 'pending')
    .where('attempts', '>', 0)
    .where('due_at', '<', now - OLD)
    .execute();
  const messages = old.flatMap(({ message_id: id }) => id ?? []);
  if (messages.length <= MOST_SINGLE) return;
  const reason = 'waited for longer than an hour, so it is told in a list';
  await db
    .updateTable('deliveries')
    .set({ status: 'suppressed', withheld_by: 'refusal', reason })
    .where(
      'id',
      'in',
      old.map(({ id }) => id),
    )
    .execute();
  await db
    .updateTable('message_alerts')
    .set({ status: 'withheld', withheld_by: 'refusal', reason, tell_at: now })
    .where('message_id', 'in', messages)
    .where('status', '=', 'due')
    .execute();
}
