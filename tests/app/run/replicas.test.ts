import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore, type Store } from '../../../src/edges/store/open-store.ts';
import { type Database, describeOnPostgres } from '../../stores.ts';
import { HOUR, MINUTE, type NewsBench, openNewsBench, START } from '../bench-of-news.ts';

describeOnPostgres('replicas that ingest into one database', (newDatabase) => {
  let database: Database;
  let benches: readonly NewsBench[];
  let stores: readonly Store[];
  beforeEach(async () => {
    database = await newDatabase();
    stores = await Promise.all([1, 2, 3].map(() => openStore(database.url)));
    benches = await Promise.all(stores.map((store) => openNewsBench(store)));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });
  const [first, second] = [() => benches[0] as NewsBench, () => benches[1] as NewsBench];

  it('put what others report into the stories that another replica began', async () => {
    await first().poll([{ title: 'Zebra walks into town hall', at: START }], START);
    await second().poll(
      [{ title: 'Zebra walks into the town hall', at: START + HOUR, feed: 'beta' }],
      START + HOUR,
    );
    await first().poll(
      [{ title: 'A zebra walks into town hall', at: START + 2 * HOUR, feed: 'gamma' }],
      START + 2 * HOUR,
    );
    expect(await second().alerts()).toMatchObject([{ kind: 'story' }]);
    const told = await first().store.db.selectFrom('entries').select(['relation', 'story_id']).execute();
    expect(told.map(({ relation }) => relation)).toEqual(['first', 'reprint', 'reprint']);
    expect(new Set(told.map((entry) => entry.story_id)).size).toBe(1);
    // What is said of it waits to be sent, so no edit is due.
    expect(await second().deliveries()).toMatchObject([{ kind: 'post', message_id: 1 }]);
    const stories = await first().store.db.selectFrom('stories').select('id').execute();
    expect(stories).toHaveLength(1);
  });

  it('know the labels of the entries that another replica stored', async () => {
    // Only the labels that both carry bring these two wordings together.
    const wordings = ['Zebra foal born in Basel zoo at dawn', 'Basel zoo greets newborn zebra foal'];
    const alone = await openNewsBench();
    for (const [i, title] of wordings.entries())
      await alone.poll([{ title, at: START + i * MINUTE, feed: `feed${i}` }], START + HOUR);
    const expected = await alone.store.db.selectFrom('stories').select('id').execute();
    await alone.store.close();
    await first().poll([{ title: wordings[0] ?? '', at: START, feed: 'feed0' }], START + HOUR);
    await second().poll([{ title: wordings[1] ?? '', at: START + MINUTE, feed: 'feed1' }], START + HOUR);
    expect(await first().store.db.selectFrom('stories').select('id').execute()).toEqual(expected);
  });

  it('open one alert for one story, however many of them read it at once', async () => {
    const outlets = ['alpha', 'beta', 'gamma'];
    const towns = ['Basel', 'Vienna', 'Lisbon', 'Oslo', 'Athens', 'Riga', 'Dublin', 'Prague'];
    await Promise.all(
      towns
        .map((town, round) =>
          benches.map((bench, i) =>
            bench.poll(
              [
                {
                  title: `Zebra walks into town hall of ${town}`,
                  at: START + round,
                  feed: outlets[i] ?? '',
                },
              ],
              START + MINUTE,
            ),
          ),
        )
        .flat(),
    );
    const { db } = first().store;
    const alerts = await db.selectFrom('alerts').select('story_id').execute();
    const stories = await db.selectFrom('stories').select('id').execute();
    const entries = await db.selectFrom('entries').select('seq').execute();
    expect(entries).toHaveLength(24);
    expect(new Set(alerts.map((alert) => alert.story_id)).size).toBe(alerts.length);
    expect(alerts).toHaveLength(stories.length);
  });

  it('go on with what is stored after an ingest that failed', async () => {
    const news = { title: 'Zebra walks into town hall', at: START };
    const failing = first().pipeline.ingest({
      entries: [],
      history: false,
      now: START,
      also: () => Promise.reject(new Error('the disk is full')),
    });
    await expect(failing).rejects.toThrow('the disk is full');
    await second().poll([news], START);
    await first().poll([{ ...news, title: 'Zebra walks into the town hall', feed: 'beta' }], START + MINUTE);
    expect(await first().alerts()).toMatchObject([{ kind: 'story' }]);
    const told = await first().store.db.selectFrom('entries').select(['relation', 'story_id']).execute();
    expect(told.map(({ relation }) => relation)).toEqual(['first', 'reprint']);
    expect(new Set(told.map((entry) => entry.story_id)).size).toBe(1);
    // What is said of it waits to be sent, so no edit is due.
    expect(await first().deliveries()).toMatchObject([{ kind: 'post', message_id: 1 }]);
  });
});
