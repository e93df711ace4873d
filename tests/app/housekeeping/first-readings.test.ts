import { afterEach, beforeEach, expect, it } from 'vitest';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { tellFirstReadings } from '../../../src/app/housekeeping/first-readings.ts';
import type { ConfiguredFeed } from '../../../src/core/feed/feed.ts';
import { initialState } from '../../../src/core/feed/poll/feed-state.ts';
import type { Brief } from '../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { saveFeedState } from '../../../src/edges/store/feeds.ts';
import { DAY, MINUTE, type NewsBench, openNewsBench, START, ZOO } from '../bench-of-news.ts';
import { describeOnStores } from '../../stores.ts';

const feed = (id: string): ConfiguredFeed => ({
  id,
  url: `https://${id}.example/feed`,
  outlet: `The ${id}`,
  lang: 'en',
  desk: 'zoo',
});
const FEEDS = ['alpha', 'beta', 'gamma'].map(feed);
/** ZOO with another query for one of its indicators. */
const asking = (query: string): Brief => ({
  ...ZOO,
  indicators: ZOO.indicators.map((each) => (each.id === 'giraffes' ? { ...each, query } : each)),
});

let bench: NewsBench;

describeOnStores('first readings', (open) => {
  let briefs: readonly Brief[];
  let feeds: readonly ConfiguredFeed[];
  beforeEach(async () => {
    bench = await openNewsBench(await open());
    [briefs, feeds] = [[ZOO], FEEDS];
  });
  afterEach(() => bench.store.close());

  const tell = (now: number, mode: 'notice' | 'alert' | 'silent' = 'notice'): Promise<number> =>
    tellFirstReadings(
      {
        store: bench.store,
        writer: () => ({
          route: {
            match: {},
            receiver: 'room',
            continue: false,
            routes: [{ match: { indicator: ['lions'] }, receiver: 'den', continue: true, routes: [] }],
          },
          groupWait: 0,
          placeholders: new Map(),
          nameDelivery: deliveryNamer('test'),
        }),
        briefs: () => briefs,
        feeds: () => feeds,
        matcher: () => compileBriefs(briefs),
      },
      mode,
      now,
    );
  /** The notices so far, each with its receiver. */
  const notices = async (): Promise<readonly string[][]> => {
    const rows = await bench.store.db
      .selectFrom('deliveries')
      .select(['receiver', 'notice'])
      .where('kind', '=', 'notice')
      .orderBy('id')
      .execute();
    return rows.map(({ receiver, notice }) => {
      const { title, lines } = JSON.parse(notice ?? '{}') as {
        title: string;
        lines: { text: string; link?: string }[];
      };
      return [
        receiver,
        title,
        ...lines.map(({ text, link }) => (link === undefined ? text : `${text} <${link}>`)),
      ];
    });
  };
  const state = (of: ConfiguredFeed, at: number) => initialState(of, at, 0);
  const read = (of: ConfiguredFeed, at: number): Promise<void> =>
    saveFeedState(bench.store.db, { ...state(of, at), status: 'ok', firstPolledAt: at });
  const fail = (of: ConfiguredFeed, at: number): Promise<void> =>
    saveFeedState(bench.store.db, {
      ...state(of, at),
      status: 'failing',
      failures: 1,
      failingSince: at,
      error: '404 Not Found',
    });

  it('tells of all feeds in one notice: how many headlines, who answers what, what nearly does, who failed', async () => {
    await bench.poll(
      [
        { title: 'Zebra walks into town hall', at: START - DAY },
        { title: 'Second zebra follows', at: START - DAY / 2, feed: 'beta' },
        { title: 'Anna has breakfast', at: START - DAY },
      ],
      START,
      true,
    );
    await read(FEEDS[0] ?? feed('x'), START);
    await read(FEEDS[1] ?? feed('x'), START + MINUTE);
    expect(await tell(START + MINUTE)).toBe(0);
    await fail(FEEDS[2] ?? feed('x'), START + MINUTE);
    expect(await tell(START + 2 * MINUTE)).toBe(2);
    const [room = []] = await notices();
    expect(room.slice(0, 3)).toEqual([
      'room',
      'First reading: 3 headlines of 2 feeds',
      '2 feeds were read for the first time: 3 headlines. What stood there before is kept and alerts nobody. Each new one from now on alerts.',
    ]);
    expect(room).toEqual(
      expect.arrayContaining([
        'zebras: 2 headlines answer it, the newest',
        'Second zebra follows · The beta <https://beta.example/second-zebra-follows>',
        'giraffes: none yet, and nothing near it',
        'praise: none yet. Nearest miss (needs lauds)',
        'Anna has breakfast · The alpha <https://alpha.example/anna-has-breakfast>',
        '1 feed was not read',
        'gamma: 404 Not Found',
      ]),
    );
    expect(await tell(START + 20 * MINUTE)).toBe(0);
  });

  it('tells each receiver of the signs that it is told of', async () => {
    feeds = FEEDS.slice(0, 1);
    await read(FEEDS[0] ?? feed('x'), START);
    await tell(START);
    const found = new Map((await notices()).map(([receiver = '', ...words]) => [receiver, words.join('\n')]));
    expect(found.get('den')).toContain('lions');
    expect(found.get('den')).not.toContain('zebras');
    expect(found.get('room')).toContain('zebras');
  });

  it('waits ten minutes for feeds that do not answer at all, and tells later ones in a notice of their own', async () => {
    await read(FEEDS[0] ?? feed('x'), START);
    expect(await tell(START + 9 * MINUTE)).toBe(0);
    expect(await tell(START + 10 * MINUTE)).toBe(2);
    await read(FEEDS[1] ?? feed('x'), START + 11 * MINUTE);
    await read(FEEDS[2] ?? feed('x'), START + 12 * MINUTE);
    expect(await tell(START + 12 * MINUTE)).toBe(0);
    expect(await tell(START + 20 * MINUTE)).toBe(2);
    expect((await notices()).at(-1)?.[1]).toBe('First reading: 0 headlines of 2 feeds');
  });

  it('tells of a new and of a changed indicator from what is stored', async () => {
    feeds = [];
    briefs = [{ ...ZOO, indicators: ZOO.indicators.filter(({ id }) => id !== 'giraffes') }];
    expect(await tell(START)).toBe(0);
    await bench.poll([{ title: 'Tall giraffe blocks motorway', at: START - DAY }], START, true);
    briefs = [ZOO];
    expect(await tell(START + MINUTE)).toBe(1);
    expect(await tell(START + 2 * MINUTE)).toBe(0);
    briefs = [asking('giraffe AND (circus OR hospital)')];
    expect(await tell(START + 3 * MINUTE)).toBe(1);
    expect(await notices()).toEqual([
      [
        'room',
        'New sign: giraffes',
        'Looked for among 1 stored headline of the last 2 days, for “The zoo”. Each new one from now on alerts.',
        'giraffes: 1 headline answers it, the newest',
        'Tall giraffe blocks motorway · The alpha <https://alpha.example/tall-giraffe-blocks-motorway>',
      ],
      [
        'room',
        'Changed sign: giraffes',
        'Looked for among 1 stored headline of the last 2 days, for “The zoo”. Each new one from now on alerts.',
        'giraffes: none yet. Nearest miss (needs (circus OR hospital))',
        'Tall giraffe blocks motorway · The alpha <https://alpha.example/tall-giraffe-blocks-motorway>',
      ],
    ]);
  });

  it.each(['silent', 'alert'] as const)('says nothing by first_reading: %s, nor later', async (mode) => {
    feeds = FEEDS.slice(0, 1);
    await read(FEEDS[0] ?? feed('x'), START);
    expect(await tell(START, mode)).toBe(0);
    expect(await tell(START + 20 * MINUTE)).toBe(0);
    expect(await notices()).toEqual([]);
  });
});
