import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';
import { keepTicking } from '../../../src/edges/clock/keep-ticking.ts';
import type { PollReport } from '../../../src/app/poll/poll-one.ts';
import { simulatedClock, type SimulatedClock } from '../../../src/edges/clock/clock.ts';
import { type FeedServer, politeAnswer, rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { feedAt, type PollerRig, rigPoller } from '../rig-poller.ts';

const START = Date.UTC(2026, 10, 22, 12);
const DOCUMENT = rssDocument([{ id: '1', title: 'Envoy named' }]);

let clock: SimulatedClock;
let server: FeedServer;
let rig: PollerRig;

beforeEach(async () => {
  clock = simulatedClock(START);
  server = await startFeedServer({ now: clock.now });
  rig = rigPoller(clock);
});
afterEach(async () => {
  await rig.http.close();
  await server.close();
});

const feed = (over = {}) => feedAt('sample', server.url('/feed'), over);
const onHost = (index: number, path: string) => `http://host-${index}.example:${server.port}${path}`;

/** A promise and the function that fulfils it. */
const gate = () => Promise.withResolvers<void>();

describe('a poll', () => {
  it('hands over what it read together with the state that goes with it', async () => {
    server.respond('/feed', { headers: { etag: '"1"' }, body: DOCUMENT });
    await rig.boot([feed()]).pollDue();
    expect(rig.ingested).toEqual([{ feedId: 'sample', titles: ['Envoy named'], now: START }]);
    expect(rig.state('sample')).toMatchObject({
      status: 'ok',
      etag: '"1"',
      firstPolledAt: START,
      lastPolledAt: START,
      lastOkAt: START,
      nextPollAt: START + 15 * MINUTE,
    });
  });

  it('reports what it did, for the metrics', async () => {
    server.respond('/feed', politeAnswer(DOCUMENT));
    const reports: PollReport[] = [];
    const poller = rig.boot([feed()], { report: (report) => void reports.push(report) });
    await poller.pollDue();
    await clock.advanceTo(rig.state('sample').nextPollAt + 2 * SECOND);
    await poller.pollDue();
    expect(reports).toEqual([
      { feedId: 'sample', outcome: 'body', reason: 'interval', lag: 0, took: 0 },
      { feedId: 'sample', outcome: 'not-modified', reason: 'interval', lag: 2 * SECOND, took: 0 },
    ]);
    expect(poller.lastTickAt()).toBe(clock.now());
  });

  it.each([
    [{ lang: 'und' }, ['de', undefined], 1],
    [{ lang: 'mul' }, ['de', undefined], 1],
    [{ lang: 'en' }, [undefined, undefined], 0],
  ])(
    'asks for the language of each entry where neither line nor document says (%o)',
    async (over, langs, asked) => {
      const items = [
        { id: '1', title: 'Gesandter ernannt' },
        { id: '2', title: 'Ok' },
      ];
      server.respond('/feed', politeAnswer(rssDocument(items)));
      const texts: (readonly string[])[] = [];
      const seen: (string | undefined)[] = [];
      const poller = rig.boot([feed(over)], {
        detect: (each) => {
          texts.push(each);
          return Promise.resolve(each.map((text) => (text.startsWith('Gesandter') ? 'de' : undefined)));
        },
        ingest: ({ parsed, next }) => {
          seen.push(...(parsed?.items ?? []).map(({ lang }) => lang));
          return Promise.resolve(next);
        },
      });
      await poller.pollDue();
      expect(seen).toEqual(langs);
      expect(texts).toHaveLength(asked);
    },
  );

  it('that is no feed is a failure with the reason', async () => {
    server.respond('/feed', { body: '<!doctype html><title>Log in</title>' });
    await rig.boot([feed()]).pollDue();
    expect(rig.state('sample')).toMatchObject({
      status: 'failing',
      error: expect.stringContaining('not a feed'),
    });
    expect(rig.ingested).toMatchObject([{ titles: undefined }]);
  });
});

describe('a bug', () => {
  it('in ingesting one feed is logged, leaves other feeds alone, and loses nothing', async () => {
    server.respond('/bad', politeAnswer(DOCUMENT));
    server.respond('/good', politeAnswer(DOCUMENT));
    const feeds = [feedAt('bad', onHost(1, '/bad')), feedAt('good', onHost(2, '/good'))];
    let broken = true;
    const seen: string[] = [];
    const poller = rig.boot(feeds, {
      ingest: ({ feed: each, parsed, next }) => {
        if (each.id === 'bad' && broken) return Promise.reject(new Error('disk full'));
        rig.stored.set(each.id, next);
        if (parsed !== undefined) seen.push(each.id);
        return Promise.resolve(next);
      },
    });
    await poller.pollDue();
    await clock.advance(SECOND);
    await poller.pollDue();
    expect(seen).toEqual(['good']);
    expect(rig.logged).toContain('error: polling a feed failed by a bug bad');
    expect(rig.stored.has('bad')).toBe(false);

    broken = false;
    await clock.advance(5 * MINUTE);
    await poller.pollDue();
    expect(seen).toEqual(['good', 'bad']);
    expect(server.requestsTo('/bad')[1]?.headers['if-none-match']).toBeUndefined();
  });

  it('is retried ever more rarely', async () => {
    server.respond('/feed', { body: DOCUMENT });
    const poller = rig.boot([feed()], { parse: () => Promise.reject(new Error('bug')) });
    for (let minute = 0; minute < 120; minute += 1) {
      await poller.pollDue();
      await clock.advance(MINUTE);
    }
    expect(server.log.map(({ at }) => (at - START) / MINUTE)).toEqual([0, 5, 15, 35, 75]);
  });

  it('tells the person who asked for the poll', async () => {
    server.respond('/feed', { body: DOCUMENT });
    const poller = rig.boot([feed()], { ingest: () => Promise.reject(new Error('disk full')) });
    expect(await poller.pollNow('sample')).toEqual({ kind: 'bug', reason: 'disk full' });
  });
});

describe('ticks', () => {
  it('do not repeat a poll that is under way', async () => {
    const answer = gate();
    server.respond('/feed', async (_request, response) => {
      await answer.promise;
      response.end(DOCUMENT);
    });
    const poller = rig.boot([feed()]);
    const first = poller.pollDue();
    await server.received(1);
    const second = poller.pollDue();
    const asked = poller.pollNow('sample');
    answer.resolve();
    await Promise.all([first, second]);
    expect(await asked).toMatchObject({ kind: 'polled' });
    expect(server.log).toHaveLength(1);
  });

  it('are not held up by a server that keeps its answer to itself', async () => {
    const answer = gate();
    server.respond('/slow', async (_request, response) => {
      await answer.promise;
      response.end(DOCUMENT);
    });
    server.respond('/feed', { body: DOCUMENT });
    const feeds = [
      feedAt('slow', onHost(1, '/slow')),
      feedAt('sample', onHost(2, '/feed'), { every: MINUTE }),
    ];
    let reported = gate();
    const poller = rig.boot(feeds, { report: () => void setImmediate(() => reported.resolve()) });
    await poller.start();
    await clock.advance(SECOND);
    const polls = [poller.pollDue()];
    for (let round = 0; round < 3; round += 1) {
      await reported.promise;
      reported = gate();
      await clock.advance(2 * MINUTE);
      polls.push(poller.pollDue());
    }
    await reported.promise;
    expect(server.requestsTo('/feed')).toHaveLength(4);
    expect(server.requestsTo('/slow')).toHaveLength(1);
    answer.resolve();
    await Promise.all(polls);
  });

  it('ask no more than so many hosts at once', async () => {
    const answer = gate();
    const feeds = Array.from({ length: 8 }, (_, index) => {
      server.respond(`/${index}`, async (_request, response) => {
        await answer.promise;
        response.end(DOCUMENT);
      });
      return feedAt(`feed-${index}`, onHost(index, `/${index}`));
    });
    const poller = rig.boot(feeds, { concurrency: 3 });
    await poller.start();
    await clock.advance(5 * SECOND);
    const polled = poller.pollDue();
    await server.received(3);
    answer.resolve();
    await polled;
    expect(server.log).toHaveLength(8);
    expect(Math.max(...server.log.map(({ inFlight }) => inFlight))).toBe(3);
  });

  it('come by node-cron, until it is stopped', async () => {
    server.respond('/feed', { body: DOCUMENT });
    const poller = rig.boot([feed()], { drive: (tick) => keepTicking(tick, SECOND) });
    await poller.start();
    await server.received(1);
    await poller.stop();
    expect(rig.ingested).toHaveLength(1);
  });

  it('go on after a clock that is set back', async () => {
    server.respond('/feed', { body: DOCUMENT });
    let ahead = DAY;
    const wrong = { ...clock, now: () => clock.now() + ahead };
    const poller = rig.boot([feed()], { clock: wrong });
    await poller.pollDue();
    ahead = 0;
    await poller.pollDue();
    await clock.advance(15 * MINUTE);
    await poller.pollDue();
    expect(server.log).toHaveLength(2);
  });
});

describe('start and stop', () => {
  it('starts with the first tick and stops with the last', async () => {
    server.respond('/feed', { body: DOCUMENT });
    let tick: () => void = () => undefined;
    let driven = 0;
    const poller = rig.boot([feed()], {
      drive: (run) => {
        tick = run;
        driven += 1;
        return () => {
          driven -= 1;
        };
      },
    });
    await poller.start();
    tick();
    await server.received(1);
    await poller.stop();
    expect(driven).toBe(0);
    await clock.advance(DAY);
    tick();
    await poller.pollDue();
    expect(server.log).toHaveLength(1);
    expect(await poller.pollNow('sample')).toEqual({ kind: 'stopped' });
  });

  it('lets what is under way finish', async () => {
    const answer = gate();
    server.respond('/feed', async (_request, response) => {
      await answer.promise;
      response.end(DOCUMENT);
    });
    const poller = rig.boot([feed()]);
    const polled = poller.pollDue();
    await server.received(1);
    const stopped = poller.stop();
    answer.resolve();
    await stopped;
    await polled;
    expect(rig.ingested).toHaveLength(1);
  });

  it('cuts off what takes too long, and records nothing of it', async () => {
    const cut = gate();
    server.respond('/feed', (_request, response) => void response.once('close', cut.resolve));
    const poller = rig.boot([feed()]);
    const polled = poller.pollDue();
    await server.received(1);
    const stopped = poller.stop();
    await clock.advance(5 * SECOND);
    await stopped;
    await polled;
    await cut.promise;
    expect(rig.ingested).toEqual([]);
    expect(rig.logged).toEqual([]);
  });

  it('asks nothing of those who were waiting for their turn', async () => {
    const answer = gate();
    server.respond('/a', async (_request, response) => {
      await answer.promise;
      response.end(DOCUMENT);
    });
    server.respond('/b', { body: DOCUMENT });
    const poller = rig.boot([feedAt('a', server.url('/a')), feedAt('b', server.url('/b'))]);
    await poller.start();
    await clock.advance(SECOND);
    const first = poller.pollNow('a');
    const second = poller.pollNow('b');
    await server.received(1);
    const stopped = poller.stop();
    answer.resolve();
    await stopped;
    expect(await first).toMatchObject({ kind: 'polled' });
    expect(await second).toEqual({ kind: 'stopped' });
    expect(server.requestsTo('/b')).toEqual([]);
  });

  it('does not start where states cannot be loaded, and can be tried again', async () => {
    server.respond('/feed', { body: DOCUMENT });
    let broken = true;
    const poller = rig.boot([feed()], {
      loadStates: () => (broken ? Promise.reject(new Error('locked')) : Promise.resolve([])),
    });
    await expect(poller.start()).rejects.toThrow('locked');
    broken = false;
    await poller.pollDue();
    expect(server.log).toHaveLength(1);
  });
});

describe('a new configuration', () => {
  it('adds, removes and readdresses feeds, and leaves the rest in peace', async () => {
    for (const path of ['/kept', '/old', '/new', '/removed', '/added'])
      server.respond(path, { body: DOCUMENT });
    const kept = feedAt('kept', onHost(1, '/kept'));
    const poller = rig.boot([
      kept,
      feedAt('moved', onHost(2, '/old')),
      feedAt('removed', onHost(3, '/removed')),
    ]);
    await poller.pollDue();
    await clock.advance(SECOND);
    await poller.pollDue();
    expect(server.log).toHaveLength(3);

    await poller.replaceFeeds([
      kept,
      feedAt('moved', onHost(2, '/new')),
      feedAt('added', onHost(4, '/added')),
    ]);
    await clock.advance(2 * SECOND);
    await poller.pollDue();
    expect(
      server.log
        .slice(3)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/added', '/new']);
    await clock.advance(HOUR);
    await poller.pollDue();
    expect(server.requestsTo('/removed')).toHaveLength(1);
    expect(server.requestsTo('/kept')).toHaveLength(2);
  });

  it('lets a shorter interval count at once', async () => {
    server.respond('/feed', { body: DOCUMENT });
    const poller = rig.boot([feed({ every: DAY })]);
    await poller.pollDue();
    await poller.replaceFeeds([feed({ every: MINUTE })]);
    await clock.advance(MINUTE);
    await poller.pollDue();
    expect(server.log).toHaveLength(2);
  });

  it('lets an interval that is changed while a poll is under way count, longer or shorter', async () => {
    const answer = gate();
    server.respond(
      '/feed',
      async (_request, response) => {
        await answer.promise;
        response.end(DOCUMENT);
      },
      { body: DOCUMENT },
    );
    const poller = rig.boot([feed({ every: DAY })]);
    const polled = poller.pollDue();
    await server.received(1);
    await poller.replaceFeeds([feed({ every: MINUTE })]);
    answer.resolve();
    await polled;
    await clock.advance(MINUTE);
    await poller.pollDue();
    expect(server.log).toHaveLength(2);
    await poller.replaceFeeds([feed({ every: HOUR })]);
    await clock.advance(59 * MINUTE);
    await poller.pollDue();
    expect(server.log).toHaveLength(2);
    await clock.advance(MINUTE);
    await poller.pollDue();
    expect(server.log).toHaveLength(3);
  });

  it('says loudly, once, that a feed takes any certificate', async () => {
    server.respond('/feed', { body: DOCUMENT });
    const warned = (): number => rig.logged.filter((line) => line.includes('insecure_tls')).length;
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    expect(warned()).toBe(0);
    await poller.replaceFeeds([feed({ insecure_tls: true })]);
    await poller.replaceFeeds([feed({ insecure_tls: true, every: HOUR })]);
    expect(warned()).toBe(1);
  });

  it('reads a feed anew, though nothing of it changed, where its line says another encoding', async () => {
    const letters = Buffer.from([0x84, 0xae, 0xaa, 0xa5, 0xe0, 0xeb]);
    const [before = '', after = ''] = DOCUMENT.split('Envoy');
    server.respond(
      '/feed',
      politeAnswer(Buffer.concat([Buffer.from(before), letters, Buffer.from(after)]), 'text/xml'),
    );
    const poller = rig.boot([feed()]);
    await poller.pollDue();
    await clock.advance(SECOND);
    await poller.replaceFeeds([feed({ encoding: 'ibm866' })]);
    await clock.advance(2 * SECOND);
    await poller.pollDue();
    expect(rig.ingested.map(({ titles }) => titles?.[0])).toEqual([expect.any(String), 'Докеры named']);
    expect(rig.ingested[0]?.titles).not.toEqual(['Докеры named']);
    expect(server.log.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
  });

  it('asks a feed that fails at once where its line says another way to ask, unless it is to be left alone', async () => {
    server.respond('/feed', (request, response) => {
      const known = request.headers['user-agent'] === 'Mozilla/5.0';
      response.writeHead(known ? 200 : 403).end(known ? DOCUMENT : '');
    });
    server.respond('/busy', { status: 503, headers: { 'retry-after': '7200' } });
    const busy = (over = {}) => feedAt('busy', onHost(2, '/busy'), over);
    const poller = rig.boot([feed({ every: HOUR }), busy()]);
    await poller.pollDue();
    await clock.advance(SECOND);
    await poller.pollDue();
    await poller.replaceFeeds([feed({ every: HOUR, filter: 'a' }), busy()]);
    await clock.advance(2 * SECOND);
    await poller.pollDue();
    expect(server.log).toHaveLength(2);
    await poller.replaceFeeds([feed({ every: HOUR, user_agent: 'Mozilla/5.0' }), busy({ timeout: MINUTE })]);
    await clock.advance(2 * SECOND);
    await poller.pollDue();
    expect(server.log.map(({ path }) => path).slice(2)).toEqual(['/feed']);
    expect(rig.state('sample').status).toBe('ok');
  });

  it('lets a shorter polling.interval count at once, after the restart that applies it', async () => {
    server.respond('/feed', { body: DOCUMENT });
    server.respond('/slow', { body: rssDocument([{ id: '1', title: 'Envoy named' }], '<ttl>600</ttl>') });
    const feeds = [
      feedAt('sample', onHost(1, '/feed')),
      feedAt('own', onHost(2, '/feed'), { every: 7 * HOUR }),
      feedAt('slow', onHost(3, '/slow')),
    ];
    const first = rig.boot(feeds, { policy: { interval: 12 * HOUR } });
    for (let second = 0; second < 10; second += 1) {
      await first.pollDue();
      await clock.advance(SECOND);
    }
    await first.stop();
    expect(server.log).toHaveLength(3);

    const same = rig.boot(feeds, { policy: { interval: 12 * HOUR } });
    await clock.advance(5 * HOUR);
    await same.pollDue();
    await same.stop();
    expect(server.log).toHaveLength(3);

    const shorter = rig.boot(feeds, { policy: { interval: 15 * MINUTE } });
    await shorter.pollDue();
    await clock.advance(SECOND);
    await shorter.pollDue();
    // Five hours have passed since it was asked; the feed with a word of its own, and the publisher's wish, stand.
    expect(server.log.slice(3).map(({ headers }) => headers['host'])).toEqual([
      `host-1.example:${server.port}`,
    ]);
    await clock.advanceTo(START + 7 * HOUR + MINUTE);
    await shorter.pollDue();
    expect(server.log.slice(3).map(({ path }) => path)).not.toContain('/slow');
    await clock.advanceTo(START + 11 * HOUR + MINUTE);
    await shorter.pollDue();
    expect(server.requestsTo('/slow')).toHaveLength(2);
  });

  it('that comes while a poll is under way is not undone by it', async () => {
    const answer = gate();
    server.respond('/feed', async (_request, response) => {
      await answer.promise;
      response.end(DOCUMENT);
    });
    server.respond('/new', { body: DOCUMENT });
    const poller = rig.boot([feed()]);
    const polled = poller.pollDue();
    await server.received(1);
    await poller.replaceFeeds([feed({ url: server.url('/new') })]);
    answer.resolve();
    await polled;
    await clock.advance(2 * SECOND);
    await poller.pollDue();
    expect(server.requestsTo('/new')).toHaveLength(1);
    expect(rig.state('sample').configuredUrl).toBe(server.url('/new'));
  });
});
