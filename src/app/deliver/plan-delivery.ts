/** Says of a claimed delivery whether it is sent now, held back with a reason, or told with others. */
import { type Flood } from '../../core/alert/flood.ts';
import { type QuietHours, quietUntil } from '../../core/alert/quiet-hours.ts';
import { type Suppression, suppress } from '../../core/alert/suppress.ts';
import { endOf } from '../../core/alert/silence.ts';
import { formatDuration, SECOND } from '../../core/time/duration.ts';
import { clockTime } from '../../core/time/local-time.ts';
import { selectAlerts, storyAlertTimes, type StoredAlert } from '../../edges/store/alerts.ts';
import { type BatchMember, batchOf } from '../../edges/store/batches.ts';
import type { ClaimedDelivery, Settlement } from '../../edges/store/deliveries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import { selectSilences } from '../../edges/store/silences.ts';

export type SendingRules = {
  readonly quietHours: readonly QuietHours[];
  /** Zone of the times that people read, and of quiet hours that name none. */
  readonly zone: string;
  readonly flood: Flood;
};

export type Plan =
  /** Send it; `along` are posts of the same batch that its message tells, too. */
  | { readonly kind: 'send'; readonly batch: readonly BatchMember[] }
  | { readonly kind: 'hold'; readonly settlement: Settlement }
  /** It was told in another message meanwhile. */
  | { readonly kind: 'gone' };

/** Send it alone. */
export const SEND: Extract<Plan, { kind: 'send' }> = { kind: 'send', batch: [] };

type Deps = {
  readonly db: Db;
  /** As the configuration has them now. */
  readonly rules: () => SendingRules;
};

/**
 * Makes the dispatcher's planner. Edits always go: they disturb nobody. What may have reached the platform already is
 * not held back any more. Notices wait for the end of quiet hours; posts are held back and told of in one notice.
 */
export function createPlanner({
  db,
  rules,
}: Deps): (delivery: ClaimedDelivery, now: number) => Promise<Plan> {
  const decide = async (alert: StoredAlert, receiver: string, now: number): Promise<Suppression> => {
    const { quietHours, zone, flood } = rules();
    const single = alert.kind === 'story';
    return suppress(
      { receiver, labels: alert.labels, openedAt: alert.openedAt, single },
      {
        silences: await selectSilences(db, { at: now }),
        quietHours,
        zone,
        flood,
        opened: single ? await storyAlertTimes(db, alert, flood.within, flood.alerts + 1) : [],
      },
      now,
    );
  };

  /** Those of a batch that a message may tell beside its own alert. */
  const dueBatch = async (mates: readonly BatchMember[], receiver: string, now: number) => {
    const told: BatchMember[] = [];
    for (const mate of mates) {
      const [alert] = await selectAlerts(db, { id: mate.alertId });
      if (alert !== undefined && (await decide(alert, receiver, now)).kind === 'send') told.push(mate);
    }
    return told;
  };

  return async (delivery, now) => {
    const { receiver } = delivery;
    const { quietHours, zone, flood } = rules();
    if (delivery.kind === 'edit') return SEND;
    if (delivery.kind === 'notice') {
      const until = quietUntil(quietHours, { receiver, labels: undefined }, now, zone);
      return until === undefined || delivery.maybeSentAt !== undefined
        ? SEND
        : waiting(until, `quiet hours until ${clockTime(until, zone)}`, true);
    }
    const [alert] = await selectAlerts(db, { id: delivery.alertId ?? -1 });
    if (alert === undefined) return SEND;
    const batch = await batchOf(db, delivery.id);
    const own = batch.find(({ id }) => id === delivery.id);
    if (own !== undefined && own.status !== 'sending') return { kind: 'gone' };
    if (delivery.maybeSentAt === undefined) {
      const decision = await decide(alert, receiver, now);
      if (decision.kind !== 'send') return { kind: 'hold', settlement: held(decision, now, { zone, flood }) };
    }
    const unsent = batch.filter(({ status }) => ['pending', 'sending', 'uncertain'].includes(status));
    const [leader] = unsent;
    // Also where it may have been sent: then in the leader's message, of which the leader's attempt finds out.
    if (leader !== undefined && leader.id !== delivery.id) {
      const until = Math.max(now, leader.status === 'sending' ? now : leader.nextAttemptAt) + SECOND;
      return waiting(until, `goes with alert ${leader.alertId}`, false);
    }
    const mates = unsent.filter(({ id }) => id > delivery.id);
    return { kind: 'send', batch: await dueBatch(mates, receiver, now) };
  };
}

function waiting(until: number, reason: string, postponed: boolean): Plan {
  const settlement = { status: 'pending', reason, nextAttemptAt: until } as const;
  return { kind: 'hold', settlement: postponed ? { ...settlement, postponed } : settlement };
}

/** The row of a post that is held back. */
function held(
  decision: Exclude<Suppression, { kind: 'send' }>,
  now: number,
  { zone, flood }: Pick<SendingRules, 'zone' | 'flood'>,
): Settlement {
  switch (decision.kind) {
    case 'silenced': {
      const { id, authorName } = decision.by;
      const until = clockTime(endOf(decision.by), zone);
      const reason = `silence ${id} by ${authorName}, until ${until}`;
      return { status: 'suppressed', reason, by: `silence/${id}`, tellAt: undefined };
    }
    case 'quiet-hours': {
      const reason = `quiet hours until ${clockTime(decision.until, zone)}`;
      return { status: 'suppressed', reason, by: 'quiet-hours', tellAt: decision.until };
    }
    case 'flood': {
      const reason = `more than ${flood.alerts} alerts of its indicator in ${formatDuration(flood.within)}`;
      return { status: 'suppressed', reason, by: 'flood', tellAt: now + flood.within };
    }
  }
}
