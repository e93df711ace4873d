/** Makes one call of Discord's REST API at a time and says what became of it, without throwing. */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  DefaultRestOptions,
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  type RawFile,
  REST,
  type RequestMethod,
  type RESTOptions,
} from 'discord.js';
import { SECOND } from '../../core/time/duration.ts';

type Call = {
  readonly method: RequestMethod;
  /** Below /api/v10. */
  readonly path: `/${string}`;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Sent as a form, with the body beside them. */
  readonly files?: readonly RawFile[];
  /** False where a token in the path is what counts, as for webhooks and interactions. */
  readonly auth?: boolean;
};

export type CallResult =
  | { readonly kind: 'ok'; readonly body: unknown }
  /** Discord said no (4xx), with its own code where it gave one. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: number | undefined;
      readonly message: string;
    }
  /** Surely not done; Discord wants to be left alone for `after` milliseconds, where it says how long. */
  | { readonly kind: 'limited'; readonly after: number | undefined }
  /** Surely not done: nobody was reached. */
  | { readonly kind: 'unsent'; readonly reason: string }
  /** Perhaps done: the answer was lost, or an error of Discord's own. */
  | { readonly kind: 'lost'; readonly reason: string };

export type Rest = (call: Call, signal: AbortSignal) => Promise<CallResult>;

export type RestTarget = {
  /** Left out where every call is made without one, as to a webhook. */
  readonly token?: string;
  /** Origin that stands in for https://discord.com. */
  readonly apiUrl?: string | undefined;
};

/** Discord answers within a second or two; later than this it is taken for lost. */
const ANSWER_WITHIN = 15 * SECOND;
/** A channel's bucket refills every five seconds: that is waited for here, anything longer by the dispatcher. */
const PATIENCE = 6 * SECOND;

/** Failures of a connection before anything was sent over it. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Where the client finds the API; its own default where no origin is given. */
export function apiBase(apiUrl: string | undefined): Pick<RESTOptions, 'version'> & { api?: string } {
  if (apiUrl === undefined) return { version: '10' };
  const origin = apiUrl.replace(/\/+$/, '').replace(/\/api$/, '');
  return { version: '10', api: `${origin}/api` };
}

/**
 * Opens the REST client. It never repeats a call by itself: repeating is the dispatcher's work, which knows what it
 * may cost, does it with the same nonce and pauses in between; discord.js would do it three times at once, and the
 * last error would hide what became of the first try. Rate-limit buckets are shared by all calls.
 */
export function openRest({ token, apiUrl }: RestTarget): Rest {
  const wire = new AsyncLocalStorage<{ used: boolean }>();
  const rest = new REST({
    ...apiBase(apiUrl),
    retries: 0,
    timeout: ANSWER_WITHIN,
    // Without Retry-After (a ban by the proxy in front of Discord), or with one that is no number, the client would
    // repeat at once and for ever.
    rejectOnRateLimit: ({ retryAfter }) => !(retryAfter > 0 && retryAfter <= PATIENCE),
    makeRequest: async (url, init) => {
      const exchange = wire.getStore();
      if (exchange !== undefined) exchange.used = true;
      const response = await DefaultRestOptions.makeRequest(url, init);
      if (exchange !== undefined && response.status === 429) exchange.used = false;
      return response;
    },
  });
  return async (call, signal) => {
    const exchange = { used: false };
    // A 401 makes the client forget its token, and every later call would fail with an error that hides the cause.
    if (token !== undefined) rest.setToken(token);
    try {
      const answer = wire.run(exchange, () =>
        rest.request({
          method: call.method,
          fullRoute: call.path,
          ...(call.query === undefined ? {} : { query: new URLSearchParams(call.query) }),
          ...(call.body === undefined ? {} : { body: call.body }),
          ...(call.files === undefined || call.files.length === 0 ? {} : { files: [...call.files] }),
          ...(call.auth === undefined ? {} : { auth: call.auth }),
          signal,
        }),
      );
      return { kind: 'ok', body: await orAborted(answer, signal) };
    } catch (error) {
      return failure(error, exchange.used, signal);
    }
  };
}

/** The client does not notice an abort while it waits for a bucket; the call itself is never made after one. */
async function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function failure(error: unknown, used: boolean, signal: AbortSignal): CallResult {
  if (error instanceof RateLimitError) {
    return { kind: 'limited', after: error.retryAfter > 0 ? Math.ceil(error.retryAfter) : undefined };
  }
  if (error instanceof DiscordAPIError) {
    const { status, code, message } = error;
    return { kind: 'refused', status, code: typeof code === 'number' ? code : undefined, message };
  }
  if (error instanceof HTTPError)
    return { kind: 'lost', reason: `Discord answered with HTTP ${error.status}` };
  if (!used) {
    if (signal.aborted) return { kind: 'unsent', reason: 'stopped before it was sent' };
    throw error;
  }
  if (signal.aborted) return { kind: 'lost', reason: 'stopped before Discord answered' };
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : undefined);
  return code !== undefined && NOT_REACHED.has(code)
    ? { kind: 'unsent', reason: `Discord cannot be reached (${code})` }
    : { kind: 'lost', reason: `the connection to Discord broke (${code ?? nameOf(error)})` };
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
