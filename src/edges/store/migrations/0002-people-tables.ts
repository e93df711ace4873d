/** What people in the chat do: silences, verdicts, subscriptions, and the audit of it all. */
import type { Kysely } from 'kysely';
import type { SqlDialect } from '../engine/dialect.ts';

export async function peopleTables(db: Kysely<unknown>, { serial }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('silences')
    .addColumn('id', serial.type, serial.build)
    .addColumn('matchers', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('author_name', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_by', 'text')
    .addColumn('ended_at', 'bigint')
    .addColumn('told_at', 'bigint')
    .execute();
  await db.schema
    .createTable('verdicts')
    .addColumn('alert_id', 'bigint', (c) => c.notNull().references('alerts.id'))
    .addColumn('voter', 'text', (c) => c.notNull())
    .addColumn('voter_name', 'text', (c) => c.notNull())
    .addColumn('verdict', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('verdict_once', ['alert_id', 'voter'])
    .execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', serial.type, serial.build)
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('subscription_once', ['platform', 'channel', 'label', 'value'])
    .execute();
  await db.schema
    .createTable('audit')
    .addColumn('id', serial.type, serial.build)
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('actor_name', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('detail', 'text', (c) => c.notNull())
    .execute();
  for (const [table, name, columns] of [
    ['silences', 'silences_in_force', ['expires_at']],
    ['audit', 'audit_in_time', ['at']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}
