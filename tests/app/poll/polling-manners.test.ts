import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';
import { simulatedClock, type SimulatedClock } from '../../../src/edges/clock/clock.ts';
import type { Poller } from '../../../src/app/poll/poller.ts';
import { type FeedServer, politeAnswer, rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { feedAt, type PollerRig, rigPoller, USER_AGENT } from '../rig-poller.ts';

/** The manners of feed readers, one test a rule, numbered as in the list; asserted on what the publisher received. */

const START = Date.UTC(2026, 10, 22, 12);
const DOCUMENT = rssDocument([{ id: '1', title: 'Envoy named' }]);
const CHANGED = rssDocument([{ id: '2', title: 'Envoy recalled' }]);
const LAST_MODIFIED = 'Sun, 22 Nov 2026 10:00:00 GMT';

let clock: SimulatedClock;
let server: FeedServer;
let rig: PollerRig;

beforeEach(async () => {
  clock = simulatedClock(START, { autoAdvance: true });
  server = await startFeedServer({ now: clock.now });
  rig = rigPoller(clock);
});
afterEach(async () => {
  await rig.http.close();
  await server.close();
});

const feed = (over = {}) => feedAt('sample', server.url('/feed'), over);
const polledAt = (path = '/feed'): readonly number[] => server.requestsTo(path).map(({ at }) => at - START);

/** Moves on to when the feed is due, and polls. */
async function pollWhenDue(poller: Poller, feedId = 'sample'): Promise<void> {
  await clock.advanceTo(rig.state(feedId).nextPollAt);
  await poller.pollDue();
}

describe('a publisher is asked', () => {
  it('1: with the validators that it gave, verbatim, and with none that it did not give', async () => {
    const etag = `W/"v1; a 'b'"`;
    server.respond(
      '/feed',
      { headers: { etag, 'last-modified': LAST_MODIFIED }, body: DOCUMENT },
      { status: 304 },
    );
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await pollWhenDue(poller);
    const [first, second] = server.log;
    expect([first?.headers['if-none-match'], first?.headers['if-modified-since']]).toEqual([
      undefined,
      undefined,
    ]);
    expect([second?.headers['if-none-match'], second?.headers['if-modified-since']]).toEqual([
      etag,
      LAST_MODIFIED,
    ]);

    server.respond('/bare', { headers: { date: 'Sun, 22 Nov 2026 12:00:00 GMT' }, body: DOCUMENT });
    const bare = rig.boot([feedAt('bare', server.url('/bare'))]);
    await bare.pollDue();
    await pollWhenDue(bare, 'bare');
    for (const { headers } of server.requestsTo('/bare'))
      expect([headers['if-none-match'], headers['if-modified-since']]).toEqual([undefined, undefined]);
  });

  it('2: with the validators of the last 200, even if its body was the same', async () => {
    server.respond(
      '/feed',
      { headers: { etag: '"1"', 'last-modified': LAST_MODIFIED }, body: DOCUMENT },
      { headers: { etag: '"2"' }, body: DOCUMENT },
      { status: 304 },
    );
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await pollWhenDue(poller);
    await pollWhenDue(poller);
    expect(server.log[2]?.headers['if-none-match']).toBe('"2"');
    expect(server.log[2]?.headers['if-modified-since']).toBeUndefined();
  });

  it('3: with the validators of a 304', async () => {
    server.respond(
      '/feed',
      { headers: { etag: '"1"', 'last-modified': LAST_MODIFIED }, body: DOCUMENT },
      { status: 304, headers: { etag: '"1-gzip"' } },
      { status: 304 },
    );
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await pollWhenDue(poller);
    await pollWhenDue(poller);
    expect(server.log[2]?.headers['if-none-match']).toBe('"1-gzip"');
    expect(server.log[2]?.headers['if-modified-since']).toBe(LAST_MODIFIED);
  });

  it('4: after a restart when it was due before, with what it gave before; a new feed once and soon', async () => {
    server.respond('/feed', politeAnswer(DOCUMENT));
    const first = rig.boot([feed()]);
    await first.pollDue();
    await first.stop();
    const due = rig.state('sample').nextPollAt;

    server.respond('/added', politeAnswer(DOCUMENT));
    const second = rig.boot([feed(), feedAt('added', server.url('/added'))]);
    await second.pollDue();
    expect(server.requestsTo('/feed')).toHaveLength(1);
    expect(server.requestsTo('/added')).toHaveLength(1);
    await clock.advanceTo(due - 1);
    await second.pollDue();
    expect(server.requestsTo('/feed')).toHaveLength(1);
    await pollWhenDue(second);
    expect(server.requestsTo('/feed')).toHaveLength(2);
    expect(server.requestsTo('/feed')[1]?.headers['if-none-match']).toMatch(/^"[0-9a-f]{16}"$/);
  });

  it('4: without a burst after a long stop, when everything is due', async () => {
    const feeds = Array.from({ length: 20 }, (_, index) => {
      server.respond(`/${index}`, politeAnswer(DOCUMENT));
      return feedAt(`feed-${index}`, `http://host-${index}.example:${server.port}/${index}`);
    });
    const first = rig.boot(feeds);
    for (let step = 0; step < 20; step += 1) {
      await first.pollDue();
      await clock.advance(SECOND);
    }
    expect(server.log).toHaveLength(20);
    await first.stop();

    await clock.advance(DAY);
    const second = rig.boot(feeds);
    const counts: number[] = [];
    for (let step = 0; step < 5; step += 1) {
      const before = server.log.length;
      await second.pollDue();
      counts.push(server.log.length - before);
      await clock.advance(SECOND);
    }
    expect(counts.reduce((sum, count) => sum + count)).toBe(20);
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
  });

  it('5: because a person wants it, conditionally and only after five minutes', async () => {
    server.respond('/feed', politeAnswer(DOCUMENT));
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    const polled = rig.state('sample').lastPolledAt ?? 0;
    expect(await poller.pollNow('sample')).toEqual({ kind: 'too-soon', again: polled + 5 * MINUTE });
    await clock.advance(5 * MINUTE);
    const [one, two] = await Promise.all([poller.pollNow('sample'), poller.pollNow('sample')]);
    expect([one.kind, two.kind]).toEqual(['polled', 'polled']);
    expect(server.log).toHaveLength(2);
    expect(server.log[1]?.headers['if-none-match']).toBeDefined();
    expect(await poller.pollNow('nobody')).toEqual({ kind: 'unknown-feed' });
  });

  it('5: not even because a person wants it while it asked to be left alone', async () => {
    server.respond('/feed', { status: 503, headers: { 'retry-after': '3600' } });
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await clock.advance(10 * MINUTE);
    expect(await poller.pollNow('sample')).toEqual({ kind: 'held', until: START + HOUR });
    expect(server.log).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, string, number]>([
    ['max-age less Age', { 'cache-control': 'max-age=7200', age: '3600' }, '', HOUR],
    [
      'Expires',
      { expires: 'Sun, 22 Nov 2026 14:00:00 GMT', date: 'Sun, 22 Nov 2026 12:00:00 GMT' },
      '',
      2 * HOUR,
    ],
    ['ttl', {}, '<ttl>90</ttl>', 1.5 * HOUR],
    ['the longest of them', { 'cache-control': 'max-age=1800' }, '<ttl>120</ttl>', 2 * HOUR],
    ['nothing, where its wish is short', { 'cache-control': 'max-age=1' }, '<ttl>1</ttl>', 13.5 * MINUTE],
    ['a day at most', { 'cache-control': 'max-age=31536000' }, '', DAY],
  ])('6: no sooner than by %s', async (_name, headers, channel, least) => {
    server.respond('/feed', { headers, body: rssDocument([{ id: '1', title: 'Envoy named' }], channel) });
    const poller = rig.boot([feed()], { random: () => 0 });
    await poller.pollDue();
    await clock.advanceTo(START + least - 1);
    await poller.pollDue();
    expect(server.log).toHaveLength(1);
    await clock.advanceTo(START + least);
    await poller.pollDue();
    expect(server.log).toHaveLength(2);
  });

  it.each([
    ['seconds', 503, '7200'],
    ['a date', 503, 'Sun, 22 Nov 2026 14:00:00 GMT'],
    ['seconds', 429, '7200'],
    ['a date', 429, 'Sun, 22 Nov 2026 14:00:00 GMT'],
  ])('7: after Retry-After in %s on a %i', async (_form, status, retryAfter) => {
    server.respond('/feed', { status, headers: { 'retry-after': retryAfter } }, { body: DOCUMENT });
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await clock.advanceTo(START + 2 * HOUR - 1);
    await poller.pollDue();
    expect(server.log).toHaveLength(1);
    await clock.advanceTo(START + 2 * HOUR);
    await poller.pollDue();
    expect(server.log).toHaveLength(2);
  });

  it('7: ever more rarely while it fails without saying when to come back', async () => {
    server.respond('/feed', { status: 429 });
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    for (let times = 0; times < 4; times += 1) await pollWhenDue(poller);
    const gaps = polledAt().map((at, index, all) => at - (all[index - 1] ?? 0));
    // A feed that never answered is looked at once more when people are told so, an hour after the first attempt.
    expect(gaps.slice(1)).toEqual([15, 30, 15, 120].map((minutes) => minutes * MINUTE));
  });

  it('7: for none of the feeds of a host that said 429, also after a restart, while other hosts are', async () => {
    const at = (host: number, path: string) => `http://host-${host}.example:${server.port}${path}`;
    server.respond('/a', { status: 429, headers: { 'retry-after': '3600' } });
    server.respond('/b', { body: DOCUMENT });
    server.respond('/c', { body: DOCUMENT });
    const feeds = [feedAt('a', at(1, '/a')), feedAt('b', at(1, '/b')), feedAt('c', at(2, '/c'))];
    const first = rig.boot(feeds.slice(0, 1));
    await first.pollDue();
    await first.stop();

    const second = rig.boot(feeds);
    for (let minute = 0; minute < 59; minute += 1) {
      await second.pollDue();
      await clock.advance(MINUTE);
    }
    expect(server.requestsTo('/a')).toHaveLength(1);
    expect(server.requestsTo('/b')).toHaveLength(0);
    expect(server.requestsTo('/c').length).toBeGreaterThan(1);
    expect(await second.pollNow('b')).toMatchObject({ kind: 'held' });
    await clock.advanceTo(START + HOUR + 5 * SECOND);
    await second.pollDue();
    expect(server.requestsTo('/b')).toHaveLength(1);
  });

  it('8: nevermore after a 410, and people hear of it once', async () => {
    server.respond('/feed', { status: 410 });
    const first = rig.boot([feed()]);
    await first.pollDue();
    await first.stop();
    const second = rig.boot([feed()]);
    for (let day = 0; day < 40; day += 1) {
      await clock.advance(DAY);
      await second.pollDue();
    }
    expect(server.log).toHaveLength(1);
    expect(rig.notices).toEqual([{ kind: 'gone', feedId: 'sample', url: server.url('/feed') }]);
    expect(rig.state('sample')).toMatchObject({ status: 'gone' });
  });

  it.each([404, 403, 500])(
    '8: still after a %i; people hear after an hour, once, where it never answered, and when it is back',
    async (status) => {
      server.respond('/feed', { status });
      const poller = rig.boot([feed()]);
      await poller.pollDue();
      while (clock.now() < START + 3 * DAY) await pollWhenDue(poller);
      expect(rig.notices).toEqual([
        {
          kind: 'never-answered',
          feedId: 'sample',
          since: START,
          error: expect.stringContaining(String(status)),
        },
      ]);
      server.respond('/feed', { body: DOCUMENT });
      await pollWhenDue(poller);
      await pollWhenDue(poller);
      expect(rig.notices.slice(1)).toEqual([{ kind: 'recovered', feedId: 'sample', since: START }]);
      expect(polledAt()[1]).toBe(15 * MINUTE);
    },
  );

  it.each([301, 308])('9: at its new address after a %i', async (status) => {
    server.respond('/feed', { status, headers: { location: '/new' } });
    server.respond('/new', politeAnswer(DOCUMENT));
    const first = rig.boot([feed()]);
    await first.pollDue();
    await first.stop();
    await pollWhenDue(rig.boot([feed()]));
    expect(server.log.map(({ path }) => path)).toEqual(['/feed', '/new', '/new']);
    expect(rig.notices).toMatchObject([{ kind: 'moved', to: server.url('/new') }]);
  });

  it.each([302, 303, 307])('9: at its old address after a %i', async (status) => {
    server.respond('/feed', { status, headers: { location: '/elsewhere' } });
    server.respond('/elsewhere', politeAnswer(DOCUMENT));
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await pollWhenDue(poller);
    expect(server.log.map(({ path }) => path)).toEqual(['/feed', '/elsewhere', '/feed', '/elsewhere']);
    expect(rig.notices).toEqual([]);
  });

  it('9: through five redirects at most, and never inside a private network', async () => {
    for (let hop = 0; hop < 9; hop += 1)
      server.respond(`/${hop}`, { status: 302, headers: { location: `/${hop + 1}` } });
    server.respond('/inward', {
      status: 302,
      headers: { location: `http://localhost:${server.port}/secret` },
    });
    const poller = rig.boot([feedAt('long', server.url('/0')), feedAt('inward', server.url('/inward'))]);
    await poller.pollDue();
    await clock.advance(SECOND);
    await poller.pollDue();
    expect(server.log.map(({ path }) => path).sort()).toEqual([
      '/0',
      '/1',
      '/2',
      '/3',
      '/4',
      '/5',
      '/inward',
    ]);
    expect(rig.state('inward').error).toContain('polling.allow_hosts');
  });

  it('10: for packed documents, of which none unpacks to more than 10 MB', async () => {
    server.respond('/feed', politeAnswer(DOCUMENT));
    const packed = { 'content-encoding': 'gzip' };
    server.respond('/bomb', { headers: packed, body: gzipSync(Buffer.alloc(32 * 1024 * 1024, 0x20)) });
    const feeds = [feed(), feedAt('bomb', server.url('/bomb'))];
    const poller = rig.boot(feeds);
    await poller.pollDue();
    await clock.advance(SECOND);
    await poller.pollDue();
    expect(server.requestsTo('/feed')[0]?.headers['accept-encoding']).toMatch(/\bgzip\b.*\bbr\b/);
    expect(rig.ingested.find(({ feedId }) => feedId === 'sample')?.titles).toEqual(['Envoy named']);
    expect(rig.state('bomb')).toMatchObject({
      status: 'failing',
      error: expect.stringContaining('unpacks to more'),
    });
    expect(rig.parsed).toEqual([server.url('/feed')]);
  });

  it('11: under one honest name, with no Referer, its own query string and no cookies but those of the same fetch', async () => {
    server.respond('/feed?desk=1', { status: 302, headers: { location: '/b?x=y', 'set-cookie': 'id=1' } });
    server.respond('/b?x=y', { headers: { 'set-cookie': 'id=2' }, body: DOCUMENT });
    const poller = rig.boot([feedAt('sample', server.url('/feed?desk=1'))]);
    await poller.pollDue();
    await pollWhenDue(poller);
    expect(server.log.map(({ path }) => path)).toEqual(['/feed?desk=1', '/b?x=y', '/feed?desk=1', '/b?x=y']);
    for (const { path, headers, rawHeaders } of server.log) {
      const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
      const cookie = path === '/b?x=y' ? ['cookie'] : [];
      expect(names.sort()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        ...cookie,
        'host',
        'user-agent',
      ]);
      expect(headers['cookie']).toBe(cookie.length > 0 ? 'id=1' : undefined);
      expect(rawHeaders).toContain(USER_AGENT);
    }
  });

  it('12: for one feed of a host at a time, one to two seconds apart, while other hosts are asked', async () => {
    const feeds = Array.from({ length: 6 }, (_, index) => {
      server.respond(`/${index}`, { body: DOCUMENT });
      return feedAt(`feed-${index}`, `http://host-${index % 2}.example:${server.port}/${index}`);
    });
    for (const each of feeds) rig.stored.set(each.id, { ...blank(each.id, each.url), nextPollAt: START });
    const gaps = [0.25, 0.75];
    let turn = 0;
    const poller = rig.boot(feeds, { random: () => gaps[(turn += 1) % 2] ?? 0 });
    await clock.advance(2 * SECOND);
    await poller.pollDue();
    await clock.advance(2 * SECOND);
    await poller.pollDue();
    for (const host of [0, 1]) {
      const mine = server.log.filter(({ headers }) => String(headers['host']).startsWith(`host-${host}.`));
      expect(mine).toHaveLength(3);
      const between = mine.slice(1).map(({ at }, index) => at - (mine[index]?.at ?? 0));
      for (const gap of between) {
        expect(gap).toBeGreaterThanOrEqual(SECOND);
      }
    }
    expect(Math.max(...server.log.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(2);
  });

  it('13: at times spread by ±10 %, each feed at its own phase', async () => {
    const feeds = Array.from({ length: 20 }, (_, index) => {
      server.respond(`/${index}`, { body: DOCUMENT });
      return feedAt(`feed-${index}`, `http://host-${index}.example:${server.port}/${index}`);
    });
    let drawn = 0;
    const poller = rig.boot(feeds, { random: () => (drawn += 0.618_034) % 1 });
    const firsts = new Set<number>();
    while (server.log.length < 20) {
      await poller.pollDue();
      await clock.advance(100);
    }
    for (const { at } of server.log) firsts.add(at);
    expect(firsts.size).toBeGreaterThan(10);
    const waits = feeds.map(({ id }) => rig.state(id).nextPollAt - (rig.state(id).lastPolledAt ?? 0));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(13.5 * MINUTE);
    expect(Math.max(...waits)).toBeLessThanOrEqual(16.5 * MINUTE);
    expect(new Set(waits).size).toBe(20);
  });

  it('14: every quarter of an hour, never in less than five minutes, faster only where the operator says so', async () => {
    for (const path of ['/usual', '/busy', '/own']) {
      const items = path === '/usual' ? 0 : 600;
      const listed = Array.from({ length: items }, (_, index) => ({
        id: String(index),
        title: 'Envoy named',
        published: START - index * MINUTE,
      }));
      server.respond(path, { body: rssDocument(listed) });
    }
    const poller = rig.boot([
      feedAt('usual', `http://host-1.example:${server.port}/usual`),
      feedAt('busy', `http://host-2.example:${server.port}/busy`),
      feedAt('own', `http://host-3.example:${server.port}/own`, { every: MINUTE }),
    ]);
    for (let second = 0; second < 3_600; second += 1) {
      await poller.pollDue();
      await clock.advance(SECOND);
    }
    const gaps = (path: string) =>
      polledAt(path)
        .map((at, index, all) => at - (all[index - 1] ?? at))
        .slice(1);
    expect(Math.min(...gaps('/busy'))).toBeGreaterThanOrEqual(13 * MINUTE);
    expect(new Set(gaps('/own'))).toEqual(new Set([MINUTE]));
    expect(server.requestsTo('/usual')).toHaveLength(4);
    expect(server.requestsTo('/busy')).toHaveLength(4);
    expect(server.requestsTo('/own').length).toBeGreaterThan(50);
  });

  it('15: and the same bytes again are no work', async () => {
    server.respond('/feed', { body: DOCUMENT }, { body: DOCUMENT }, { body: CHANGED });
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await pollWhenDue(poller);
    await pollWhenDue(poller);
    expect(server.log).toHaveLength(3);
    expect(rig.parsed).toHaveLength(2);
    expect(rig.ingested.map(({ titles }) => titles)).toEqual([
      ['Envoy named'],
      undefined,
      ['Envoy recalled'],
    ]);
  });

  it('15: once a week all the same, so that what a feed goes on showing is not forgotten', async () => {
    server.respond('/feed', { body: DOCUMENT });
    const poller = rig.boot([feed({ every: DAY })]);
    await poller.pollDue();
    for (let day = 0; day < 15; day += 1) await pollWhenDue(poller);
    expect(server.log).toHaveLength(16);
    expect(rig.ingested.flatMap(({ titles }, day) => (titles === undefined ? [] : [day]))).toEqual([
      0, 7, 14,
    ]);
  });

  it.each([
    ['a week', 4, 'adaptive', HOUR],
    ['a week, where nobody wants that', 4, undefined, 15 * MINUTE],
    ['a quarter of an hour', 600, 'adaptive', 15 * MINUTE],
  ])('16: more rarely where it rarely publishes: few items in %s', async (_name, items, wanted, gap) => {
    const listed = Array.from({ length: items }, (_, index) => ({
      id: String(index),
      title: 'Envoy named',
      published: START - index * (items === 4 ? 2 * DAY : 10 * MINUTE),
    }));
    server.respond('/feed', { body: rssDocument(listed) });
    const poller = rig.boot([feed(wanted === undefined ? {} : { adaptive: true })]);
    await poller.pollDue();
    for (let times = 0; times < 3; times += 1) await pollWhenDue(poller);
    expect(polledAt()).toEqual([0, gap, 2 * gap, 3 * gap]);
  });

  it('17: not in the hours that it asks to be spared', async () => {
    const hours = '<skipHours><hour>12</hour><hour>13</hour></skipHours>';
    server.respond('/feed', { body: rssDocument([{ id: '1', title: 'Envoy named' }], hours) });
    const poller = rig.boot([feed()], { random: () => 0 });
    await poller.pollDue();
    await pollWhenDue(poller);
    expect(polledAt()).toEqual([0, 2 * HOUR]);
  });

  it('18: for what is new alone, from the version that it gave, and a delta does not stand for the whole', async () => {
    const delta = { im: 'feed', etag: '"2"', 'content-type': 'application/rss+xml' };
    server.respond(
      '/feed',
      { headers: { etag: '"1"' }, body: DOCUMENT },
      { status: 226, headers: delta, body: CHANGED },
      ...Array.from({ length: 5 }, () => ({ status: 304 })),
      { headers: { etag: '"2"' }, body: rssDocument([{ id: '2', title: 'Envoy recalled' }], '<ttl>1</ttl>') },
    );
    const poller = rig.boot([feed({ every: DAY })]);
    await poller.pollDue();
    for (let day = 0; day < 7; day += 1) await pollWhenDue(poller);
    expect(server.log.map(({ headers }) => [headers['a-im'], headers['if-none-match']])).toEqual([
      [undefined, undefined],
      ['feed', '"1"'],
      ...Array.from({ length: 5 }, () => ['feed', '"2"']),
      // A week after the whole document, the delta notwithstanding.
      [undefined, undefined],
    ]);
    expect(rig.ingested.flatMap(({ titles }) => titles ?? [])).toEqual([
      'Envoy named',
      'Envoy recalled',
      'Envoy recalled',
    ]);
    expect(rig.state('sample').status).toBe('ok');
  });

  it('18: and a delta that nobody asked for, or of another kind, is no answer', async () => {
    server.respond('/feed', { status: 226, headers: { im: 'feed' }, body: DOCUMENT });
    server.respond(
      '/diff',
      { headers: { etag: '"1"' }, body: DOCUMENT },
      { status: 226, headers: { im: 'diffe', etag: '"2"' }, body: '1d' },
    );
    const other = feedAt('diff', `http://host-1.example:${server.port}/diff`);
    const poller = rig.boot([feed(), other]);
    await poller.pollDue();
    await clock.advance(2 * MINUTE);
    await poller.pollDue();
    await pollWhenDue(poller, 'diff');
    await pollWhenDue(poller, 'diff');
    expect(rig.state('sample')).toMatchObject({ status: 'failing', error: expect.stringContaining('226') });
    expect(rig.state('diff')).toMatchObject({ status: 'failing', error: expect.stringContaining('226') });
    expect(server.requestsTo('/diff').map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      '"1"',
    ]);
  });

  it('19: by polls alone: the hub that it names is asked for nothing, for nobody could call a bot back', async () => {
    const hub = `<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="${server.url('/hub')}"/>`;
    server.respond('/feed', {
      headers: { link: `<${server.url('/hub')}>; rel="hub"` },
      body: rssDocument([{ id: '1', title: 'Envoy named' }], hub),
    });
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await pollWhenDue(poller);
    expect(server.log.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /feed', 'GET /feed']);
    expect(polledAt()).toEqual([0, 15 * MINUTE]);
  });

  it('20: without a condition once a week', async () => {
    server.respond('/feed', politeAnswer(DOCUMENT));
    const poller = rig.boot([feed({ every: DAY })]);
    await poller.pollDue();
    for (let day = 0; day < 8; day += 1) await pollWhenDue(poller);
    const conditional = server.log.map(({ headers }) => headers['if-none-match'] !== undefined);
    expect(conditional).toEqual([false, true, true, true, true, true, true, false, true]);
  });
});

function blank(feedId: string, url: string) {
  return {
    feedId,
    configuredUrl: url,
    url,
    status: 'ok' as const,
    nextPollAt: START,
    failures: 0,
    skipHours: [],
    skipDays: [],
  };
}
