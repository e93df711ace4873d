/** How long to wait until a feed that answered is asked again, and which rule decided it. */
import { DAY, MINUTE } from '../../time/duration.ts';
import type { Feed } from '../feed.ts';
import type { FeedState } from './feed-state.ts';
import { WEEK } from './publishing-rate.ts';
import { afterSkipped } from './skip-windows.ts';

/** All in milliseconds. */
export type PollingPolicy = {
  /** Between polls of a feed of which nothing more is known. */
  readonly interval: number;
  /** The least time between polls, except where a feed's own `every` says less. */
  readonly floor: number;
  readonly cap: number;
};

export const DEFAULT_POLICY: PollingPolicy = { interval: 15 * MINUTE, floor: 5 * MINUTE, cap: DAY };

/**
 * A feed that rarely publishes is polled at most this many times more slowly than usual. Its one item a month is what
 * people wait for: a day's delay would spare the publisher nothing but a few 304s.
 */
const SLOWEST = 4;
const JITTER = 0.1;

export type IntervalReason =
  | 'own-interval'
  | 'interval'
  | 'adaptive'
  | 'floor'
  | 'fresh'
  | 'ttl'
  | 'cap'
  | 'skipped';

export type NextPoll = { readonly at: number; readonly reason: IntervalReason };

type Wait = { readonly ms: number; readonly reason: IntervalReason };

/**
 * When to ask next after a success: the feed's interval, spread by ±10 %, yet no sooner than the publisher wishes and
 * the floor allows, and no later than the cap; then out of the publisher's skipped hours and days.
 * @param age what the response had already spent in caches, in milliseconds
 * @param jitter in [0, 1)
 */
export function nextPoll(
  state: FeedState,
  feed: Feed,
  policy: PollingPolicy,
  { age, now, jitter }: { readonly age: number; readonly now: number; readonly jitter: number },
): NextPoll {
  const usual = usualInterval(state, feed, policy);
  const wanted: Wait = { ms: spread(usual.ms, jitter), reason: usual.reason };
  // Whoever bids a least time is never undercut: there the jitter only adds.
  const bounds: readonly Wait[] = [
    { ms: floorOf(feed, policy), reason: 'floor' },
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

/** The interval that the operator asked for, else one after the publisher's rate, else the usual one. */
function usualInterval(state: FeedState, feed: Feed, policy: PollingPolicy): Wait {
  if (feed.every !== undefined) return { ms: feed.every, reason: 'own-interval' };
  if (state.entriesPerWeek === undefined) return { ms: policy.interval, reason: 'interval' };
  const slowest = Math.min(policy.cap, SLOWEST * policy.interval);
  const perEntry = WEEK / Math.max(state.entriesPerWeek, 1);
  return { ms: Math.min(Math.max(perEntry, policy.floor), slowest), reason: 'adaptive' };
}

/** The interval that backing off starts from, in milliseconds. */
export function baseInterval(feed: Feed, policy: PollingPolicy): number {
  return feed.every ?? Math.max(policy.interval, policy.floor);
}

/** Spreads a wait evenly over ±10 %. */
export function spread(ms: number, jitter: number): number {
  return ms * (1 - JITTER + 2 * JITTER * jitter);
}

function floorOf(feed: Feed, policy: PollingPolicy): number {
  return feed.every !== undefined && feed.every < policy.floor ? 0 : policy.floor;
}
