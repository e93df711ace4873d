/** What becomes of a feed whose poll threw: the database was in trouble, which passes, or it is a bug. */
import type { PollingPolicy } from '../../core/feed/poll/poll-interval.ts';
import { storeTrouble } from '../../edges/store/engine/store-trouble.ts';
import type { PolledFeed } from './polled-feeds.ts';

export type FailedPoll = {
  readonly kind: 'store' | 'bug';
  readonly reason: string;
  /** For the log. */
  readonly said: string;
  /** Bugs in a row. */
  readonly bugs: number;
  /** Milliseconds until it is polled again. */
  readonly wait: number;
};

const MOST_DOUBLINGS = 8;

/**
 * Trouble of the database says nothing of the feed: that is polled again after its usual time, and not ever more
 * rarely, so that it is not hours late once the disk has room again. A bug may come of what the feed says.
 */
export function failedPoll(error: unknown, { feed, bugs }: PolledFeed, policy: PollingPolicy): FailedPoll {
  const trouble = storeTrouble(error);
  if (trouble !== undefined) {
    const said = `a poll could not be stored and is done again: ${trouble}`;
    return { kind: 'store', reason: trouble, said, bugs, wait: feed.every ?? policy.interval };
  }
  return {
    kind: 'bug',
    reason: error instanceof Error ? error.message : 'unknown',
    said: 'polling a feed failed by a bug',
    bugs: bugs + 1,
    wait: Math.min(policy.floor * 2 ** Math.min(bugs, MOST_DOUBLINGS), policy.cap),
  };
}
