/** What is remembered of a feed between polls: validators, health, and when it is due. */
import { z } from 'zod';
import { MINUTE } from '../../time/duration.ts';
import type { Feed } from '../feed.ts';
import type { Validators } from './fetch-outcome.ts';
import { INTERVAL_REASONS } from './interval-reason.ts';
import { WEEK } from './publishing-rate.ts';

const Instant = z.number();

/** Kept in one row, in the transaction that stores the feed's entries. Instants and durations in milliseconds. */
export const FeedState = z
  .strictObject({
    feedId: z.string(),
    /** The address as the team wrote it; a new one starts the feed afresh. */
    configuredUrl: z.string(),
    /** The address that is asked: the configured one, or where permanent redirects have led. */
    url: z.string(),
    status: z.enum(['new', 'ok', 'failing', 'gone']),
    /** `NEVER` where the feed is gone. */
    nextPollAt: Instant,
    /** What decided when it is polled next. */
    nextReason: z.enum([...INTERVAL_REASONS, 'backoff', 'retry-after', 'gone']).optional(),
    etag: z.string().optional(),
    lastModified: z.string().optional(),
    /** SHA-256 of the last document that was read; the same bytes again are no work, except once a week. */
    bodyHash: z.string().optional(),
    /** When a document was last read, and what stands in it therefore known to stand there still. */
    lastReadAt: Instant.optional(),
    /** When a document of this feed was first read; what stood in that one is history. */
    firstPolledAt: Instant.optional(),
    /** The last poll, whatever came of it. */
    lastPolledAt: Instant.optional(),
    lastOkAt: Instant.optional(),
    /** When a whole document last came; a week later one is asked for without validators. */
    lastFullGetAt: Instant.optional(),
    /** Failures in a row. */
    failures: z.number(),
    failingSince: Instant.optional(),
    /** When people were told of this failure; they are told once, and once more on recovery. */
    notifiedAt: Instant.optional(),
    /** The last failure, for people. */
    error: z.string().optional(),
    /** How long the publisher says a document stays fresh. */
    freshFor: z.number().optional(),
    /** The publisher's least time between polls (`ttl`, `sy:updatePeriod`). */
    ttl: z.number().optional(),
    /** UTC hours (0–23) and weekdays (0 = Sunday) in which the publisher asks not to be polled. */
    skipHours: z.array(z.number()).readonly(),
    skipDays: z.array(z.number()).readonly(),
    entriesPerWeek: z.number().optional(),
    /** Milliseconds between two items, usually, and when the newest was published. */
    usualGap: z.number().optional(),
    newestAt: Instant.optional(),
    /** Since when it has been silent far beyond its rhythm, although it answers; people are told once. */
    silentSince: Instant.optional(),
    /** New items that wait, because the feed brought more in an hour than it may: how many, and since when. */
    waiting: z.strictObject({ items: z.number(), since: Instant }).optional(),
    /** New items taken within the hour that began then. */
    hour: z.strictObject({ from: Instant, taken: z.number() }).optional(),
    /** New items of about the last week, older ones counting less, as of the last poll. */
    recent: z.strictObject({ items: z.number(), at: Instant }).optional(),
    /** What the entries of the last document were said to be in, and what they read like (primary subtags). */
    spoken: z
      .strictObject({ said: z.string().optional(), heard: z.string().optional() })
      .readonly()
      .optional(),
    /** True where the last document listed more items than are read. */
    truncated: z.boolean().optional(),
    /** Until when the publisher asked not to be asked again (Retry-After); not even a person's wish undercuts it. */
    heldUntil: Instant.optional(),
    /** The host (name and port) to which that applies as a whole, because it answered 429. */
    heldHost: z.string().optional(),
  })
  .readonly();
export type FeedState = z.infer<typeof FeedState>;

/** The last instant that a date can name: a feed that is gone is due then. */
export const NEVER = 8_640_000_000_000_000;

/**
 * The state of a feed that was never polled. Its first poll comes at once for `jitter` 0 and up to `window`
 * milliseconds later for `jitter` towards 1, so that many feeds added together do not burst.
 */
export function initialState(feed: Feed, now: number, jitter: number, window: number = MINUTE): FeedState {
  return {
    feedId: feed.id,
    configuredUrl: feed.url,
    url: feed.url,
    status: 'new',
    nextPollAt: now + Math.round(jitter * window),
    failures: 0,
    skipHours: [],
    skipDays: [],
  };
}

/**
 * What to send with the next request: the validators as they came (RFC 9110 §13.1), and nothing once a week, so that a
 * publisher stuck on 304 cannot hide its news for longer.
 */
export function validatorsToSend(state: FeedState, now: number): Validators {
  if (state.lastFullGetAt === undefined || now - state.lastFullGetAt >= WEEK)
    return { etag: undefined, lastModified: undefined };
  return { etag: state.etag, lastModified: state.lastModified };
}

/**
 * True where a document need not be read: its bytes were read within the last week. Once a week they are read again, so
 * that entries which a feed goes on showing for months are known to be shown, and are not forgotten and then news again.
 */
export function isKnownBody(state: FeedState, hash: string, now: number): boolean {
  return hash === state.bodyHash && now - (state.lastReadAt ?? 0) < WEEK;
}

/** The state with which the whole document is asked for and read again, though it has not changed. */
export function forgetRead(state: FeedState): FeedState {
  return { ...state, etag: undefined, lastModified: undefined, bodyHash: undefined };
}

/**
 * The state that a stored one means for the feed as it is configured now: a changed address starts afresh, unless it
 * is the one that redirects had already led to. A feed last polled in the future is due: the clock has been set back.
 */
export function reconcile(state: FeedState, feed: Feed, now: number): FeedState {
  if (state.configuredUrl !== feed.url) {
    if (state.url !== feed.url || state.status === 'gone') return initialState(feed, now, 0);
    return reconcile({ ...state, configuredUrl: feed.url }, feed, now);
  }
  const setBack = state.lastPolledAt !== undefined && state.lastPolledAt > now + MINUTE;
  return setBack && state.status !== 'gone' ? { ...state, nextPollAt: now } : state;
}
