import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDispatcher } from '../../../src/app/deliver/dispatcher.ts';
import { SEND } from '../../../src/app/deliver/plan-delivery.ts';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import type { PollReport } from '../../../src/app/poll/poll-one.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { simulatedClock, type SimulatedClock } from '../../../src/edges/clock/clock.ts';
import { enqueueDelivery } from '../../../src/edges/store/outbox/deliveries.ts';
import { openStore } from '../../../src/edges/store/open-store.ts';
import { rssDocument, startFeedServer } from '../../peers/feed-server.ts';
import { feedAt, rigPoller } from '../rig-poller.ts';

const START = Date.UTC(2026, 10, 22, 12);
const FULL = 'the disk of the database is full; free space on it';

let clock: SimulatedClock;
/** A real database that takes nothing more. */
let full: DatabaseSync;
const write = (): unknown => full.exec('insert into filler values (zeroblob(1000000))');
const makeRoom = (): void => full.exec('pragma max_page_count = 100000');

beforeEach(() => {
  clock = simulatedClock(START);
  full = new DatabaseSync(':memory:');
  full.exec('create table filler (text); pragma max_page_count = 2');
});
afterEach(() => full.close());

it('a poll that the database does not take is no bug, and is done again after the usual time', async () => {
  const server = await startFeedServer({ now: clock.now });
  server.respond('/feed', { body: rssDocument([{ id: '1', title: 'News' }]) });
  const rig = rigPoller(clock);
  const reports: PollReport[] = [];
  const poller = rig.boot([feedAt('sample', server.url('/feed'))], {
    ingest: ({ feed, next }) => {
      write();
      rig.ingested.push({ feedId: feed.id, titles: undefined, now: clock.now() });
      return Promise.resolve(next);
    },
    report: (report) => reports.push(report),
  });
  for (let quarter = 0; quarter < 4; quarter += 1) {
    if (quarter === 3) makeRoom();
    await poller.pollDue();
    await clock.advance(15 * MINUTE);
  }
  const said = `error: a poll could not be stored and is done again: ${FULL} sample`;
  expect(rig.logged.filter((line) => line.startsWith('error'))).toEqual([said, said, said]);
  expect(reports.map(({ outcome }) => outcome)).toEqual(['store', 'store', 'store', 'body']);
  expect(rig.ingested).toHaveLength(1);
  await rig.http.close();
  await server.close();
});

it('a delivery that needs the database waits for it, and says why', async () => {
  const store = await openStore(':memory:');
  const row = { messageId: undefined, receiver: 'room', kind: 'notice', revision: 0 } as const;
  const notice = JSON.stringify({ kind: 'notice', title: 'n', lines: [] });
  await enqueueDelivery(store.db, { ...row, nonce: 'nonce', notice, dueAt: START }, START);
  const logged: string[] = [];
  let sent = 0;
  const dispatcher = createDispatcher({
    store,
    sinks: new Map([
      [
        'room',
        async () => {
          sent += 1;
          return { kind: 'sent' as const, ref: { channel: 'c', message: 'm' } };
        },
      ],
    ]),
    plan: () => Promise.resolve(SEND),
    render: async () => {
      write();
      return { notification: { kind: 'notice', title: 'n', lines: [] }, revision: 0, upTo: new Map() };
    },
    clock,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (_, message) => void logged.push(message),
    },
    random: () => 0.5,
    owner: 'test',
    nameDelivery: deliveryNamer('test'),
  });
  const rows = () => store.db.selectFrom('deliveries').select(['status', 'reason']).execute();
  await dispatcher.drain();
  expect(logged).toEqual([`a delivery waits: ${FULL}`]);
  expect([sent, await rows()]).toEqual([0, [{ status: 'uncertain', reason: FULL }]]);
  makeRoom();
  await clock.advance(MINUTE);
  await dispatcher.drain();
  expect(sent).toBe(1);
  expect((await rows())[0]?.status).toBe('sent');
  await store.close();
});
