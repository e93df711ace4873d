/** What a poll changes: the feed's next state, when it is due again and why, and what people should be told. */
import { DAY, HOUR } from '../../time/duration.ts';
import type { Feed } from '../feed.ts';
import type { FeedState } from './feed-state.ts';
import { forgetRead, NEVER } from './feed-state.ts';
import type { FetchOutcome } from './fetch-outcome.ts';
import type { ParsedFeed, ParseOutcome } from '../read/item.ts';
import type { IntervalReason } from './interval-reason.ts';
import { baseInterval, nextPoll, type PollingPolicy, spreadInterval } from './poll-interval.ts';
import { entriesPerWeek } from './publishing-rate.ts';
import { rhythmOf, silentSince } from './silence.ts';

/** People hear of a feed that fails once it has failed this long; of one that never answered, sooner: its address is wrong. */
const TELL_AFTER = DAY;
const TELL_NEW_AFTER = HOUR;
const MOST_DOUBLINGS = 16;

export type ScheduleReason = IntervalReason | 'backoff' | 'retry-after' | 'gone';

/** Something about a feed that its operators should know. Instants in epoch milliseconds. */
export type FeedNotice =
  | {
      readonly kind: 'failing-for-a-day';
      readonly feedId: string;
      readonly since: number;
      readonly error: string;
    }
  /** It has not answered once since it was added. */
  | {
      readonly kind: 'never-answered';
      readonly feedId: string;
      readonly since: number;
      readonly error: string;
    }
  /** None of so many feeds answers: the fault is the network's, or ours. Made where all are known. */
  | {
      readonly kind: 'none-answers';
      readonly feedId: string;
      readonly since: number;
      readonly error: string;
      readonly feeds: number;
    }
  /** It answers, and has said nothing new for far longer than it usually does; `usualGap` in milliseconds. */
  | {
      readonly kind: 'stale';
      readonly feedId: string;
      readonly since: number;
      readonly usualGap: number;
    }
  | { readonly kind: 'recovered'; readonly feedId: string; readonly since: number }
  | { readonly kind: 'gone'; readonly feedId: string; readonly url: string }
  | { readonly kind: 'moved'; readonly feedId: string; readonly from: string; readonly to: string };

export type Poll = {
  readonly state: FeedState;
  readonly feed: Feed;
  readonly policy: PollingPolicy;
  readonly outcome: FetchOutcome;
  /** How the body was read; undefined where there was none, or the same bytes as before. */
  readonly parsed: ParseOutcome | undefined;
  /** Epoch milliseconds, when the answer was there. */
  readonly now: number;
  /** In [0, 1). */
  readonly jitter: number;
};

export type Decision = {
  readonly next: FeedState;
  readonly reason: ScheduleReason;
  readonly notices: readonly FeedNotice[];
};

/** Decides what a poll means. Pure: the same poll gives the same decision. */
export function schedule(poll: Poll): Decision {
  const { outcome, parsed } = poll;
  switch (outcome.kind) {
    case 'not-modified': {
      // RFC 9111 §4.3.4: a 304 replaces what it mentions and leaves the rest.
      const { etag, lastModified } = outcome.validators;
      return succeed(poll, outcome, {
        ...poll.state,
        etag: etag ?? poll.state.etag,
        lastModified: lastModified ?? poll.state.lastModified,
        freshFor: outcome.freshness.freshFor ?? poll.state.freshFor,
      });
    }
    case 'body':
      if (parsed?.kind === 'not-a-feed') return failReading(poll, parsed.reason);
      if (outcome.delta === true) return succeed(poll, outcome, afterDelta(poll, outcome));
      return succeed(poll, outcome, {
        ...poll.state,
        ...outcome.validators,
        ...(parsed === undefined ? {} : { ...hintsOf(parsed.feed, poll), lastReadAt: poll.now }),
        freshFor: outcome.freshness.freshFor,
        bodyHash: outcome.hash,
        firstPolledAt: poll.state.firstPolledAt ?? poll.now,
        lastFullGetAt: poll.now,
      });
    case 'gone':
      return stop(poll, outcome.detail);
    case 'rate-limited': {
      const decision = fail(poll, outcome.detail, outcome.retryAfter);
      // A hint of nothing is none: whoever answers 429 wants fewer requests.
      const hint = outcome.retryAfter ?? 0;
      const until = hint > 0 ? poll.now + hint : decision.next.nextPollAt;
      return { ...decision, next: { ...decision.next, heldHost: outcome.host, heldUntil: until } };
    }
    case 'failed':
      return fail(poll, outcome.detail, outcome.retryAfter);
    case 'refused':
      return fail(poll, outcome.detail, undefined);
  }
}

type Answer = Extract<FetchOutcome, { kind: 'not-modified' | 'body' }>;

function succeed({ state, feed, policy, now, jitter }: Poll, answer: Answer, learnt: FeedState): Decision {
  const url = answer.permanentUrl ?? state.url;
  const healthy: FeedState = {
    ...learnt,
    url,
    status: 'ok',
    failures: 0,
    failingSince: undefined,
    notifiedAt: undefined,
    error: undefined,
    heldHost: undefined,
    heldUntil: undefined,
    lastPolledAt: now,
    lastOkAt: now,
  };
  const silent = silentSince(healthy, now);
  const { at, reason } = nextPoll(healthy, feed, policy, { age: answer.freshness.age, now, jitter });

  const notices: FeedNotice[] = [];
  if (url !== state.url) notices.push({ kind: 'moved', feedId: state.feedId, from: state.url, to: url });
  if (state.notifiedAt !== undefined)
    notices.push({ kind: 'recovered', feedId: state.feedId, since: state.failingSince ?? state.notifiedAt });
  if (silent !== undefined && state.silentSince === undefined)
    notices.push({ kind: 'stale', feedId: state.feedId, since: silent, usualGap: healthy.usualGap ?? 0 });
  const next = { ...healthy, silentSince: silent, nextPollAt: at, nextReason: reason };
  return { next, reason, notices };
}

/**
 * A delta moves the validators on and may bring the newest item; of the whole document, its rhythm, its hash and when it
 * last came, it tells nothing, so that the weekly one without condition is still asked for.
 */
function afterDelta({ state, parsed, now }: Poll, { validators, freshness }: Answer): FeedState {
  const newest = parsed?.kind === 'feed' ? rhythmOf(parsed.feed.items, now).newestAt : undefined;
  return {
    ...state,
    ...validators,
    freshFor: freshness.freshFor,
    newestAt: newest === undefined ? state.newestAt : Math.max(newest, state.newestAt ?? newest),
  };
}

/** What is no feed leaves no validators: with them, the next 304 would vouch for a page that we cannot read. */
function failReading(poll: Poll, reason: string): Decision {
  return fail({ ...poll, state: forgetRead(poll.state) }, `the answer is not a feed: ${reason}`, undefined);
}

function fail(
  { state, feed, policy, now, jitter }: Poll,
  error: string,
  retryAfter: number | undefined,
): Decision {
  // Asked for by a person, and still not back: it stays stopped.
  if (state.status === 'gone')
    return { next: { ...state, error, lastPolledAt: now }, reason: 'gone', notices: [] };
  const failures = state.failures + 1;
  const failingSince = state.failingSince ?? now;
  const usual = spreadInterval(baseInterval(feed, policy), jitter);
  // A feed whose own interval is longer than the cap is not asked more often because it fails.
  const cap = Math.max(policy.cap, feed.every ?? 0);
  let wait = Math.min(usual * 2 ** Math.min(failures - 1, MOST_DOUBLINGS), cap);
  const never = state.firstPolledAt === undefined;
  const tellAfter = never ? TELL_NEW_AFTER : TELL_AFTER;
  const tell = state.notifiedAt === undefined && now - failingSince >= tellAfter;
  const toTelling = failingSince + tellAfter - now;
  // One poll falls on the mark at which people are told; doubling alone, or a long interval, would miss it by hours.
  if (state.notifiedAt === undefined && toTelling > 0)
    wait = Math.min(wait, Math.max(toTelling, Math.min(usual, tellAfter)));
  // The longer of hint and backing off: some servers in trouble say that nought seconds are enough.
  const reason = retryAfter !== undefined && retryAfter > wait ? 'retry-after' : 'backoff';
  if (reason === 'retry-after') wait = retryAfter ?? wait;

  const next: FeedState = {
    ...state,
    status: 'failing',
    failures,
    failingSince,
    notifiedAt: tell ? now : state.notifiedAt,
    error,
    lastPolledAt: now,
    nextPollAt: Math.round(now + wait),
    nextReason: reason,
    heldHost: undefined,
    heldUntil: retryAfter === undefined || retryAfter <= 0 ? undefined : now + retryAfter,
  };
  const notices: readonly FeedNotice[] = tell
    ? [
        {
          kind: never ? 'never-answered' : 'failing-for-a-day',
          feedId: state.feedId,
          since: failingSince,
          error,
        },
      ]
    : [];
  return { next, reason, notices };
}

/** RFC 9110 §15.5.11: gone is meant to last. Only a new address, or a person who asks, brings the feed back. */
function stop({ state, now }: Poll, error: string): Decision {
  const next: FeedState = {
    ...state,
    status: 'gone',
    failures: state.failures + 1,
    failingSince: state.failingSince ?? now,
    notifiedAt: state.notifiedAt ?? now,
    error,
    lastPolledAt: now,
    nextPollAt: NEVER,
    nextReason: 'gone',
    heldHost: undefined,
    heldUntil: undefined,
  };
  const told = state.status === 'gone';
  return {
    next,
    reason: 'gone',
    notices: told ? [] : [{ kind: 'gone', feedId: state.feedId, url: state.url }],
  };
}

function hintsOf(parsed: ParsedFeed, { state, now }: Poll): Partial<FeedState> {
  return {
    ttl: parsed.ttl,
    skipHours: parsed.skipHours,
    skipDays: parsed.skipDays,
    truncated: parsed.truncated ? true : undefined,
    entriesPerWeek: entriesPerWeek(parsed.items, now),
    ...keptRhythm(state, rhythmOf(parsed.items, now), parsed.items.length),
  };
}

/** A document that is emptied, or shows too few items to tell a rhythm from, does not undo what was learnt before. */
function keptRhythm(
  state: FeedState,
  { newestAt, usualGap }: ReturnType<typeof rhythmOf>,
  items: number,
): ReturnType<typeof rhythmOf> {
  if (items === 0) return { newestAt: state.newestAt, usualGap: state.usualGap };
  return { newestAt, usualGap: newestAt === undefined ? usualGap : (usualGap ?? state.usualGap) };
}
