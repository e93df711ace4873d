/** What a call's outcome means for its delivery, and for the edits behind it. */
import { isDead, retryDelay } from '../../core/delivery/backoff.ts';
import type { SendOutcome } from '../../core/delivery/sink.ts';
import type { Notification } from '../../core/delivery/notification.ts';
import type { ClaimedDelivery, Settlement } from '../../edges/store/outbox/deliveries.ts';
import { storeTrouble } from '../../edges/store/engine/store-trouble.ts';

/** The largest number that PostgreSQL's `integer` holds. */
const ALL_REVISIONS = 2 ** 31 - 1;

/** What an outcome means for the delivery row. */
export function settlementOf(
  delivery: ClaimedDelivery,
  outcome: SendOutcome,
  revision: number,
  now: number,
  jitter: number,
): Settlement {
  switch (outcome.kind) {
    case 'sent':
      return { status: 'sent', ref: outcome.ref, revision };
    case 'passed':
      return { status: 'superseded', reason: outcome.reason };
    case 'rejected':
      return { status: 'rejected', reason: outcome.reason };
    case 'refused':
    case 'retry':
    case 'uncertain': {
      if (isDead(delivery.dueAt, delivery.attempts, now))
        return { status: 'dead', reason: `tried for 24 h; last: ${outcome.reason}` };
      const request = outcome.kind === 'retry' ? outcome.after : undefined;
      const nextAttemptAt = now + retryDelay(delivery.attempts, jitter, request);
      const { reason } = outcome;
      if (outcome.kind === 'uncertain') return { status: 'uncertain', reason, nextAttemptAt };
      const refused = outcome.kind === 'refused';
      return { status: 'pending', reason, nextAttemptAt, ...(refused ? { refused } : {}) };
    }
  }
}

/** What an attempt that threw is called in the log, and why the delivery is in doubt. */
export function failedAttempt(error: unknown): { readonly said: string; readonly reason: string } {
  const trouble = storeTrouble(error);
  return trouble === undefined
    ? { said: 'delivery failed by a bug', reason: `internal error: ${String(error)}` }
    : { said: `a delivery waits: ${trouble}`, reason: trouble };
}

/** What became of an attempt, for the metrics. */
export type Settled = {
  readonly receiver: string;
  readonly kind: ClaimedDelivery['kind'];
  readonly outcome: Exclude<Settlement['status'], 'pending'> | 'retry' | 'postponed' | 'refused';
  /** Milliseconds from the publication of a headline to this message, which is the first to tell of it. */
  readonly lag: number | undefined;
};

/** Counts a settlement; `told` is what was said where something was. */
export function countedAs(
  { receiver, kind }: ClaimedDelivery,
  settlement: Settlement,
  told: Notification | undefined,
  now: number,
): Settled {
  const first = settlement.status === 'sent' && kind === 'post' && told?.kind === 'alert';
  const outcome = settlement.status === 'pending' ? waitsAs(settlement) : settlement.status;
  // What several stories made has no publication of its own.
  return { receiver, kind, outcome, lag: first && told.finding === undefined ? now - told.at : undefined };
}

function waitsAs({ postponed, refused }: Extract<Settlement, { status: 'pending' }>): Settled['outcome'] {
  if (postponed === true) return 'postponed';
  return refused === true ? 'refused' : 'retry';
}

/** The edits that a settled delivery leaves without a purpose; with `all` the answers, too. */
export function retires(
  delivery: ClaimedDelivery,
  settlement: Settlement,
): { readonly revision: number; readonly reason: string; readonly all: boolean } | undefined {
  if (settlement.status === 'sent')
    return delivery.kind === 'answer'
      ? undefined
      : { revision: settlement.revision, reason: `shown by ${delivery.kind} ${delivery.id}`, all: false };
  const over = ['rejected', 'dead', 'suppressed'].includes(settlement.status);
  if (!over || delivery.kind !== 'post') return undefined;
  return { revision: ALL_REVISIONS, reason: 'the message was never posted', all: true };
}
