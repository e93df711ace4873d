/** Feeds that people added from a chat, and feeds that rest because somebody there asked for it. */
import type { z } from 'zod';
import { Feed } from '../../../core/feed/feed.ts';
import { fromJson, toJson } from '../engine/json.ts';
import type { Db } from '../open-store.ts';

/** A chat's channel, and the server or workspace that it belongs to; none for a direct message. */
export type ChatPlace = {
  readonly platform: string;
  readonly space: string | undefined;
  readonly channel: string;
};

/** What a chat can say of a feed; everything else of one is for the operator's files. */
const Line = Feed.pick({ id: true, url: true, outlet: true, lang: true });
export type ChatFeed = {
  readonly feed: z.infer<typeof Line>;
  readonly place: ChatPlace;
  /** `discord:1234`. */
  readonly by: string;
};

/** Stores a feed; false where one of that id stands already. */
export async function addChatFeed(db: Db, { feed, place, by }: ChatFeed, now: number): Promise<boolean> {
  const row = await db
    .insertInto('chat_feeds')
    .values({
      id: feed.id,
      line: toJson(Line.parse(feed)),
      platform: place.platform,
      space: place.space ?? null,
      channel: place.channel,
      created_by: by,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a feed away that was added from a chat; false where there is none of that id. */
export async function removeChatFeed(db: Db, id: string): Promise<boolean> {
  const row = await db.deleteFrom('chat_feeds').where('id', '=', id).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** All feeds that were added from chats, in the order in which they were. */
export async function selectChatFeeds(db: Db): Promise<readonly ChatFeed[]> {
  const rows = await db.selectFrom('chat_feeds').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(({ line, platform, space, channel, created_by: by }) => ({
    feed: fromJson(Line, line),
    place: { platform, space: space ?? undefined, channel },
    by,
  }));
}

/** Lets a feed rest; false where it does. */
export async function restFeed(db: Db, id: string, by: string, now: number): Promise<boolean> {
  const row = await db
    .insertInto('resting_feeds')
    .values({ id, created_by: by, created_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Has a feed polled again; false where it does not rest. */
export async function wakeFeed(db: Db, id: string): Promise<boolean> {
  const row = await db.deleteFrom('resting_feeds').where('id', '=', id).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** The ids of the feeds that rest. */
export async function selectRestingFeeds(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('resting_feeds').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
