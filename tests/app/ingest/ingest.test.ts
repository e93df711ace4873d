import { assert, asyncProperty, shuffledSubarray } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DAY,
  entriesOf,
  HOUR,
  MINUTE,
  type News,
  type NewsBench,
  openNewsBench,
  START,
} from '../bench-of-news.ts';
import { selectEntries } from '../../../src/edges/store/entries.ts';
import { describeOnStores } from '../../stores.ts';

let bench: NewsBench;

const kinds = async (): Promise<readonly string[]> => (await bench.alerts()).map(({ kind }) => kind);
const count = async (table: 'entries' | 'signals' | 'stories'): Promise<number> =>
  (
    await bench.store.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;

describeOnStores('pipeline', (open, kind) => {
  beforeEach(async () => {
    bench = await openNewsBench(await open());
  });
  afterEach(() => bench.store.close());

  describe('ingest', () => {
    it('opens one alert and one delivery for a new story', async () => {
      await bench.poll([{ title: 'Zebra walks into town hall', at: START }], START);
      expect(await kinds()).toEqual(['story']);
      expect(await bench.deliveries()).toEqual([{ kind: 'post', message_id: 1, revision: 0 }]);
    });

    it('takes no more new entries than there is room for, those that match first, and the rest later', async () => {
      const names = ['harbour', 'market', 'station', 'library', 'bridge', 'tower'];
      const news = names.map((name) => ({ title: `Nothing of note at the ${name}`, at: START }));
      const all = [...news, { title: 'Zebra walks into town hall', at: START }];
      const counts: unknown[] = [];
      const poll = (room: number): Promise<void> =>
        bench.pipeline.ingest({
          entries: entriesOf(all, START),
          history: false,
          now: START,
          room,
          also: (_, counted) => Promise.resolve(void counts.push(counted)),
        });
      await poll(3);
      expect([await count('entries'), await kinds()]).toEqual([3, ['story']]);
      await poll(3);
      await poll(3);
      expect(await count('entries')).toBe(7);
      expect(counts).toEqual([
        { taken: 3, left: 4 },
        { taken: 3, left: 1 },
        { taken: 1, left: 0 },
      ]);
    });

    it('takes a feed’s own word on how old news may be', async () => {
      const entries = entriesOf([{ title: 'Zebra walks into town hall', at: START - HOUR }], START);
      await bench.pipeline.ingest({ entries, history: false, now: START, catchUp: 10 * MINUTE });
      expect([await count('entries'), await kinds()]).toEqual([1, []]);
    });

    it('keeps the first poll as history and tells nobody', async () => {
      await bench.poll([{ title: 'Zebra walks into town hall', at: START }], START, true);
      expect([await count('entries'), await count('signals'), await kinds()]).toEqual([1, 1, []]);
    });

    it('tells of a story that history began once another outlet reports it', async () => {
      await bench.poll([{ title: 'Zebra walks into town hall', at: START }], START, true);
      await bench.poll(
        [{ title: 'Zebra walks into the town hall', at: START + HOUR, feed: 'beta' }],
        START + HOUR,
      );
      expect(await kinds()).toEqual(['story']);
      expect(await count('stories')).toBe(1);
    });

    it('compares what a first document has of last week, and nothing older', async () => {
      for (const feed of ['alpha', 'beta'])
        await bench.poll(
          [
            { title: 'Zebra walks into town hall and sits down', at: START - 5 * DAY, feed },
            { title: 'Zebra was seen near the old bridge at night', at: START - 7 * DAY, feed },
          ],
          START,
          true,
        );
      expect([await count('entries'), await count('signals'), await count('stories')]).toEqual([4, 4, 3]);
    });

    it('does not take an archive that comes back for news', async () => {
      await bench.poll([{ title: 'Zebra walks into town hall', at: START - 4 * DAY }], START);
      expect([await count('signals'), await kinds()]).toEqual([1, []]);
    });

    it.each<[string, Partial<News>]>([
      ['guid', { id: 'another-guid' }],
      ['date', { at: START + 5 * HOUR }],
      ['guid and date', { id: 'another-guid', at: START + 5 * HOUR }],
      ['guid and address', { id: 'another-guid', link: 'https://alpha.example/moved' }],
      [
        'tracking parameters',
        { id: 'x', link: 'https://alpha.example/zebra-walks-into-town-hall?utm_source=rss' },
      ],
    ])('does not post an item again whose %s changed', async (_, change) => {
      const news = { title: 'Zebra walks into town hall', at: START };
      await bench.poll([news], START);
      await bench.poll([{ ...news, ...change }], START + 6 * HOUR);
      expect([
        await count('entries'),
        (await bench.alerts()).length,
        (await bench.deliveries()).length,
      ]).toEqual([1, 1, 1]);
    });

    it('knows an item by its second name once both names were seen together', async () => {
      const news = { title: 'Zebra walks into town hall', at: START };
      await bench.poll([news], START);
      await bench.poll([{ ...news, id: 'second-guid' }], START + HOUR);
      await bench.poll(
        [
          {
            id: 'second-guid',
            link: 'https://alpha.example/new',
            title: 'Zebra leaves town hall',
            at: START,
          },
        ],
        START + 2 * HOUR,
      );
      expect([await count('entries'), await kinds()]).toEqual([1, ['story']]);
    });

    it('edits the alert when the headline changes', async () => {
      await bench.poll([{ id: 'one', title: 'Zebra walks into town hall', at: START }], START);
      await bench.sent();
      await bench.poll(
        [{ id: 'one', title: 'Zebra walks into town hall, mayor flees', at: START }],
        START + HOUR,
      );
      expect(await bench.deliveries()).toEqual([
        { kind: 'post', message_id: 1, revision: 0 },
        { kind: 'edit', message_id: 1, revision: 2 },
      ]);
      const { title } = await bench.store.db.selectFrom('entries').select('title').executeTakeFirstOrThrow();
      expect(title).toBe('Zebra walks into town hall, mayor flees');
    });

    it('adds another outlet to the alert in place, and tells what the same one says next in a message of its own', async () => {
      const headline = 'Zebra walks into town hall and sits down';
      await bench.poll([{ title: headline, at: START }], START);
      await bench.sent();
      await bench.poll([{ title: headline, at: START + MINUTE, feed: 'beta' }], START + HOUR);
      const inPlace = [
        { kind: 'post', message_id: 1, revision: 0 },
        { kind: 'edit', message_id: 1, revision: 1 },
      ];
      expect(await bench.deliveries()).toEqual(inPlace);
      await bench.sent();
      await bench.poll(
        [{ title: 'Zebra leaves town hall for the river', at: START + 2 * HOUR, feed: 'beta' }],
        START + 2 * HOUR,
      );
      // Whether it is a development is the fitted model's to say; it is no part of the first story in any case.
      const posts = (await bench.deliveries()).filter(({ kind }) => kind === 'post');
      expect(posts.map(({ message_id }) => message_id)).toEqual([1, 2]);
      const entries = await selectEntries(bench.store.db, { since: 0 });
      expect(entries.slice(0, 2).map(({ relation }) => relation)).toEqual(['first', 'reprint']);
      const [first, second, last] = entries.map(({ storyId }) => storyId);
      expect(second).toBe(first);
      expect(last).not.toBe(first);
    });

    it('alerts once for each indicator that a story matches', async () => {
      await bench.poll([{ title: 'Zebra and lion share a taxi', at: START }], START);
      expect((await bench.alerts()).map(({ key }) => key.split('/').at(-1)).toSorted(byText)).toEqual([
        'lions',
        'zebras',
      ]);
    });

    it('leaves nothing behind when the transaction fails, and takes the same news again', async () => {
      const news = { title: 'Zebra walks into town hall', at: START };
      const { entries } = { entries: (await import('../bench-of-news.ts')).entriesOf([news], START) };
      const fail = () => Promise.reject(new Error('disk full'));
      await expect(
        bench.pipeline.ingest({ entries, history: false, now: START, also: fail }),
      ).rejects.toThrow('disk full');
      expect([await count('entries'), await count('stories'), await kinds()]).toEqual([0, 0, []]);
      await bench.poll([news], START + MINUTE);
      expect([await count('entries'), await kinds()]).toEqual([1, ['story']]);
    });

    it('lets others have their turn before a poll of hundreds is through, whose validators are kept last', async () => {
      const { entriesOf } = await import('../bench-of-news.ts');
      const many = Array.from({ length: 600 }, (_, n) => ({
        title: `Zebra ${n} crosses`,
        at: START,
        id: `${n}`,
      }));
      const done: string[] = [];
      const ingest = (name: string, entries: ReturnType<typeof entriesOf>): Promise<void> =>
        bench.pipeline.ingest({
          entries,
          history: true,
          now: START,
          also: async (tx) => {
            const { n } = await tx
              .selectFrom('entries')
              .select((eb) => eb.fn.countAll<number>().as('n'))
              .executeTakeFirstOrThrow();
            done.push(`${name} after ${n}`);
          },
        });
      const long = ingest(
        'long',
        entriesOf(
          many.map((each) => ({ ...each, link: undefined })),
          START,
        ),
      );
      const short = ingest('short', entriesOf([{ title: 'Giraffe', at: START, feed: 'beta' }], START));
      await Promise.all([long, short]);
      expect(done).toEqual(['short after 1', 'long after 601']);
    });

    it('tells an indicator that becomes active once a day', async () => {
      const lions = [
        'Lion eats birthday cake in Oslo restaurant',
        'Elderly painter befriends lion behind the museum',
        'Village of forty elects lion as honorary mayor',
        'Opera director casts lion for the third act',
      ];
      for (const [i, title] of lions.entries())
        await bench.poll([{ title, at: START + i * HOUR }], START + i * HOUR);
      expect((await kinds()).filter((kind) => kind === 'rising')).toHaveLength(1);
    });
  });

  const byText = (a = '', b = ''): number => a.localeCompare(b);

  /** What was told, whatever the row numbers. */
  const told = async (each: NewsBench): Promise<readonly string[]> =>
    (await each.alerts()).map(({ key }) => key).toSorted(byText);

  const CASES: readonly {
    readonly name: string;
    readonly correlation: string;
    readonly fires: readonly News[];
    readonly silent: readonly News[];
  }[] = [
    {
      name: 'event_count',
      correlation: 'many-whispers',
      fires: [
        { title: 'Whisper heard behind the aquarium pumps on Tuesday', at: START },
        { title: 'Night guard at main gate reports a whisper', at: START + 5 * HOUR },
        { title: 'Choir of sixty drowned out by strange whisper', at: START + 20 * HOUR },
      ],
      // The third is a reprint of the second: two stories, not three.
      silent: [
        { title: 'Whisper heard behind the aquarium pumps on Tuesday', at: START },
        { title: 'Night guard at main gate reports a whisper', at: START + 5 * HOUR },
        { title: 'Night guard at main gate reports a whisper', at: START + 6 * HOUR, feed: 'beta' },
      ],
    },
    {
      name: 'value_count',
      correlation: 'chorus',
      fires: [
        { title: 'Anna lauds the new fence', at: START },
        { title: 'At breakfast Boris lauds visitors', at: START + 10 * HOUR },
        { title: 'Ceremony: Clara lauds the architect', at: START + 40 * HOUR },
      ],
      silent: [
        { title: 'Anna lauds the new fence', at: START },
        { title: 'At breakfast Boris lauds visitors', at: START + 10 * HOUR },
        { title: 'Again Anna lauds her gardeners', at: START + 12 * HOUR },
        { title: 'Ceremony: Clara lauds the architect', at: START + 70 * HOUR },
      ],
    },
    {
      name: 'temporal',
      correlation: 'both',
      fires: [
        { title: 'Zebra crosses the river', at: START },
        { title: 'Tall giraffe blocks motorway', at: START + 5 * HOUR },
      ],
      silent: [
        { title: 'Zebra crosses the river', at: START },
        { title: 'Tall giraffe blocks motorway', at: START + 7 * HOUR },
      ],
    },
    {
      name: 'temporal_ordered',
      correlation: 'then',
      fires: [
        { title: 'Tall giraffe blocks motorway', at: START },
        { title: 'Mayor appoints lion', at: START + 20 * HOUR },
      ],
      silent: [
        { title: 'Mayor appoints lion', at: START },
        { title: 'Tall giraffe blocks motorway', at: START + 20 * HOUR },
      ],
    },
  ];

  describe.each(CASES)('$name', ({ correlation, fires, silent }) => {
    const fired = async (each: NewsBench): Promise<readonly string[]> =>
      (await told(each)).filter((key) => key.startsWith(`correlation/zoo/${correlation}/`));
    const pollEach = async (news: readonly News[]): Promise<void> => {
      for (const item of news) await bench.poll([item], item.at);
    };

    it('fires', async () => {
      await pollEach(fires);
      expect(await fired(bench)).toHaveLength(1);
    });

    it('stays silent on a near miss', async () => {
      await pollEach(silent);
      expect(await fired(bench)).toEqual([]);
    });

    it('fires the same for items that arrive out of order', async () => {
      await pollEach(fires);
      const inOrder = await fired(bench);
      const other = await openNewsBench(await open());
      const end = Math.max(...fires.map(({ at }) => at));
      for (const item of fires.toReversed()) await other.poll([item], end);
      expect(await fired(other)).toHaveLength(inOrder.length);
      await other.store.close();
    });

    it('fires the same with a restart in the middle', async () => {
      await pollEach(fires.slice(0, -1));
      bench = await bench.restart();
      await pollEach(fires.slice(-1));
      expect(await fired(bench)).toHaveLength(1);
      bench = await bench.restart();
      await pollEach(fires.slice(-1));
      expect(await fired(bench)).toHaveLength(1);
    });
  });

  describe('order', () => {
    const pool: readonly News[] = CASES.flatMap(({ fires }) => fires).concat([
      { title: 'Zebra crosses the river', at: START + MINUTE, feed: 'beta' },
      { title: 'Zebra crosses the river at night', at: START + 2 * MINUTE, feed: 'gamma' },
    ]);

    it('of arrival within a poll changes no alert', async () => {
      await assert(
        asyncProperty(shuffledSubarray([...pool], { minLength: 3 }), async (news) => {
          const inOne = async (order: readonly News[]): Promise<readonly string[]> => {
            const each = await openNewsBench(await open());
            await each.poll(order, START + 2 * DAY);
            const keys = await told(each);
            await each.store.close();
            return keys;
          };
          expect(await inOne(news)).toEqual(
            await inOne(news.toSorted((a, b) => (a.title < b.title ? -1 : 1))),
          );
        }),
        { numRuns: kind === 'sqlite' ? 25 : 5 },
      );
    });
  });
});
