/** That servers which speak HTTP in their own way are read as browsers read them, over a socket that writes such answers. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type Http, openHttp } from '../../../src/edges/http/open-http.ts';

const DOCUMENT = `<rss version="2.0"><channel><title>Sample of the harbour</title>${'<item><title>Ferry</title></item>'.repeat(9)}</channel></rss>`;
const LENGTH = Buffer.byteLength(DOCUMENT);
const HEX = LENGTH.toString(16);

let server: Server | undefined;
let http: Http | undefined;
afterEach(async () => {
  await http?.close();
  server?.close();
});

/** Answers each request by its path and the whole of its header; a connection ends with `end`. */
async function serve(answer: (path: string, header: string) => Buffer | string): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      const header = bytes.toString('latin1');
      socket.end(answer(header.split(' ')[1] ?? '', header));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `127.0.0.1:${port}`;
}

async function textOf(address: string, manner = {}): Promise<string> {
  http = openHttp({
    userAgent: 'Signpost/0.0.0',
    allowHosts: ['127.0.0.1', 'localhost'],
    resolve: () => Promise.resolve(['127.0.0.1']),
  });
  const outcome = await http.fetchFeed(
    { url: address, etag: undefined, lastModified: undefined, manner },
    new AbortController().signal,
  );
  return outcome.kind === 'body' ? Buffer.from(outcome.body).toString() : JSON.stringify(outcome);
}

describe('a header', () => {
  it.each([
    ['with a blank before a colon', `HTTP/1.1 200 OK\r\nContent-Type : text/xml\r\n\r\n`],
    ['with a line that is no field', `HTTP/1.1 200 OK\r\nHello there\r\nContent-Length: ${LENGTH}\r\n\r\n`],
    ['with a name of several words', `HTTP/1.1 200 OK\r\nX Powered By: x\r\n\r\n`],
    ['with a field without a name', `HTTP/1.1 200 OK\r\n: x\r\n\r\n`],
    ['of line feeds alone, without blanks', `HTTP/1.1 200\ncontent-length:${LENGTH}\n\n`],
    ['in folded lines', `HTTP/1.1 200 OK\r\nX-P: a,\r\n\tb\r\nContent-Length: ${LENGTH}\r\n\r\n`],
    ['behind a word on the way', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'],
    [
      'with its length twice',
      `HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\nContent-Length: ${LENGTH}\r\n\r\n`,
    ],
  ])('%s is read', async (_name, header) => {
    const host = await serve(() => header + DOCUMENT);
    expect(await textOf(`http://${host}/feed`)).toBe(DOCUMENT);
  });

  it.each([
    ['between line feeds', `${HEX}\n${DOCUMENT}\n0\n\n`],
    ['with blanks behind their size', `${HEX}   \r\n${DOCUMENT}\r\n0\r\n\r\n`],
    ['with a length beside', `${HEX}\r\n${DOCUMENT}\r\n0\r\n\r\n`],
    ['without an end', `${HEX}\r\n${DOCUMENT}\r\n`],
  ])('chunks %s are read', async (name, body) => {
    const length = name === 'with a length beside' ? 'Content-Length: 9\r\n' : '';
    const host = await serve(() => `HTTP/1.1 200 OK\r\n${length}Transfer-Encoding: chunked\r\n\r\n${body}`);
    expect(await textOf(`http://${host}/feed`)).toBe(DOCUMENT);
  });

  it('that is none is said to be', async () => {
    const host = await serve(() => DOCUMENT);
    expect(await textOf(`http://${host}/feed`)).toContain('bad-response');
  });

  it('without an end is given up', async () => {
    const host = await serve(() => `HTTP/1.1 200 OK\r\nx : y\r\n${'a: b\r\n'.repeat(20_000)}`);
    expect(await textOf(`http://${host}/feed`)).toContain('bad-response');
  });

  it('does not let an odd body grow beyond what may be read', async () => {
    const host = await serve(() => `HTTP/1.1 200 OK\r\nx : y\r\n\r\n${DOCUMENT}`);
    expect(await textOf(`http://${host}/feed`, { maxBytes: 100 })).toContain('too-large');
  });
});

describe('a coding', () => {
  const text = Buffer.from(DOCUMENT);
  const zlib = deflateSync(text);
  const wrongSum = Buffer.concat([zlib.subarray(0, -1), Buffer.from([(zlib.at(-1) ?? 0) ^ 0xff])]);
  it.each([
    ['brotli called gzip', 'gzip', brotliCompressSync(text)],
    ['brotli called deflate', 'deflate', brotliCompressSync(text)],
    ['brotli called nothing', 'identity', brotliCompressSync(text)],
    ['bare deflate called gzip', 'gzip', deflateRawSync(text)],
    ['bare deflate called brotli', 'br', deflateRawSync(text)],
    ['bare deflate called nothing', 'none', deflateRawSync(text)],
    ['zlib that begins with two letters, called nothing', 'identity', deflateSync(text, { level: 3 })],
    ['zlib with a wrong sum', 'deflate', wrongSum],
    ['gzip once, called twice', 'gzip, gzip', gzipSync(text)],
    ['gzip twice, called so', 'GZIP, x-gzip', gzipSync(gzipSync(text))],
    [
      'gzip in two members and rubbish',
      'x-gzip',
      Buffer.concat([gzipSync(text.subarray(0, 99)), gzipSync(text.subarray(99)), Buffer.from('rubbish')]),
    ],
    ['gzip without its last bytes', 'gzip', gzipSync(text).subarray(0, -8)],
  ])('%s is undone', async (_name, label, body) => {
    const host = await serve(() =>
      Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: ${label}\r\n\r\n`), body]),
    );
    expect(await textOf(`http://${host}/feed`)).toBe(DOCUMENT);
  });

  it('is not looked for in letters of old encodings', async () => {
    const old = Buffer.from([...Buffer.from('x^ '), 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
    const host = await serve(() => Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), old]));
    expect(await textOf(`http://${host}/feed`)).toBe(old.toString());
  });
});

describe('a connection', () => {
  it('that the server closes without a word after a redirect is made again', async () => {
    const host = await serve((path) =>
      path === '/feed'
        ? 'HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n'
        : `HTTP/1.1 200 OK\r\n\r\n${DOCUMENT}`,
    );
    expect(await textOf(`http://${host}/feed`)).toBe(DOCUMENT);
  });

  it('that ends before any answer is not made again', async () => {
    let asked = 0;
    const host = await serve(() => {
      asked += 1;
      return '';
    });
    expect(await textOf(`http://${host}/feed`)).toContain('connection');
    expect(asked).toBe(1);
  });
});

describe('cookies of a wall', () => {
  const wall = (set: string) => (location: string, cookie: string) => (path: string, header: string) => {
    const sent = /^cookie: (.*)$/im.exec(header)?.[1]?.trim() ?? '';
    if (path === '/feed')
      return `HTTP/1.1 302 Found\r\n${set}Location: ${location}\r\nContent-Length: 0\r\n\r\n`;
    return `HTTP/1.1 ${sent === cookie ? 200 : 403} x\r\n\r\n${sent === cookie ? DOCUMENT : sent}`;
  };

  it('join those of the feed’s own line', async () => {
    const host = await serve(wall('Set-Cookie: b=2\r\n')('/there', 'a=1; b=2'));
    expect(await textOf(`http://${host}/feed`, { headers: { Cookie: 'a=1' } })).toBe(DOCUMENT);
  });
});
