/** Messages: what one receiver is told of one event, with the alerts that each shows; deliveries are of messages from here on. */
import { type Kysely, sql } from 'kysely';
import type { SqlDialect } from '../engine/dialect.ts';

export async function messages(db: Kysely<unknown>, { serial }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('id', serial.type, serial.build)
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('receiver', 'text', (c) => c.notNull())
    .addColumn('story_id', 'text')
    .addColumn('follows', 'bigint', (c) => c.references('messages.id'))
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('shown_seq', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('message_once', ['subject', 'receiver'])
    .execute();
  await db.schema
    .createTable('message_alerts')
    .addColumn('message_id', 'bigint', (c) => c.notNull().references('messages.id'))
    .addColumn('alert_id', 'bigint', (c) => c.notNull().references('alerts.id'))
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('joined_at', 'bigint', (c) => c.notNull())
    .addColumn('shown_at', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('withheld_by', 'text')
    .addColumn('tell_at', 'bigint')
    .addColumn('told_in', 'bigint')
    .addPrimaryKeyConstraint('message_alert_once', ['message_id', 'alert_id'])
    .execute();
  await db.schema.alterTable('deliveries').addColumn('message_id', 'bigint').execute();
  await adoptPosts(db);
  await db.schema
    .createIndex('deliveries_of_message')
    .unique()
    .on('deliveries')
    .columns(['message_id', 'kind', 'revision'])
    .execute();
  for (const [table, name, columns] of [
    ['messages', 'messages_story', ['story_id']],
    ['messages', 'messages_follows', ['follows']],
    ['stories', 'stories_follows', ['follows']],
    ['message_alerts', 'message_alerts_alert', ['alert_id']],
    ['message_alerts', 'message_alerts_withheld', ['withheld_by', 'told_in']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  }
}

/**
 * Makes a message of every post of 0.1.0, which had one for each alert. Of several of one story at a receiver the
 * earliest that was not given up takes what is new of the story from now on; the others keep their edits and buttons.
 */
async function adoptPosts(db: Kysely<unknown>): Promise<void> {
  const { rows: made } = await sql<{ n: number | string }>`select count(*) as n from deliveries`.execute(db);
  if (Number(made[0]?.n ?? 0) === 0) return;
  // What a message has shown so far is not known by entry: what came until now is no news.
  await sql`
    insert into messages (subject, receiver, story_id, follows, revision, shown_seq, created_at)
    select case when ranked.nth = 1 and ranked.story_id is not null then 'story/' || ranked.story_id else ranked.alert_key end,
      ranked.receiver, ranked.story_id, null, ranked.revision,
      (select coalesce(max(seq), 0) from entries), ranked.created_at
    from (
      select d.id, d.receiver, d.created_at, a.key as alert_key, a.story_id, a.revision,
        row_number() over (
          partition by d.receiver, coalesce(a.story_id, a.key)
          order by case when d.status in ('rejected', 'dead', 'suppressed') then 1 else 0 end, d.id
        ) as nth
      from deliveries d join alerts a on a.id = d.alert_id
      where d.kind = 'post'
    ) ranked
    order by ranked.id`.execute(db);
  await sql`
    insert into message_alerts
      (message_id, alert_id, status, joined_at, shown_at, reason, withheld_by, tell_at, told_in)
    select coalesce(own.id, first.id), a.id,
      case
        when d.status = 'suppressed' then 'withheld'
        when d.status = 'sent' or d.told_in is not null then 'shown'
        else 'due'
      end,
      d.created_at, d.sent_at, d.reason, d.withheld_by,
      case when d.status = 'suppressed' then d.next_attempt_at end,
      case when d.status = 'suppressed' then d.told_in end
    from deliveries d
    join alerts a on a.id = d.alert_id
    left join messages own on own.subject = a.key and own.receiver = d.receiver
    left join messages first on first.subject = 'story/' || a.story_id and first.receiver = d.receiver
    where d.kind = 'post'`.execute(db);
  await sql`
    update deliveries set message_id = (
      select m.id from message_alerts ma join messages m on m.id = ma.message_id
      where ma.alert_id = deliveries.alert_id and m.receiver = deliveries.receiver
    ) where alert_id is not null`.execute(db);
}
