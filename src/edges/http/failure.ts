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

/** What an error of a request means. Errors that no server or network causes are bugs, and are thrown again. */
export function failureFrom(error: unknown): FetchOutcome {
  const refusal = refusalIn(error);
  if (refusal !== undefined) return { kind: 'refused', ...refusal };
  const code = codeOf(error);
  if (code === undefined || OURS.test(code)) throw error;
  const reason = reasonFor(code);
  return { kind: 'failed', reason, detail: `${WORDS[reason]} (${code})`, retryAfter: undefined };
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
