/** Finds the feed of an address that a person gives: a feed, a home page, a channel, a search. */
import {
  commonFeedAddresses,
  feedsOfKnownHost,
  isYoutube,
  newsSitemapsIn,
  plainAddressOf,
  shownAddress,
  webAddressOf,
  youtubeChannelIn,
} from '../../core/feed/known-addresses.ts';
import { decodeBytes } from '../../core/feed/read/decode.ts';
import { feedAnchorsOf, feedLinksOf, pageMovedTo } from '../../core/feed/read/feed-links.ts';
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
  /** The proxy of all feeds, which asks for the operator; nobody else's address may be asked through it. */
  readonly proxy?: string | undefined;
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
const MOST_TRIES = 18;

type Answer =
  | { readonly kind: 'feed'; readonly feed: ParsedFeed; readonly url: string }
  | { readonly kind: 'page'; readonly text: string; readonly url: string; readonly reason: string }
  | { readonly kind: 'nothing'; readonly reason: string };

type Page = Extract<Answer, { kind: 'page' }>;
type Ask = (address: string) => Promise<Answer>;

/**
 * Asks what the host is known for, the address itself, what its page names, and where feeds often are, until one is a
 * feed with items. An address without a scheme is asked for with TLS and then without. Never rejects for what
 * publishers do; rejects with the signal's reason where that aborts.
 */
export async function findFeed(
  deps: FindDeps,
  typed: string,
  signal: AbortSignal,
): Promise<FoundFeed | NoFeed> {
  const url = webAddressOf(typed);
  if (url === undefined)
    return notFound(
      `${JSON.stringify(shownAddress(typed))} is no web address; write one such as https://example.org`,
    );
  if (url.username !== '' || url.password !== '')
    return notFound(
      `the address at ${url.host} has a name or password in it; leave them out, and write auth: on the feed's line`,
    );
  url.hash = '';
  const tried = new Set<string>();
  const askFrom =
    (from: URL): Ask =>
    (address) => {
      tried.add(address);
      return askFor(deps, { address, typed: from.href }, signal);
    };
  const ask = askFrom(url);
  const known = feedsOfKnownHost(url);
  const first = await firstFeed(known, tried, ask);
  if (first !== undefined)
    return { kind: 'found', ...first, others: known.filter((each) => each !== first.url) };

  const itself = await ask(url.href);
  const plain = itself.kind === 'nothing' ? plainAddressOf(typed) : undefined;
  const unsecured = plain === undefined ? undefined : await askFrom(plain)(plain.href);
  if (plain === undefined || unsecured === undefined || unsecured.kind === 'nothing')
    return lookAround(url, itself, tried, ask);
  return lookAround(plain, unsecured, tried, askFrom(plain));
}

/** Goes on from what the address itself answered. */
async function lookAround(
  url: URL,
  itself: Answer,
  tried: Set<string>,
  ask: Ask,
): Promise<FoundFeed | NoFeed> {
  if (itself.kind === 'feed') return { kind: 'found', url: itself.url, feed: itself.feed, others: [] };
  const home = new URL('/', itself.kind === 'page' ? itself.url : url.href);
  const pages: Page[] = itself.kind === 'page' ? [itself] : [];
  const moved = itself.kind === 'page' ? pageMovedTo(itself.text, itself.url) : undefined;
  const others = [...(moved === undefined ? [] : [moved]), home.href];
  for (const next of ['', ...others]) {
    if (next !== '' && (tried.has(next) || pages.some((page) => page.url === next))) continue;
    const answer = next === '' ? itself : await ask(next);
    if (answer.kind === 'feed') return { kind: 'found', url: answer.url, feed: answer.feed, others: [] };
    if (answer.kind !== 'page') continue;
    if (next !== '') pages.push(answer);
    const named = linksOf(answer, url);
    const linked = await firstFeed(named, tried, ask);
    if (linked !== undefined)
      return { kind: 'found', ...linked, others: named.filter((each) => each !== linked.url) };
  }
  if (pages.length === 0) return notFound(itself.kind === 'nothing' ? itself.reason : 'nothing answered');

  const at = new URL(pages[0]?.url ?? url.href);
  const robots = await ask(`${at.origin}/robots.txt`);
  const sitemaps = robots.kind === 'page' ? newsSitemapsIn(robots.text) : [];
  const guesses = [...new Set([...commonFeedAddresses(at), ...commonFeedAddresses(url)])].filter(
    (guess) => URL.parse(guess)?.origin === at.origin,
  );
  const guessed = await firstFeed([...sitemaps, ...guesses], tried, ask);
  if (guessed !== undefined) return { kind: 'found', ...guessed, others: [] };
  return notFound(
    `no feed was found at ${url.href}: ${itself.kind === 'nothing' ? itself.reason : 'its page names none'}, and none is where feeds often are (${tried.size} addresses were tried)`,
  );
}

function notFound(reason: string): NoFeed {
  return { kind: 'not-found', reason };
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

/** The feeds that a page names, the likeliest first. */
function linksOf({ text, url }: Page, typed: URL): readonly string[] {
  const channel = [typed, new URL(url)].some(isYoutube) ? youtubeChannelIn(text) : undefined;
  const links = feedLinksOf(text, url).map((link) => link.url);
  return [...new Set([...(channel === undefined ? [] : [channel]), ...links, ...feedAnchorsOf(text, url)])];
}

async function askFor(
  { fetchFeed, parse, trusted, proxy }: FindDeps,
  { address: url, typed }: { readonly address: string; readonly typed: string },
  signal: AbortSignal,
): Promise<Answer> {
  const outcome = await fetchFeed(
    {
      url,
      etag: undefined,
      lastModified: undefined,
      ...(trusted ? {} : { configuredUrl: typed }),
      ...(trusted && proxy !== undefined ? { manner: { proxy } } : {}),
    },
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
