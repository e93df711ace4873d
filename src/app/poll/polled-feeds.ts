/** The feeds that are polled, each with its state in memory and when it is due. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { type FeedState, forgetRead, initialState, reconcile } from '../../core/feed/poll/feed-state.ts';
import { isAskedOtherwise, nextDue } from '../../core/feed/poll/next-due.ts';
import { phaseOf, spreadWindow } from '../../core/feed/poll/phase.ts';
import type { PollingPolicy } from '../../core/feed/poll/poll-interval.ts';

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
 * Makes the list of what is polled of `feeds`. Those of the `previous` one keep what they are in the middle of;
 * all others take up their stored states. What is due at once is spread, each feed at its own phase, so that neither a start nor a
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
      if (adopt(kept, feed, policy, now)) fresh.push(kept);
      continue;
    }
    const known = stored.get(feed.id);
    const state = known === undefined ? initialState(feed, now, 0) : reconcile(known, feed, now);
    const entry: PolledFeed = { feed, state, dueAt: nextDue(state, feed, policy, now).nextPollAt, bugs: 0 };
    polledFeeds.set(feed.id, entry);
    fresh.push(entry);
  }
  spreadDue(fresh, policy, now);
  return polledFeeds;
}

/** Puts off those that are due, each by its own phase, so that what is due at once is no burst. */
export function spreadDue(entries: Iterable<PolledFeed>, policy: PollingPolicy, now: number): void {
  const due = [...entries].filter(({ dueAt }) => dueAt <= now);
  const window = spreadWindow(due.length, policy.interval);
  for (const entry of due) entry.dueAt = now + Math.round(phaseOf(entry.feed.id) * window);
}

/** Takes over what changed in a feed's line. True where that makes it due. */
function adopt(entry: PolledFeed, feed: ConfiguredFeed, policy: PollingPolicy, now: number): boolean {
  const before = entry.feed;
  entry.feed = feed;
  if (feed.url !== before.url) {
    const state = reconcile(entry.state, feed, now);
    if (state !== entry.state) entry.dueAt = state.nextPollAt;
    entry.state = state;
  }
  if (feed.encoding !== before.encoding) entry.state = forgetRead(entry.state);
  const due = dueAfterChange(entry, before, policy, now);
  if (due === undefined) return false;
  entry.dueAt = due;
  return due <= now;
}

const PACE = ['every', 'polite', 'adaptive'] as const;

/**
 * When a feed is due whose line is another than `before`: by another interval, reckoned from when it was last asked, and
 * at once where its letters are to be read anew, or where it fails and is now asked in another way. Undefined where the
 * difference says nothing of when.
 */
export function dueAfterChange(
  { feed, state, dueAt }: Pick<PolledFeed, 'feed' | 'state' | 'dueAt'>,
  before: ConfiguredFeed,
  policy: PollingPolicy,
  now: number,
): number | undefined {
  const held = state.heldUntil ?? now;
  if (feed.encoding !== before.encoding && state.status !== 'gone') return Math.max(now, held);
  if (state.status === 'failing' && isAskedOtherwise(before, feed)) return Math.max(now, held);
  if (PACE.every((name) => feed[name] === before[name])) return undefined;
  if (state.status === 'ok') return nextDue(state, feed, policy, now).nextPollAt;
  if (state.status !== 'failing') return undefined;
  return Math.max(held, Math.min(dueAt, now + (feed.every ?? policy.interval)));
}
