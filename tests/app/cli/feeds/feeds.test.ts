/** The commands about feeds, against publishers on loopback: what they asked, what they printed, what they wrote. */
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addFeeds } from '../../../../src/app/cli/feeds/feeds.ts';
import { readConfig } from '../../../../src/app/run/read-config.ts';
import { type FeedState, initialState } from '../../../../src/core/feed/poll/feed-state.ts';
import { HOUR } from '../../../../src/core/time/duration.ts';
import { clockFrom } from '../../../../src/core/time/local-time.ts';
import { addChatFeed, restFeed } from '../../../../src/edges/store/people/chat-feeds.ts';
import { saveFeedState } from '../../../../src/edges/store/feeds.ts';
import { openStore } from '../../../../src/edges/store/open-store.ts';
import { SMALL_BRIEF, SMALL_SETTINGS } from '../../../config/small-config.ts';
import { type FeedServer, rssDocument, startFeedServer } from '../../../peers/feed-server.ts';

const DOCUMENT = rssDocument([{ id: '1', title: 'A sign is seen' }]).replace(
  '<channel>',
  '<channel><language>en</language>',
);
let root = '';
let server: FeedServer;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signpost-feeds-'));
  server = await startFeedServer();
  await write('config/signpost.yaml', `${SMALL_SETTINGS}polling: { allow_hosts: ["127.0.0.1"] }\n`);
  await write('config/briefs/small.yaml', SMALL_BRIEF);
});
afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const feedFile = (...lines: readonly string[]): string =>
  `desk: coast\n# The harbour, first of all.\nfeeds:\n${lines.map((line) => `  - { ${line} }\n`).join('')}`;
const lineOf = (id: string, path: string, more = ''): string =>
  `id: ${id}, url: "${server.url(path)}", outlet: The ${id}, lang: en${more}`;

/** Runs `signpost --root ROOT feeds …` and gives what it wrote and its exit code. */
async function feeds(...args: readonly string[]) {
  const written = { out: '', err: '' };
  const into = (name: keyof typeof written) => (text: string | Uint8Array) => {
    written[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err')),
  ];
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    const program = new Command().option('-r, --root <folder>', '', root).exitOverride();
    addFeeds(program);
    await program.parseAsync(['feeds', ...args], { from: 'user' });
    return { ...written, code: process.exitCode };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

describe('feeds add', () => {
  beforeEach(async () => {
    await write('feeds/coast.yaml', feedFile(lineOf('gazette', '/gazette')));
    server.respond('/rss', { body: DOCUMENT });
    server.respond('/', {
      body: '<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss">',
    });
  });
  const text = (): Promise<string> => readFile(join(root, 'feeds/coast.yaml'), 'utf8');

  it('finds the feed of a home page, shows a trial poll and writes a line that check accepts', async () => {
    const { code, out, err } = await feeds('add', server.url('/'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(server.url('/rss'));
    expect(out).toContain('1 item, ');
    expect(out).toContain('language en (it says so)');
    expect(out).toContain('· A sign is seen');
    expect(out).toContain('would match small/sign: 1');
    expect(await text()).toContain('# The harbour, first of all.');
    const loaded = await readConfig(root);
    if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
    expect(loaded.config.feeds).toHaveLength(2);
    expect(loaded.config.feeds[1]).toMatchObject({ url: server.url('/rss'), lang: 'en', desk: 'coast' });
    const again = await feeds('add', server.url('/rss'));
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is polled already')]);
  });

  it('writes nothing where it is told so, or finds nothing', async () => {
    const before = await text();
    expect(await feeds('add', server.url('/rss'), '--dry-run')).toMatchObject({ code: 0 });
    server.respond('/rss', { status: 404 });
    const nothing = await feeds('add', server.url('/'));
    expect([nothing.code, nothing.out]).toEqual([1, '']);
    expect(nothing.err).toContain('no feed was found');
    expect(await text()).toBe(before);
  });

  it('begins a file where several could be meant, and takes the one that it is told', async () => {
    await write('feeds/more.yaml', feedFile(lineOf('herald', '/herald')));
    await feeds('add', server.url('/rss'), '--desk', 'inland');
    expect(await readFile(join(root, 'feeds/added.yaml'), 'utf8')).toContain('desk: inland');
  });
});

describe('feeds add writes only what is read, and what the check accepts', () => {
  const coast = (): Promise<string> => readFile(join(root, 'feeds/coast.yaml'), 'utf8');
  const checked = async (): Promise<readonly string[]> => {
    const loaded = await readConfig(root);
    if (loaded.kind === 'bad') throw new Error(JSON.stringify(loaded.issues));
    return loaded.config.feeds.map(({ id }) => id);
  };
  beforeEach(() => server.respond('/rss', { body: DOCUMENT.replace('<title>Sample', '<title>Gazette') }));

  it('gives another id where one is taken, also into a file in UTF-16', async () => {
    const file = `\ufeff${feedFile(lineOf('gazette', '/gazette')).replaceAll('\n', '\r\n')}`;
    await mkdir(join(root, 'feeds'));
    await writeFile(join(root, 'feeds/coast.yaml'), Buffer.from(file, 'utf16le'));
    expect(await feeds('add', server.url('/rss'))).toMatchObject({ code: 0, err: '' });
    const written = await readFile(join(root, 'feeds/coast.yaml'), 'utf16le');
    expect(written.startsWith(file)).toBe(true);
    expect(await checked()).toEqual(['gazette', 'gazette-2']);
    expect(await readdir(join(root, 'feeds'))).toEqual(['coast.yaml']);
  });

  it('knows a feed by an address that is only spelt otherwise', async () => {
    await write('feeds/coast.yaml', feedFile(lineOf('gazette', '/rss')));
    server.respond('/rss/', { body: DOCUMENT });
    expect(await feeds('add', server.url('/rss/'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('is polled already, as gazette'),
    });
    expect(await checked()).toEqual(['gazette']);
  });

  it('adds the first feed of all, into no file and into an empty list', async () => {
    expect(await feeds('add', server.url('/rss'))).toMatchObject({ code: 0, err: '' });
    expect(await checked()).toEqual(['gazette']);
    await rm(join(root, 'feeds/added.yaml'));
    await write('feeds/coast.yaml', 'desk: coast # ours\nfeeds: []\n');
    expect(await feeds('add', server.url('/rss'))).toMatchObject({ code: 0, err: '' });
    expect(await checked()).toEqual(['gazette']);
    expect(await coast()).toContain('# ours');
  });

  it.each([
    [['--desk', 'My Desk'], '--desk "My Desk" is not an id; use lower-case'],
    [['--file', 'config/other.yaml'], 'config/other.yaml would not be read; name a file such as'],
    [['--file', 'feeds/list.opml'], 'feeds/list.opml would not be read'],
    [['--file', 'feeds/folder.yaml'], 'feeds/folder.yaml cannot be read (EISDIR)'],
  ])('asks nobody and writes nothing with %j', async (options, said) => {
    await write('feeds/coast.yaml', feedFile(lineOf('herald', '/herald')));
    const before = await coast();
    if (options[1] === 'feeds/folder.yaml') await mkdir(join(root, 'feeds/folder.yaml'));
    await expect(feeds('add', server.url('/rss'), ...options)).rejects.toThrow(said);
    expect([server.log, await coast()]).toEqual([[], before]);
  });

  it.skipIf(process.getuid?.() === 0)(
    'says that a file may not be written before it asks anybody',
    async () => {
      await write('feeds/coast.yaml', feedFile(lineOf('herald', '/herald')));
      await chmod(join(root, 'feeds/coast.yaml'), 0o444);
      await expect(feeds('add', server.url('/rss'))).rejects.toThrow(
        'feeds/coast.yaml cannot be written (EACCES)',
      );
      expect(server.log).toEqual([]);
      expect(await feeds('add', server.url('/rss'), '--dry-run')).toMatchObject({ code: 0 });
    },
  );

  it('names a file from the root, and keeps its rights and the link that leads to it', async () => {
    await write('feeds/coast.yaml', feedFile(lineOf('herald', '/herald')));
    await write('elsewhere/more.yaml', feedFile(lineOf('post', '/post')));
    await chmod(join(root, 'elsewhere/more.yaml'), 0o640);
    await symlink(join(root, 'elsewhere/more.yaml'), join(root, 'feeds/more.yaml'));
    expect(await feeds('add', server.url('/rss'), '--file', 'feeds/more.yaml')).toMatchObject({ code: 0 });
    expect(await readFile(join(root, 'elsewhere/more.yaml'), 'utf8')).toContain('id: gazette');
    expect((await lstat(join(root, 'feeds/more.yaml'))).isSymbolicLink()).toBe(true);
    expect((await lstat(join(root, 'elsewhere/more.yaml'))).mode & 0o777).toBe(0o640);
    expect(await checked()).toEqual(['herald', 'post', 'gazette']);
  });
});

describe('feeds verify', () => {
  it('asks each feed once and says what to write for those that moved, left or are none', async () => {
    await write(
      'feeds/coast.yaml',
      feedFile(
        lineOf('good', '/good'),
        lineOf('moved', '/old'),
        lineOf('gone', '/gone'),
        lineOf('page', '/page'),
        lineOf('barred', '/barred', ', auth: { basic: "${SHIP_TEST_LOGIN}" }'),
      ),
    );
    server.respond('/good', { body: DOCUMENT });
    server.respond('/old', { status: 301, headers: { location: '/good' } });
    server.respond('/gone', { status: 410 });
    server.respond('/page', { body: '<!doctype html><p>Welcome' });
    const { code, out } = await feeds('verify');
    expect(code).toBe(1);
    expect(out).toContain('2 of 5 answer');
    expect(out).toContain(`feed moved: has moved to ${server.url('/good')}; write the new address`);
    expect(out).toMatch(/feed gone: .*410/);
    expect(out).toMatch(/feed page: answers, but with no feed/);
    expect(out).toMatch(/feed barred: .*SHIP_TEST_LOGIN/);
    expect(server.requestsTo('/barred')).toEqual([]);
    expect(server.requestsTo('/gone')).toHaveLength(1);
  });

  it('prints every address that moved for good, through all its moves, and none that is elsewhere for now', async () => {
    await write('feeds/coast.yaml', feedFile(lineOf('far', '/far'), lineOf('away', '/away')));
    server.respond('/far', { status: 308, headers: { location: '/further' } });
    server.respond('/further', { status: 301, headers: { location: '/good' } });
    server.respond('/away', { status: 302, headers: { location: '/good' } });
    server.respond('/good', { body: DOCUMENT });
    const { code, out } = await feeds('verify');
    expect([code, out.match(/has moved to \S+/g)]).toEqual([1, [`has moved to ${server.url('/good')};`]]);
    expect(out).toContain('feed far: has moved');
    expect(server.log.map(({ path }) => path).sort()).toEqual([
      '/away',
      '/far',
      '/further',
      '/good',
      '/good',
    ]);
  });

  it('says where the way leads that ends at no feed', async () => {
    const names = ['loop', 'home', 'login', 'barred', 'closed'];
    await write('feeds/coast.yaml', feedFile(...names.map((id) => lineOf(id, `/${id}`))));
    server.respond('/loop', { status: 302, headers: { location: '/loop' } });
    server.respond('/home', { status: 301, headers: { location: '/' } });
    server.respond('/', { body: '<!doctype html><p>Welcome' });
    server.respond('/login', { status: 302, headers: { location: '/sign-in?to=login' } });
    server.respond('/sign-in?to=login', { body: '<!doctype html><form>' });
    server.respond('/barred', { status: 401 });
    server.respond('/closed', { status: 301, headers: { location: '/over' } });
    server.respond('/over', { status: 410 });
    const { code, out } = await feeds('verify');
    const said = new Map(out.split('\n').map((line) => [line.split(':')[0], line]));
    expect(code).toBe(1);
    expect(said.get('feed loop')).toContain('more than 5 redirects');
    expect(said.get('feed home')).toContain(
      `has moved to ${server.url('/')}, which answers, but with no feed`,
    );
    expect(said.get('feed login')).toContain(
      `leads to ${server.url('/sign-in?to=login')}, which answers, but`,
    );
    expect(said.get('feed barred')).toContain('write auth: on its line');
    expect(said.get('feed closed')).toContain('take it out of its file');
    expect(server.requestsTo('/loop')).toHaveLength(6);
  });

  it('logs in with what .env holds', async () => {
    await write(
      'feeds/coast.yaml',
      feedFile(lineOf('barred', '/barred', ', auth: { basic: "${SHIP_ENV_LOGIN}" }')),
    );
    await write('.env', 'SHIP_ENV_LOGIN=reader:hunter2\n');
    server.respond('/barred', (request, response) => {
      const isKnown =
        request.headers.authorization === `Basic ${Buffer.from('reader:hunter2').toString('base64')}`;
      response.writeHead(isKnown ? 200 : 401).end(isKnown ? DOCUMENT : '');
    });
    try {
      expect(await feeds('verify')).toMatchObject({ code: 0, out: 'feeds: 1 of 1 answer\n' });
    } finally {
      delete process.env['SHIP_ENV_LOGIN'];
    }
  });

  it('ends well where all answer', async () => {
    await write('feeds/coast.yaml', feedFile(lineOf('good', '/good')));
    server.respond('/good', { body: DOCUMENT });
    expect(await feeds('verify')).toMatchObject({ code: 0, out: 'feeds: 1 of 1 answer\n' });
  });
});

describe('feeds that the chat added', () => {
  beforeEach(async () => {
    await write('feeds/coast.yaml', feedFile(lineOf('herald', '/herald')));
    await mkdir(join(root, 'data'));
    const store = await openStore(join(root, 'data/signpost.db'));
    const feed = { id: 'sample', url: server.url('/chat'), outlet: 'The chat’s', lang: 'en' };
    const place = { platform: 'discord', space: '1', channel: '2' };
    await addChatFeed(store.db, { feed, place, by: 'discord:3' }, 0);
    await restFeed(store.db, 'herald', 'discord:3', 0);
    await store.close();
  });

  it('keep their ids, and are not added again', async () => {
    server.respond('/rss', { body: DOCUMENT });
    server.respond('/chat', { body: DOCUMENT });
    expect(await feeds('add', server.url('/chat'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('is polled already, as sample'),
    });
    expect((await feeds('add', server.url('/rss'))).out).toContain('as sample-2;');
  });

  it('are listed, and those that rest say so', async () => {
    const { out } = await feeds('list');
    expect(out).toContain('coast\therald\ten\tThe herald');
    expect(out).toMatch(/\therald\t.*\tat rest until somebody resumes it\n/);
    expect(out).toMatch(/^chat\tsample\t.*\tnot polled yet$/m);
  });
});

describe('feeds list', () => {
  it('says of each when it is asked next and why, and what is odd about it', async () => {
    const names = ['fresh', 'polite', 'stale', 'down', 'gone'];
    await write(
      'feeds/coast.yaml',
      feedFile(
        ...names.map((id) => lineOf(id, `/${id}`, id === 'stale' ? ', adaptive: true' : '')),
        lineOf('changed', '/changed', ', every: 5m'),
        `id: neighbour, url: "http://busy.example/n", outlet: The neighbour`,
        `id: busy, url: "http://busy.example/b", outlet: The busy`,
      ),
    );
    await mkdir(join(root, 'data'));
    const store = await openStore(join(root, 'data/signpost.db'));
    const now = Date.now();
    const save = (id: string, over: Partial<FeedState>) => {
      const feed = { id, url: server.url(`/${id}`), outlet: `The ${id}`, lang: 'en' };
      return store.transaction((tx) =>
        saveFeedState(tx, { ...initialState(feed, now, 0), status: 'ok', nextPollAt: now + HOUR, ...over }),
      );
    };
    await save('polite', { nextReason: 'ttl', ttl: 24 * HOUR });
    await save('stale', {
      nextReason: 'adaptive',
      entriesPerWeek: 1,
      silentSince: now - 99 * HOUR,
      truncated: true,
    });
    await save('down', {
      status: 'failing',
      failures: 2,
      nextReason: 'backoff',
      error: 'the server answered 500 Internal Server Error',
    });
    await save('gone', {
      status: 'gone',
      nextReason: 'gone',
      nextPollAt: 8_640_000_000_000_000,
      error: '410',
    });
    await save('changed', { nextReason: 'own-interval', lastPolledAt: now, nextPollAt: now + 24 * HOUR });
    const busy = { configuredUrl: 'http://busy.example/n', url: 'http://busy.example/n' };
    await save('neighbour', {
      ...busy,
      nextReason: 'interval',
      lastPolledAt: now,
      nextPollAt: now + HOUR / 4,
    });
    await save('busy', {
      configuredUrl: 'http://busy.example/b',
      url: 'http://busy.example/b',
      status: 'failing',
      failures: 1,
      nextReason: 'retry-after',
      nextPollAt: now + 2 * HOUR,
      heldHost: 'busy.example',
      heldUntil: now + 2 * HOUR,
    });
    await store.close();

    const { out } = await feeds('list');
    const said = new Map(out.split('\n').map((line) => [line.split('\t')[1], line.split('\t')[5]]));
    expect(said.get('fresh')).toBe('not polled yet');
    expect(said.get('polite')).toMatch(/^ok, next \S+ \(publisher asks 24 h\)$/);
    expect(said.get('stale')).toMatch(
      /^ok, next \S+ \(adaptive\), says nothing new for far longer than usual, lists more than 5,000 items/,
    );
    expect(said.get('down')).toMatch(/^failing, next \S+ \(backing off after 2 failures\), .*500/);
    expect(said.get('changed')).toMatch(/^ok, next \S+ \(its own interval\)$/);
    expect(said.get('changed')).not.toContain(clockFrom(now, now + 24 * HOUR, 'UTC'));
    const until = clockFrom(now, now + 2 * HOUR, 'UTC');
    expect(said.get('neighbour')).toBe(`ok, next ${until} (429 until ${until})`);
    expect(said.get('busy')).toBe(`failing, next ${until} (429 until ${until})`);
    expect(said.get('gone')).toMatch(/^gone, never asked again/);
  });
});
