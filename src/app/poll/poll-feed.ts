/** One poll of one feed, from the request to the stored entries. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { type FeedState, isKnownBody, validatorsToSend } from '../../core/feed/poll/feed-state.ts';
import type { FetchOutcome } from '../../core/feed/poll/fetch-outcome.ts';
import type { ParsedFeed, ParseOutcome } from '../../core/feed/read/item.ts';
import type { PollingPolicy } from '../../core/feed/poll/poll-interval.ts';
import { type Decision, type FeedNotice, schedule } from '../../core/feed/poll/schedule.ts';
import { languageOf } from '../../core/lists/language-code.ts';
import type { Clock } from '../../edges/clock/clock.ts';
import type { Http } from '../../edges/http/open-http.ts';
import type { LargeDocuments } from './large-documents.ts';
import { type MannerDeps, mannerOf } from './manner-of.ts';

export type IngestedPoll = {
  readonly feed: ConfiguredFeed;
  readonly parsed: ParsedFeed | undefined;
  readonly before: FeedState;
  readonly next: FeedState;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly notices: readonly FeedNotice[];
};

export type PollDeps = MannerDeps & {
  readonly fetchFeed: Http['fetchFeed'];
  readonly parse: (
    bytes: Uint8Array,
    source: {
      readonly url: string;
      readonly contentType: string | undefined;
      readonly encoding?: string | undefined;
    },
    signal: AbortSignal,
    /** Whether its memory may be taken over, as nobody uses the bytes any more. */
    ownership?: 'given' | 'lent',
  ) => Promise<ParseOutcome>;
  /**
   * Stores entries, state and what people are to be told of the feed in one transaction; `parsed` is undefined where
   * there is nothing new to read. Gives the state as stored: where entries had to wait, the document is asked for again.
   */
  readonly ingest: (poll: IngestedPoll) => Promise<FeedState>;
  /** Where large documents wait for each other. */
  readonly large: LargeDocuments;
  /** The languages of texts, in their order; undefined where it is not sure. Nobody is asked where left out. */
  readonly detect?: (texts: readonly string[]) => Promise<readonly (string | undefined)[]>;
  readonly clock: Clock;
  readonly policy: PollingPolicy;
  /** In [0, 1). */
  readonly random: () => number;
};

export type PollResult =
  | (Decision & { readonly kind: 'polled'; readonly outcome: FetchOutcome['kind'] })
  /** Cut off by the signal: nothing is recorded, and the feed is as due as before. */
  | { readonly kind: 'stopped' };

/**
 * Polls one feed. The same bytes as last time are neither parsed nor stored, except once a week. Throws for bugs only,
 * and then nothing was recorded, so that the next poll sends the old validators and gets the document again.
 */
export async function pollFeed(
  deps: PollDeps,
  feed: ConfiguredFeed,
  state: FeedState,
  signal: AbortSignal,
): Promise<PollResult> {
  const outcome = await askFeed(deps, feed, state, signal);
  if (signal.aborted) return { kind: 'stopped' };

  const bytes =
    outcome.kind === 'body' && !isKnownBody(state, outcome.hash, deps.clock.now()) ? outcome.body.length : 0;
  const polled = await deps.large.take(bytes, () => readAndStore(deps, feed, state, outcome, signal));
  return polled === 'full' ? readAndStore(deps, feed, state, CROWDED, signal) : polled;
}

/** Asks as the feed's own line says; where that names a secret that nobody gave, nobody is asked. */
async function askFeed(
  deps: PollDeps,
  feed: ConfiguredFeed,
  state: FeedState,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  const manner = await mannerOf(feed, deps);
  if (manner.kind === 'missing')
    return { kind: 'failed', reason: 'no-login', detail: manner.detail, retryAfter: undefined };
  const validators = validatorsToSend(state, deps.clock.now());
  return deps.fetchFeed(
    { url: state.url, configuredUrl: feed.url, manner: manner.manner, ...validators },
    signal,
  );
}

/** What a document counts as that there was no time for: it is asked for again later, like one that did not come. */
const CROWDED: FetchOutcome = {
  kind: 'failed',
  reason: 'crowded-out',
  detail: 'too many large documents came at the same time, and this was the largest',
  retryAfter: undefined,
};

/** Reads what came, decides when to ask again, and stores both. */
async function readAndStore(
  deps: PollDeps,
  feed: ConfiguredFeed,
  state: FeedState,
  outcome: FetchOutcome,
  signal: AbortSignal,
): Promise<PollResult> {
  const { clock, policy } = deps;
  const parsed = await readIfNew(deps, feed, state, outcome, signal);
  if (parsed === 'stopped') return { kind: 'stopped' };
  const now = clock.now();
  const decision = schedule({ state, feed, policy, outcome, parsed, now, jitter: deps.random() });

  const read = parsed?.kind === 'feed' ? parsed.feed : undefined;
  const { next, notices } = decision;
  const stored = await deps.ingest({ feed, parsed: read, before: state, next, now, notices });
  return { kind: 'polled', outcome: outcome.kind, ...decision, next: stored };
}

/** The outcome with the language of each of its items, where neither the feed's line nor the document says. */
async function spoken(deps: PollDeps, feed: ConfiguredFeed, read: ParseOutcome): Promise<ParseOutcome> {
  if (read.kind !== 'feed' || deps.detect === undefined) return read;
  if (languageOf(feed.lang) !== undefined || read.feed.lang !== undefined) return read;
  const { items } = read.feed;
  const found = await deps.detect(items.map(({ title, summary }) => `${title}. ${summary}`));
  const told = items.map((item, index) => ({ ...item, lang: item.lang ?? found[index] }));
  return { kind: 'feed', feed: { ...read.feed, items: told } };
}

async function readIfNew(
  deps: PollDeps,
  feed: ConfiguredFeed,
  state: FeedState,
  outcome: FetchOutcome,
  signal: AbortSignal,
): Promise<ParseOutcome | 'stopped' | undefined> {
  if (outcome.kind !== 'body' || isKnownBody(state, outcome.hash, deps.clock.now())) return undefined;
  try {
    const { url, contentType } = outcome;
    const { encoding } = feed;
    const source = { url, contentType, encoding };
    return await spoken(deps, feed, await deps.parse(outcome.body, source, signal, 'given'));
  } catch (error) {
    if (signal.aborted) return 'stopped';
    throw error;
  }
}
