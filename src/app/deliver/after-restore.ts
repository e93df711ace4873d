/** What a restored backup may have forgotten: messages that were posted after it was taken. */
import type { Notification } from '../../core/delivery/notification.ts';
import { DAY, HOUR } from '../../core/time/duration.ts';
import type { ClaimedDelivery } from '../../edges/store/outbox/deliveries.ts';
import { readFact } from '../../edges/store/engine/facts.ts';
import type { Db } from '../../edges/store/open-store.ts';

export type Restoration = {
  /** When the backup was put in place, epoch milliseconds. */
  readonly at: number;
  /** Nothing that happened up to this instant (epoch milliseconds) was forgotten. */
  readonly since: number;
};

/**
 * Feeds give dates in the future, or none, and what they publish is then dated anew when it is seen anew; by this much,
 * and for this long after a restoration, dates are not believed.
 */
const DOUBT = 2 * DAY;

/** The last restoration of this database; undefined where there was none. */
export async function lastRestoration(db: Db): Promise<Restoration | undefined> {
  const [at, since] = [await readFact(db, 'restored-at'), await readFact(db, 'restored-since')];
  return at === undefined || since === undefined ? undefined : { at: Number(at), since: Number(since) };
}

/**
 * Since when a message may stand in the channel that this database knows nothing of (epoch milliseconds); undefined
 * where there can be none, because what it tells of is newer than the restoration.
 */
export function forgottenSince(
  delivery: Pick<ClaimedDelivery, 'kind' | 'dueAt'>,
  notification: Notification,
  restored: Restoration | undefined,
): number | undefined {
  if (restored === undefined || delivery.kind === 'edit') return undefined;
  const published = notification.kind === 'alert' ? notification.at : delivery.dueAt;
  if (published >= restored.at && delivery.dueAt >= restored.at + DOUBT) return undefined;
  // Well before it, so that a look-up is made also where the backup was minutes old.
  return Math.max(restored.since - HOUR, Math.min(published, restored.at) - DOUBT);
}
