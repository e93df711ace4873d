/** When a feed is asked next as things stand now, where what its last poll decided no longer tells. */
import type { Feed } from '../feed.ts';
import type { FeedState } from './feed-state.ts';
import { hostOf } from './host-of.ts';
import { phaseOf } from './phase.ts';
import { nextPoll, type PollingPolicy } from './poll-interval.ts';

/** How a feed is asked; whoever mends one of these wants to see at once whether it helps. */
const MANNERS = [
  'user_agent',
  'headers',
  'auth',
  'timeout',
  'max_bytes',
  'proxy',
  'insecure_tls',
  'http_redirects',
] as const satisfies readonly (keyof Feed)[];

/**
 * The state with the next poll of a feed that answers as its line and the settings want it now: sooner where the interval
 * has become shorter since it was last asked, later where its own has become longer. What the publisher wishes, and waits
 * after failures, stay as they are. It may be due in the past.
 */
export function nextDue(state: FeedState, feed: Feed, policy: PollingPolicy, now: number): FeedState {
  const { status, nextPollAt, lastPolledAt = now } = state;
  if (status !== 'ok') return state;
  const from = (jitter: number) =>
    nextPoll(state, feed, policy, { age: 0, now: Math.min(lastPolledAt, now), jitter });
  const isExact = feed.every !== undefined && feed.polite !== true;
  // Within what chance may have added the interval is the same as before.
  if (isExact ? nextPollAt === from(0).at : nextPollAt <= from(1).at) return state;
  const { at, reason } = from(phaseOf(feed.id));
  return { ...state, nextPollAt: at, nextReason: reason };
}

/** Whether the two lines of one feed have it asked in different ways. */
export function isAskedOtherwise(before: Feed, after: Feed): boolean {
  return MANNERS.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** Hosts that are to be left alone as a whole, and until when (epoch milliseconds), because one of their feeds got a 429. */
export function heldHosts(states: Iterable<FeedState>, now: number): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { heldHost, heldUntil } of states)
    if (heldHost !== undefined && heldUntil !== undefined && heldUntil > now)
      held.set(heldHost, Math.max(heldUntil, held.get(heldHost) ?? 0));
  return held;
}

/** The state with the next poll put off where the feed's host is held. */
export function afterHeld(state: FeedState, held: ReadonlyMap<string, number>): FeedState {
  const heldHost = hostOf(state.url);
  const until = held.get(heldHost);
  if (until === undefined || until <= state.nextPollAt) return state;
  return { ...state, nextPollAt: until, nextReason: 'retry-after', heldHost, heldUntil: until };
}
