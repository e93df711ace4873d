/** Messages: one row for what one receiver is told of one event, and which alerts it shows. */
import { z } from 'zod';
import { MessageRef } from '../../../core/delivery/sink.ts';
import { fromJson } from '../engine/json.ts';
import type { Db } from '../open-store.ts';
import { slicesOf } from '../engine/slices.ts';

export type StoredMessage = {
  readonly id: number;
  /** `story/…`, or the key of a correlation's or a rise's alert that has no story's message to stand in. */
  readonly subject: string;
  readonly receiver: string;
  readonly storyId: string | undefined;
  /** The message that it answers. */
  readonly follows: number | undefined;
  readonly revision: number;
  /** Nothing that was sent has shown entries above this row. */
  readonly shownSeq: number;
};

export type NewMessage = Pick<StoredMessage, 'subject' | 'receiver' | 'storyId' | 'follows'>;

/** The subject of the message in which a story is told. */
export function storySubject(storyId: string): string {
  return `story/${storyId}`;
}

/** The message on a subject at a receiver, made where there is none. */
export async function openMessage(db: Db, message: NewMessage, now: number): Promise<StoredMessage> {
  const { subject, receiver } = message;
  const [known] = await selectMessages(db, { subject, receiver });
  if (known !== undefined) return known;
  await db
    .insertInto('messages')
    .values({
      subject,
      receiver,
      story_id: message.storyId ?? null,
      follows: message.follows ?? null,
      revision: 0,
      shown_seq: 0,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['subject', 'receiver']).doNothing())
    .execute();
  const [made] = await selectMessages(db, { subject, receiver });
  if (made === undefined) throw new Error(`the message on ${subject} for ${receiver} was not stored`);
  return made;
}

type MessageQuery =
  | { readonly ids: readonly number[] }
  | { readonly subject: string; readonly receiver?: string }
  /** Messages of a story; those of 0.1.0 may be several at a receiver. */
  | { readonly stories: readonly string[] }
  | { readonly alerts: readonly number[] }
  | { readonly follows: number };

/** Messages by number, on a subject, of stories, that show alerts, or that answer a message; oldest first. */
export async function selectMessages(db: Db, query: MessageQuery): Promise<readonly StoredMessage[]> {
  const base = db.selectFrom('messages as m').selectAll('m').orderBy('m.id');
  if ('subject' in query) {
    let select = base.where('m.subject', '=', query.subject);
    if (query.receiver !== undefined) select = select.where('m.receiver', '=', query.receiver);
    return (await select.execute()).map(storedMessage);
  }
  if ('follows' in query)
    return (await base.where('m.follows', '=', query.follows).execute()).map(storedMessage);
  const found = new Map<number, StoredMessage>();
  const keep = (rows: readonly MessageRow[]): void => {
    for (const row of rows) found.set(row.id, storedMessage(row));
  };
  if ('ids' in query)
    for (const slice of slicesOf(query.ids)) keep(await base.where('m.id', 'in', slice).execute());
  else if ('stories' in query)
    for (const slice of slicesOf(query.stories)) keep(await base.where('m.story_id', 'in', slice).execute());
  else
    for (const slice of slicesOf(query.alerts))
      keep(
        await base
          .innerJoin('message_alerts as ma', 'ma.message_id', 'm.id')
          .where('ma.alert_id', 'in', slice)
          .execute(),
      );
  return [...found.values()].sort((a, b) => a.id - b.id);
}

type MessageRow = {
  readonly id: number;
  readonly subject: string;
  readonly receiver: string;
  readonly story_id: string | null;
  readonly follows: number | null;
  readonly revision: number;
  readonly shown_seq: number;
};

function storedMessage(row: MessageRow): StoredMessage {
  return {
    id: row.id,
    subject: row.subject,
    receiver: row.receiver,
    storyId: row.story_id ?? undefined,
    follows: row.follows ?? undefined,
    revision: row.revision,
    shownSeq: row.shown_seq,
  };
}

/** Those of these messages whose posts stand in a channel, thread or forum post with this id. */
export async function postedIn(
  db: Db,
  ids: readonly number[],
  channel: string,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const slice of slicesOf(ids)) {
    const rows = await db
      .selectFrom('deliveries')
      .select(['message_id', 'ref'])
      .where('message_id', 'in', slice)
      .where('ref', 'is not', null)
      .execute();
    for (const { message_id: id, ref } of rows)
      if (id !== null && ref !== null && fromJson(MessageRef, ref).channel === channel) found.add(id);
  }
  return found;
}

/** Notes that a message has something else to say; the answer is its new revision. */
export async function countRevision(db: Db, id: number): Promise<number> {
  const row = await db
    .updateTable('messages')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .returning('revision')
    .executeTakeFirstOrThrow();
  return row.revision;
}

/** `due`: not shown yet; `shown`: stands in something that was sent; `withheld`: held back by something that has a name. */
const ShownStatus = z.enum(['due', 'shown', 'withheld']);

/** An alert in a message. */
export type MessageAlert = {
  readonly messageId: number;
  readonly alertId: number;
  readonly status: z.infer<typeof ShownStatus>;
  /** `silence/12`, `quiet-hours` or `flood`. */
  readonly withheldBy: string | undefined;
};

/** Puts an alert into a message; nothing changes where it is in it. */
export async function joinMessage(db: Db, messageId: number, alertId: number, now: number): Promise<void> {
  await db
    .insertInto('message_alerts')
    .values({ message_id: messageId, alert_id: alertId, status: 'due', joined_at: now })
    .onConflict((conflict) => conflict.columns(['message_id', 'alert_id']).doNothing())
    .execute();
}

/** The alerts of a message, oldest first. */
export async function alertsOfMessage(db: Db, messageId: number): Promise<readonly MessageAlert[]> {
  const rows = await db
    .selectFrom('message_alerts')
    .select(['message_id', 'alert_id', 'status', 'withheld_by'])
    .where('message_id', '=', messageId)
    .orderBy('alert_id')
    .execute();
  return rows.map((row) => ({
    messageId: row.message_id,
    alertId: row.alert_id,
    status: ShownStatus.parse(row.status),
    withheldBy: row.withheld_by ?? undefined,
  }));
}

/** Notes that a delivery has shown alerts, and entries up to a row; what held them back has been made up for. */
export async function markShown(
  db: Db,
  shown: {
    readonly messageId: number;
    readonly alerts: readonly number[];
    readonly upTo: number;
    readonly delivery: number;
  },
  now: number,
): Promise<void> {
  const { messageId, alerts, upTo, delivery } = shown;
  if (alerts.length > 0)
    await db
      .updateTable('message_alerts')
      .set((eb) => ({
        status: 'shown',
        shown_at: now,
        // What quiet hours or a flood held back is not listed any more.
        told_in: eb
          .case()
          .when(eb.and([eb('withheld_by', 'is not', null), eb('told_in', 'is', null)]))
          .then(delivery)
          .else(eb.ref('told_in'))
          .end(),
      }))
      .where('message_id', '=', messageId)
      .where('alert_id', 'in', [...alerts])
      .where('status', '!=', 'shown')
      .execute();
  await db
    .updateTable('messages')
    .set({ shown_seq: upTo })
    .where('id', '=', messageId)
    .where('shown_seq', '<', upTo)
    .execute();
}

/** Why an alert is left out of its message: `by` is `silence/12`, `quiet-hours` or `flood`. */
export type Withheld = {
  readonly messageId: number;
  readonly alertId: number;
  readonly by: string;
  readonly reason: string;
  /** When it is told of in a list (epoch milliseconds); undefined where the end of a silence decides. */
  readonly tellAt: number | undefined;
};

/** Notes why alerts are left out; what is noted already, or was shown, stays as it is. */
export async function markWithheld(db: Db, withheld: readonly Withheld[]): Promise<void> {
  for (const { messageId, alertId, by, reason, tellAt } of withheld)
    await db
      .updateTable('message_alerts')
      .set({ status: 'withheld', withheld_by: by, reason, tell_at: tellAt ?? null })
      .where('message_id', '=', messageId)
      .where('alert_id', '=', alertId)
      .where('status', '=', 'due')
      .execute();
}
