/** Finds the feed of an address that a person gives: a feed, a home page, a channel, a search. */
import {
  commonFeedAddresses,
  feedsOfKnownHost,
  newsSitemapsIn,
  webAddressOf,
  youtubeChannelIn,
} from '../../core/feed/known-addresses.ts';
import { decodeBytes } from '../../core/feed/read/decode.ts';
import { feedLinksOf } from '../../core/feed/read/feed-links.ts';
import type { ParsedFeed } from '../../core/feed/read/item.ts';
import type { Http } from '../../edges/http/open-http.ts';
import type { PollDeps } from './poll-feed.ts';

export type FindDeps = {
  readonly fetchFeed: Http['fetchFeed'];
  readonly parse: PollDeps['parse'];
  /**
   * True where the operator's own hand gives the address: then `polling.allow_hosts` may open it and whatever its page
   * names; otherwise the typed address alone, and no page leads inside the operator's network.
   */
  readonly trusted: boolean;
};

export type FoundFeed = {
  readonly kind: 'found';
  readonly url: string;
  readonly feed: ParsedFeed;
  /** Other feeds that the page names. */
  readonly others: readonly string[];
};

export type NoFeed = {
  readonly kind: 'not-found';
  /** For people: what the address answered, and what was tried. */
  readonly reason: string;
};

/** Requests for one address. */
const MOST_TRIES = 16;

type Answer =
  | { readonly kind: 'feed'; readonly feed: ParsedFeed; readonly url: string }
  | { readonly kind: 'page'; readonly text: string; readonly url: string; readonly reason: string }
  | { readonly kind: 'nothing'; readonly reason: string };

/**
 * Asks the address itself, then what its host is known for, what its page names, and where feeds often are, until one
 * is a feed with items. Never rejects for what publishers do; rejects with the signal's reason where that aborts.
 */
export async function findFeed(
  deps: FindDeps,
  typed: string,
  signal: AbortSignal,
): Promise<FoundFeed | NoFeed> {
  const url = webAddressOf(typed);
  if (url === undefined)
    return {
      kind: 'not-found',
      reason: `${JSON.stringify(typed)} is no web address; write one such as https://example.org`,
    };
  const tried = new Set<string>();
  const ask = (address: string): Promise<Answer> => {
    tried.add(address);
    return askFor(deps, { address, typed: url.href }, signal);
  };
  const known = feedsOfKnownHost(url);
  const first = await firstFeed(known, tried, ask);
  if (first !== undefined)
    return { kind: 'found', ...first, others: known.filter((each) => each !== first.url) };

  const itself = await ask(url.href);
  if (itself.kind === 'feed') return { kind: 'found', url: itself.url, feed: itself.feed, others: [] };
  const named = itself.kind === 'page' ? linksOf(itself.text, itself.url) : [];
  const linked = await firstFeed(named, tried, ask);
  if (linked !== undefined)
    return { kind: 'found', ...linked, others: named.filter((each) => each !== linked.url) };
  if (
    itself.kind === 'nothing' &&
    tried.size > 0 &&
    !(await ask(url.origin).then(({ kind }) => kind !== 'nothing'))
  )
    return { kind: 'not-found', reason: itself.reason };

  const robots = await ask(`${url.origin}/robots.txt`);
  const sitemaps = robots.kind === 'page' ? newsSitemapsIn(robots.text) : [];
  const guessed = await firstFeed([...sitemaps, ...commonFeedAddresses(url)], tried, ask);
  if (guessed !== undefined) return { kind: 'found', ...guessed, others: [] };
  return {
    kind: 'not-found',
    reason: `no feed was found at ${url.href}: ${itself.kind === 'nothing' ? itself.reason : 'its page names none'}, and none is where feeds often are (${tried.size} addresses were tried)`,
  };
}

async function firstFeed(
  addresses: readonly string[],
  tried: ReadonlySet<string>,
  ask: (address: string) => Promise<Answer>,
): Promise<{ readonly url: string; readonly feed: ParsedFeed } | undefined> {
  for (const address of addresses) {
    if (tried.size >= MOST_TRIES) return undefined;
    if (tried.has(address)) continue;
    const answer = await ask(address);
    if (answer.kind === 'feed' && answer.feed.items.length > 0) return { url: answer.url, feed: answer.feed };
  }
  return undefined;
}

function linksOf(page: string, url: string): readonly string[] {
  const links = feedLinksOf(page, url).map((link) => link.url);
  const channel = youtubeChannelIn(page);
  return channel === undefined ? links : [...new Set([channel, ...links])];
}

async function askFor(
  { fetchFeed, parse, trusted }: FindDeps,
  { address: url, typed }: { readonly address: string; readonly typed: string },
  signal: AbortSignal,
): Promise<Answer> {
  const outcome = await fetchFeed(
    { url, etag: undefined, lastModified: undefined, ...(trusted ? {} : { configuredUrl: typed }) },
    signal,
  );
  signal.throwIfAborted();
  if (outcome.kind !== 'body')
    return { kind: 'nothing', reason: 'detail' in outcome ? outcome.detail : 'the answer was empty' };
  const { body, contentType } = outcome;
  const read = await parse(body, { url: outcome.url, contentType }, signal);
  // What moved for good is asked for where it is.
  if (read.kind === 'feed') return { kind: 'feed', feed: read.feed, url: outcome.permanentUrl ?? url };
  return { kind: 'page', text: decodeBytes(body, contentType), url: outcome.url, reason: read.reason };
}
