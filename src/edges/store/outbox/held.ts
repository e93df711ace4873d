/** What was held back, and the notices that tell of it. */
import { OPENED_ALERT_COLUMNS, type OpenedAlert, openedAlertOf } from '../alerts.ts';
import type { Db } from '../open-store.ts';

/** An alert that was held back at a receiver, and the headline it would have shown. */
export type Held = OpenedAlert & {
  readonly messageId: number;
  readonly receiver: string;
  /** `silence/12`, `quiet-hours`, `flood` or `refusal`. */
  readonly by: string;
  /** When it is to be told of, epoch milliseconds. */
  readonly tellAt: number;
  readonly publishedAt: number;
};

type HeldQuery =
  /** By one silence. */
  | { readonly by: string }
  /** By quiet hours or the flood guard, and not told of yet. */
  | { readonly untoldBy: 'quiet-hours' | 'flood' | 'refusal' }
  /** By anything, of alerts opened in a stretch of time. */
  | { readonly since: number; readonly until: number };

/** Whether it is time to tell of anything that quiet hours or the flood guard held back. */
export async function isHeldDue(
  db: Db,
  by: 'quiet-hours' | 'flood' | 'refusal',
  now: number,
): Promise<boolean> {
  const due = await db
    .selectFrom('message_alerts')
    .select('alert_id')
    .where('withheld_by', '=', by)
    .where('told_in', 'is', null)
    .where('status', '=', 'withheld')
    .where('tell_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return due !== undefined;
}

/** Alerts that were held back, in their order. */
export async function selectHeld(db: Db, query: HeldQuery): Promise<readonly Held[]> {
  let select = db
    .selectFrom('message_alerts as h')
    .innerJoin('messages as m', 'm.id', 'h.message_id')
    .innerJoin('alerts as a', 'a.id', 'h.alert_id')
    .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
    .select(OPENED_ALERT_COLUMNS)
    .select(['h.message_id', 'm.receiver', 'h.withheld_by', 'h.tell_at', 'e.published_at'])
    .where('h.status', '=', 'withheld')
    .where('h.withheld_by', 'is not', null)
    .orderBy('h.alert_id')
    .orderBy('h.message_id');
  if ('by' in query) select = select.where('h.withheld_by', '=', query.by);
  else if ('untoldBy' in query)
    select = select.where('h.withheld_by', '=', query.untoldBy).where('h.told_in', 'is', null);
  else select = select.where('a.opened_at', '>=', query.since).where('a.opened_at', '<', query.until);
  return (await select.execute()).flatMap((row) =>
    row.withheld_by === null
      ? []
      : [
          {
            ...openedAlertOf(row),
            messageId: row.message_id,
            receiver: row.receiver,
            by: row.withheld_by,
            tellAt: row.tell_at ?? 0,
            publishedAt: row.published_at,
          },
        ],
  );
}

export type NewNotice = {
  readonly receiver: string;
  /** What makes it this notice; a receiver is sent one with the same occasion once. */
  readonly occasion: string;
  /** NoticeNotification as JSON. */
  readonly notice: string;
  readonly nonce: string;
};

/** Queues a notice; the answer is its delivery's number, or undefined where it was queued before. */
export async function queueNotice(db: Db, notice: NewNotice, now: number): Promise<number | undefined> {
  const row = await db
    .insertInto('deliveries')
    .values({
      alert_id: null,
      receiver: notice.receiver,
      kind: 'notice',
      revision: 0,
      nonce: notice.nonce,
      status: 'pending',
      notice: notice.notice,
      occasion: notice.occasion,
      created_at: now,
      next_attempt_at: now,
      due_at: now,
      attempts: 0,
      fence: 0,
    })
    .onConflict((conflict) => conflict.columns(['occasion', 'receiver']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Notes in which notice alerts that were held back are told of. */
export async function markHeldTold(
  db: Db,
  held: readonly Pick<Held, 'messageId' | 'alertId'>[],
  notice: number,
): Promise<void> {
  for (const [messageId, own] of Map.groupBy(held, (each) => each.messageId))
    await db
      .updateTable('message_alerts')
      .set({ told_in: notice })
      .where('message_id', '=', messageId)
      .where(
        'alert_id',
        'in',
        own.map(({ alertId }) => alertId),
      )
      .execute();
}

/** Lets an alert that was held back, and told of in a list since, be told anew; false where it was not. */
export async function reopenTold(
  db: Db,
  { messageId, alertId }: { readonly messageId: number; readonly alertId: number },
): Promise<boolean> {
  const row = await db
    .updateTable('message_alerts')
    .set({ status: 'due', withheld_by: null, reason: null, tell_at: null, told_in: null })
    .where('message_id', '=', messageId)
    .where('alert_id', '=', alertId)
    .where('status', '=', 'withheld')
    .where('told_in', 'is not', null)
    .returning('alert_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The occasion of the newest notice whose occasion begins so; undefined where none was queued. */
export async function lastOccasion(db: Db, prefix: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select('occasion')
    .where('occasion', '>=', prefix)
    .where('occasion', '<', `${prefix}~`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.occasion ?? undefined;
}
