/** Lets several replicas share the feeds: each poll is one replica's, and a host is asked by one at a time. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { type FeedState, reconcile } from '../../core/feed/poll/feed-state.ts';
import { MINUTE, SECOND } from '../../core/time/duration.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import { loadFeedState } from '../../edges/store/feeds.ts';
import { endLease, takeLeases } from '../../edges/store/engine/leases.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { hostOf } from '../../core/feed/poll/host-of.ts';
import { type PollDeps, pollFeed, type PollResult } from './poll-feed.ts';

/** Longer than any poll: requests are cut off after 15 s, parsing after less. A poll that overruns is merely impolite. */
const LEASE = MINUTE;
/** When a feed or host that another replica is asking is looked at again. */
const LOOK_AGAIN = 5 * SECOND;
/** What politeness leaves between two requests to one host. */
const HOST_GAP = 2 * SECOND;

export type SharedPoll =
  | PollResult
  /** Another replica polls it or has polled it: its state as stored, and when to look again (epoch milliseconds). */
  | { readonly kind: 'elsewhere'; readonly state: FeedState; readonly dueAt: number };

export type PollFeed = (
  deps: PollDeps,
  feed: ConfiguredFeed,
  state: FeedState,
  signal: AbortSignal,
) => Promise<SharedPoll>;

type Deps = {
  readonly store: Store;
  readonly clock: Clock;
  /** Names this process; no other has the same. */
  readonly owner: string;
  /** The clock that leases are compared by (epoch milliseconds); `clock` where it is left out. */
  readonly leaseNow?: () => Promise<number>;
};

/**
 * `pollFeed` under a lease on the feed and on its host. What another replica has learnt of the feed since counts, so
 * that a feed that it polled a moment ago is left alone, and its validators are sent.
 */
export function createSharedPolls({
  store,
  clock,
  owner,
  leaseNow = () => Promise.resolve(clock.now()),
}: Deps): PollFeed {
  return async (deps, feed, known, signal) => {
    const now = clock.now();
    const names = { feed: `feed/${feed.id}`, host: `host/${hostOf(known.url)}` };
    const taken = await leaseNow();
    const lease = { owner, now: taken, until: taken + LEASE };
    const held = await takeLeases(store.db, [names.feed, names.host], lease);
    const end = async (name: string, until: number): Promise<void> => {
      if (held.has(name)) await endLease(store.db, name, owner, until);
    };
    // Let go at once of what was never used; a host that was asked is left alone for a while.
    let hostFreeIn = 0;
    try {
      const state = await freshest(store, feed, known, now);
      if (state !== known && state.nextPollAt > now)
        return { kind: 'elsewhere', state, dueAt: state.nextPollAt };
      if (held.size < 2) return { kind: 'elsewhere', state, dueAt: now + LOOK_AGAIN };
      const polled = await pollFeed(deps, feed, state, signal);
      const heldUntil = polled.kind === 'polled' ? (polled.next.heldUntil ?? 0) : 0;
      hostFreeIn = Math.max(HOST_GAP, heldUntil - clock.now());
      return polled;
    } finally {
      await end(names.host, hostFreeIn === 0 ? taken : (await leaseNow()) + hostFreeIn);
      await end(names.feed, taken);
    }
  };
}

/** The state in memory, or the stored one where another replica has polled the feed since. */
async function freshest(
  store: Store,
  feed: ConfiguredFeed,
  known: FeedState,
  now: number,
): Promise<FeedState> {
  const stored = await loadFeedState(store.db, feed.id);
  if (stored === undefined || (stored.lastPolledAt ?? 0) <= (known.lastPolledAt ?? 0)) return known;
  return reconcile(stored, feed, now);
}
