/** How long to wait until a feed that answered is asked again, and which rule decided it. */
import { DAY, MINUTE } from '../../time/duration.ts';
import type { Feed } from '../feed.ts';
import type { FeedState } from './feed-state.ts';
import type { IntervalReason } from './interval-reason.ts';
import { WEEK } from './publishing-rate.ts';
import { afterSkipped } from './skip-windows.ts';

/** All but `adaptive` in milliseconds. */
export type PollingPolicy = {
  /** The least between polls of a feed that has no interval of its own. */
  readonly interval: number;
  /** The least time between polls, except where a feed's own `every` says less. */
  readonly floor: number;
  readonly cap: number;
  /** Whether feeds that rarely publish are polled more rarely. */
  readonly adaptive: boolean;
};

export const DEFAULT_POLICY: PollingPolicy = {
  interval: 15 * MINUTE,
  floor: 5 * MINUTE,
  cap: DAY,
  adaptive: false,
};

/** The policy that these settings make. */
export function policyOf(polling: Pick<PollingPolicy, 'interval' | 'adaptive'>): PollingPolicy {
  return { ...DEFAULT_POLICY, interval: polling.interval, adaptive: polling.adaptive };
}

/**
 * A feed that rarely publishes is polled at most this many times more slowly than usual. Its one item a month is what
 * people wait for: a day's delay would spare the publisher nothing but a few 304s.
 */
const SLOWEST = 4;
const JITTER = 0.1;

export type NextPoll = { readonly at: number; readonly reason: IntervalReason };

type Wait = { readonly ms: number; readonly reason: IntervalReason };

type Moment = {
  /** What the response had already spent in caches, in milliseconds. */
  readonly age: number;
  readonly now: number;
  /** In [0, 1). */
  readonly jitter: number;
};

/**
 * When to ask next after a success. A feed's own `every` is the operator's word and kept exactly; where its line says
 * `polite`, the publisher may stretch it. All others wait for the interval, spread by ±10 %, yet no less than the
 * publisher wishes and the floor allows, and no longer than the cap; then out of the publisher's skipped hours and days.
 */
export function nextPoll(state: FeedState, feed: Feed, policy: PollingPolicy, moment: Moment): NextPoll {
  const { age, now, jitter } = moment;
  const usual = usualInterval(state, feed, policy);
  if (feed.every !== undefined && feed.polite !== true)
    return { at: Math.round(now + usual.ms), reason: usual.reason };
  const wanted: Wait =
    feed.every === undefined ? { ms: spreadInterval(usual.ms, jitter), reason: usual.reason } : usual;
  // Whoever bids a least time is never undercut: there the jitter only adds.
  const bounds: readonly Wait[] = [
    { ms: feed.every === undefined ? policy.floor : 0, reason: 'floor' },
    { ms: (state.freshFor ?? 0) - age, reason: 'fresh' },
    { ms: state.ttl ?? 0, reason: 'ttl' },
  ];
  let wait = wanted;
  for (const bound of bounds) {
    const ms = bound.ms * (1 + JITTER * jitter);
    if (ms > wait.ms) wait = { ms, reason: bound.reason };
  }
  const cap = Math.max(policy.cap, feed.every ?? 0);
  if (wait.ms > cap) wait = { ms: cap, reason: 'cap' };

  const due = Math.round(now + wait.ms);
  const at = afterSkipped(due, state.skipHours, state.skipDays);
  // Feeds that skip the same hours do not all come back at the stroke of the next.
  return at === due
    ? { at, reason: wait.reason }
    : { at: Math.round(at + policy.floor * jitter), reason: 'skipped' };
}

/** The interval that the operator asked for, or the usual one; where wanted, stretched by the publisher's rate. */
function usualInterval(state: FeedState, feed: Feed, policy: PollingPolicy): Wait {
  const { every } = feed;
  const least: Wait =
    every === undefined ? { ms: policy.interval, reason: 'interval' } : { ms: every, reason: 'own-interval' };
  if (!(feed.adaptive ?? (every === undefined && policy.adaptive)) || state.entriesPerWeek === undefined)
    return least;
  const slowest = Math.max(least.ms, Math.min(policy.cap, SLOWEST * least.ms));
  const perEntry = Math.min(WEEK / Math.max(state.entriesPerWeek, 1), slowest);
  return perEntry > least.ms ? { ms: perEntry, reason: 'adaptive' } : least;
}

/** The interval that backing off starts from, in milliseconds. */
export function baseInterval(feed: Feed, policy: PollingPolicy): number {
  return feed.every ?? Math.max(policy.interval, policy.floor);
}

/** Spreads a wait evenly over ±10 %. */
export function spreadInterval(ms: number, jitter: number): number {
  return ms * (1 - JITTER + 2 * JITTER * jitter);
}
