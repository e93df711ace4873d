/** Asks over a connection of its own, with a parser that forgives what servers of old do to HTTP. */
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { HTTPParser } from 'http-parser-js';

export type LenientAnswer = {
  readonly statusCode: number;
  /** By lower-case name; fields that came several times are a list. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
};

/**
 * Sends one GET over `socket` and reads the answer with http-parser-js: lines may end in a line feed alone, hold blanks
 * before the colon, or be no field at all. The connection serves this one answer, so that whatever an odd header hides
 * can be of no use to anybody. Rejects where no header comes, or none that says it is HTTP; the body fails where the
 * answer breaks off. The socket is destroyed with the body, and when `signal` aborts.
 */
export function askLeniently(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { socket, signal }: { readonly socket: Socket; readonly signal: AbortSignal },
): Promise<LenientAnswer> {
  return new Promise((resolve, reject) => {
    const body = new Readable({
      signal,
      read: () => void socket.resume(),
      destroy: (error, done) => {
        socket.destroy();
        // Nobody has the body before the header came, and once they do this is too late to say anything.
        reject(error ?? new Error('the answer was given up'));
        done(error);
      },
    });
    const parser = new HTTPParser(HTTPParser.RESPONSE);
    let isFinal = false;
    parser.onHeadersComplete = (info) => {
      // Answers of a hundred are only a word on the way (RFC 9110 §15.2).
      isFinal = info.statusCode >= 200;
      if (isFinal) resolve({ statusCode: info.statusCode, headers: fieldsOf(info.headers), body });
    };
    parser.onBody = (bytes, start, length) => {
      if (!body.push(bytes.subarray(start, start + length))) socket.pause();
    };
    parser.onMessageComplete = () => {
      if (isFinal) body.push(null);
    };
    const parse = (result: number | void | Error): void => {
      if (result instanceof Error)
        body.destroy(Object.assign(new Error(result.message), { code: 'HPE_INVALID' }));
    };
    socket.on('data', (bytes: Buffer) => parse(parser.execute(bytes)));
    socket.once('end', () => parse(parser.finish()));
    socket.once('error', (error) => body.destroy(error));
    socket.once('close', () => body.destroy());
    body.on('error', () => undefined);
    socket.write(requestOf(url, headers), 'latin1');
  });
}

function requestOf(url: URL, headers: Readonly<Record<string, string>>): string {
  const fields = Object.entries({ host: url.host, ...headers, connection: 'close' });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `GET ${url.pathname}${url.search} HTTP/1.1\r\n${lines}\r\n`;
}

/** The parser gives names and values in turn. */
function fieldsOf(flat: readonly string[]): LenientAnswer['headers'] {
  const fields = new Map<string, string[]>();
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const name = (flat[at] ?? '').toLowerCase();
    fields.set(name, [...(fields.get(name) ?? []), flat[at + 1] ?? '']);
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, single(values)]));
}

function single(values: string[]): string | string[] | undefined {
  return values.length === 1 ? values[0] : values;
}
