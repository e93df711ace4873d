/** One request and the header of its answer, with a second try for servers that speak HTTP in their own way. */
import { errors, request } from 'undici';
import { askLeniently, type LenientAnswer } from './ask-leniently.ts';
import type { Dispatchers, DispatchRoute } from './dispatchers.ts';

export type ServerAnswer = LenientAnswer;

export type Question = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly way: DispatchRoute;
};

/** How TLS says that the server wants a protocol that was not offered (RFC 7301 §3.2), and what HTTP/2 looks like to HTTP/1. */
const OTHER_PROTOCOL = /NO_APPLICATION_PROTOCOL|HPE_INVALID_CONSTANT|HTTP\/2/;

/** Also a `100 Continue` that nobody asked for, which undici takes for an error. */
const PARSER_ERROR = /HTTPParserError|HPE_|bad response|CONTENT_LENGTH_MISMATCH/;

/**
 * Asks once. A server that speaks HTTP/2 only is asked again so, and one whose header is not as HTTP wants it (line
 * feeds alone, folded lines, lines that are no field) is asked again over a connection of its own, leniently. One that had closed a
 * connection kept from an earlier answer is asked again, since that is known only when it is used (RFC 9112 §9.3.1).
 * Rejects as undici does.
 */
export async function ask(question: Question, dispatchers: Dispatchers): Promise<ServerAnswer> {
  const { url, way } = question;
  try {
    return await strictly(question, dispatchers, way);
  } catch (error) {
    if (isStale(error)) return await strictly(question, dispatchers, way);
    const lenient = (): Promise<ServerAnswer> => askAgain(question, dispatchers, error);
    if (url.protocol === 'https:' && OTHER_PROTOCOL.test(said(error)))
      return await strictly(question, dispatchers, { ...way, http2: true }).catch(lenient);
    return await lenient();
  }
}

/**
 * Asks once more after `error`, forgiving every oddness of the answer, where that is what the error says: also of a body
 * whose lengths contradict each other or whose chunks are none. Rejects with `error` otherwise, and where that is no better.
 */
export async function askAgain(
  question: Question,
  dispatchers: Dispatchers,
  error: unknown,
): Promise<ServerAnswer> {
  // A proxy reads the header before we do.
  if (question.way.proxy !== undefined || !isParserError(error)) throw error;
  return leniently(question, dispatchers).catch(() => Promise.reject(error));
}

function strictly(
  { url, headers, signal }: Question,
  dispatchers: Dispatchers,
  way: DispatchRoute,
): Promise<ServerAnswer> {
  return request(url, { dispatcher: dispatchers.dispatcherFor(way), headers, signal });
}

function leniently({ url, headers, signal, way }: Question, dispatchers: Dispatchers): Promise<ServerAnswer> {
  const connect = dispatchers.connectorFor(way);
  return new Promise((resolve, reject) => {
    const { hostname, host, protocol, port } = url;
    connect({ hostname, host, protocol, port }, (error, socket) => {
      if (error === null) askLeniently(url, headers, { socket, signal }).then(resolve, reject);
      else reject(error);
    });
  });
}

/** Whether the connection ended that had served an answer before, so that this one was not heard at all. */
function isStale(error: unknown): boolean {
  return (
    error instanceof errors.SocketError &&
    error.message === 'other side closed' &&
    (error.socket?.bytesRead ?? 0) > 0
  );
}

function isParserError(error: unknown): boolean {
  return error instanceof Error && PARSER_ERROR.test(`${error.name} ${said(error)}`);
}

function said(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `${'code' in error ? String(error.code) : ''} ${error.message} ${said(error.cause)}`;
}
