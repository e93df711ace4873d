/** Asks publishers for feeds: conditional, bounded in time and size, and never inside a private network. */
import { hash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FetchOutcome, Validators } from '../../core/feed/poll/fetch-outcome.ts';
import type { RequestManner } from '../../core/feed/poll/request-manner.ts';
import { parseRetryAfter } from '../../core/feed/poll/retry-after.ts';
import { isWholeDocument } from '../../core/feed/read/whole-document.ts';
import { SECOND } from '../../core/time/duration.ts';
import { type AllowList, allowList } from '../../core/feed/allow-list.ts';
import { ask, askAgain, type Question, type ServerAnswer } from './ask.ts';
import { type BodyBudget, createBodyBudget } from './body-budget.ts';
import { decodeContent } from './decode-content.ts';
import { createDispatchers, type Dispatchers } from './dispatchers.ts';
import { failureFrom } from './failure.ts';
import { headersFor } from './feed-headers.ts';
import { type Resolve, systemResolve } from './guarded-connector.ts';
import { createHopCookies } from './hop-cookies.ts';
import { discardBody, readBody } from './read-body.ts';
import { field, freshnessOf, listField, validatorsOf } from './response-fields.ts';
import { guardProxied } from './proxied-hop.ts';
import { firstHop, isPermanent, isRedirect, MOST_HOPS, nextHop } from './redirect.ts';
import { refusedOnTheWay } from './refusal.ts';

export type FeedRequest = Validators & {
  readonly url: string;
  /**
   * The address that the feed's line names; `url` where left out. Its host and port alone may lie inside the
   * operator's own network, where the allow-list opens them, and it alone is sent the line's own headers.
   */
  readonly configuredUrl?: string;
  /** What the feed's own line says of asking it. */
  readonly manner?: RequestManner;
};

export type HttpOptions = {
  /** Name, version and where to complain: `Signpost/1.0 (+https://example.org/bot)`. */
  readonly userAgent: string;
  /** Hosts inside the operator's own network that may be asked: `host` or `host:port`. */
  readonly allowHosts?: readonly string[];
  /** Epoch milliseconds; dates in answers are reckoned from it. */
  readonly now?: () => number;
  /** Milliseconds for a whole fetch: all redirects, and the body to its last byte. */
  readonly timeoutMs?: number;
  /** Bytes of a body, as sent and as unpacked. */
  readonly maxBytes?: number;
  readonly resolve?: Resolve;
  /** Calls `expire` after `ms` unless the returned function is called before. */
  readonly startDeadline?: (ms: number, expire: () => void) => () => void;
};

export type Http = {
  /** Asks once. Never rejects for what servers and networks do, only for bugs. */
  readonly fetchFeed: (feed: FeedRequest, signal: AbortSignal) => Promise<FetchOutcome>;
  readonly close: () => Promise<void>;
};

const MAX_BYTES = 10 * 1024 * 1024;
/** Bytes that all bodies under way may hold: two of the largest, or hundreds of honest ones. */
const ALL_BODIES = 24 * 1024 * 1024;

/** Opens the client; one for the life of the process. Cookies of others play no part in it. */
export function openHttp(options: HttpOptions): Http {
  const allow = allowList(options.allowHosts ?? []);
  const { resolve = systemResolve } = options;
  const dispatchers = createDispatchers({ allow, resolve });
  const budget = createBodyBudget(ALL_BODIES);
  const startDeadline = options.startDeadline ?? realDeadline;

  const fetchFeed = async (feed: FeedRequest, signal: AbortSignal): Promise<FetchOutcome> => {
    const manner = { userAgent: options.userAgent, ...feed.manner };
    const timeoutMs = manner.timeoutMs ?? options.timeoutMs ?? 15 * SECOND;
    const cut = new AbortController();
    let expired = false;
    const cancelDeadline = startDeadline(timeoutMs, () => {
      expired = true;
      cut.abort();
    });
    const stop = (): void => cut.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      return await follow(feed, {
        dispatchers,
        allow,
        resolve,
        manner,
        signal: cut.signal,
        maxBytes: manner.maxBytes ?? options.maxBytes ?? MAX_BYTES,
        now: options.now ?? (() => Date.now()),
        budget,
      });
    } catch (error) {
      if (expired)
        return failed('timeout', `the server took longer than ${Math.round(timeoutMs / SECOND)} s in all`);
      if (cut.signal.aborted) return failed('stopped', 'the bot was stopped before the answer came');
      return failureFrom(error, manner.proxy);
    } finally {
      cancelDeadline();
      signal.removeEventListener('abort', stop);
    }
  };

  return { fetchFeed, close: dispatchers.close };
}

type Call = {
  readonly dispatchers: Dispatchers;
  readonly allow: AllowList;
  readonly resolve: Resolve;
  readonly manner: RequestManner & { readonly userAgent: string };
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  readonly now: () => number;
  readonly budget: BodyBudget;
};

type Answer = {
  readonly response: ServerAnswer;
  readonly url: URL;
  readonly permanentUrl: string | undefined;
  /** True where one of the redirects on the way was for now only. */
  readonly lent: boolean;
};

/** Follows redirects by hand, each hop under the same conditions, and reads the answer at their end. */
async function follow(feed: FeedRequest, call: Call): Promise<FetchOutcome> {
  const { dispatchers, allow, resolve, manner, signal } = call;
  const { proxy, insecureTls, httpRedirects } = manner;
  const own = URL.parse(feed.configuredUrl ?? feed.url);
  const cookies = createHopCookies();
  let hop = firstHop(feed.url);
  let permanent = true;
  let permanentUrl: string | undefined;
  // A way that has left the feed's own host is led by others, also where it comes back.
  let home = true;
  for (let hops = 0; ; hops += 1) {
    if (hop.kind !== 'follow') return hop;
    const { url } = hop;
    const isOwn = url.hostname === own?.hostname && portOf(url) === portOf(own);
    home &&= isOwn;
    const opened = home && allow.allows(url.hostname.replace(/^\[|\]$/g, ''), portOf(url));
    const written: Readonly<Record<string, string>> = headersFor(feed, manner, isOwn);
    const cookie = cookies.cookieFor(url, written['cookie']);
    const headers = { ...written, ...(cookie === undefined ? {} : { cookie }) };
    const way = {
      opened,
      ...(proxy === undefined ? {} : { proxy }),
      ...(insecureTls === true && isOwn ? { insecureTls } : {}),
    };
    const question = { url, headers, signal, way };
    const response = await (home ? ask(question, dispatchers) : askOther(question, dispatchers, resolve));
    if (!isRedirect(response.statusCode)) {
      const answer = { url, permanentUrl, lent: !permanent };
      return await read(feed, { ...answer, response }, call).catch(async (error: unknown) =>
        read(feed, { ...answer, response: await askAgain(question, dispatchers, error) }, call),
      );
    }
    cookies.take(url, response.headers['set-cookie'], call.now());
    await discardBody(response.body, signal);
    if (hops === MOST_HOPS)
      return failed('too-many-redirects', `more than ${MOST_HOPS} redirects, the last from ${url.host}`);
    hop = nextHop(url, field(response, 'location'), httpRedirects);
    // After one redirect that is not for good, the rest are not ours to remember.
    permanent = permanent && isPermanent(response.statusCode);
    if (permanent && hop.kind === 'follow') permanentUrl = hop.url.href;
  }
}

/** Asks where others lead: never inside the operator's network, and through a proxy no more than without. */
async function askOther(
  question: Question,
  dispatchers: Dispatchers,
  resolve: Resolve,
): Promise<ServerAnswer> {
  const { url, way, signal } = question;
  try {
    if (way.proxy !== undefined) await guardProxied(url, resolve, signal);
    return await ask(question, dispatchers);
  } catch (error) {
    throw refusedOnTheWay(error);
  }
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

async function read(feed: FeedRequest, answer: Answer, call: Call): Promise<FetchOutcome> {
  const { response, url, permanentUrl } = answer;
  const status = response.statusCode;
  const now = call.now();
  if (status === 200 || status === 203) return readDocument(answer, call);
  if (status === 226 && feed.etag !== undefined && isFeedDelta(response)) {
    const outcome = await readDocument(answer, call);
    return outcome.kind === 'body' ? { ...outcome, delta: true } : outcome;
  }
  await discardBody(response.body, call.signal);
  const detail = `the server answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  const retryAfter = parseRetryAfter(field(response, 'retry-after'), now);
  if (status === 304) {
    if (feed.etag === undefined && feed.lastModified === undefined)
      return failed('bad-response', `${detail} to a request without a condition`);
    return {
      kind: 'not-modified',
      validators: validatorsOf(response),
      freshness: freshnessOf(response, now),
      permanentUrl,
    };
  }
  // What the feed leads to for now may be gone without the feed's being so (RFC 9110 §15.4.3).
  if (status === 410 && !answer.lent) return { kind: 'gone', detail };
  if (status === 429) return { kind: 'rate-limited', host: url.host, retryAfter, detail };
  return { kind: 'failed', reason: 'status', detail, retryAfter };
}

/** Whether a 226 is what was asked for: a document of the new entries alone, packed or not (RFC 3229 §10.5.2). */
function isFeedDelta(response: ServerAnswer): boolean {
  const named = (listField(response, 'im') ?? 'feed').toLowerCase();
  const [made, ...packed] = named.split(',').map((each) => each.trim());
  return made === 'feed' && packed.every((each) => ['identity', 'gzip', 'x-gzip', 'deflate'].includes(each));
}

async function readDocument(
  { response, url, permanentUrl }: Answer,
  { maxBytes, budget, now, signal }: Call,
): Promise<FetchOutcome> {
  const tooLarge = failed('too-large', `the answer is larger than ${maxBytes} bytes`);
  const length = Number(field(response, 'content-length') ?? Number.NaN);
  if (length > maxBytes) {
    response.body.on('error', () => undefined).destroy();
    return tooLarge;
  }
  const raw = await readBody(response.body, { maxBytes, length }, budget);
  if (raw === 'too-large') return tooLarge;
  if (raw === 'crowded-out')
    return failed(raw, 'too many large answers came at the same time, and this was the largest');
  signal.throwIfAborted();
  const decoded = decodeContent(raw.bytes, listField(response, 'content-encoding'), maxBytes);
  // A document whose root is closed is whole, although the connection was cut or the length lied.
  const whole = decoded.kind === 'decoded' && (!decoded.cut || isWholeDocument(decoded.bytes));
  if (raw.cutBy !== undefined && !(whole && isWholeDocument(decoded.bytes))) throw raw.cutBy;
  if (decoded.kind === 'failed') return failed(decoded.reason, decoded.detail);
  if (!whole) return failed('bad-encoding', 'the answer ends in the middle of its compressed bytes');
  return {
    kind: 'body',
    body: decoded.bytes,
    hash: hash('sha256', decoded.bytes, 'hex'),
    contentType: field(response, 'content-type'),
    url: URL.parse(field(response, 'content-location') ?? '', url.href)?.href ?? url.href,
    validators: validatorsOf(response),
    freshness: freshnessOf(response, now()),
    permanentUrl,
  };
}

function failed(reason: Extract<FetchOutcome, { kind: 'failed' }>['reason'], detail: string): FetchOutcome {
  return { kind: 'failed', reason, detail, retryAfter: undefined };
}

function realDeadline(ms: number, expire: () => void): () => void {
  const timer = setTimeout(expire, ms);
  return () => clearTimeout(timer);
}
