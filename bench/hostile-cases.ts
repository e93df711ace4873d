/** What hostile publishers do when they are asked for a feed. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import {
  bait,
  type Chunks,
  entityBombs,
  fetchers,
  LARGE,
  MIDDLING,
  masses,
  MB,
  repeated,
  rss,
  SMALL,
  unterminated,
} from './hostile-documents.ts';

export type Misdeed = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export type HostileCase = {
  readonly name: string;
  /** One publisher each; all of them are asked in the same moment. */
  readonly publishers: readonly Misdeed[];
  /** Entries of each that may be stored; any number where left out. */
  readonly most?: number;
};

/** Things that a publisher may try to get at: a file of ours, and a server that is to see no visitor. */
export type Prey = { readonly file: string; readonly canary: string };

type Fields = Readonly<Record<string, string>>;
const XML: Fields = { 'content-type': 'application/rss+xml' };
const GOOD = rss('<item><title>a</title></item>');

/** All of them, the cheapest first. */
export function hostileCases({ file, canary }: Prey): readonly HostileCase[] {
  const one = (name: string, misdeed: Misdeed): HostileCase => ({ name, publishers: [misdeed] });
  const each = (kind: string, documents: readonly (readonly [string, Chunks | string])[]) =>
    documents.map(([name, chunks]) => one(kind === '' ? name : `${kind}: ${name}`, serve(chunks)));
  const together = (name: string, documents: readonly (readonly [string, Chunks])[]): HostileCase => ({
    name,
    publishers: documents.map(([, chunks]) => serve(chunks)),
  });
  return [
    ...each('', entityBombs()),
    ...each('', fetchers(file, canary)),
    one('100 MB of nesting', serve(repeated('<rss>', '<a>', 100 * MB))),
    one(
      '100 MB of nesting in gzip',
      packed('gzip', () => gzipSync(`<rss>${'<a>'.repeat(33 * MB)}`, { level: 1 })),
    ),
    one('9.9 MB of nesting', serve(repeated('<rss>', '<a>', LARGE))),
    one('9.9 MB of nested brackets', serve(repeated('', '[', LARGE))),
    ...each('unterminated', unterminated(LARGE)),
    ...each('', masses()),
    ...bombs(),
    ...lies(),
    one('9.9 MB of NULs', serve(repeated('', '\0', LARGE))),
    one(
      'NULs in every word',
      serve(repeated('<rss><channel><item><title>', 'a\0b', LARGE, '</title></item></channel></rss>')),
    ),
    together('regex bait of 45 KB', bait(SMALL)),
    together('regex bait of 90 KB', bait(MIDDLING)),
    together('regex bait of 9.9 MB', bait(LARGE)),
    ...declarations(),
    { name: '5,000 new entries at every poll', publishers: [inventor()], most: 400 },
    ...baitInFields(),
    ...wanderers(canary),
    ...drips(),
  ];
}

/** Documents are made when they are first asked for, and then kept, since a generator is read once. */
function serve(chunks: Chunks | string | (() => Uint8Array), fields: Fields = XML): Misdeed {
  let kept: readonly (string | Uint8Array)[] | undefined;
  return async (_, response) => {
    kept ??= typeof chunks === 'function' ? [chunks()] : typeof chunks === 'string' ? [chunks] : [...chunks];
    response.writeHead(200, fields);
    // Whoever has read enough hangs up.
    await pipeline(Readable.from(kept), response).catch(() => undefined);
  };
}

/** SGML declarations that some parsers copy at every letter, and dashes before line ends. */
function declarations(): readonly HostileCase[] {
  const inTitle = (text: string): string => rss(`<item><title>a ${text}</title></item>`);
  const forty = 40 * 1_024;
  return named([
    ['40 KB of <!x', serve(`<!x${'a'.repeat(forty)}`)],
    ['40 KB of <!x in a title', serve(inTitle(`<!x${'a'.repeat(forty)}`))],
    ['40 KB of <!x before the root', serve(`<?xml version="1.0"?><!x${'a'.repeat(forty)}>${GOOD}`)],
    ['40 KB of <!- and line ends', serve(inTitle(`<!-${'\n'.repeat(forty)}`))],
    ['40 KB of <! <! <!', serve(inTitle('<!x '.repeat(forty / 4)))],
  ]);
}

/** A feed that has never heard of what it said before. */
function inventor(): Misdeed {
  let poll = 0;
  return (_, response) => {
    poll += 1;
    const items = Array.from(
      { length: 5_000 },
      (_each, i) => `<item><title>Invented ${poll} ${i}</title><guid>${poll}-${i}</guid></item>`,
    );
    response.writeHead(200, XML).end(rss(items.join('')));
  };
}

function packed(encoding: string, body: () => Uint8Array): Misdeed {
  return serve(body, { ...XML, 'content-encoding': encoding });
}

function bombs(): readonly HostileCase[] {
  const zeros = Buffer.alloc(100 * MB);
  const often = (body: Uint8Array, times: number): Uint8Array =>
    Buffer.concat(Array.from({ length: times }, () => body));
  const brotli = (body: Uint8Array): Uint8Array =>
    brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  const twenty = Array.from({ length: 20 }, () => 'gzip').join(', ');
  return named([
    ['gzip bomb of 10 GB', packed('gzip', () => often(gzipSync(zeros), 96))],
    ['gzip in gzip in gzip', packed('gzip, gzip, gzip', () => gzipSync(gzipSync(gzipSync(zeros))))],
    ['twenty layers of gzip', packed(twenty, () => gzipSync(GOOD))],
    ['brotli bomb of 100 MB', packed('br', () => brotli(zeros))],
    ['brotli in brotli in gzip', packed('br, br, gzip', () => gzipSync(brotli(brotli(zeros))))],
    ['deflate bomb of 100 MB', packed('deflate', () => deflateSync(zeros))],
    [
      'half a million empty members',
      packed('gzip', () => often(gzipSync(''), Math.floor(LARGE / gzipSync('').length))),
    ],
    ['9.9 MB of nesting in a few KB', packed('gzip', () => gzipSync(`<rss>${'<a>'.repeat(LARGE / 3)}`))],
  ]);
}

function named(cases: readonly (readonly [string, Misdeed])[]): readonly HostileCase[] {
  return cases.map(([name, misdeed]) => ({ name, publishers: [misdeed] }));
}

/** Headers that do not fit what comes. */
function lies(): readonly HostileCase[] {
  const noise = Buffer.from(Array.from({ length: 65_536 }, (_, i) => (i * 2_654_435_761) >>> 24));
  const noises = Array.from({ length: Math.floor(LARGE / noise.length) }, () => noise);
  const typed = (charset: string): Fields => ({ 'content-type': `application/rss+xml; charset=${charset}` });
  return named([
    ['a length that is too short', raw(`Content-Length: 10\r\n\r\n${GOOD}`)],
    ['a length that is too long', raw(`Content-Length: 100000\r\n\r\n${GOOD}`)],
    ['a length of a terabyte', raw(`Content-Length: 1099511627776\r\n\r\n${GOOD}`)],
    ['a length that is no number', raw(`Content-Length: lots\r\n\r\n${GOOD}`)],
    ['two lengths', raw(`Content-Length: 10\r\nContent-Length: 20\r\n\r\n${GOOD}`)],
    ['chunks that lie', raw(`Transfer-Encoding: chunked\r\n\r\nffffffff\r\n${GOOD}\r\n0\r\n\r\n`)],
    ['not HTTP', raw('', 'SSH-2.0-hello\r\n')],
    ['gzip that is none', serve(GOOD, { ...XML, 'content-encoding': 'gzip' })],
    ['brotli that is none', serve(GOOD, { ...XML, 'content-encoding': 'br' })],
    ['said to be UTF-16', serve(GOOD, typed('utf-16'))],
    ['said to be UTF-32', serve(GOOD, typed('utf-32be'))],
    ['said to be UTF-7', serve(GOOD, typed('utf-7'))],
    ['said to be nothing known', serve(GOOD, typed('klingon-1'))],
    ['9.9 MB of noise, said to be Shift_JIS', serve(noises, typed('shift_jis'))],
    ['9.9 MB of noise, said to be UTF-8', serve(noises, typed('utf-8'))],
  ]);
}

/** Answers that are written to the socket as they stand. */
function raw(
  text: string,
  first = 'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n',
): Misdeed {
  return (_, response) => {
    response.socket?.end(first + text);
  };
}

/** Regular expressions meet header fields, too. */
function baitInFields(): readonly HostileCase[] {
  const blanks = ' '.repeat(14_000);
  const fields: Fields = {
    'content-type': `application/rss+xml; charset=${blanks};`,
    'cache-control': `max-age${blanks}=${blanks}x,`.repeat(1),
    etag: `"${'\\'.repeat(2_000)}"`,
    expires: `Sun,${blanks}06`,
  };
  const status: Misdeed = (_, response) => {
    response.writeHead(429, { 'retry-after': `${'1'.repeat(14_000)}x`, 'content-type': 'text/plain' }).end();
  };
  return [{ name: 'regex bait in header fields', publishers: [serve(GOOD, fields), status] }];
}

/** Publishers that send on and on. */
function wanderers(canary: string): readonly HostileCase[] {
  const to =
    (next: (path: string) => string, body = ''): Misdeed =>
    (request, response) => {
      response.writeHead(302, { location: next(request.url ?? '/') }).end(body);
    };
  return named([
    ['redirects without end', to((path) => `${path}x`)],
    ['a redirect to itself', to((path) => path)],
    ['redirects of 5 MB each', to((path) => `${path}x`, 'x'.repeat(5 * MB))],
    ['a redirect of 14 KB', to((path) => `${path}${'/x'.repeat(7_000)}`)],
    ['a redirect to a file', to(() => 'file:///etc/passwd')],
    ['a redirect to an allowed host', to(() => `${canary}/admin/export?all=1`)],
    ['a redirect to an allowed host, by its number', to(() => canary.replace('127.0.0.1', '2130706433'))],
  ]);
}

/** Publishers that take their time. */
function drips(): readonly HostileCase[] {
  const drip =
    (text: string, everyMs: number): Misdeed =>
    async (_, response) => {
      const { socket } = response;
      for (const letter of text) {
        if (socket === null || socket.destroyed) return;
        socket.write(letter);
        await wait(everyMs);
      }
    };
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n';
  const flood =
    (unit: string): Misdeed =>
    async (_, response) => {
      const { socket } = response;
      socket?.write('HTTP/1.1 200 OK\r\n'.slice(0, unit.startsWith('HTTP') ? 0 : undefined));
      for (;;) {
        if (socket === null || socket.destroyed) return;
        if (socket.write(unit.repeat(100))) await wait(1);
        else await Promise.race([once(socket, 'drain'), wait(1_000)]);
      }
    };
  return [
    {
      name: 'drips: no answer, header, body, 20 publishers',
      publishers: Array.from({ length: 20 }, (_, i) =>
        i % 3 === 0 ? () => undefined : drip(i % 3 === 1 ? head.repeat(9) : `${head}${GOOD.repeat(9)}`, 100),
      ),
    },
    { name: 'endless interim answers', publishers: [flood('HTTP/1.1 103 Early Hints\r\n\r\n')] },
    { name: 'endless header', publishers: [flood(`X-A: ${'a'.repeat(100)}\r\n`)] },
    {
      name: '9.9 MB in 14 s, 40 publishers',
      publishers: Array.from({ length: 40 }, () => slowly(repeated('<rss>', '<a/>', LARGE), 14_000)),
    },
  ];
}

/** A document that takes a given time. */
function slowly(chunks: Chunks, ms: number): Misdeed {
  const kept = [...chunks];
  return async (_, response) => {
    response.writeHead(200, XML);
    const began = Date.now();
    for (const [index, chunk] of kept.entries()) {
      if (response.destroyed) return;
      response.write(chunk);
      const due = (ms * index) / kept.length - (Date.now() - began);
      if (due > 10) await wait(due);
    }
    response.end();
  };
}
