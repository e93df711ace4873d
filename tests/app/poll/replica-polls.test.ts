import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Poller } from '../../../src/app/poll/poller.ts';
import { createSharedPolls } from '../../../src/app/poll/replica-polls.ts';
import { saveFeedState } from '../../../src/edges/store/feeds.ts';
import { loadFeedStates } from '../../../src/edges/store/feeds.ts';
import { simulatedClock } from '../../../src/edges/clock/clock.ts';
import type { Store } from '../../../src/edges/store/open-store.ts';
import { type FeedServer, rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { describeOnStores } from '../../stores.ts';
import { feedAt, type PollerRig, rigPoller } from '../rig-poller.ts';

const START = Date.UTC(2026, 8, 1);
const MINUTE = 60_000;

describeOnStores('replicas that share feeds', (open) => {
  let store: Store;
  let clock: ReturnType<typeof simulatedClock>;
  let rig: PollerRig;
  let server: FeedServer;
  let replicas: readonly Poller[];
  beforeEach(async () => {
    store = await open();
    clock = simulatedClock(START);
    rig = rigPoller(clock);
    server = await startFeedServer();
    const item = { id: 'a', title: 'A headline', published: START - MINUTE };
    server.respond('/feed', { body: rssDocument([item]), headers: { etag: '"v1"' } });
    const feeds = [feedAt('news', `${server.origin}/feed`)];
    replicas = ['one', 'two', 'three'].map((owner) =>
      rig.boot(feeds, {
        loadStates: () => loadFeedStates(store.db),
        ingest: async ({ next }) => {
          await saveFeedState(store.db, next);
          return next;
        },
        pollFeed: createSharedPolls({ store, clock, owner }),
      }),
    );
  });
  afterEach(async () => {
    for (const replica of replicas) await replica.stop();
    await rig.http.close();
    await server.close();
    await store.close();
  });

  it('ask each feed once a turn, with the validators that another replica was given', async () => {
    for (let minute = 0; minute < 31; minute++) {
      await Promise.all(replicas.map((replica) => replica.pollDue()));
      await clock.advance(MINUTE);
    }
    expect(server.log.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"', '"v1"']);
  });

  it('go on with a feed whose replica died while it asked, once its lease has run out', async () => {
    const lease = { owner: 'dead', until: START + MINUTE };
    await store.db
      .insertInto('leases')
      .values([
        { ...lease, name: 'feed/news' },
        { ...lease, name: `host/${new URL(server.origin).host}` },
      ])
      .execute();
    await Promise.all(replicas.map((replica) => replica.pollDue()));
    expect(server.log).toEqual([]);
    await clock.advance(MINUTE);
    await Promise.all(replicas.map((replica) => replica.pollDue()));
    expect(server.log).toHaveLength(1);
  });

  it('leave a host alone that another one of them has just asked', async () => {
    const [one, two] = replicas;
    await one?.pollDue();
    await two?.replaceFeeds([feedAt('other', `${server.origin}/feed`)]);
    await two?.pollDue();
    expect(server.log).toHaveLength(1);
    await clock.advance(5_000);
    await two?.pollDue();
    expect(server.log).toHaveLength(2);
  });
});
