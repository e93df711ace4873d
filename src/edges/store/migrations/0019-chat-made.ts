/** What people set up from a chat: feeds, feeds that rest, and signs to watch for in briefs of their channel. */
import type { Kysely } from 'kysely';

export async function chatMade(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('chat_feeds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    // The line of the feed as JSON, as a file would have it.
    .addColumn('line', 'text', (c) => c.notNull())
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('space', 'text')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('resting_feeds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('chat_briefs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('space', 'text')
    .addColumn('channel', 'text', (c) => c.notNull())
    // Title, sections and lists as JSON, as a file would have them.
    .addColumn('head', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('chat_signs')
    .addColumn('brief_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    // Signs that were drafted together.
    .addColumn('batch', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    // The indicator as JSON, as a file would have it.
    .addColumn('sign', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('chat_signs_pk', ['brief_id', 'id'])
    .execute();
  // Whose direct messages a subscription is told in; rows of before do not say.
  await db.schema.alterTable('subscriptions').addColumn('person', 'text').execute();
}
