/** The feeds that are polled, each with its state in memory and when it is due. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { type FeedState, initialState, reconcile } from '../../core/feed/poll/feed-state.ts';
import { phaseOf, spreadWindow } from '../../core/feed/poll/phase.ts';
import { nextPoll, type PollingPolicy } from '../../core/feed/poll/poll-interval.ts';

/** One feed while the bot runs. */
export type PolledFeed = {
  feed: ConfiguredFeed;
  state: FeedState;
  /** When it is polled next, epoch milliseconds: what its state says, or later where a start would be a burst. */
  dueAt: number;
  /** Bugs in a row. */
  bugs: number;
};

export type PolledFeedsDeps = {
  /** The states of all feeds that were ever polled; those of feeds no longer configured are passed over. */
  readonly loadStates: () => Promise<readonly FeedState[]>;
  readonly policy: PollingPolicy;
  readonly now: () => number;
};

export type PolledFeeds = ReadonlyMap<string, PolledFeed>;

/**
 * Makes the roster of `feeds`. Feeds of the `previous` one keep what they are in the middle of; all others take up
 * their stored states. What is due at once is spread, each feed at its own phase, so that neither a start nor a
 * hundred new feeds are a burst.
 */
export async function createPolledFeeds(
  feeds: readonly ConfiguredFeed[],
  { loadStates, policy, now: readClock }: PolledFeedsDeps,
  previous: PolledFeeds = new Map(),
): Promise<PolledFeeds> {
  const stored = new Map((await loadStates()).map((state) => [state.feedId, state]));
  const now = readClock();
  const polledFeeds = new Map<string, PolledFeed>();
  const fresh: PolledFeed[] = [];
  for (const feed of feeds) {
    const kept = previous.get(feed.id);
    if (kept !== undefined) {
      polledFeeds.set(feed.id, kept);
      adopt(kept, feed, policy, now);
      continue;
    }
    const known = stored.get(feed.id);
    const state = known === undefined ? initialState(feed, now, 0) : reconcile(known, feed, now);
    const entry: PolledFeed = { feed, state, dueAt: dueBy(state, feed, policy, now), bugs: 0 };
    polledFeeds.set(feed.id, entry);
    fresh.push(entry);
  }
  spreadDue(fresh, policy, now);
  return polledFeeds;
}

/**
 * When a stored feed is due: as its state says, or sooner where its interval, or that of all, has become shorter since
 * it was last asked. What the publisher wishes, and waits after failures, stay as they are.
 */
function dueBy(state: FeedState, feed: ConfiguredFeed, policy: PollingPolicy, now: number): number {
  const { status, nextPollAt, lastPolledAt = now } = state;
  if (status !== 'ok') return nextPollAt;
  const from = (jitter: number): number =>
    nextPoll(state, feed, policy, { age: 0, now: Math.min(lastPolledAt, now), jitter }).at;
  // Within what chance may have added the interval is the same as before.
  return nextPollAt <= from(1) ? nextPollAt : Math.min(nextPollAt, from(phaseOf(feed.id)));
}

/** Puts off those that are due, each by its own phase, so that what is due at once is no burst. */
export function spreadDue(entries: Iterable<PolledFeed>, policy: PollingPolicy, now: number): void {
  const due = [...entries].filter(({ dueAt }) => dueAt <= now);
  const window = spreadWindow(due.length, policy.interval);
  for (const entry of due) entry.dueAt = now + Math.round(phaseOf(entry.feed.id) * window);
}

/** Takes over what changed in a feed's configuration; a shorter interval counts from now. */
function adopt(entry: PolledFeed, feed: ConfiguredFeed, policy: PollingPolicy, now: number): void {
  const before = entry.feed;
  entry.feed = feed;
  if (feed.url === before.url && feed.every === before.every) return;
  const state = reconcile(entry.state, feed, now);
  const readdressed = state !== entry.state;
  entry.state = state;
  if (readdressed) entry.dueAt = state.nextPollAt;
  else if (state.status === 'ok') entry.dueAt = Math.min(entry.dueAt, now + (feed.every ?? policy.interval));
}
