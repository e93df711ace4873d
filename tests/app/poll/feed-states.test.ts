import { afterEach, beforeEach, expect, it } from 'vitest';
import { countSources, createFeedStates } from '../../../src/app/poll/feed-states.ts';
import type { ConfiguredFeed } from '../../../src/core/feed/feed.ts';
import { type FeedState, initialState } from '../../../src/core/feed/poll/feed-state.ts';
import type { FeedNotice } from '../../../src/core/feed/poll/schedule.ts';
import type { ParsedFeed } from '../../../src/core/feed/read/item.ts';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { type NewsBench, openNewsBench, START } from '../bench-of-news.ts';

const feedOf = (id: string, over: Partial<ConfiguredFeed> = {}): ConfiguredFeed => ({
  id,
  url: `https://${id}.example/f`,
  outlet: `The ${id}`,
  lang: 'en',
  desk: 'zoo',
  ...over,
});
const FEEDS = [feedOf('one'), feedOf('two'), feedOf('three', { lang: 'pl' })];
const DESK = {
  route: { match: {}, receiver: 'room', continue: false, routes: [] },
  groupWait: 0,
  placeholders: new Map<string, string>(),
  nameDelivery: deliveryNamer('test'),
};
const PARSED: ParsedFeed = {
  format: 'rss',
  title: 'One',
  lang: 'en',
  ttl: undefined,
  skipHours: [],
  skipDays: [],
  items: [],
  truncated: false,
};
let bench: NewsBench;
beforeEach(async () => {
  bench = await openNewsBench();
});
afterEach(() => bench.store.close());

const states = (feeds: readonly ConfiguredFeed[] = FEEDS) =>
  createFeedStates({
    store: bench.store,
    pipeline: bench.pipeline,
    writer: () => DESK,
    feeds: () => feeds,
    wake: () => undefined,
  });
const failing = (feed: ConfiguredFeed, told: boolean): FeedState => ({
  ...initialState(feed, START, 0),
  status: 'failing',
  failingSince: START,
  firstPolledAt: START,
  notifiedAt: told ? START : undefined,
  error: 'the name of the server could not be resolved',
});
const told = async (): Promise<readonly string[]> =>
  (await bench.store.db.selectFrom('deliveries').select('notice').execute()).map(({ notice }) =>
    String(notice),
  );

async function fail(feed: ConfiguredFeed): Promise<FeedState> {
  const next = failing(feed, true);
  const error = next.error ?? '';
  return states().ingest({
    feed,
    parsed: undefined,
    before: next,
    next,
    now: START,
    notices: [{ kind: 'failing-for-a-day', feedId: feed.id, since: START, error }],
  });
}

it('says in one line that no feed answers, and nothing of each', async () => {
  const [one, two, three] = FEEDS;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three feeds');
  const quiet = (feed: ConfiguredFeed) => {
    const next = failing(feed, false);
    return states().ingest({ feed, parsed: undefined, before: next, next, now: START, notices: [] });
  };
  await quiet(two);
  await quiet(three);
  await fail(one);
  const second = await fail(two);
  await fail(three);
  const notices = await told();
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('None of the 3 feeds');
  // Should the second alone stay away, it is told of then.
  expect(second.notifiedAt).toBeUndefined();
  expect(await countSources(bench.store.db, FEEDS)).toEqual({
    down: 3,
    total: 3,
    silent: ['The one', 'The two', 'The three'],
    mute: ['en', 'pl'],
    muteCountries: [],
  });
});

it('counts a feed that closed among those that do not answer, and not as having told of the outage', async () => {
  const [one, two, three] = FEEDS;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three feeds');
  const keep = (feed: ConfiguredFeed, next: FeedState) =>
    states().ingest({ feed, parsed: undefined, before: next, next, now: START, notices: [] });
  await keep(two, { ...failing(two, true), status: 'gone' });
  await keep(three, failing(three, false));
  await fail(one);
  expect(await told()).toEqual([expect.stringContaining('None of the 3 feeds')]);
});

it('takes a feed whose turn has not come since for no evidence that the network works', async () => {
  const weekly = feedOf('weekly', { every: 7 * 24 * 3_600_000 });
  const feeds = [...FEEDS, weekly];
  const [one, two, three] = FEEDS;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three feeds');
  const keep = (feed: ConfiguredFeed, next: FeedState, notices: readonly FeedNotice[] = []) =>
    states(feeds).ingest({ feed, parsed: undefined, before: next, next, now: START, notices });
  const answered = (at: number): FeedState => ({
    ...initialState(weekly, START, 0),
    status: 'ok',
    lastOkAt: at,
  });
  const notice = { kind: 'failing-for-a-day', feedId: 'one', since: START, error: 'nothing' } as const;
  await keep(two, failing(two, false));
  await keep(three, failing(three, false));
  await keep(weekly, answered(START + 1));
  await keep(one, failing(one, true), [notice]);
  expect(await told()).toEqual([expect.stringContaining('The feed one has failed')]);
  await keep(weekly, answered(START - 1));
  await keep(two, failing(two, true), [{ ...notice, feedId: 'two' }]);
  // One was told of already, by itself.
  expect(await told()).toHaveLength(1);
  await keep(one, failing(one, false));
  await keep(two, failing(two, true), [{ ...notice, feedId: 'two' }]);
  expect((await told())[1]).toContain('None of the 4 feeds');
});

it('tells of one feed alone where others answer, and which languages are unheard', async () => {
  const three = FEEDS[2];
  if (three === undefined) throw new Error('three feeds');
  await fail(three);
  expect(await told()).toEqual([expect.stringContaining('The feed three has failed')]);
  expect(await countSources(bench.store.db, FEEDS)).toEqual({
    down: 1,
    total: 3,
    silent: ['The three'],
    mute: ['pl'],
    muteCountries: [],
  });
});

it('counts what answers but has fallen silent among those that do not speak, by language and by country', async () => {
  const feeds = [
    feedOf('one', { country: 'PL' }),
    feedOf('two', { country: 'EE' }),
    feedOf('three', { lang: 'pl', country: 'PL' }),
  ];
  const stale = async (id: string, silentSince: number | undefined) => {
    const feed = feeds.find((each) => each.id === id);
    if (feed === undefined) throw new Error(id);
    const next: FeedState = { ...initialState(feed, START, 0), status: 'ok', silentSince };
    await states().ingest({ feed, parsed: undefined, before: next, next, now: START, notices: [] });
  };
  await stale('three', START);
  expect(await countSources(bench.store.db, feeds)).toEqual({
    down: 1,
    total: 3,
    silent: ['The three'],
    mute: ['pl'],
    muteCountries: [],
  });
  await stale('two', START);
  expect(await countSources(bench.store.db, feeds)).toMatchObject({
    down: 2,
    muteCountries: [{ country: 'EE', languages: ['en'] }],
  });
  await stale('three', undefined);
  expect(await countSources(bench.store.db, feeds)).toMatchObject({ down: 1, mute: [] });
});

it('takes for news only what a line’s filter lets through, and keeps the validators while items wait', async () => {
  const feed = feedOf('one', { filter: 'zebra NOT sport' });
  const before = {
    ...initialState(feed, START, 0),
    firstPolledAt: START,
    status: 'ok' as const,
    etag: '"old"',
  };
  const titles = ['Zebra walks in', 'Zebra wins at sport', 'Nothing'];
  const parsed: ParsedFeed = {
    format: 'rss',
    title: 't',
    lang: 'en',
    ttl: undefined,
    skipHours: [],
    skipDays: [],
    truncated: false,
    items: titles.map((title, nth) => ({
      id: String(nth),
      title,
      link: undefined,
      published: START,
      updated: undefined,
      summary: '',
      source: undefined,
      lang: undefined,
    })),
  };
  const poll = (now: number, from: FeedState, document: ParsedFeed) =>
    states([feed]).ingest({
      feed,
      parsed: document,
      before: from,
      next: { ...from, etag: '"new"' },
      now,
      notices: [],
    });
  const first = await poll(START, before, parsed);
  expect(first).toMatchObject({ etag: '"new"', waiting: undefined });
  const stored = async (): Promise<readonly string[]> =>
    (await bench.store.db.selectFrom('entries').select('title').execute()).map(({ title }) => title);
  expect(await stored()).toEqual(['Zebra walks in']);

  const many = {
    ...parsed,
    items: Array.from({ length: 260 }, (_, nth) => ({
      ...parsed.items[0],
      id: `m${nth}`,
      title: `Zebra number ${nth} was seen at the gate of hall ${nth}`,
    })),
  };
  const full = await poll(START + 1_000, first, many as ParsedFeed);
  expect(full.etag).toBe('"new"');
  expect((await stored()).length).toBeLessThanOrEqual(201);
  expect(full.waiting?.items).toBeGreaterThan(50);
});

it('keeps what a feed is said to be in and what it reads like', async () => {
  const [one] = FEEDS;
  if (one === undefined) throw new Error('a feed');
  const german =
    'Die Hafenarbeiter stimmen über einen Streik im alten Hafen ab, und der Bürgermeister will nicht auf das Gericht warten';
  const items = Array.from({ length: 6 }, (_, index) => ({
    id: `${index}`,
    title: `${index} ${german}`,
    summary: '',
    link: `https://one.example/${index}`,
    published: START - index,
    updated: undefined,
    source: undefined,
    lang: undefined,
  }));
  const parsed = { title: 'One', items, lang: undefined } as unknown as ParsedFeed;
  const before = initialState(one, START, 0);
  const stored = await createFeedStates({
    store: bench.store,
    pipeline: bench.pipeline,
    writer: () => DESK,
    wake: () => undefined,
    lists: {
      'common.stop': {
        de: ['die', 'der', 'und', 'im', 'auf', 'das', 'nicht', 'über', 'einen'],
        en: ['the', 'of'],
      },
    },
  }).ingest({ feed: one, parsed, before, next: before, now: START, notices: [] });
  expect(stored.spoken).toEqual({ said: 'en', heard: 'de' });
});

it('lets others have their turn while a document of 5,000 items is made into entries', async () => {
  const [one] = FEEDS;
  if (one === undefined) throw new Error('three feeds');
  let turns = 0;
  let ended = false;
  const count = (): void => {
    turns += 1;
    if (!ended) setImmediate(count);
  };
  const turnsBefore: number[] = [];
  const watched = createFeedStates({
    store: bench.store,
    pipeline: {
      ...bench.pipeline,
      ingest: async ({ entries }) => {
        turnsBefore.push(turns, entries.length);
      },
    },
    writer: () => DESK,
    wake: () => undefined,
  });
  const summary = 'The port council heard <b>the harbour master</b> &amp; adjourned. '.repeat(30);
  const items = Array.from({ length: 5_000 }, (_, at) => ({
    id: `item-${at}`,
    title: `Council of pier ${at} meets on the ferry timetable and the price of ${at} berths`,
    link: `https://one.example/news/${at}?utm_source=feed&id=${at}`,
    published: START - at,
    updated: undefined,
    summary,
    source: undefined,
    lang: undefined,
  }));
  const next = { ...failing(one, false), status: 'ok' as const };
  await bench.store.db.selectFrom('feeds').select('id').execute();
  setImmediate(count);
  await watched.ingest({
    feed: one,
    parsed: { ...PARSED, items },
    before: next,
    next,
    now: START,
    notices: [],
  });
  ended = true;
  const [turnsThen = 0, entries] = turnsBefore;
  expect(entries).toBe(5_000);
  // What has to be read from the store first takes a turn or two.
  expect(turnsThen).toBeGreaterThan(4);
});
