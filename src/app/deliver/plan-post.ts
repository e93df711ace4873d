/** Says of a post whether it is sent now, alone or with others of its group, or stays where it is. */
import { OPEN_STATUSES } from '../../core/delivery/delivery.ts';
import { SECOND } from '../../core/time/duration.ts';
import { type BatchMember, batchOf } from '../../edges/store/outbox/batches.ts';
import type { ClaimedDelivery } from '../../edges/store/outbox/deliveries.ts';
import type { Db } from '../../edges/store/open-store.ts';
import type { ChosenAlerts, createChooser } from './choose-alerts.ts';
import type { Plan, Showing } from './plan.ts';

type Deps = { readonly db: Db; readonly chooser: ReturnType<typeof createChooser> };

/**
 * A post whose alerts are all held back stays, with a row that says why. Of those of a group that are due together the
 * first tells the others, as far as they may go out; they wait for it meanwhile.
 */
export async function planPost({ db, chooser }: Deps, delivery: ClaimedDelivery, now: number): Promise<Plan> {
  const { messageId = -1, receiver } = delivery;
  const batch = await batchOf(db, delivery.id);
  const own = batch.find(({ id }) => id === delivery.id);
  if (own !== undefined && own.status !== 'sending') return { kind: 'gone' };
  const choice = await chooser.choose(messageId, receiver, now);
  const inDoubt = delivery.maybeSentAt !== undefined;
  if (!inDoubt && choice.held !== undefined)
    return {
      kind: 'hold',
      settlement: { status: 'suppressed', ...choice.held },
      withheld: [...choice.silenced, ...choice.postponed],
    };
  const open: readonly string[] = OPEN_STATUSES;
  const unsent = batch.filter(({ status }) => open.includes(status));
  const [leader] = unsent;
  // Also where it may have been sent: then in the leader's message, of which the leader's attempt finds out.
  if (leader !== undefined && leader.id !== delivery.id) {
    const until = Math.max(now, leader.status === 'sending' ? now : leader.nextAttemptAt) + SECOND;
    return waiting(until, `goes with message ${leader.messageId}`, false);
  }
  const shows = [
    inDoubt
      ? { messageId, alerts: [...choice.shown, ...choice.silenced.map(({ alertId }) => alertId)] }
      : showingOf(messageId, choice),
  ];
  const withheld = inDoubt ? [] : [...choice.silenced];
  const mates: BatchMember[] = [];
  for (const mate of unsent.filter(({ id }) => id > delivery.id)) {
    const other = await chooser.choose(mate.messageId, receiver, now);
    if (other.held !== undefined) continue;
    mates.push(mate);
    shows.push(showingOf(mate.messageId, other));
    withheld.push(...other.silenced);
  }
  return { kind: 'send', shows, batch: mates, withheld };
}

/** What a message shows by a choice. */
export function showingOf(messageId: number, { shown }: ChosenAlerts): Showing {
  return { messageId, alerts: shown };
}

/** Not now; `postponed` where that does not count against its patience. */
export function waiting(until: number, reason: string, postponed: boolean): Plan {
  const settlement = { status: 'pending', reason, nextAttemptAt: until } as const;
  return { kind: 'hold', settlement: postponed ? { ...settlement, postponed } : settlement, withheld: [] };
}
