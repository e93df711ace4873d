/** What people said of stories: that two reports tell one event, or two. */
import type { Kysely } from 'kysely';
import type { SqlDialect } from '../engine/dialect.ts';

export async function storyLabels(db: Kysely<unknown>, { serial }: SqlDialect): Promise<void> {
  await db.schema
    .createTable('story_labels')
    .addColumn('id', serial.type, serial.build)
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('kept_story', 'text', (c) => c.notNull())
    .addColumn('other_story', 'text', (c) => c.notNull())
    .addColumn('kept_alert', 'bigint', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('one', 'text', (c) => c.notNull())
    .addColumn('other', 'text', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('story_labels_by_kept').on('story_labels').column('kept_story').execute();
  await db.schema.createIndex('story_labels_by_other').on('story_labels').column('other_story').execute();
}
