/** Briefs that people made in their channels, with their signs. */
import {
  type ChatBrief,
  ChatBriefHead,
  ChatSign,
  SIGN_STATUSES,
  type SignStatus,
  type StoredSign,
} from '../../../core/indicator/chat-brief.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../open-store.ts';
import type { ChatPlace } from './chat-feeds.ts';

export type StoredChatBrief = ChatBrief & { readonly place: ChatPlace };

type Made = { readonly by: string; readonly now: number };

/** Writes the head of a channel's brief, whether or not there was one. */
export async function saveChatBrief(
  db: Db,
  { id, head, place }: Omit<StoredChatBrief, 'signs'>,
  { by, now }: Made,
): Promise<void> {
  const row = {
    id,
    platform: place.platform,
    space: place.space ?? null,
    channel: place.channel,
    head: toJson(head),
    created_by: by,
    created_at: now,
  };
  await db
    .insertInto('chat_briefs')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ head: row.head }))
    .execute();
}

/** Adds a sign to a brief; false where the brief has one of that id. */
export async function addChatSign(
  db: Db,
  briefId: string,
  { status, batch, sign }: StoredSign,
  { by, now }: Made,
): Promise<boolean> {
  const row = await db
    .insertInto('chat_signs')
    .values({
      brief_id: briefId,
      id: sign.id,
      batch,
      status,
      sign: toJson(sign),
      created_by: by,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['brief_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives signs of a brief another status; the answer is the ids of those that had a different one. */
export async function setSignStatus(
  db: Db,
  briefId: string,
  ids: readonly string[],
  status: SignStatus,
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .updateTable('chat_signs')
    .set({ status })
    .where('brief_id', '=', briefId)
    .where('id', 'in', ids)
    .where('status', '<>', status)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Takes a sign out of its brief; false where there is none. */
export async function removeChatSign(db: Db, briefId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('chat_signs')
    .where('brief_id', '=', briefId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets drafts that nobody has decided on since `before`, epoch milliseconds. */
export async function forgetDrafts(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('chat_signs')
    .where('status', 'in', ['asked', 'left'])
    .where('created_at', '<', before)
    .execute();
}

/** The briefs of all channels, or the one of an id, each with its signs in the order in which they were made. */
export async function selectChatBriefs(db: Db, id?: string): Promise<readonly StoredChatBrief[]> {
  let heads = db.selectFrom('chat_briefs').selectAll().orderBy('created_at').orderBy('id');
  let signs = db.selectFrom('chat_signs').selectAll().orderBy('created_at').orderBy('id');
  if (id !== undefined) {
    heads = heads.where('id', '=', id);
    signs = signs.where('brief_id', '=', id);
  }
  const rows = await signs.execute();
  const byBrief = Map.groupBy(rows, ({ brief_id: brief }) => brief);
  return (await heads.execute()).map(({ head, platform, space, channel, ...row }) => ({
    id: row.id,
    head: fromJson(ChatBriefHead, head),
    place: { platform, space: space ?? undefined, channel },
    signs: (byBrief.get(row.id) ?? []).flatMap(({ status, batch, sign }): StoredSign[] => {
      const known = SIGN_STATUSES.find((each) => each === status);
      return known === undefined ? [] : [{ status: known, batch, sign: fromJson(ChatSign, sign) }];
    }),
  }));
}
