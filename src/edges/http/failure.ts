/** Names what went wrong on the way to a publisher. */
import type { FetchOutcome } from '../../core/feed/poll/fetch-outcome.ts';
import { refusalIn } from './refusal.ts';

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const NO_NAME = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENODATA',
  'ESERVFAIL',
]);
/** Ways in which the library or Node was called wrongly: bugs. */
const OURS = /^(?:UND_ERR_(?:INVALID_|NOT_SUPPORTED)|ERR_(?!TLS_|SSL_|STREAM_))/;

const WORDS = {
  timeout: 'the server did not answer in time',
  'name-not-found': 'the name of the server could not be resolved',
  tls: 'no trustworthy TLS connection could be made',
  'bad-response': "the server's answer is not valid HTTP",
  connection: 'the connection failed',
} as const;

/** How undici says that a proxy answered for itself: to a request that it should pass on, and to one for a tunnel. */
const PROXY_ANSWERED = /^Proxy Authentication Required \((407)\)|^Proxy response \((\d{3})\)/;

/**
 * What an error of a request means. Errors that no server or network causes are bugs, and are thrown again.
 * @param proxy the address of the proxy that was to do the asking
 */
export function failureFrom(error: unknown, proxy?: string): FetchOutcome {
  const refusal = refusalIn(error);
  if (refusal !== undefined) return { kind: 'refused', ...refusal };
  const through = proxy === undefined ? '' : `through the proxy ${URL.parse(proxy)?.host ?? proxy}: `;
  const [, wanted, answered] = (error instanceof Error ? PROXY_ANSWERED.exec(error.message) : null) ?? [];
  const status = wanted ?? answered;
  if (proxy !== undefined && status !== undefined) {
    const why =
      status === '407'
        ? 'it wants a login; let it know this machine by its address'
        : 'it does not pass this on';
    return {
      kind: 'failed',
      reason: 'connection',
      detail: `${through}it answered ${status}, ${why}`,
      retryAfter: undefined,
    };
  }
  const code = codeOf(error);
  if (code === undefined || OURS.test(code)) throw error;
  const reason = reasonFor(code);
  return { kind: 'failed', reason, detail: `${through}${WORDS[reason]} (${code})`, retryAfter: undefined };
}

function codeOf(error: unknown): string | undefined {
  // The library's parser does not always give its errors a code.
  if (error instanceof Error && error.name === 'HTTPParserError') return 'HPE_INVALID';
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function reasonFor(code: string): keyof typeof WORDS {
  if (TIMEOUTS.has(code)) return 'timeout';
  if (NO_NAME.has(code)) return 'name-not-found';
  if (/^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) return 'tls';
  if (/^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_)/.test(code)) return 'bad-response';
  return 'connection';
}
