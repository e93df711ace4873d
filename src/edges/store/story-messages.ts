/** Where a story was first told at a receiver, for those that keep all of a story in one place. */
import { MessageRef } from '../../core/delivery/sink.ts';
import { fromJson } from './engine/json.ts';
import type { Db } from './open-store.ts';

/** The message that another alert of the same story was posted as; undefined where there is none, or no story. */
export async function firstTold(db: Db, alertId: number, receiver: string): Promise<MessageRef | undefined> {
  const row = await db
    .selectFrom('alerts as own')
    .innerJoin('alerts as other', 'other.story_id', 'own.story_id')
    .innerJoin('deliveries as d', 'd.alert_id', 'other.id')
    .select('d.ref')
    .where('own.id', '=', alertId)
    .where('other.id', '!=', alertId)
    .where('d.receiver', '=', receiver)
    .where('d.kind', '=', 'post')
    .where('d.status', '=', 'sent')
    .where('d.ref', 'is not', null)
    .orderBy('d.sent_at')
    .orderBy('d.id')
    .limit(1)
    .executeTakeFirst();
  return row?.ref === null || row?.ref === undefined ? undefined : fromJson(MessageRef, row.ref);
}
