/** Works off what was claimed for one receiver, in order, and keeps the claims alive meanwhile. */
import type { Clock } from '../../edges/clock/clock.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import type { Log } from '../../edges/log/log.ts';
import { renewClaims, returnClaims } from '../../edges/store/outbox/claims.ts';
import type { ClaimedDelivery } from '../../edges/store/outbox/deliveries.ts';
import type { Store } from '../../edges/store/open-store.ts';

const RENEW_AFTER = 8_000;

type Deps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly attempt: (delivery: ClaimedDelivery) => Promise<void>;
  /** How long a claim holds, in milliseconds. */
  readonly lease: number;
  /** The clock that claims are compared by, epoch milliseconds. */
  readonly leaseNow: () => Promise<number>;
  /** Ends the work after the attempt under way; what is left is given back. */
  readonly stopping: AbortSignal;
};

/** `claimedAt` is when the claims were made, epoch milliseconds. */
export async function workOff(
  { store, clock, log, attempt, lease, leaseNow, stopping }: Deps,
  queue: readonly ClaimedDelivery[],
  claimedAt: number,
): Promise<void> {
  let holdsFrom = claimedAt;
  let own: ReadonlySet<number> = new Set(queue.map(({ id }) => id));
  const yieldOften = createYieldOften();
  for (const [done, delivery] of queue.entries()) {
    // A terminal takes what it is given at once, as SQLite does: nothing else would have its turn.
    await yieldOften();
    const left = queue.slice(done).filter(({ id }) => own.has(id));
    if (stopping.aborted)
      return returnClaims(store.db, left).catch((error: unknown) =>
        log.warn({ err: error }, 'claims could not be given back; they run out'),
      );
    const now = clock.now();
    // A claim must hold for as long as a call may take; what ran out meanwhile is another process's to send.
    if (left.length > 0 && Math.abs(now - holdsFrom) > RENEW_AFTER) {
      own = await leaseNow()
        .then((at) => renewClaims(store.db, left, at + lease))
        .catch(() => new Set<number>());
      holdsFrom = now;
    }
    if (own.has(delivery.id)) await attempt(delivery);
  }
}
