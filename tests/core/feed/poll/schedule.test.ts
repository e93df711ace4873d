import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../../src/core/feed/feed.ts';
import {
  FeedState,
  initialState,
  NEVER,
  reconcile,
  validatorsToSend,
} from '../../../../src/core/feed/poll/feed-state.ts';
import type { FetchOutcome } from '../../../../src/core/feed/poll/fetch-outcome.ts';
import type { ParsedFeed } from '../../../../src/core/feed/read/item.ts';
import { DEFAULT_POLICY } from '../../../../src/core/feed/poll/poll-interval.ts';
import { type Poll, schedule } from '../../../../src/core/feed/poll/schedule.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/core/time/duration.ts';

/** A Sunday noon. */
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const FEED: Feed = { id: 'sample', url: 'https://news.example/feed', outlet: 'Sample', lang: 'en' };
const MIDDLE = 0.5;

const DOCUMENT: ParsedFeed = {
  format: 'rss',
  title: 'Sample',
  lang: 'en',
  ttl: undefined,
  skipHours: [],
  skipDays: [],
  items: [],
  truncated: false,
};

const notModified = (over: Partial<Extract<FetchOutcome, { kind: 'not-modified' }>> = {}): FetchOutcome => ({
  kind: 'not-modified',
  validators: { etag: undefined, lastModified: undefined },
  freshness: { freshFor: undefined, age: 0 },
  permanentUrl: undefined,
  ...over,
});
const body = (over: Partial<Extract<FetchOutcome, { kind: 'body' }>> = {}): FetchOutcome => ({
  kind: 'body',
  body: new Uint8Array(),
  hash: 'abc',
  contentType: 'application/rss+xml',
  url: FEED.url,
  validators: { etag: undefined, lastModified: undefined },
  freshness: { freshFor: undefined, age: 0 },
  permanentUrl: undefined,
  ...over,
});
const failure = (retryAfter?: number): FetchOutcome => ({
  kind: 'failed',
  reason: 'status',
  detail: 'the server answered 503 Service Unavailable',
  retryAfter,
});

const poll = (over: Partial<Poll>) =>
  schedule({
    state: initialState(FEED, NOW, 0),
    feed: FEED,
    policy: DEFAULT_POLICY,
    outcome: notModified(),
    parsed: undefined,
    now: NOW,
    jitter: MIDDLE,
    ...over,
  });
const read = (over: Partial<ParsedFeed> = {}, poll_: Partial<Poll> = {}) =>
  poll({ outcome: body(), parsed: { kind: 'feed', feed: { ...DOCUMENT, ...over } }, ...poll_ });
const waitOf = (decision: { readonly next: FeedState }, now = NOW): number => decision.next.nextPollAt - now;

const itemsAt = (dates: readonly number[]): ParsedFeed['items'] =>
  dates.map((published, index) => ({
    id: String(index),
    title: `Item ${index}`,
    link: undefined,
    published,
    updated: undefined,
    summary: '',
    source: undefined,
    lang: undefined,
  }));

describe('the wait after a success', () => {
  it('is the usual interval, ±10 %', () => {
    expect(read().reason).toBe('interval');
    expect(waitOf(read())).toBe(15 * MINUTE);
    expect(waitOf(read({}, { jitter: 0 }))).toBe(13.5 * MINUTE);
    expect(waitOf(read({}, { jitter: 0.999 }))).toBeLessThan(16.5 * MINUTE + 1);
  });

  it('is no shorter than what is left of max-age, and never cut by jitter', () => {
    const decision = poll({
      outcome: body({ freshness: { freshFor: HOUR, age: 10 * MINUTE } }),
      parsed: { kind: 'feed', feed: DOCUMENT },
      jitter: 0,
    });
    expect(decision.reason).toBe('fresh');
    expect(waitOf(decision)).toBe(50 * MINUTE);
  });

  it('is no shorter than the ttl, also after a 304 that does not repeat it', () => {
    const first = read({ ttl: 2 * HOUR }, { jitter: 0 });
    expect([first.reason, waitOf(first)]).toEqual(['ttl', 2 * HOUR]);
    const second = poll({ state: first.next, jitter: 0 });
    expect([second.reason, waitOf(second)]).toEqual(['ttl', 2 * HOUR]);
  });

  it('keeps the freshness of the document when a 304 says nothing of it, and takes what a 304 says', () => {
    const first = read({}, { outcome: body({ freshness: { freshFor: HOUR, age: 0 } }) });
    expect(poll({ state: first.next, jitter: 0 }).reason).toBe('fresh');
    const told = poll({ state: first.next, outcome: notModified({ freshness: { freshFor: 0, age: 0 } }) });
    expect(told.next.freshFor).toBe(0);
    expect(told.reason).toBe('interval');
  });

  it('is at most a day, whatever the publisher says', () => {
    const decision = read({}, { outcome: body({ freshness: { freshFor: 300 * DAY, age: 0 } }) });
    expect([decision.reason, waitOf(decision)]).toEqual(['cap', DAY]);
  });

  it('is at least five minutes, unless the operator says less for this feed', () => {
    expect(waitOf(read({}, { policy: { ...DEFAULT_POLICY, interval: MINUTE }, jitter: 0 }))).toBe(5 * MINUTE);
    expect(waitOf(read({}, { feed: { ...FEED, every: 30 * SECOND } }))).toBe(30 * SECOND);
  });

  it("may be longer than a day only where the operator's own interval is", () => {
    expect(waitOf(read({}, { feed: { ...FEED, every: 7 * DAY } }))).toBe(7 * DAY);
  });

  it("is exactly the operator's own interval, whatever the publisher says", () => {
    const says: Partial<ParsedFeed> = { ttl: HOUR, skipHours: [12], skipDays: [0] };
    for (const jitter of [0, 0.999]) {
      const decision = read(says, {
        feed: { ...FEED, every: MINUTE },
        outcome: body({ freshness: { freshFor: 30 * DAY, age: 0 } }),
        jitter,
      });
      expect([decision.reason, waitOf(decision)]).toEqual(['own-interval', MINUTE]);
      expect(decision.next.nextReason).toBe('own-interval');
    }
  });

  it('is stretched by the publisher where the line is polite', () => {
    const feed = { ...FEED, every: 20 * MINUTE, polite: true };
    const asks = read({ ttl: HOUR }, { feed, jitter: 0 });
    expect([asks.reason, waitOf(asks)]).toEqual(['ttl', HOUR]);
    expect(waitOf(read({}, { feed }))).toBe(20 * MINUTE);
    expect(waitOf(read({ ttl: 30 * DAY }, { feed }))).toBe(DAY);
  });

  it('follows the publishing rate, where that is wanted, up to four intervals', () => {
    const policy = { ...DEFAULT_POLICY, adaptive: true };
    const everyTwentyMinutes = itemsAt(
      Array.from({ length: 30 }, (_, index) => NOW - (index + 1) * 20 * MINUTE),
    );
    expect(read({ items: everyTwentyMinutes }).reason).toBe('interval');
    const busy = read({ items: everyTwentyMinutes }, { policy });
    expect([busy.reason, waitOf(busy)]).toEqual(['adaptive', 20 * MINUTE]);

    const everyMinute = itemsAt(Array.from({ length: 500 }, (_, index) => NOW - (index + 1) * MINUTE));
    expect(waitOf(read({ items: everyMinute }, { policy }))).toBe(15 * MINUTE);

    const monthly = itemsAt([NOW - 30 * DAY, NOW - 60 * DAY]);
    expect(waitOf(read({ items: monthly }, { policy }))).toBe(HOUR);
    // A line of its own decides for itself.
    const own = { ...FEED, every: MINUTE, adaptive: true };
    expect(waitOf(read({ items: monthly }, { feed: own }))).toBe(4 * MINUTE);
    expect(waitOf(read({ items: monthly }, { policy, feed: { ...FEED, every: MINUTE } }))).toBe(MINUTE);
    expect(waitOf(read({ items: monthly }, { policy, feed: { ...FEED, adaptive: false } }))).toBe(
      15 * MINUTE,
    );
  });

  it('skips the hours and days that the publisher asks to be spared', () => {
    const noon = read({ skipHours: [12, 13] }, { jitter: 0 });
    expect(noon.reason).toBe('skipped');
    expect(noon.next.nextPollAt).toBe(Date.UTC(2026, 10, 22, 14));
    expect(read({ skipDays: [0] }, { jitter: 0 }).next.nextPollAt).toBe(Date.UTC(2026, 10, 23));
    expect(read({ skipDays: [0, 1], skipHours: [0, 1] }, { jitter: 0 }).next.nextPollAt).toBe(
      Date.UTC(2026, 10, 24, 2),
    );
  });

  it('passes over a publisher who wants to be spared always', () => {
    expect(read({ skipDays: [0, 1, 2, 3, 4, 5, 6] }).reason).toBe('interval');
  });
});

describe('validators', () => {
  const state: FeedState = {
    ...initialState(FEED, NOW, 0),
    etag: 'W/"old"',
    lastModified: 'Sun, 22 Nov 2026 10:00:00 GMT',
    bodyHash: 'abc',
    lastFullGetAt: NOW - DAY,
  };

  it('are both replaced after a 200, even if the body is the same', () => {
    const { next } = poll({
      state,
      outcome: body({ validators: { etag: '"new"', lastModified: undefined } }),
    });
    expect([next.etag, next.lastModified]).toEqual(['"new"', undefined]);
  });

  it('are taken from a 304, and kept where it has none', () => {
    const validators = { etag: '"newer"', lastModified: undefined };
    const { next } = poll({ state, outcome: notModified({ validators }) });
    expect([next.etag, next.lastModified]).toEqual(['"newer"', state.lastModified]);
  });

  it('survive a failure', () => {
    expect(poll({ state, outcome: failure() }).next.etag).toBe('W/"old"');
  });

  it('are dropped where the body is no feed, so that no 304 vouches for it', () => {
    const decision = poll({
      state,
      outcome: body({ hash: 'def', validators: { etag: '"login-page"', lastModified: undefined } }),
      parsed: { kind: 'not-a-feed', reason: 'It is an HTML page.' },
    });
    expect(decision.next).toMatchObject({
      status: 'failing',
      error: 'the answer is not a feed: It is an HTML page.',
    });
    expect([decision.next.etag, decision.next.lastModified, decision.next.bodyHash]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('stay at home once a week', () => {
    expect(validatorsToSend(state, NOW)).toEqual({ etag: 'W/"old"', lastModified: state.lastModified });
    expect(validatorsToSend(state, NOW + 6 * DAY)).toEqual({ etag: undefined, lastModified: undefined });
    expect(poll({ state, outcome: body(), now: NOW + 6 * DAY }).next.lastFullGetAt).toBe(NOW + 6 * DAY);
  });
});

describe('failures', () => {
  const failTimes = (
    times: number,
  ): { state: FeedState; now: number; waits: number[]; notices: string[] } => {
    let state = read().next;
    let now = state.nextPollAt;
    const waits: number[] = [];
    const notices: string[] = [];
    for (let index = 0; index < times; index += 1) {
      const decision = poll({ state, outcome: failure(), now });
      waits.push(waitOf(decision, now));
      notices.push(
        ...decision.notices.map((notice) => `${notice.kind} after ${now - (state.failingSince ?? now)}`),
      );
      state = decision.next;
      now = state.nextPollAt;
    }
    return { state, now, waits, notices };
  };

  it('back off by doubling', () => {
    expect(failTimes(5).waits).toEqual([15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE));
  });

  it('never wait longer than a day', () => {
    expect(Math.max(...failTimes(30).waits)).toBe(DAY);
  });

  it('have a feed asked no more often than its own interval wants it, but for the mark', () => {
    const weekly = { ...FEED, every: 7 * DAY };
    let state = read().next;
    let now = NOW;
    const waits: number[] = [];
    const told: string[] = [];
    for (let times = 0; times < 4; times += 1) {
      const decision = poll({ state, feed: weekly, outcome: failure(), now });
      waits.push(waitOf(decision, now) / DAY);
      told.push(...decision.notices.map(({ kind }) => kind));
      state = decision.next;
      now = state.nextPollAt;
    }
    expect(waits).toEqual([1, 7, 7, 7]);
    expect(told).toEqual(['failing-for-a-day']);
  });

  it('are told once, at the 24-hour mark', () => {
    expect(failTimes(30).notices).toEqual([`failing-for-a-day after ${DAY}`]);
  });

  it('are followed by one notice of recovery, and only if people were told', () => {
    const told = failTimes(20);
    const back = poll({ state: told.state, now: told.now });
    expect(back.notices).toEqual([{ kind: 'recovered', feedId: 'sample', since: told.state.failingSince }]);
    expect(back.next).toMatchObject({ status: 'ok', failures: 0 });
    expect(poll({ state: back.next, now: told.now + HOUR }).notices).toEqual([]);

    const untold = failTimes(3);
    expect(poll({ state: untold.state, now: untold.now }).notices).toEqual([]);
  });

  it('obey Retry-After, but not for less than the usual interval', () => {
    const long = poll({ outcome: failure(3 * HOUR) });
    expect([long.reason, waitOf(long)]).toEqual(['retry-after', 3 * HOUR]);
    expect(long.next.heldUntil).toBe(NOW + 3 * HOUR);
    expect(long.next.heldHost).toBeUndefined();
    expect(waitOf(poll({ outcome: failure(5 * SECOND) }))).toBe(15 * MINUTE);
  });

  it('back off all the same where Retry-After says that nothing need be waited for', () => {
    const limited = { kind: 'rate-limited', host: 'news.example', retryAfter: 0, detail: '429' } as const;
    let state = poll({ state: read().next, outcome: limited }).next;
    for (const minutes of [30, 60, 120]) {
      const decision = poll({ state, outcome: limited });
      expect([decision.reason, waitOf(decision)]).toEqual(['backoff', minutes * MINUTE]);
      expect(decision.next.heldUntil).toBe(decision.next.nextPollAt);
      state = decision.next;
    }
  });

  it('hold the whole host on a 429, and let it go on the next success', () => {
    const limited: FetchOutcome = {
      kind: 'rate-limited',
      host: 'news.example',
      retryAfter: 2 * HOUR,
      detail: '429',
    };
    const { next } = poll({ outcome: limited });
    expect(next).toMatchObject({ heldHost: 'news.example', heldUntil: NOW + 2 * HOUR, status: 'failing' });
    const without = poll({ outcome: { ...limited, retryAfter: undefined } });
    expect(without.next.heldUntil).toBe(without.next.nextPollAt);
    const after = poll({ state: next, now: NOW + 2 * HOUR }).next;
    expect([after.heldHost, after.heldUntil]).toEqual([undefined, undefined]);
  });
});

describe('a feed that never answered', () => {
  it('is told of after an hour, once', () => {
    let state = initialState(FEED, NOW, 0);
    let now = NOW;
    const told: string[] = [];
    for (let polls = 0; polls < 12; polls += 1) {
      const decision = poll({ state, outcome: failure(), now });
      told.push(...decision.notices.map(({ kind }) => `${kind} after ${(now - NOW) / MINUTE} min`));
      state = decision.next;
      now = state.nextPollAt;
    }
    expect(told).toEqual(['never-answered after 60 min']);
  });

  it.each([6 * HOUR, 7 * DAY])(
    'is told of after an hour although its interval is %d ms, which then holds',
    (every) => {
      const slow = { ...FEED, every };
      const first = poll({ state: initialState(slow, NOW, 0), feed: slow, outcome: failure() });
      expect(waitOf(first)).toBe(HOUR);
      const second = poll({ state: first.next, feed: slow, outcome: failure(), now: NOW + HOUR });
      expect(second.notices).toMatchObject([{ kind: 'never-answered', since: NOW }]);
      expect(waitOf(second, NOW + HOUR)).toBeGreaterThanOrEqual(every);
    },
  );
});

describe('a feed that answers and says nothing', () => {
  const hourly = itemsAt(Array.from({ length: 10 }, (_, nth) => NOW - nth * HOUR));

  it('is told of once, and again when it fell silent again', () => {
    const first = read({ items: hourly });
    expect(first.notices).toEqual([]);
    const quiet = poll({ state: first.next, now: NOW + 3 * DAY });
    expect(quiet.notices).toEqual([{ kind: 'stale', feedId: 'sample', since: NOW, usualGap: HOUR }]);
    expect(poll({ state: quiet.next, now: NOW + 4 * DAY }).notices).toEqual([]);
    const fresh = itemsAt([NOW + 5 * DAY, ...Array.from({ length: 9 }, (_, nth) => NOW - nth * HOUR)]);
    const back = read({ items: fresh }, { state: quiet.next, now: NOW + 5 * DAY });
    expect(back.next.silentSince).toBeUndefined();
    expect(poll({ state: back.next, now: NOW + 9 * DAY }).notices).toMatchObject([{ kind: 'stale' }]);
  });

  it('is told of where its document is emptied or shortened, and not where its items have no dates', () => {
    const before = read({ items: hourly }).next;
    const later = { state: before, now: NOW + 3 * DAY };
    expect(read({ items: [] }, later).notices).toMatchObject([{ kind: 'stale', since: NOW, usualGap: HOUR }]);
    expect(read({ items: hourly.slice(0, 2) }, later).notices).toMatchObject([{ kind: 'stale', since: NOW }]);
    const undated = hourly.map((item) => ({ ...item, published: undefined }));
    expect(read({ items: undated }, later).notices).toEqual([]);
  });
});

describe('a feed that is gone', () => {
  const gone = poll({ outcome: { kind: 'gone', detail: 'the server answered 410 Gone' } });

  it('is due nevermore, and people hear it once', () => {
    expect(gone.next).toMatchObject({ status: 'gone', nextPollAt: NEVER });
    expect(gone.notices).toEqual([{ kind: 'gone', feedId: 'sample', url: FEED.url }]);
    const again = poll({ state: gone.next, outcome: { kind: 'gone', detail: '410' } });
    expect(again.notices).toEqual([]);
  });

  it('stays gone when a poll that somebody asked for fails in another way', () => {
    const asked = poll({ state: gone.next, outcome: failure(), now: NOW + DAY });
    expect(asked.next).toMatchObject({ status: 'gone', nextPollAt: NEVER });
    expect(asked.notices).toEqual([]);
  });

  it('comes back when it answers, and people hear it', () => {
    const back = poll({
      state: gone.next,
      outcome: body(),
      parsed: { kind: 'feed', feed: DOCUMENT },
      now: NOW + DAY,
    });
    expect(back.next.status).toBe('ok');
    expect(back.notices.map((notice) => notice.kind)).toEqual(['recovered']);
  });

  it('starts afresh at a new address', () => {
    const feed = { ...FEED, url: 'https://news.example/new' };
    expect(reconcile(gone.next, feed, NOW + DAY)).toEqual(initialState(feed, NOW + DAY, 0));
    expect(reconcile(gone.next, FEED, NOW + DAY)).toEqual(gone.next);
  });
});

describe('a feed that moved', () => {
  const permanentUrl = 'https://news.example/moved';

  it('is asked at its new address from then on, and people hear it once', () => {
    const decision = poll({ outcome: body({ permanentUrl }), parsed: { kind: 'feed', feed: DOCUMENT } });
    expect(decision.next.url).toBe(permanentUrl);
    expect(decision.notices).toEqual([{ kind: 'moved', feedId: 'sample', from: FEED.url, to: permanentUrl }]);
    expect(poll({ state: decision.next, outcome: notModified() }).notices).toEqual([]);
  });

  it('is not believed where the new address has no feed', () => {
    const parsed = { kind: 'not-a-feed', reason: 'It is an HTML page.' } as const;
    expect(poll({ outcome: body({ permanentUrl }), parsed }).next.url).toBe(FEED.url);
  });

  it('keeps its state when the team writes the new address down', () => {
    const { next } = poll({ outcome: body({ permanentUrl }), parsed: { kind: 'feed', feed: DOCUMENT } });
    const feed = { ...FEED, url: permanentUrl };
    expect(reconcile(next, feed, NOW)).toEqual({ ...next, configuredUrl: permanentUrl });
  });
});

describe('state', () => {
  it('is due when the clock turns out to have been ahead', () => {
    const state = { ...read().next, lastPolledAt: NOW + DAY, nextPollAt: NOW + DAY + HOUR };
    expect(reconcile(state, FEED, NOW).nextPollAt).toBe(NOW);
  });

  it('survives being kept as JSON, and no poll is ever due at once, whatever a publisher says', () => {
    const wild = fc.oneof(fc.integer(), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(
        fc.option(wild, { nil: undefined }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.option(fc.nat(), { nil: undefined }),
        fc.array(fc.integer({ min: 0, max: 23 })),
        fc.array(fc.integer({ min: 0, max: 6 })),
        (freshFor, jitter, ttl, skipHours, skipDays) => {
          const { next } = read(
            { ttl, skipHours, skipDays },
            { jitter, outcome: body({ freshness: { freshFor, age: 0 } }) },
          );
          expect(FeedState.parse(JSON.parse(JSON.stringify(next)))).toEqual(next);
          expect(waitOf({ next })).toBeGreaterThanOrEqual(5 * MINUTE);
          expect(waitOf({ next })).toBeLessThanOrEqual(9 * DAY);
        },
      ),
    );
  });
});
