/** Moves reports, alerts and messages from one story to another, where people say that an event is another's. */
import type { AlertDraft } from '../../core/alert/alert.ts';
import type { Reason, Relation } from '../../core/story/relation.ts';
import { toJson } from './engine/json.ts';
import { slicesOf } from './engine/slices.ts';
import type { Db } from './open-store.ts';

/** Puts entries and what they signal into a story, with what they are to it and why. */
export async function moveEntries(
  db: Db,
  seqs: readonly number[],
  to: { readonly storyId: string; readonly relation: Relation; readonly reasons: readonly Reason[] },
): Promise<void> {
  for (const slice of slicesOf(seqs)) {
    await db
      .updateTable('entries')
      .set({ story_id: to.storyId, relation: to.relation, reasons: toJson(to.reasons) })
      .where('seq', 'in', slice)
      .execute();
    await db.updateTable('signals').set({ story_id: to.storyId }).where('entry_seq', 'in', slice).execute();
  }
}

/** Lets a story begin with another report; what it followed is no longer followed by it or its messages, unless it `follows`. */
export async function beginStory(
  db: Db,
  id: string,
  report: { readonly headline: string; readonly at: number; readonly follows: boolean },
): Promise<void> {
  const { headline, at, follows } = report;
  await db
    .updateTable('stories')
    .set({ headline, first_at: at, ...(follows ? {} : { follows: null }) })
    .where('id', '=', id)
    .execute();
  if (!follows) await db.updateTable('messages').set({ follows: null }).where('story_id', '=', id).execute();
}

/** Lets what followed one story follow another; a story never comes to follow itself. */
export async function moveFollowers(db: Db, from: string, to: string): Promise<void> {
  const before = await db.selectFrom('stories').select('follows').where('id', '=', from).executeTakeFirst();
  const followed = before?.follows === to ? null : (before?.follows ?? null);
  await db
    .updateTable('stories')
    .set({ follows: followed })
    .where('id', '=', to)
    .where('follows', '=', from)
    .execute();
  await db.updateTable('stories').set({ follows: to }).where('follows', '=', from).execute();
}

/** Gives an alert another story, key, labels or headline. */
export async function moveAlert(
  db: Db,
  id: number,
  to: Partial<Pick<AlertDraft, 'key' | 'storyId' | 'labels' | 'entry'>>,
): Promise<void> {
  await db
    .updateTable('alerts')
    .set({
      ...(to.key === undefined ? {} : { key: to.key }),
      ...(to.storyId === undefined ? {} : { story_id: to.storyId }),
      ...(to.labels === undefined ? {} : { labels: toJson(to.labels) }),
      ...(to.entry === undefined ? {} : { entry_seq: to.entry }),
    })
    .where('id', '=', id)
    .execute();
}

/** Lets a message tell another story; the caller knows that its receiver has no message of that one. */
export async function moveMessage(
  db: Db,
  id: number,
  to: { readonly subject: string; readonly storyId: string },
): Promise<void> {
  await db
    .updateTable('messages')
    .set({ subject: to.subject, story_id: to.storyId, follows: null })
    .where('id', '=', id)
    .execute();
}

/** Takes an alert out of a message. */
export async function leaveMessage(db: Db, messageId: number, alertId: number): Promise<void> {
  await db
    .deleteFrom('message_alerts')
    .where('message_id', '=', messageId)
    .where('alert_id', '=', alertId)
    .execute();
}

/** Lets a post that was never tried be said in another message; false where it was tried. */
export async function dropPost(db: Db, messageId: number, reason: string): Promise<boolean> {
  const row = await db
    .updateTable('deliveries')
    .set({ status: 'superseded', reason })
    .where('message_id', '=', messageId)
    .where('kind', '=', 'post')
    .where('status', '=', 'pending')
    .where('maybe_sent_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
