/** A person's wish to have a feed polled now: when it is granted, and what may become of it. */
import type { FeedState } from '../../core/feed/poll/feed-state.ts';
import type { PollingPolicy } from '../../core/feed/poll/poll-interval.ts';
import type { FailedPoll } from './failed-poll.ts';
import type { PolledFeed } from './polled-feeds.ts';

/** Instants in epoch milliseconds. */
export type PollNowResult =
  | { readonly kind: 'polled'; readonly state: FeedState }
  | { readonly kind: 'unknown-feed' }
  /** It was polled a moment ago. */
  | { readonly kind: 'too-soon'; readonly again: number }
  /** The publisher asked to be left alone until then. */
  | { readonly kind: 'held'; readonly until: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: FailedPoll['kind']; readonly reason: string };

/**
 * Why a feed is not polled for a person at `now`; undefined where it may be.
 * @param hostHeldUntil until when its host wants no requests at all
 */
export function refusePollNow(
  { state, feed }: PolledFeed,
  policy: PollingPolicy,
  hostHeldUntil: number | undefined,
  now: number,
): Extract<PollNowResult, { kind: 'too-soon' | 'held' }> | undefined {
  const until = Math.max(state.heldUntil ?? 0, hostHeldUntil ?? 0);
  if (until > now) return { kind: 'held', until };
  const floor = Math.min(policy.floor, feed.every ?? policy.floor);
  // Where the clock was set back, the last poll lies in the future.
  const again = Math.min(state.lastPolledAt ?? 0, now) + floor;
  return again > now ? { kind: 'too-soon', again } : undefined;
}
