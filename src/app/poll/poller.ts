/** Polls feeds when they are due: the loop over all of them, with one catch per feed. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { NEVER, type FeedState } from '../../core/feed/poll/feed-state.ts';
import { DEFAULT_POLICY, type PollingPolicy } from '../../core/feed/poll/poll-interval.ts';
import type { ScheduleReason } from '../../core/feed/poll/schedule.ts';
import { MINUTE, SECOND } from '../../core/time/duration.ts';
import type { Log } from '../../edges/log/log.ts';
import { type FailedPoll, failedPoll } from './failed-poll.ts';
import { hostOf } from './host-of.ts';
import { keepTicking } from '../../edges/clock/keep-ticking.ts';
import { createLargeDocuments } from './large-documents.ts';
import { type PollDeps, pollFeed, type PollResult } from './poll-feed.ts';
import { type PollNowResult, refusePollNow } from './poll-now.ts';
import { createPollQueue } from './poll-queue.ts';
import type { PollFeed, SharedPoll } from './replica-polls.ts';
import {
  createPolledFeeds,
  type PolledFeeds,
  type PolledFeedsDeps,
  type PolledFeed,
  spreadDue,
} from './polled-feeds.ts';

export type PollerDeps = Omit<PollDeps, 'policy' | 'large'> & {
  /** Where parts are left out, 15 minutes between polls, at least 5, at most a day. */
  readonly policy?: Partial<PollingPolicy>;
  readonly feeds: readonly ConfiguredFeed[];
  readonly loadStates: PolledFeedsDeps['loadStates'];
  readonly log: Log;
  /** Requests at the same time over all hosts; 16 where left out. */
  readonly concurrency?: number;
  /** Called after every poll, for the metrics. */
  readonly report?: (report: PollReport) => void;
  /** Polls one feed; where replicas share the feeds, under a lease. */
  readonly pollFeed?: PollFeed;
  /** Calls `tick` every few seconds until the returned function is called; node-cron where left out. */
  readonly drive?: (tick: () => void) => () => void;
};

/** Durations in milliseconds. */
export type PollReport = {
  readonly feedId: string;
  readonly outcome: Extract<PollResult, { kind: 'polled' }>['outcome'] | FailedPoll['kind'];
  readonly reason: ScheduleReason | FailedPoll['kind'];
  /** From when the feed was due until it was asked. */
  readonly lag: number;
  readonly took: number;
};

export type Poller = {
  /** Polls from now on, in the background. Rejects where states cannot be loaded. */
  readonly start: () => Promise<void>;
  /** Starts no more polls, lets those under way finish for up to five seconds, and then cuts them off. */
  readonly stop: () => Promise<void>;
  /** Polls everything that is due now; resolves when the last of it is done. Rejects where states cannot be loaded. */
  readonly pollDue: () => Promise<void>;
  /** Polls one feed because a person asks: conditionally, and no more often than the floor or the publisher allows. */
  readonly pollNow: (feedId: string) => Promise<PollNowResult>;
  /** Takes over a new configuration; polls under way are not disturbed. Where it rejects, the old one stays in force. */
  readonly replaceFeeds: (feeds: readonly ConfiguredFeed[]) => Promise<void>;
  /** When due feeds were last looked for, epoch milliseconds. */
  readonly lastTickAt: () => number | undefined;
};

const CONCURRENCY = 16;
const TICK = 2 * SECOND;
/** Ticks further apart than this by the clock: it was set forward, or the machine slept. */
const GAP = MINUTE;
const STOP_DEADLINE = 5 * SECOND;

/** Builds the poller. It holds all states in memory; `ingest` keeps the stored ones level with them. */
export function createPoller(deps: PollerDeps): Poller {
  const { clock, log } = deps;
  const policy: PollingPolicy = { ...DEFAULT_POLICY, ...deps.policy };
  const pollDeps: PollDeps = { ...deps, policy, large: createLargeDocuments() };
  const stopping = new AbortController();
  const queue = createPollQueue<PollNowResult>({
    clock,
    concurrency: deps.concurrency ?? CONCURRENCY,
    gap: () => SECOND * (1 + deps.random()),
  });
  const polledFeedsDeps = { loadStates: deps.loadStates, policy, now: clock.now };
  let feeds = deps.feeds;
  let polledFeeds: Promise<PolledFeeds> | undefined;
  let closed = false;
  let undrive: (() => void) | undefined;
  let lastTickAt: number | undefined;

  const load = (previous?: PolledFeeds, wanted = feeds): Promise<PolledFeeds> => {
    const loading = createPolledFeeds(wanted, polledFeedsDeps, previous).then((loaded) => {
      feeds = wanted;
      for (const { state } of loaded.values()) keepHeld(state);
      return loaded;
    });
    polledFeeds = loading;
    // Whoever asks next tries again.
    loading.catch(() => {
      if (polledFeeds === loading)
        polledFeeds = previous === undefined ? undefined : Promise.resolve(previous);
    });
    return loading;
  };

  const keepHeld = ({ heldHost, heldUntil }: FeedState): void => {
    if (heldHost === undefined || heldUntil === undefined) return;
    queue.hold(heldHost, heldUntil, { kind: 'held', until: heldUntil });
  };

  const enqueue = (entry: PolledFeed): Promise<PollNowResult> =>
    queue.add(entry.feed.id, hostOf(entry.state.url), (startedAt) => poll(entry, startedAt));

  const poll = async (entry: PolledFeed, startedAt: number): Promise<PollNowResult> => {
    const { feed, state, dueAt } = entry;
    let result: PollNowResult;
    let ended: Pick<PollReport, 'outcome' | 'reason'> | undefined;
    try {
      const polled: SharedPoll = await (deps.pollFeed ?? pollFeed)(pollDeps, feed, state, stopping.signal);
      if (polled.kind === 'stopped') result = polled;
      else if (polled.kind === 'elsewhere') result = leave(entry, state, polled);
      else result = record(entry, state, polled);
      if (polled.kind === 'polled') ended = { outcome: polled.outcome, reason: polled.reason };
    } catch (error) {
      const { kind, reason, said, bugs, wait } = failedPoll(error, entry, policy);
      entry.bugs = bugs;
      entry.dueAt = clock.now() + wait;
      log.error({ err: error, feed: feed.id, bugs }, said);
      result = { kind, reason };
      ended = { outcome: kind, reason: kind };
    }
    if (ended !== undefined) {
      const lag = Math.max(startedAt - dueAt, 0);
      deps.report?.({ feedId: feed.id, lag, took: clock.now() - startedAt, ...ended });
    }
    return result;
  };

  const record = (
    entry: PolledFeed,
    before: FeedState,
    { next, outcome, reason, notices }: Extract<PollResult, { kind: 'polled' }>,
  ): PollNowResult => {
    entry.bugs = 0;
    // A new configuration came while the poll was under way: its state counts.
    if (entry.state === before) {
      entry.state = next;
      entry.dueAt = next.nextPollAt;
    }
    keepHeld(next);
    const about = { feed: entry.feed.id, outcome, reason };
    if (next.status === before.status) log.debug(about, 'feed polled');
    else if (next.status === 'ok') log.info(about, 'feed answers');
    else log.warn({ ...about, error: next.error }, 'feed does not answer as it should');
    for (const notice of notices) log.info({ notice }, 'feed notice');
    return { kind: 'polled', state: next };
  };

  /** Takes over what another replica knows of a feed. */
  const leave = (
    entry: PolledFeed,
    before: FeedState,
    { state, dueAt }: Extract<SharedPoll, { kind: 'elsewhere' }>,
  ): PollNowResult => {
    if (entry.state === before) {
      entry.state = state;
      entry.dueAt = dueAt;
    }
    keepHeld(state);
    return { kind: 'too-soon', again: dueAt };
  };

  /** Queues whatever is due and lets go whoever may. Returns the polls that the caller may wait for. */
  const tick = (known: PolledFeeds): readonly Promise<PollNowResult>[] => {
    const now = clock.now();
    if (lastTickAt !== undefined && now < lastTickAt) setBack(known, now - lastTickAt);
    lastTickAt = now;
    queue.prune(now);
    const polls: Promise<PollNowResult>[] = [];
    // Who has waited longest goes first, so that one feed that always gets a 429 cannot keep its neighbours waiting.
    const due = [...known.values()].filter((entry) => entry.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    for (const entry of due) {
      const under = queue.pending(entry.feed.id);
      if (under !== undefined) polls.push(under);
      else if (queue.heldUntil(hostOf(entry.state.url), now) === undefined) polls.push(enqueue(entry));
    }
    queue.pump(now);
    return polls;
  };

  /** The machine's clock was set back: what was due in a minute still is. */
  const setBack = (known: PolledFeeds, ms: number): void => {
    queue.shift(ms);
    for (const entry of known.values()) if (entry.dueAt !== NEVER) entry.dueAt += ms;
  };

  const pollDue = async (): Promise<void> => {
    const known = await (polledFeeds ?? load());
    if (!closed) await Promise.all(tick(known));
  };

  const drivenTick = async (): Promise<void> => {
    try {
      const known = await (polledFeeds ?? load());
      if (closed) return;
      const now = clock.now();
      if (lastTickAt !== undefined && now - lastTickAt > GAP) spreadDue(known.values(), policy, now);
      void tick(known);
    } catch (error) {
      log.error({ err: error }, 'the feeds could not be loaded; trying again');
    }
  };

  const pollNow = async (feedId: string): Promise<PollNowResult> => {
    const entry = (await (polledFeeds ?? load())).get(feedId);
    if (closed) return { kind: 'stopped' };
    if (entry === undefined) return { kind: 'unknown-feed' };
    const under = queue.pending(feedId);
    if (under !== undefined) return under;
    const now = clock.now();
    const heldUntil = queue.heldUntil(hostOf(entry.state.url), now);
    const refused = refusePollNow(entry, policy, heldUntil, now);
    if (refused !== undefined) return refused;
    const polled = enqueue(entry);
    queue.pump(now);
    return polled;
  };

  return {
    start: async () => {
      await (polledFeeds ?? load());
      const drive = deps.drive ?? ((tick) => keepTicking(tick, TICK));
      undrive ??= drive(() => void drivenTick());
    },
    stop: async () => {
      closed = true;
      undrive?.();
      const over = queue.close({ kind: 'stopped' });
      const waited = new AbortController();
      await Promise.race([over, clock.sleep(STOP_DEADLINE, waited.signal)]);
      waited.abort();
      stopping.abort();
      await over;
    },
    pollDue,
    pollNow,
    replaceFeeds: async (changed) => {
      await load(polledFeeds === undefined ? undefined : await polledFeeds, changed);
    },
    lastTickAt: () => lastTickAt,
  };
}
