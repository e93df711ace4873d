/** Polls feeds when they are due: the loop over all of them, with one catch per feed. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { NEVER } from '../../core/feed/poll/feed-state.ts';
import { DEFAULT_POLICY, type PollingPolicy } from '../../core/feed/poll/poll-interval.ts';
import { MINUTE, SECOND } from '../../core/time/duration.ts';
import { keepTicking } from '../../edges/clock/keep-ticking.ts';
import type { Log } from '../../edges/log/log.ts';
import { hostOf } from '../../core/feed/poll/host-of.ts';
import { createLargeDocuments } from './large-documents.ts';
import type { PollDeps } from './poll-feed.ts';
import { type PollNowResult, refusePollNow } from './poll-now.ts';
import { createPollOne, type PollReport } from './poll-one.ts';
import { createPollQueue, type PollQueue } from './poll-queue.ts';
import {
  createPolledFeeds,
  type PolledFeed,
  type PolledFeeds,
  type PolledFeedsDeps,
  spreadDue,
} from './polled-feeds.ts';
import type { PollFeed } from './replica-polls.ts';

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
  const stopping = new AbortController();
  const queue = createPollQueue<PollNowResult>({
    clock,
    concurrency: deps.concurrency ?? CONCURRENCY,
    gap: () => SECOND * (1 + deps.random()),
  });
  const { enqueue, keepHeld } = createPollOne({
    poll: { ...deps, policy, large: createLargeDocuments() },
    queue,
    policy,
    signal: stopping.signal,
    log,
    report: deps.report,
    pollFeed: deps.pollFeed,
  });
  const sayInsecure = createWarnings(log);
  const known = keepLoaded(deps, policy, (loaded) => {
    for (const { state, feed } of loaded.values()) {
      keepHeld(state);
      sayInsecure(feed);
    }
  });
  const ticks = createTicks({ queue, enqueue, now: clock.now });
  let closed = false;
  let undrive: (() => void) | undefined;

  const drivenTick = async (): Promise<void> => {
    try {
      const feeds = await known.get();
      if (closed) return;
      const now = clock.now();
      const last = ticks.lastAt();
      if (last !== undefined && now - last > GAP) spreadDue(feeds.values(), policy, now);
      void ticks.tick(feeds);
    } catch (error) {
      log.error({ err: error }, 'the feeds could not be loaded; trying again');
    }
  };

  return {
    start: async () => {
      await known.get();
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
    pollDue: async () => {
      const feeds = await known.get();
      if (!closed) await Promise.all(ticks.tick(feeds));
    },
    pollNow: async (feedId) => {
      const entry = (await known.get()).get(feedId);
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
    },
    replaceFeeds: known.replace,
    lastTickAt: ticks.lastAt,
  };
}

/** Warns of each feed that takes any certificate, at the start and where a new configuration makes it so. */
function createWarnings(log: Log): (feed: ConfiguredFeed) => void {
  const said = new Set<string>();
  return ({ id, insecure_tls: insecure }) => {
    if (insecure !== true) said.delete(id);
    if (insecure !== true || said.has(id)) return;
    said.add(id);
    log.warn(
      { feed: id },
      'any certificate will do for this feed (insecure_tls): what it says may be forged',
    );
  };
}

/** The feeds in memory, loaded when they are first needed and again where that failed. */
function keepLoaded(
  { feeds: first, loadStates, clock }: Pick<PollerDeps, 'feeds' | 'loadStates' | 'clock'>,
  policy: PollingPolicy,
  loaded: (feeds: PolledFeeds) => void,
): {
  readonly get: () => Promise<PolledFeeds>;
  readonly replace: (feeds: readonly ConfiguredFeed[]) => Promise<void>;
} {
  let feeds = first;
  let known: Promise<PolledFeeds> | undefined;
  const load = (previous?: PolledFeeds, wanted = feeds): Promise<PolledFeeds> => {
    const loading = createPolledFeeds(wanted, { loadStates, policy, now: clock.now }, previous).then(
      (all) => {
        feeds = wanted;
        loaded(all);
        return all;
      },
    );
    known = loading;
    // Whoever asks next tries again.
    loading.catch(() => {
      if (known === loading) known = previous === undefined ? undefined : Promise.resolve(previous);
    });
    return loading;
  };
  return {
    get: () => known ?? load(),
    replace: async (changed) => {
      await load(known === undefined ? undefined : await known, changed);
    },
  };
}

/** Looks for what is due. `tick` returns the polls that the caller may wait for. */
function createTicks({
  queue,
  enqueue,
  now: readClock,
}: {
  readonly queue: PollQueue<PollNowResult>;
  readonly enqueue: (entry: PolledFeed) => Promise<PollNowResult>;
  readonly now: () => number;
}): {
  readonly tick: (known: PolledFeeds) => readonly Promise<PollNowResult>[];
  readonly lastAt: () => number | undefined;
} {
  let lastAt: number | undefined;
  /** The machine's clock was set back: what was due in a minute still is. */
  const setBack = (known: PolledFeeds, ms: number): void => {
    queue.shift(ms);
    for (const entry of known.values()) if (entry.dueAt !== NEVER) entry.dueAt += ms;
  };
  return {
    lastAt: () => lastAt,
    tick: (known) => {
      const now = readClock();
      if (lastAt !== undefined && now < lastAt) setBack(known, now - lastAt);
      lastAt = now;
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
    },
  };
}
