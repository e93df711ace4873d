import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Resolve } from '../../../src/edges/http/guarded-connector.ts';
import { type Http, openHttp } from '../../../src/edges/http/open-http.ts';
import { type FeedServer, startFeedServer } from '../../peers/feed-server.ts';

const NOBODY = new AbortController().signal;

let server: FeedServer;
const opened: Http[] = [];

const open = (options: { resolve?: Resolve; allowHosts?: readonly string[] } = {}): Http => {
  const client = openHttp({ userAgent: 'Signpost/0.0.0', timeoutMs: 2_000, ...options });
  opened.push(client);
  return client;
};
const ask = (http: Http, url: string) =>
  http.fetchFeed({ url, etag: undefined, lastModified: undefined }, NOBODY);

beforeEach(async () => {
  server = await startFeedServer();
  server.respond('/', { body: 'secret' });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.close()));
  await server.close();
});

describe('an address inside our network', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '１２７.０.０.１',
    '①②⑦.⓪.⓪.①',
    '127.0.0%2e1',
    '127.0.0.1.',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '169.254.169.254',
    '[fd00:ec2::254]',
  ])('written as %s is refused', async (host) => {
    expect(await ask(open(), `http://${host}:${server.port}/`)).toMatchObject({
      kind: 'refused',
      reason: 'private-address',
    });
    expect(server.log).toEqual([]);
  });

  it('behind a name is refused, through the real resolver', async () => {
    const outcome = await ask(open(), `http://localhost:${server.port}/`);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'private-address' });
    expect(outcome.kind === 'refused' && outcome.detail).toContain('add "localhost" to polling.allow_hosts');
    expect(server.log).toEqual([]);
  });

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.1.1',
    'fc00::1',
    'fd12::1',
    'fec0::1',
    '169.254.0.1',
    'fe80::1',
    'fe80::1%lo',
    // Where cloud machines find their keys: AWS and most others, AWS over IPv6, Azure, Alibaba.
    '169.254.169.254',
    'fd00:ec2::254',
    '168.63.129.16',
    '100.100.100.200',
    '100.64.0.1',
    '100.127.255.254',
    '224.0.0.1',
    '239.255.255.250',
    'ff02::1',
    '255.255.255.255',
    '240.0.0.1',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.1',
    '2001:db8::1',
    '100::1',
    // IPv4 inside IPv6: mapped, compatible, NAT64, local NAT64, 6to4, Teredo.
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001:0:7f00:1::',
    'not an address',
  ])('behind a name that resolves to %s is refused', async (address) => {
    const http = open({ resolve: () => Promise.resolve([address]) });
    expect(await ask(http, `http://news.example:${server.port}/`)).toMatchObject({ kind: 'refused' });
    expect(server.log).toEqual([]);
  });

  it('is never tried where a name has a public address beside it', async () => {
    // 3ffe::1 counts as public but was handed back long ago and leads nowhere, so the connection fails rather than falls back.
    const http = open({ resolve: () => Promise.resolve(['127.0.0.1', '3ffe::1']) });
    const outcome = await ask(http, `http://news.example:${server.port}/`);
    expect(outcome.kind).toBe('failed');
    expect(server.log).toEqual([]);
  });

  it.each([
    ['an address', 'http://169.254.169.254/latest/meta-data/', 'private-address'],
    ['an odd spelling', 'http://0x7f.1:PORT/inside', 'private-address'],
    ['a number', 'http://2130706433:PORT/inside', 'private-address'],
    ['a mapped address', 'http://[::ffff:7f00:1]:PORT/inside', 'private-address'],
    ['a name', 'http://metadata.example/latest/', 'private-address'],
    ['a name without its scheme', '//metadata.example/latest/', 'private-address'],
    ['credentials', 'http://me:hunter2@127.0.0.1:PORT/inside', 'credentials-in-url'],
    ['a file', 'file:///etc/passwd', 'not-http'],
    ['another protocol', 'gopher://127.0.0.1:PORT/inside', 'not-http'],
  ])(
    'is refused behind a permanent redirect to %s, and the old address is kept',
    async (_, target, reason) => {
      const location = target.replace('PORT', String(server.port));
      server.respond('/', { status: 301, headers: { location } });
      server.respond('/inside', { body: 'secret' });
      const http = open({
        allowHosts: ['publisher.example'],
        resolve: (host) => Promise.resolve([host === 'publisher.example' ? '127.0.0.1' : '169.254.169.254']),
      });
      const outcome = await ask(http, `http://publisher.example:${server.port}/`);
      expect(outcome).toMatchObject({ kind: 'refused', reason });
      expect(JSON.stringify(outcome)).not.toContain('hunter2');
      expect(server.log.map((request) => request.path)).toEqual(['/']);
    },
  );

  it('is refused when a redirect leads there', async () => {
    server.respond('/', { status: 302, headers: { location: `http://localhost:${server.port}/inside` } });
    server.respond('/inside', { body: 'secret' });
    const http = open({ allowHosts: ['127.0.0.1'] });
    expect(await ask(http, server.url('/'))).toMatchObject({ kind: 'refused', reason: 'private-address' });
    expect(server.log.map((request) => request.path)).toEqual(['/']);
  });
});

describe('a name whose address changes', () => {
  it('is asked once for a connection, and the connection goes to that very address', async () => {
    const answers = ['3ffe::1', '127.0.0.1'];
    let asked = 0;
    const resolve: Resolve = () => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? '';
      asked += 1;
      return Promise.resolve([answer]);
    };
    const http = open({ resolve });
    // A guard that resolves to check, and again to connect, would be at the loopback server by now.
    expect((await ask(http, `http://rebind.example:${server.port}/`)).kind).toBe('failed');
    expect(asked).toBe(1);
    expect(server.log).toEqual([]);
    expect(await ask(http, `http://rebind.example:${server.port}/`)).toMatchObject({ kind: 'refused' });
    expect(server.log).toEqual([]);
  });
});

describe('the allow-list', () => {
  it('opens a host for the feed whose own address names it, and never for a redirect from elsewhere', async () => {
    const resolve: Resolve = () => Promise.resolve(['127.0.0.1']);
    const http = open({ allowHosts: ['inside.example', 'news.example'], resolve });
    const there = `http://inside.example:${server.port}/`;
    server.respond('/away', { status: 302, headers: { location: there } });
    expect(await ask(http, there)).toMatchObject({ kind: 'body' });
    expect(await ask(http, `http://news.example:${server.port}/away`)).toMatchObject({
      kind: 'refused',
      reason: 'private-address',
    });
    expect(
      await http.fetchFeed(
        { url: there, configuredUrl: 'https://news.example/', etag: undefined, lastModified: undefined },
        new AbortController().signal,
      ),
    ).toMatchObject({ kind: 'refused' });
  });

  it('opens nothing for a way that left the own host and is led back by others', async () => {
    const hosts = new Map([
      ['inside.example', '127.0.0.1'],
      ['news.example', '127.0.0.1'],
    ]);
    const resolve: Resolve = (host) => Promise.resolve([hosts.get(host) ?? '127.0.0.1']);
    const http = open({ allowHosts: ['inside.example', 'news.example'], resolve });
    const at = (host: string, path: string): string => `http://${host}:${server.port}${path}`;
    server.respond('/house.xml', { status: 302, headers: { location: at('news.example', '/on') } });
    server.respond('/on', { status: 302, headers: { location: at('inside.example', '/admin') } });
    server.respond('/moved.xml', { status: 301, headers: { location: '/new/house.xml' } });
    server.respond('/new/house.xml', { body: 'news' });
    server.respond('/admin', { body: 'secret' });
    expect(await ask(http, at('inside.example', '/house.xml'))).toMatchObject({ kind: 'refused' });
    // A feed that once moved to a public address for good is led back by that one, too.
    expect(
      await http.fetchFeed(
        {
          url: at('news.example', '/on'),
          configuredUrl: at('inside.example', '/house.xml'),
          etag: undefined,
          lastModified: undefined,
        },
        NOBODY,
      ),
    ).toMatchObject({ kind: 'refused' });
    expect(await ask(http, at('inside.example', '/moved.xml'))).toMatchObject({ kind: 'body' });
    expect(server.log.map(({ path }) => path)).not.toContain('/admin');
  });

  it.each([
    ['another port of the own host', (port: number) => `http://inside.example:${port + 1}/`],
    ['the number of the own host', (port: number) => `http://127.0.0.1:${port}/`],
    ['its decimal number', (port: number) => `http://2130706433:${port}/`],
    ['its IPv6 number', (port: number) => `http://[::ffff:7f00:1]:${port}/`],
    ['a subdomain', (port: number) => `http://a.inside.example:${port}/`],
  ])('opens no redirect to %s', async (_, elsewhere) => {
    const http = open({ allowHosts: ['inside.example'], resolve: () => Promise.resolve(['127.0.0.1']) });
    server.respond('/away', { status: 302, headers: { location: elsewhere(server.port) } });
    expect(await ask(http, `http://inside.example:${server.port}/away`)).toMatchObject({ kind: 'refused' });
  });

  it.each(['INSIDE.example', 'inside.EXAMPLE.', 'inside.example'])(
    'opens the host that a feed spells %s, and each of two feeds on it',
    async (spelled) => {
      const http = open({ allowHosts: ['Inside.example'], resolve: () => Promise.resolve(['127.0.0.1']) });
      server.respond('/two.xml', { body: 'two' });
      expect(await ask(http, `http://${spelled}:${server.port}/`)).toMatchObject({ kind: 'body' });
      expect(await ask(http, `http://${spelled}:${server.port}/two.xml`)).toMatchObject({ kind: 'body' });
    },
  );

  it('lets a host pass', async () => {
    expect(await ask(open({ allowHosts: ['localhost'] }), `http://localhost:${server.port}/`)).toMatchObject({
      kind: 'body',
    });
  });

  it('lets a host pass at one port only', async () => {
    const http = open({ allowHosts: [`127.0.0.1:${server.port}`] });
    expect(await ask(http, server.url('/'))).toMatchObject({ kind: 'body' });
    expect(await ask(http, 'http://127.0.0.1:9/')).toMatchObject({ kind: 'refused' });
  });

  it('opens no other name, port or sub-domain, and nothing that an allowed host leads to', async () => {
    const resolve: Resolve = () => Promise.resolve(['127.0.0.1']);
    const http = open({ allowHosts: [`inside.example:${server.port}`], resolve });
    server.respond('/away', { status: 302, headers: { location: `http://other.example:${server.port}/` } });
    expect(await ask(http, `http://inside.example:${server.port}/`)).toMatchObject({ kind: 'body' });
    for (const address of [
      `http://other.example:${server.port}/`,
      `http://sub.inside.example:${server.port}/`,
      `http://inside.example.evil.example:${server.port}/`,
      `http://127.0.0.1:${server.port}/`,
      'http://inside.example/',
      `http://inside.example:${server.port}/away`,
    ])
      expect(await ask(http, address)).toMatchObject({ kind: 'refused', reason: 'private-address' });
    expect(server.log.map((request) => request.path)).toEqual(['/', '/away']);
  });

  it('is about the name in the address, not about where it leads', async () => {
    const http = open({ allowHosts: ['127.0.0.1'], resolve: () => Promise.resolve(['127.0.0.1']) });
    expect(await ask(http, `http://news.example:${server.port}/`)).toMatchObject({ kind: 'refused' });
    const named = open({ allowHosts: ['news.example'], resolve: () => Promise.resolve(['127.0.0.1']) });
    expect(await ask(named, `http://news.example:${server.port}/`)).toMatchObject({ kind: 'body' });
    expect(server.log[0]?.headers['host']).toBe(`news.example:${server.port}`);
  });
});

describe('a proxy', () => {
  let proxy: Server;
  const asked: string[] = [];
  beforeEach(async () => {
    asked.length = 0;
    proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      const location = LEADS.get(request.url ?? '');
      if (location === undefined) response.end('news');
      else response.writeHead(302, { location }).end();
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
  });
  afterEach(() => void proxy.close());
  const LEADS = new Map<string, string>();
  const through = (http: Http, url: string) => {
    const address = proxy.address();
    const manner = { proxy: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
    return http.fetchFeed({ url, etag: undefined, lastModified: undefined, manner }, NOBODY);
  };
  const FEED = 'http://news.example/feed';

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://localhost./admin',
    'http://inside.example/admin',
    'https://inside.example/admin',
  ])('goes nowhere inside where a redirect leads to %s', async (location) => {
    LEADS.set(FEED, location);
    const resolve: Resolve = (host) =>
      Promise.resolve([/localhost|inside/.test(host) ? '127.0.0.1' : '3ffe::1']);
    const http = open({ resolve, allowHosts: ['inside.example'] });
    expect(await through(http, FEED)).toMatchObject({ kind: 'refused', reason: 'private-address' });
    expect(asked).toEqual([FEED]);
  });

  it('goes on where a redirect leads out, also to a name that only the proxy can resolve', async () => {
    const http = open({ resolve: () => Promise.reject(new Error('there is no name server here')) });
    LEADS.set(FEED, 'http://other.example/feed');
    expect(await through(http, FEED)).toMatchObject({ kind: 'body', url: 'http://other.example/feed' });
    // What the operator wrote down is for the proxy to permit.
    expect(await through(http, 'http://10.0.0.9/feed')).toMatchObject({ kind: 'body' });
  });
});

describe('a refusal', () => {
  it('names a remedy that works: the allow-list for an own address, and the own line for one behind a redirect', async () => {
    const resolve: Resolve = () => Promise.resolve(['127.0.0.1']);
    const http = open({ resolve, allowHosts: ['news.example'] });
    server.respond('/away', {
      status: 302,
      headers: { location: `http://inside.example:${server.port}/` },
    });
    const detail = async (url: string): Promise<string> => {
      const outcome = await ask(http, url);
      return outcome.kind === 'refused' ? outcome.detail : outcome.kind;
    };
    expect(await detail(`http://inside.example:${server.port}/`)).toBe(
      'inside.example leads to 127.0.0.1, which is a loopback address; it is not asked. If it is yours, add "inside.example" to polling.allow_hosts',
    );
    expect(await detail(`http://news.example:${server.port}/away`)).toBe(
      'inside.example leads to 127.0.0.1, which is a loopback address; no redirect and no page leads there. If it is yours, write that address itself on the feed\'s line, and add "inside.example" to polling.allow_hosts',
    );
  });
});

describe('credentials in an address', () => {
  it('are refused and not repeated', async () => {
    const http = open({ allowHosts: ['127.0.0.1'] });
    const outcome = await ask(http, `http://me:hunter2@127.0.0.1:${server.port}/`);
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'credentials-in-url' });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
    expect(server.log).toEqual([]);
  });
});
