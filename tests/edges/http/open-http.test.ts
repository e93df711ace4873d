import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { createServer as createProxy } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeContent } from '../../../src/edges/http/decode-content.ts';
import { type Http, type HttpOptions, openHttp } from '../../../src/edges/http/open-http.ts';
import { type FeedServer, startFeedServer } from '../../peers/feed-server.ts';
import { startHttp2Server } from '../../peers/http2-server.ts';

const USER_AGENT = 'Signpost/0.0.0 (+https://signpost.example/bot)';
const DOCUMENT = '<rss version="2.0"><channel><title>Sample</title></channel></rss>';
const NOBODY = new AbortController().signal;
const NOW = Date.UTC(2026, 10, 22, 12);

let server: FeedServer;
let http: Http;
const opened: Http[] = [];

const open = (options: Partial<HttpOptions> = {}): Http => {
  const client = openHttp({ userAgent: USER_AGENT, allowHosts: ['127.0.0.1'], now: () => NOW, ...options });
  opened.push(client);
  return client;
};
const get = (path: string, { etag, lastModified }: { etag?: string; lastModified?: string } = {}) =>
  http.fetchFeed({ url: server.url(path), etag, lastModified }, NOBODY);

beforeEach(async () => {
  server = await startFeedServer();
  http = open();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()));
  await server.close();
});

describe('a request', () => {
  it('carries our name, what we read, and nothing else', async () => {
    server.respond('/feed?x=1', { body: DOCUMENT });
    await get('/feed?x=1');
    const [request] = server.log;
    expect(request?.method).toBe('GET');
    expect(request?.path).toBe('/feed?x=1');
    expect(request?.headers['user-agent']).toBe(USER_AGENT);
    expect(request?.headers['accept-encoding']).toBe('gzip, br, deflate');
    expect(Object.keys(request?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('sends validators back byte for byte', async () => {
    const etag = String.raw`W/"a\b 'c' é"`;
    const lastModified = 'yesterday, about noon';
    server.respond(
      '/feed',
      { headers: { etag, 'last-modified': lastModified }, body: DOCUMENT },
      { status: 304 },
    );
    const first = await get('/feed');
    expect(first).toMatchObject({ kind: 'body', validators: { etag, lastModified } });
    await get('/feed', { etag, lastModified });
    expect(server.log[1]?.headers['if-none-match']).toBe(etag);
    expect(server.log[1]?.headers['if-modified-since']).toBe(lastModified);
  });

  it('keeps no cookies', async () => {
    server.respond('/feed', { headers: { 'set-cookie': 'id=1' }, body: DOCUMENT });
    await get('/feed');
    await get('/feed');
    expect(server.log[1]?.headers['cookie']).toBeUndefined();
  });
});

describe('an answer', () => {
  it('is a body with its hash, type, address and freshness', async () => {
    server.respond('/feed', {
      headers: {
        'content-type': 'application/rss+xml',
        'cache-control': ['public', 'max-age=600'],
        age: '60',
      },
      body: DOCUMENT,
    });
    expect(await get('/feed')).toMatchObject({
      kind: 'body',
      hash: createHash('sha256').update(DOCUMENT).digest('hex'),
      contentType: 'application/rss+xml',
      url: server.url('/feed'),
      freshness: { freshFor: 600_000, age: 60_000 },
      permanentUrl: undefined,
    });
  });

  it('is not-modified on a 304, with what the 304 says', async () => {
    server.respond('/feed', { status: 304, headers: { etag: '"b"', 'cache-control': 'max-age=60' } });
    expect(await get('/feed', { etag: '"a"' })).toMatchObject({
      kind: 'not-modified',
      validators: { etag: '"b"', lastModified: undefined },
      freshness: { freshFor: 60_000 },
    });
  });

  it('is a failure on a 304 that nobody asked for', async () => {
    server.respond('/feed', { status: 304 });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'bad-response' });
  });

  it.each([
    [410, {}, { kind: 'gone' }],
    [404, {}, { kind: 'failed', reason: 'status', detail: 'the server answered 404 Not Found' }],
    [403, {}, { kind: 'failed', reason: 'status' }],
    [204, {}, { kind: 'failed', reason: 'status' }],
    [500, {}, { kind: 'failed', reason: 'status', retryAfter: undefined }],
    [503, { 'retry-after': '120' }, { kind: 'failed', retryAfter: 120_000 }],
    [503, { 'retry-after': 'Sun, 22 Nov 2026 13:00:00 GMT' }, { kind: 'failed', retryAfter: 3_600_000 }],
    [429, { 'retry-after': '30' }, { kind: 'rate-limited', retryAfter: 30_000 }],
    [429, {}, { kind: 'rate-limited', retryAfter: undefined }],
  ])('of status %i %o has its name', async (status, headers, outcome) => {
    server.respond('/feed', { status, headers });
    expect(await get('/feed')).toMatchObject(outcome);
  });

  it('names the host that said 429', async () => {
    server.respond('/feed', { status: 429 });
    expect(await get('/feed')).toMatchObject({ host: `127.0.0.1:${server.port}` });
  });

  it('is a failure where the server hangs up or speaks no HTTP', async () => {
    server.respond('/feed', (_request, response) => void response.destroy());
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'connection' });
    const mute = createServer((socket) => socket.end('220 mail.example ESMTP\r\n')).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const address = mute.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const outcome = await http.fetchFeed(
      { url: `http://127.0.0.1:${port}/`, etag: undefined, lastModified: undefined },
      NOBODY,
    );
    mute.close();
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'bad-response' });
  });

  it('is a failure where the content length lies', async () => {
    server.respond('/feed', (_request, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n<rss');
    });
    expect(await get('/feed')).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['too long a content length', `content-length: 5000\r\n\r\n${DOCUMENT}`],
    ['a chunk that never ends', `transfer-encoding: chunked\r\n\r\n41\r\n${DOCUMENT}`],
  ])('is whole with %s where its root is closed', async (_, rest) => {
    server.respond('/feed', (_request, response) => void response.socket?.end(`HTTP/1.1 200 OK\r\n${rest}`));
    const outcome = await get('/feed');
    expect(outcome.kind === 'body' && Buffer.from(outcome.body).toString()).toBe(DOCUMENT);
  });

  it.each([
    ['line feeds alone', `HTTP/1.1 200 OK\nContent-Type: text/xml\n\n${DOCUMENT}`],
    ['a folded line', `HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\nConnection: close\r\n\r\n${DOCUMENT}`],
    ['a control character', `HTTP/1.1 200 OK\r\nX-A: a\u0001b\r\nConnection: close\r\n\r\n${DOCUMENT}`],
  ])('is read with %s in its header', async (_, answer) => {
    server.respond('/feed', (_request, response) => void response.socket?.end(answer));
    expect(await get('/feed')).toMatchObject({ kind: 'body', body: Buffer.from(DOCUMENT) });
  });

  it('comes over IPv4 where nothing answers over IPv6', async () => {
    http = open({ allowHosts: ['both.example'], resolve: () => Promise.resolve(['::1', '127.0.0.1']) });
    server.respond('/feed', { body: DOCUMENT });
    const url = `http://both.example:${server.port}/feed`;
    const outcome = await http.fetchFeed({ url, etag: undefined, lastModified: undefined }, NOBODY);
    expect(outcome).toMatchObject({ kind: 'body' });
  });

  it('comes from a server that speaks HTTP/2 only, where any certificate will do', async () => {
    const h2 = await startHttp2Server(DOCUMENT);
    try {
      const url = `https://127.0.0.1:${h2.port}/feed`;
      const ask = { url, etag: undefined, lastModified: undefined };
      expect(await http.fetchFeed(ask, NOBODY)).toMatchObject({ kind: 'failed', reason: 'tls' });
      expect(await http.fetchFeed({ ...ask, manner: { insecureTls: true } }, NOBODY)).toMatchObject({
        kind: 'body',
        body: Buffer.from(DOCUMENT),
      });
    } finally {
      await h2.close();
    }
  });

  it('is a failure where nobody listens', async () => {
    await server.close();
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'connection' });
    server = await startFeedServer();
  });

  it('is a failure where the name does not exist', async () => {
    http = open({ resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) });
    const outcome = await http.fetchFeed(
      { url: 'http://nowhere.example/', etag: undefined, lastModified: undefined },
      NOBODY,
    );
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'name-not-found' });
  });
});

describe('an encoding', () => {
  it.each([
    ['gzip', gzipSync(DOCUMENT)],
    ['x-gzip', gzipSync(DOCUMENT)],
    ['br', brotliCompressSync(DOCUMENT)],
    ['deflate', deflateSync(DOCUMENT)],
    ['deflate', deflateRawSync(DOCUMENT)],
    ['identity', Buffer.from(DOCUMENT)],
    ['gzip, br', brotliCompressSync(gzipSync(DOCUMENT))],
    // Servers that say one thing and send another.
    ['gzip', Buffer.from(DOCUMENT)],
    ['br', Buffer.from(DOCUMENT)],
    ['zstd', Buffer.from(`\ufeff ${DOCUMENT}`).subarray(4)],
    ['deflate', Buffer.from(DOCUMENT)],
    ['deflate', gzipSync(DOCUMENT)],
    ['gzip', deflateSync(DOCUMENT)],
    ['br', zstdCompressSync(DOCUMENT)],
    ['utf-8', Buffer.from(DOCUMENT)],
    ['aws-chunked', gzipSync(DOCUMENT)],
    ['', gzipSync(DOCUMENT)],
    ['', zstdCompressSync(DOCUMENT)],
    ['', deflateSync(DOCUMENT)],
    // What follows the end is not read, and a second member is.
    ['gzip', Buffer.concat([gzipSync(DOCUMENT), Buffer.from('<!-- cached -->')])],
    [
      'gzip',
      Buffer.concat([gzipSync(DOCUMENT.slice(0, 20)), gzipSync(DOCUMENT.slice(20)), Buffer.from('x')]),
    ],
    ['deflate', Buffer.concat([deflateSync(DOCUMENT), Buffer.from('x')])],
    ['zstd', Buffer.concat([zstdCompressSync(DOCUMENT.slice(0, 20)), zstdCompressSync(DOCUMENT.slice(20))])],
    ['zstd', Buffer.concat([zstdCompressSync(DOCUMENT), Buffer.from('<!-- cached -->')])],
    // Cut, but what there is is whole.
    ['gzip', gzipSync(DOCUMENT).subarray(0, -6)],
  ])('of %s is undone', async (encoding, body) => {
    server.respond('/feed', { headers: { 'content-encoding': encoding }, body });
    const outcome = await get('/feed');
    expect(outcome.kind === 'body' && Buffer.from(outcome.body).toString()).toBe(DOCUMENT);
  });

  it.each([
    ['gzip, gzip, gzip, gzip', DOCUMENT],
    ['br', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])],
    ['gzip', gzipSync(DOCUMENT).subarray(0, 30)],
  ])('of %s that cannot be undone is a failure', async (encoding, body) => {
    server.respond('/feed', { headers: { 'content-encoding': encoding }, body });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'bad-encoding' });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', (data: Buffer) => brotliCompressSync(data, { params: {} })],
    ['deflate', deflateSync],
  ])('of %s cannot be a bomb', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(16 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(64 * 1024);
    server.respond('/feed', { headers: { 'content-encoding': encoding }, body: bomb });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });

  it('cannot be a bomb of many frames', async () => {
    const frame = zstdCompressSync(Buffer.alloc(1024 * 1024));
    const body = Buffer.concat(Array.from({ length: 16 }, () => frame));
    server.respond('/feed', { headers: { 'content-encoding': 'zstd' }, body });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });

  it('of zstd that is cut is undone as far as it goes', async () => {
    // Numbers that do not repeat, so that there is more than one block.
    const more = Array.from({ length: 60_000 }, (_, n) => Math.sin(n)).join(' ');
    const body = zstdCompressSync(`${DOCUMENT}<!-- ${more} -->`).subarray(0, -5_000);
    const decoded = decodeContent(body, 'zstd', 10_000_000);
    expect(decoded).toMatchObject({ kind: 'decoded', cut: true });
    expect(decoded.kind === 'decoded' && Buffer.from(decoded.bytes).toString()).toContain(DOCUMENT);
  });

  it('cannot hide a bomb inside a bomb', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(16 * 1024 * 1024)));
    server.respond('/feed', { headers: { 'content-encoding': 'gzip, gzip' }, body: bomb });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'too-large' });
  });
});

it('takes a 410 for the end of the feed, unless the feed leads there for now only', async () => {
  server.respond('/over', { status: 410 });
  server.respond('/feed', { status: 301, headers: { location: '/over' } });
  expect(await get('/feed')).toMatchObject({ kind: 'gone' });
  server.respond('/feed', { status: 302, headers: { location: '/over' } });
  expect(await get('/feed')).toMatchObject({ kind: 'failed', detail: 'the server answered 410 Gone' });
});

describe('a bound', () => {
  it('of size ends an announced download before its body', async () => {
    http = open({ maxBytes: 1_000 });
    let sent = 0;
    server.respond('/feed', (_request, response) => {
      response.writeHead(200, { 'content-length': '2000' });
      response.flushHeaders();
      response.once('close', () => {
        sent = response.writableLength;
      });
    });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'too-large' });
    expect(sent).toBe(0);
  });

  it('of size ends an endless download', async () => {
    http = open({ maxBytes: 100_000 });
    let closed: () => void = () => undefined;
    const cut = new Promise<void>((resolve) => {
      closed = resolve;
    });
    server.respond('/feed', (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, 0x20)));
      };
      response.on('drain', more);
      response.once('close', closed);
      more();
    });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'too-large' });
    await cut;
  });

  it('of time ends a body that drips', async () => {
    let expire: () => void = () => undefined;
    const asked: number[] = [];
    http = open({
      startDeadline: (ms, onExpiry) => {
        asked.push(ms);
        expire = onExpiry;
        return () => undefined;
      },
    });
    let closed: () => void = () => undefined;
    const cut = new Promise<void>((resolve) => {
      closed = resolve;
    });
    server.respond('/feed', async (_request, response) => {
      response.once('close', closed);
      for (let drip = 0; drip < 3; drip += 1) {
        response.write(' ');
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
      expire();
    });
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'timeout' });
    await cut;
    expect(asked).toEqual([15_000]);
  });

  it('of time covers all redirects together', async () => {
    let expire: () => void = () => undefined;
    let deadlines = 0;
    http = open({
      startDeadline: (_ms, onExpiry) => {
        deadlines += 1;
        expire = onExpiry;
        return () => undefined;
      },
    });
    server.respond('/feed', { status: 302, headers: { location: '/slow' } });
    server.respond('/slow', () => expire());
    expect(await get('/feed')).toMatchObject({ kind: 'failed', reason: 'timeout' });
    expect(deadlines).toBe(1);
  });

  it('of time does not hide a status whose body drips', async () => {
    let expire: () => void = () => undefined;
    http = open({
      // The time is looked at once the status is there.
      now: () => {
        setImmediate(() => expire());
        return NOW;
      },
      startDeadline: (_ms, onExpiry) => {
        expire = onExpiry;
        return () => undefined;
      },
    });
    server.respond('/feed', (_request, response) => void response.writeHead(410).write(' '));
    expect(await get('/feed')).toMatchObject({ kind: 'gone' });
  });

  it('of our own: a stop ends a request', async () => {
    const stop = new AbortController();
    server.respond('/feed', () => stop.abort());
    const outcome = await http.fetchFeed(
      { url: server.url('/feed'), etag: undefined, lastModified: undefined },
      stop.signal,
    );
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'stopped' });
    await http.fetchFeed({ url: server.url('/feed'), etag: undefined, lastModified: undefined }, stop.signal);
    expect(server.log).toHaveLength(1);
  });
});

describe('redirects', () => {
  const redirect = (status: number, location: string) => ({ status, headers: { location }, body: 'moved' });

  it.each([
    [[301], '/1'],
    [[308], '/1'],
    [[301, 308], '/2'],
    [[302], undefined],
    [[303], undefined],
    [[307], undefined],
    [[301, 302], '/1'],
    [[302, 301], undefined],
    [[301, 302, 301], '/1'],
  ])('of %j are remembered as %s', async (statuses, path) => {
    for (const [hop, status] of statuses.entries())
      server.respond(`/${hop}`, redirect(status, `/${hop + 1}`));
    server.respond(`/${statuses.length}`, { body: DOCUMENT });
    expect(await get('/0')).toMatchObject({
      kind: 'body',
      url: server.url(`/${statuses.length}`),
      permanentUrl: path === undefined ? undefined : server.url(path),
    });
  });

  it('end after five', async () => {
    for (let hop = 0; hop < 6; hop += 1) server.respond(`/${hop}`, redirect(302, `/${hop + 1}`));
    server.respond('/6', { body: DOCUMENT });
    expect(await get('/1')).toMatchObject({ kind: 'body' });
    expect(await get('/0')).toMatchObject({ kind: 'failed', reason: 'too-many-redirects' });
    expect(server.requestsTo('/6')).toHaveLength(1);
  });

  it('bring back the cookies that they set, within one fetch and to the host that set them', async () => {
    server.respond('/wall', (request, response) => {
      const through = request.headers['cookie'] === 'pass=1; shape=round';
      const cookies = { 'set-cookie': ['pass=1; Path=/', 'shape=round', 'gone=1; Max-Age=0'] };
      if (through) response.end(DOCUMENT);
      else response.writeHead(302, { location: '/wall', ...cookies }).end();
    });
    expect(await get('/wall')).toMatchObject({ kind: 'body' });
    await get('/wall');
    expect(server.log.map(({ headers }) => headers['cookie'])).toEqual([
      undefined,
      'pass=1; shape=round',
      undefined,
      'pass=1; shape=round',
    ]);
  });

  it('are followed to an address that is written in UTF-8', async () => {
    server.respond('/a', redirect(302, Buffer.from('/fød').toString('latin1')));
    server.respond('/f%C3%B8d', { body: DOCUMENT });
    expect(await get('/a')).toMatchObject({ kind: 'body', url: server.url('/f%C3%B8d') });
  });

  it('in a circle end', async () => {
    server.respond('/a', redirect(301, '/b'));
    server.respond('/b', redirect(301, '/a'));
    expect(await get('/a')).toMatchObject({ kind: 'failed', reason: 'too-many-redirects' });
    expect(server.log).toHaveLength(6);
  });

  it('carry the validators to where the document is', async () => {
    server.respond('/a', redirect(302, '/b'));
    server.respond('/b', { status: 304 });
    expect(await get('/a', { etag: '"a"' })).toMatchObject({ kind: 'not-modified' });
    expect(server.log[1]?.headers['if-none-match']).toBe('"a"');
    expect(server.log[1]?.headers['referer']).toBeUndefined();
  });
});

describe('a line of its own', () => {
  const plain = { etag: undefined, lastModified: undefined };
  const manner = {
    userAgent: 'Mozilla/5.0 (compatible)',
    headers: { 'X-Key': 'k', Cookie: 'consent=yes' },
    authorization: 'Bearer secret',
  };

  it('says who asks, and proves it, to the host that it names and to no other', async () => {
    const other = await startFeedServer();
    try {
      server.respond('/feed', { status: 302, headers: { location: server.url('/next') } });
      server.respond('/next', { status: 302, headers: { location: `http://localhost:${other.port}/there` } });
      other.respond('/there', { body: DOCUMENT });
      http = open({ allowHosts: ['127.0.0.1', 'localhost'] });
      await http.fetchFeed({ url: server.url('/feed'), ...plain, manner }, NOBODY);
      expect(
        server.log.map(({ headers }) => [headers['user-agent'], headers['x-key'], headers['cookie']]),
      ).toEqual([
        [manner.userAgent, 'k', 'consent=yes'],
        [manner.userAgent, 'k', 'consent=yes'],
      ]);
      expect(server.log[1]?.headers['authorization']).toBe('Bearer secret');
      // The other host is inside our network, and no line names it.
      expect(other.log).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('bounds time and size', async () => {
    server.respond('/feed', { body: 'x'.repeat(2_000) });
    expect(
      await http.fetchFeed({ url: server.url('/feed'), ...plain, manner: { maxBytes: 1_000 } }, NOBODY),
    ).toMatchObject({ reason: 'too-large' });
    server.respond('/slow', () => undefined);
    expect(
      await http.fetchFeed({ url: server.url('/slow'), ...plain, manner: { timeoutMs: 50 } }, NOBODY),
    ).toMatchObject({ reason: 'timeout' });
  });

  it.each([
    ['http://coast.example/feed', /^through the proxy 127\.0\.0\.1:\d+: it answered 407, it wants a login/],
    ['https://coast.example/feed', /^through the proxy 127\.0\.0\.1:\d+: it answered 407, it wants a login/],
  ])('says that a proxy wants a login for %s', async (url, said) => {
    const proxy = createProxy((_request, response) => response.writeHead(407).end());
    proxy.on('connect', (_request, socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    );
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const manner = { proxy: `http://127.0.0.1:${port}` };
    const request = { url, etag: undefined, lastModified: undefined, manner };
    const outcome = await http.fetchFeed(request, NOBODY);
    proxy.closeAllConnections();
    proxy.close();
    expect(outcome).toMatchObject({
      kind: 'failed',
      reason: 'connection',
      detail: expect.stringMatching(said),
    });
  });

  it('names the proxy that is not there', async () => {
    const request = { url: 'http://coast.example/feed', etag: undefined, lastModified: undefined };
    const outcome = await http.fetchFeed({ ...request, manner: { proxy: 'http://127.0.0.1:1' } }, NOBODY);
    expect(outcome).toMatchObject({
      detail: 'through the proxy 127.0.0.1:1: the connection failed (ECONNREFUSED)',
    });
  });

  it('has a proxy ask', async () => {
    const proxy = createProxy((request, response) => response.end(`<rss>${request.url ?? ''}</rss>`)).listen(
      0,
      '127.0.0.1',
    );
    await once(proxy, 'listening');
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const url = 'http://news.example/feed';
    const outcome = await http.fetchFeed(
      { url, ...plain, manner: { proxy: `http://127.0.0.1:${port}` } },
      NOBODY,
    );
    proxy.close();
    expect(outcome.kind === 'body' && Buffer.from(outcome.body).toString()).toBe(`<rss>${url}</rss>`);
  });
});
