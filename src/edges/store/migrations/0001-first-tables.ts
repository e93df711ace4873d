/** The first tables: news (feeds, entries, stories, signals) and alerting (standings, alerts, deliveries). */
import type { Kysely } from 'kysely';
import type { SqlDialect } from '../engine/dialect.ts';

export async function firstTables(db: Kysely<unknown>, dialect: SqlDialect): Promise<void> {
  await newsTables(db, dialect);
  await alertTables(db, dialect);
  for (const [table, name, columns] of [
    ['entries', 'entries_published', ['published_at']],
    ['entries', 'entries_story', ['story_id']],
    ['entry_keys', 'entry_keys_entry', ['entry_seq']],
    ['signals', 'signals_in_time', ['brief_id', 'indicator_id', 'at']],
    ['signals', 'signals_entry', ['entry_seq']],
    ['alerts', 'alerts_story', ['story_id']],
    ['deliveries', 'deliveries_due', ['status', 'next_attempt_at']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}

async function newsTables(db: Kysely<unknown>, { serial }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('next_poll_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('stories')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('headline', 'text', (c) => c.notNull())
    .addColumn('first_at', 'bigint', (c) => c.notNull())
    .addColumn('last_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('entries')
    .addColumn('seq', serial.type, serial.build)
    .addColumn('feed_id', 'text', (c) => c.notNull())
    .addColumn('entry_id', 'text', (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('link', 'text')
    .addColumn('canonical_url', 'text')
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('outlet', 'text', (c) => c.notNull())
    .addColumn('lang', 'text', (c) => c.notNull())
    .addColumn('country', 'text')
    .addColumn('published_at', 'bigint', (c) => c.notNull())
    .addColumn('seen_at', 'bigint', (c) => c.notNull())
    .addColumn('edited_at', 'bigint')
    .addColumn('story_id', 'text', (c) => c.notNull().references('stories.id'))
    .addColumn('history', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('entry_keys')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('entry_seq', 'bigint')
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('signals')
    .addColumn('id', serial.type, serial.build)
    .addColumn('brief_id', 'text', (c) => c.notNull())
    .addColumn('indicator_id', 'text', (c) => c.notNull())
    .addColumn('entry_seq', 'bigint', (c) => c.notNull().references('entries.seq'))
    .addColumn('story_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actors', 'text', (c) => c.notNull())
    .addColumn('spans', 'text', (c) => c.notNull())
    .addColumn('outlet', 'text', (c) => c.notNull())
    .addColumn('country', 'text')
    .addColumn('lang', 'text', (c) => c.notNull())
    .addColumn('history', 'integer', (c) => c.notNull())
    .addUniqueConstraint('signal_once', ['brief_id', 'indicator_id', 'entry_seq'])
    .execute();
}

async function alertTables(db: Kysely<unknown>, { serial }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('standings')
    .addColumn('brief_id', 'text', (c) => c.notNull())
    .addColumn('indicator_id', 'text', (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('standing_once', ['brief_id', 'indicator_id'])
    .execute();
  await db.schema
    .createTable('alerts')
    .addColumn('id', serial.type, serial.build)
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('brief_id', 'text', (c) => c.notNull())
    .addColumn('indicator_id', 'text', (c) => c.notNull())
    .addColumn('correlation_id', 'text')
    .addColumn('story_id', 'text')
    .addColumn('entry_seq', 'bigint', (c) => c.notNull().references('entries.seq'))
    .addColumn('severity', 'text', (c) => c.notNull())
    .addColumn('labels', 'text', (c) => c.notNull())
    .addColumn('evidence', 'text', (c) => c.notNull())
    .addColumn('finding', 'text')
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('acknowledged_by', 'text')
    .addColumn('acknowledged_at', 'bigint')
    .execute();
  await db.schema
    .createTable('deliveries')
    .addColumn('id', serial.type, serial.build)
    .addColumn('alert_id', 'bigint', (c) => c.references('alerts.id'))
    .addColumn('receiver', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('nonce', 'text', (c) => c.notNull().unique())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('notice', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('next_attempt_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('fence', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('maybe_sent_at', 'bigint')
    .addColumn('ref', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('sent_revision', 'integer')
    .addColumn('reason', 'text')
    .addUniqueConstraint('delivery_once', ['alert_id', 'receiver', 'kind', 'revision'])
    .execute();
  await db.schema
    .createTable('delivery_attempts')
    .addColumn('id', serial.type, serial.build)
    .addColumn('delivery_id', 'bigint', (c) => c.notNull().references('deliveries.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .execute();
}
