/** One poll of one feed while the bot runs: what comes of it is kept, said and measured; the one catch of polling. */
import type { FeedState } from '../../core/feed/poll/feed-state.ts';
import type { PollingPolicy } from '../../core/feed/poll/poll-interval.ts';
import type { ScheduleReason } from '../../core/feed/poll/schedule.ts';
import type { Log } from '../../edges/log/log.ts';
import { type FailedPoll, failedPoll } from './failed-poll.ts';
import { hostOf } from '../../core/feed/poll/host-of.ts';
import { type PollDeps, pollFeed, type PollResult } from './poll-feed.ts';
import type { PollNowResult } from './poll-now.ts';
import type { PollQueue } from './poll-queue.ts';
import { dueAfterChange, type PolledFeed } from './polled-feeds.ts';
import type { PollFeed, SharedPoll } from './replica-polls.ts';

/** Durations in milliseconds. */
export type PollReport = {
  readonly feedId: string;
  readonly outcome: Extract<PollResult, { kind: 'polled' }>['outcome'] | FailedPoll['kind'];
  readonly reason: ScheduleReason | FailedPoll['kind'];
  /** From when the feed was due until it was asked. */
  readonly lag: number;
  readonly took: number;
};

export type PollOneDeps = {
  readonly poll: PollDeps;
  readonly queue: PollQueue<PollNowResult>;
  readonly policy: PollingPolicy;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly report?: ((report: PollReport) => void) | undefined;
  /** Polls one feed; where replicas share the feeds, under a lease. */
  readonly pollFeed?: PollFeed | undefined;
};

type Polled = Extract<PollResult, { kind: 'polled' }>;

/** Queues polls of feeds; none is queued twice. */
export function createPollOne(deps: PollOneDeps): {
  readonly enqueue: (entry: PolledFeed) => Promise<PollNowResult>;
  /** Keeps the whole host waiting that a state says is to be left alone. */
  readonly keepHeld: (state: FeedState) => void;
} {
  const { queue } = deps;
  const keepHeld = ({ heldHost, heldUntil }: FeedState): void => {
    if (heldHost === undefined || heldUntil === undefined) return;
    queue.hold(heldHost, heldUntil, { kind: 'held', until: heldUntil });
  };
  return {
    keepHeld,
    enqueue: (entry) =>
      queue.add(entry.feed.id, hostOf(entry.state.url), (startedAt) =>
        pollEntry(deps, keepHeld, entry, startedAt),
      ),
  };
}

async function pollEntry(
  deps: PollOneDeps,
  keepHeld: (state: FeedState) => void,
  entry: PolledFeed,
  startedAt: number,
): Promise<PollNowResult> {
  const { clock } = deps.poll;
  const { feed, state, dueAt } = entry;
  const done = (outcome: PollReport['outcome'], reason: PollReport['reason']): void => {
    const lag = Math.max(startedAt - dueAt, 0);
    deps.report?.({ feedId: feed.id, lag, took: clock.now() - startedAt, outcome, reason });
  };
  try {
    const polled: SharedPoll = await (deps.pollFeed ?? pollFeed)(deps.poll, feed, state, deps.signal);
    if (polled.kind === 'stopped') return polled;
    const next = polled.kind === 'elsewhere' ? polled.state : polled.next;
    const again = polled.kind === 'elsewhere' ? polled.dueAt : next.nextPollAt;
    // Unless a new configuration came while the poll was under way: then its state counts.
    if (entry.state === state) {
      entry.state = next;
      entry.dueAt = again;
      entry.dueAt = dueAfterChange(entry, feed, deps.policy, clock.now()) ?? again;
    }
    keepHeld(next);
    if (polled.kind === 'elsewhere') return { kind: 'too-soon', again };
    entry.bugs = 0;
    say(deps.log, feed.id, state, polled);
    done(polled.outcome, polled.reason);
    return { kind: 'polled', state: next };
  } catch (error) {
    const { kind, reason, said, bugs, wait } = failedPoll(error, entry, deps.policy);
    entry.bugs = bugs;
    entry.dueAt = clock.now() + wait;
    deps.log.error({ err: error, feed: feed.id, bugs }, said);
    done(kind, kind);
    return { kind, reason };
  }
}

function say(log: Log, feed: string, before: FeedState, { next, outcome, reason, notices }: Polled): void {
  const about = { feed, outcome, reason };
  if (next.status === before.status) log.debug(about, 'feed polled');
  else if (next.status === 'ok') log.info(about, 'feed answers');
  else log.warn({ ...about, error: next.error }, 'feed does not answer as it should');
  if (next.truncated === true && before.truncated !== true)
    log.warn({ feed }, 'the document lists more than 5,000 items; the newest are read');
  if (next.waiting !== undefined && before.waiting === undefined)
    log.warn({ feed, ...next.waiting }, 'more new items than a feed may bring in an hour; the rest wait');
  for (const notice of notices) log.info({ notice }, 'feed notice');
}
