/** One request and the header of its answer, with a second try for servers that speak HTTP in their own way. */
import { type ClientRequest, type IncomingMessage, request as lenientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { request } from 'undici';
import type { Dispatchers, DispatchRoute } from './dispatchers.ts';

export type ServerAnswer = {
  readonly statusCode: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
};

export type Question = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly way: DispatchRoute;
};

/** How TLS says that the server wants a protocol that was not offered (RFC 7301 §3.2), and what HTTP/2 looks like to HTTP/1. */
const OTHER_PROTOCOL = /NO_APPLICATION_PROTOCOL|HPE_INVALID_CONSTANT|HTTP\/2/;

/**
 * Asks once. A server that speaks HTTP/2 only is asked again so, and one whose header is not as HTTP wants it (line
 * feeds alone, folded lines, control characters) is asked again over a connection of its own, with Node's lenient
 * parser: what that would let through is of use only to whoever shares a connection with others.
 * Rejects as undici and node:http do.
 */
export async function ask(question: Question, dispatchers: Dispatchers): Promise<ServerAnswer> {
  const { url, way } = question;
  try {
    return await strictly(question, dispatchers, way);
  } catch (error) {
    if (url.protocol === 'https:' && OTHER_PROTOCOL.test(said(error)))
      return await strictly(question, dispatchers, { ...way, http2: true });
    if (url.protocol === 'http:' && way.proxy === undefined && isParserError(error))
      return await leniently(question, dispatchers).catch(() => Promise.reject(error));
    throw error;
  }
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
      if (error !== null) {
        reject(error);
        return;
      }
      const asked = overSocket(url, headers, signal, socket);
      asked.on('response', (answer: IncomingMessage) =>
        resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, body: answer }),
      );
      asked.on('error', reject);
      asked.end();
    });
  });
}

function overSocket(
  { hostname, port, pathname, search }: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  socket: Socket,
): ClientRequest {
  return lenientRequest({
    host: hostname,
    port,
    path: pathname + search,
    headers: { ...headers, connection: 'close' },
    signal,
    insecureHTTPParser: true,
    createConnection: () => socket,
  });
}

function isParserError(error: unknown): boolean {
  return error instanceof Error && (error.name === 'HTTPParserError' || said(error).includes('HPE_'));
}

function said(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `${'code' in error ? String(error.code) : ''} ${error.message} ${said(error.cause)}`;
}
