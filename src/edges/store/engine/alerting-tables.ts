/** The tables of alerts, messages and deliveries as Kysely sees them. */
import type { Generated } from 'kysely';

export type AlertsTable = {
  id: Generated<number>;
  /** What makes the alert this alert; inserting it twice is impossible. */
  key: string;
  kind: string;
  brief_id: string;
  indicator_id: string;
  correlation_id: string | null;
  story_id: string | null;
  entry_seq: number;
  severity: string;
  labels: string;
  /** Entry numbers behind a correlation or a rise, as JSON. */
  evidence: string;
  /** One sentence on what the correlation or the rise found. */
  finding: string | null;
  revision: number;
  opened_at: number;
  updated_at: number;
  acknowledged_by: string | null;
  acknowledged_at: number | null;
};

/** What one receiver is told of one event. */
export type MessagesTable = {
  id: Generated<number>;
  /** `story/…`, or the key of the alert that it was made for. */
  subject: string;
  receiver: string;
  story_id: string | null;
  /** The message that it answers. */
  follows: number | null;
  revision: number;
  /** The highest entry row that something sent has shown. */
  shown_seq: number;
  created_at: number;
};

/** The alerts that a message shows or leaves out. */
export type MessageAlertsTable = {
  message_id: number;
  alert_id: number;
  /** `due`, `shown` or `withheld`. */
  status: string;
  joined_at: number;
  shown_at: number | null;
  reason: string | null;
  /** What held it back: `silence/12`, `quiet-hours` or `flood`. */
  withheld_by: string | null;
  /** When that is told of in a list. */
  tell_at: number | null;
  /** The delivery that told of it after all. */
  told_in: number | null;
};

export type DeliveriesTable = {
  id: Generated<number>;
  message_id: number | null;
  /** The alert of a delivery that 0.1.0 queued; null in later ones. */
  alert_id: number | null;
  receiver: string;
  kind: string;
  revision: number;
  /** Names the delivery to the platform, in every attempt alike. */
  nonce: string;
  status: string;
  /** What a notice or an answer says, as JSON. */
  notice: string | null;
  created_at: number;
  next_attempt_at: number;
  attempts: number;
  lease_owner: string | null;
  lease_until: number | null;
  fence: number;
  maybe_sent_at: number | null;
  ref: string | null;
  sent_at: number | null;
  sent_revision: number | null;
  reason: string | null;
  /** When it was first to be sent, later where quiet hours postponed it; 24 hours after that it is given up. */
  due_at: number | null;
  /** What held it back: `silence/12`, `quiet-hours` or `flood`. */
  withheld_by: string | null;
  /** The delivery in whose message this one was told instead. */
  told_in: number | null;
  /** What makes a notice this notice, such as `digest/1788850800000`; a receiver hears of it once. */
  occasion: string | null;
  /** The group its message belongs to; those of one group and one `batch_at` make one message. */
  group_key: string | null;
  /** When the batch is due, epoch milliseconds. */
  batch_at: number | null;
};

export type DeliveryAttemptsTable = {
  id: Generated<number>;
  delivery_id: number;
  at: number;
  outcome: string;
  reason: string | null;
};
