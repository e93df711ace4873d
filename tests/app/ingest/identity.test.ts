import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { normaliseItems } from '../../../src/core/feed/normalise.ts';
import type { Item } from '../../../src/core/feed/read/item.ts';
import { DAY, HOUR, MINUTE, type NewsBench, openNewsBench, START } from '../bench-of-news.ts';
import { describeOnStores } from '../../stores.ts';

type Listed = Partial<Item> & { readonly title: string };

/** A document of one feed, as the poller reads it; items without a date are given none. */
const documentOf = (items: readonly Listed[], now: number, feed = 'alpha', outlet = `The ${feed}`) =>
  normaliseItems(
    {
      format: 'rss',
      title: '',
      lang: undefined,
      ttl: undefined,
      skipHours: [],
      skipDays: [],
      truncated: false,
      items: items.map((item) => ({
        id: undefined,
        link: undefined,
        published: undefined,
        updated: undefined,
        summary: '',
        source: undefined,
        lang: undefined,
        ...item,
      })),
    },
    { id: feed, url: `https://${feed}.example/feed`, outlet, lang: 'en', desk: 'zoo' },
    now,
  );

const OLD = { title: 'Old song of the garden', link: 'https://alpha.example/old', published: START - DAY };

describeOnStores('identity', (open) => {
  let bench: NewsBench;
  beforeEach(async () => {
    bench = await openNewsBench(await open());
  });
  afterEach(() => bench.store.close());

  const poll = (items: readonly Listed[], now: number, feed = 'alpha', history = false): Promise<void> =>
    bench.pipeline.ingest({ entries: documentOf(items, now, feed), history, now });
  /** The headlines that opened alerts, oldest first. */
  const told = async (): Promise<readonly string[]> => {
    const rows = await bench.store.db
      .selectFrom('alerts as a')
      .innerJoin('entries as e', 'e.seq', 'a.entry_seq')
      .select('e.title')
      .where('a.kind', '=', 'story')
      .orderBy('a.id')
      .execute();
    return rows.map(({ title }) => title);
  };
  const stored = async (): Promise<number> =>
    (await bench.store.db.selectFrom('entries').select('seq').execute()).length;

  describe('within a document', () => {
    it('tells items apart that carry one guid', async () => {
      const item = (n: number, title: string) => ({
        id: 'N/A',
        title,
        link: `https://alpha.example/na/${n}`,
        published: START,
      });
      const old = { ...item(0, 'Old paper on tariffs in Malta'), published: START - DAY };
      await poll([old], START, 'alpha', true);
      await poll(
        [item(1, 'Yard owners lock zebra crew out'), item(2, 'Riga votes for zebra quota law'), old],
        START + HOUR,
      );
      expect((await told()).toSorted()).toEqual([
        'Riga votes for zebra quota law',
        'Yard owners lock zebra crew out',
      ]);
    });

    it('tells items apart that carry one guid and one link', async () => {
      const item = (title: string) => ({
        id: 'N/A',
        title,
        link: 'https://alpha.example/status',
        published: START,
      });
      await poll([item('All quiet')], START, 'alpha', true);
      const next = [
        item('Gas leak shuts zebra crossing'),
        item('Blackout at the zebra enclosure'),
        item('All quiet'),
      ];
      await poll(next, START + HOUR);
      await poll(next, START + 2 * HOUR);
      expect(await told()).toHaveLength(2);
    });

    it('tells items apart that have no guid and one link', async () => {
      const item = (title: string) => ({ title, link: 'https://alpha.example/status', published: START });
      await poll([item('Status quiet in the north')], START, 'alpha', true);
      const next = [
        item('Blackout hits zebra house'),
        item('Gas leak by the zebra gate'),
        item('Status quiet in the north'),
      ];
      for (const hours of [1, 2, 3]) await poll(next, START + hours * HOUR);
      expect(await told()).toHaveLength(2);
    });

    it('stores what stands beside an item of the same headline under its own id, link and date', async () => {
      const title = 'Readout of the zebra call between president and premier';
      const r1 = { id: 'r-1', title, link: 'https://alpha.example/r/1', published: START };
      const r2 = { id: 'r-2', title, link: 'https://alpha.example/r/2', published: START + 2 * HOUR };
      await poll([r1], START);
      await poll([r2, r1], START + 2 * HOUR);
      await poll([r2, r1], START + 3 * HOUR);
      expect(await stored()).toBe(2);
    });
  });

  describe('over time', () => {
    it('tells each week of a series', async () => {
      const week = (n: number) => ({
        id: `w-${n}`,
        title: 'Weekly zebra briefing of the defence ministry',
        link: `https://alpha.example/w/${n}`,
        published: START + n * 7 * DAY,
      });
      await poll([week(0)], START, 'alpha', true);
      await poll([week(1)], START + 7 * DAY);
      await poll([week(2), week(1)], START + 14 * DAY);
      expect(await told()).toHaveLength(2);
    });

    it.each([
      ['a new guid', (n: number) => ({ id: `n${n}` })],
      ['no guid', () => ({})],
      ['a constant guid', () => ({ id: 'current-notice' })],
    ])('tells each notice of a page that shows the current one, with %s', async (_, name) => {
      const notice = (n: number, title: string) => ({
        ...name(n),
        title,
        link: 'https://alpha.example/notice',
        published: START + n * 2 * DAY,
      });
      await poll([notice(0, 'No notices at present for the sound')], START, 'alpha', true);
      await poll([notice(1, 'Zebra loose off the northern cape')], START + 2 * DAY);
      await poll([notice(2, 'Calm water and fair wind')], START + 4 * DAY);
      await poll([notice(3, 'Southern basin drained, herd of zebra swept away')], START + 6 * DAY);
      const headlines = await told();
      expect([headlines.length, headlines.at(-1)]).toEqual([
        2,
        'Southern basin drained, herd of zebra swept away',
      ]);
    });

    it('tells a page that keeps its headline and says something new under a new id', async () => {
      const page = (at: number, summary: string) => ({
        id: `https://alpha.example/chad#${new Date(at).toISOString()}`,
        title: 'Chad travel advice',
        link: 'https://alpha.example/chad',
        published: at,
        summary,
      });
      await poll([page(START, 'Latest update: visa fees')], START, 'alpha', true);
      await poll(
        [page(START + DAY, 'Latest update: zebra crossings closed in the capital from tonight')],
        START + DAY,
      );
      expect(await told()).toEqual(['Chad travel advice']);
    });

    it('takes an entry numbered after the hash of its guid for another where its headline is another', async () => {
      const item = (n: number, title: string) => ({
        id: `https://alpha.example/changes#${n}`,
        link: `https://alpha.example/changes#${n}`,
        title,
        published: START + n * MINUTE,
      });
      await poll([item(101, 'Entry about ropes and knots')], START + 2 * HOUR, 'alpha', true);
      await poll(
        [item(102, 'Zebra trawlers struck off the register'), item(101, 'Entry about ropes and knots')],
        START + 3 * HOUR,
      );
      await poll([item(103, 'Third zebra fleet fined by court')], START + 4 * HOUR);
      expect(await told()).toHaveLength(2);
    });
  });

  describe('churn', () => {
    it.each<[string, (n: number) => Listed]>([
      [
        'guid and date',
        (n) => ({
          id: `p${n}`,
          title: 'Zebra ferry sold to a fund',
          link: 'https://alpha.example/z',
          published: START + n * HOUR,
        }),
      ],
      [
        'guid, link and date',
        (n) => ({
          id: `CBM${n}`,
          title: 'Ministry lets zebra hunters into three valleys',
          link: `https://alpha.example/rss/${n}z?oc=5`,
          published: START + n * HOUR,
        }),
      ],
      [
        'guid and link of a short Chinese headline',
        (n) => ({
          id: `CBM${n}`,
          title: '海狸港 zebra 罢工',
          link: `https://alpha.example/rss/${n}z`,
          published: START + n * HOUR,
        }),
      ],
      [
        'the scheme of guid and link',
        (n) => ({
          id: `http${n % 2 ? 's' : ''}://alpha.example/z`,
          title: 'Zebra smugglers stopped',
          link: `http${n % 2 ? 's' : ''}://alpha.example/z`,
          published: START,
        }),
      ],
      [
        'the counter of the guid',
        (n) => ({
          id: `https://alpha.example/c1#${n}`,
          title: 'Zebra traps found',
          link: 'https://alpha.example/c1',
          published: START + n * HOUR,
        }),
      ],
      [
        'the counter of the guid, and the headline',
        (n) => ({
          id: `https://alpha.example/c1#${n}`,
          title: `Zebra traps found on the estate, ${n} arrested`,
          link: 'https://alpha.example/c1',
          published: START + n * HOUR,
        }),
      ],
      [
        'a campaign mark, without a guid',
        (n) => ({
          title: 'Zebra bridge closed',
          link: `https://alpha.example/b?utm_campaign=c${n}`,
          published: START,
        }),
      ],
      [
        'no date, guid and link',
        (n) => ({
          id: `x${n}`,
          title: 'Ministry lets zebra hunters into three valleys',
          link: `https://alpha.example/rss/${n}z`,
        }),
      ],
      [
        'a count of comments',
        (n) => ({
          id: 'q1',
          title: `Zebra quota cut by half (${n} comments)`,
          link: 'https://alpha.example/q',
          published: START,
        }),
      ],
    ])('of %s tells once', async (_, item) => {
      await poll([OLD], START - HOUR, 'alpha', true);
      for (let n = 0; n < 30; n += 1) await poll([item(n), OLD], START + n * HOUR);
      expect([(await told()).length, await stored()]).toEqual([1, 2]);
    });

    it('of dates on a ticker without guids, whose lines share a link, tells each line once', async () => {
      const line = (title: string, at: number) => ({
        title,
        link: 'https://alpha.example/tram',
        published: at,
      });
      for (let n = 0; n < 5; n += 1) {
        const at = START + n * HOUR;
        await poll(
          [line('Tram line closed by zebra on the bridge', at), line('Quiet night', at - MINUTE)],
          at,
          'alpha',
          n === 0,
        );
      }
      expect(await stored()).toBe(2);
    });
  });

  describe('across feeds', () => {
    const page = 'https://gazette.example/pens';

    it('asks the headline of each feed that lists an address, and keeps one story and one voice', async () => {
      await poll(
        [{ id: 'b1', title: 'Ten leek recipes for the weekend', link: page, published: START }],
        START,
        'blog',
      );
      await poll(
        [
          {
            id: 'g1',
            title: 'Keepers walk out of zebra pens',
            link: `${page}?utm_source=rss`,
            published: START + MINUTE,
          },
        ],
        START + HOUR,
        'gazette',
      );
      expect(await told()).toEqual(['Keepers walk out of zebra pens']);
      await poll(
        [{ id: 'w1', title: 'Zebra keepers on strike', link: page, published: START + 2 * MINUTE }],
        START + HOUR,
        'world',
      );
      const signals = await bench.store.db
        .selectFrom('signals')
        .select(['outlet', 'story_id'])
        .orderBy('id')
        .execute();
      expect(new Set(signals.map(({ outlet }) => outlet))).toEqual(new Set(['The gazette']));
      expect(new Set(signals.map(({ story_id }) => story_id)).size).toBe(1);
    });

    it('takes the name that one feed gives a source for no proof about another feed', async () => {
      const title = 'Pilots refuse to fly the zebra route over the estuary';
      await poll(
        [
          {
            id: 'c1',
            title,
            link: 'https://clip.example/1',
            source: 'The herald',
            published: START - 5 * DAY,
          },
        ],
        START,
        'clippings',
      );
      await poll(
        [{ id: 'h1', title, link: 'https://herald.example/1', published: START }],
        START + HOUR,
        'herald',
      );
      expect(await told()).toEqual([title]);
    });
  });
});
