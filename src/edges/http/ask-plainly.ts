/** Asks over a connection of its own and reads whatever header comes, for servers that speak HTTP in their own way. */
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';

export type PlainAnswer = {
  readonly statusCode: number;
  /** By lower-case name; fields that came several times are a list. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readable;
};

/** News sites send policies of several kilobytes. */
const MOST_HEADER = 64 * 1024;
/** A chunk's size with its extensions (RFC 9112 §7.1). */
const MOST_SIZE_LINE = 1_024;

const STATUS = /^(?:http(?:\/\d(?:\.\d)?)?|icy)[ \t]+(\d{3})(?!\d)/i;
const END_OF_HEADER = /\r?\n\r?\n/;

/**
 * Sends one GET over `socket` and reads the answer as browsers do: lines may end in a line feed alone, be folded, hold
 * control characters or blanks before the colon; what is no field is passed over; a length that is no number or came
 * twice means nothing, and what calls itself chunked and is not is read as it is. The connection serves this one answer,
 * so that whatever an odd header hides can be of no use to anybody. Rejects where no header comes, or none that says it is
 * HTTP; destroys the socket when the body ends or `signal` aborts.
 */
export async function askPlainly(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { socket, signal }: { readonly socket: Socket; readonly signal: AbortSignal },
): Promise<PlainAnswer> {
  const stop = (): void => void socket.destroy(new Error('aborted'));
  signal.addEventListener('abort', stop, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', stop));
  if (signal.aborted) stop();
  const fields = Object.entries({ host: url.host, ...headers, connection: 'close' });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
  const came = socket[Symbol.asyncIterator]();
  try {
    for (let rest: Buffer = Buffer.alloc(0); ;) {
      const { head, after } = await readHead(came, rest);
      const answer = readFields(head);
      rest = after;
      // Answers of a hundred are only a word on the way (RFC 9110 §15.2).
      if (answer.statusCode < 200) continue;
      return { ...answer, body: bodyOf(answer.headers, came, { rest, socket }) };
    }
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

type Came = AsyncIterator<Buffer>;

async function readHead(
  came: Came,
  already: Buffer,
): Promise<{ readonly head: string; readonly after: Buffer }> {
  for (let bytes = already; ;) {
    const text = bytes.toString('latin1');
    const start = /^[\r\n]*/.exec(text)?.[0].length ?? 0;
    const end = END_OF_HEADER.exec(text.slice(start));
    if (end !== null) {
      const at = start + end.index;
      return { head: text.slice(start, at), after: bytes.subarray(at + end[0].length) };
    }
    if (bytes.length > MOST_HEADER) throw notHttp('its header has no end');
    const next = await came.next();
    if (next.done === true) throw notHttp('the connection ended within its header');
    bytes = Buffer.concat([bytes, next.value]);
  }
}

function readFields(head: string): Omit<PlainAnswer, 'body'> {
  const [first = '', ...lines] = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const status = STATUS.exec(first)?.[1];
  if (status === undefined) throw notHttp('it begins with no status');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^\s:]+)[ \t]*:(.*)$/.exec(line) ?? [];
    if (name === '') continue;
    const key = name.toLowerCase();
    // eslint-disable-next-line no-control-regex -- control characters are what is to be removed
    headers.set(key, [...(headers.get(key) ?? []), value.replace(/[\0-\x08\x0a-\x1f\x7f]/g, '').trim()]);
  }
  return { statusCode: Number(status), headers: Object.fromEntries(headers) };
}

function bodyOf(
  headers: PlainAnswer['headers'],
  came: Came,
  { rest, socket }: { readonly rest: Buffer; readonly socket: Socket },
): Readable {
  const isChunked = /\bchunked\s*$/i.test([headers['transfer-encoding'] ?? ''].flat().join());
  const lengths = new Set([headers['content-length'] ?? []].flat().flatMap((each) => each.split(/\s*,\s*/)));
  const [length = ''] = lengths.size === 1 ? lengths : [];
  const parts = isChunked
    ? chunksOf(came, rest)
    : bytesOf(came, { rest, length: /^\d{1,15}$/.test(length) ? Number(length) : Infinity });
  const body = Readable.from(parts, { objectMode: false });
  body.once('close', () => socket.destroy());
  return body;
}

async function* bytesOf(
  came: Came,
  { rest, length }: { readonly rest: Buffer; readonly length: number },
): AsyncGenerator<Buffer> {
  let left = length;
  for (let bytes = rest; ;) {
    if (bytes.length > 0) yield bytes.subarray(0, left);
    left -= bytes.length;
    if (left <= 0) return;
    const next = await came.next();
    if (next.done !== true) bytes = next.value;
    else if (length === Infinity) return;
    else throw cut();
  }
}

async function* chunksOf(came: Came, rest: Buffer): AsyncGenerator<Buffer> {
  let bytes = rest;
  const more = async (): Promise<boolean> => {
    const next = await came.next();
    if (next.done !== true) bytes = Buffer.concat([bytes, next.value]);
    return next.done !== true;
  };
  for (let isFirst = true; ; isFirst = false) {
    let line = sizeLine(bytes);
    while (line === undefined && bytes.length < MOST_SIZE_LINE && (await more())) line = sizeLine(bytes);
    if (line === undefined || !Number.isSafeInteger(line.size)) {
      if (!isFirst) throw cut();
      yield* bytesOf(came, { rest: bytes, length: Infinity });
      return;
    }
    if (line.size === 0) return;
    bytes = bytes.subarray(line.end);
    for (let left = line.size; left > 0;) {
      if (bytes.length === 0 && !(await more())) throw cut();
      yield bytes.subarray(0, left);
      const taken = Math.min(left, bytes.length);
      left -= taken;
      bytes = bytes.subarray(taken);
    }
  }
}

/** Where the size of a chunk ends, and the size; not a number where it is none, undefined where its line has not ended. */
function sizeLine(bytes: Buffer): { readonly size: number; readonly end: number } | undefined {
  const text = bytes.subarray(0, MOST_SIZE_LINE).toString('latin1');
  const [whole, digits] = /^[\r\n]*([^\n]*)\n/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const size = /^\s*([\da-f]{1,12})\s*(?:;.*)?$/i.exec(digits ?? '')?.[1];
  return { size: size === undefined ? NaN : Number.parseInt(size, 16), end: whole.length };
}

function notHttp(why: string): Error {
  return Object.assign(new Error(`the answer is not HTTP: ${why}`), { code: 'HPE_INVALID' });
}

function cut(): Error {
  return Object.assign(new Error('the connection ended before the answer did'), { code: 'UND_ERR_SOCKET' });
}
