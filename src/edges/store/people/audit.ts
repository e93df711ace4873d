/** The audit: one row for every change that somebody made from a chat, never changed again. */
import { toJson } from '../engine/json.ts';
import type { Db } from '../open-store.ts';

export const AUDIT_ACTIONS = [
  'acknowledge',
  'unacknowledge',
  'verdict',
  'mute',
  'unmute',
  'part',
  'join',
  'subscribe',
  'unsubscribe',
  'resend',
  'adopt',
  'release',
  'start',
  'feed-add',
  'feed-pause',
  'feed-resume',
  'feed-remove',
  'watch-draft',
  'watch-start',
  'watch-drop',
] as const;

export type AuditRow = {
  readonly action: (typeof AUDIT_ACTIONS)[number];
  /** `discord:1234` or `slack:U123`. */
  readonly actor: string;
  readonly actorName: string;
  /** The channel in which it was asked for, `discord:1234` or `slack:C123`. */
  readonly place: string;
  /** What was changed, such as `alert:12` or `silence:3`. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
};

/** Appends a row; to be called in the transaction of the change itself. */
export async function recordAudit(db: Db, row: AuditRow, now: number): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at: now,
      actor: row.actor,
      actor_name: row.actorName,
      place: row.place,
      action: row.action,
      subject: row.subject,
      detail: toJson(row.detail),
    })
    .execute();
}
