import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimDue, renewClaims, returnClaims } from '../../../../src/edges/store/outbox/claims.ts';
import { enqueueDelivery, settleDelivery } from '../../../../src/edges/store/outbox/deliveries.ts';
import { storeNow } from '../../../../src/edges/store/engine/store-now.ts';
import { openStore, type Store } from '../../../../src/edges/store/open-store.ts';
import { describeOnPostgres, describeOnStores, type Database } from '../../../stores.ts';

const NOW = Date.UTC(2026, 8, 1);
const LEASE = 60_000;

async function queue(store: Store, receiver: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const row = { messageId: undefined, receiver, kind: 'notice', revision: 0, notice: '{}' } as const;
    await enqueueDelivery(store.db, { ...row, nonce: `${receiver}-${i}`, dueAt: NOW }, NOW);
  }
}

const claim = (store: Store, owner: string, over: { now?: number; limit?: number; leaseNow?: number } = {}) =>
  store.transaction((tx) =>
    claimDue(tx, { owner, now: NOW, leaseFor: LEASE, limit: 50, shared: store.dialect.shared, ...over }),
  );

describeOnStores('a claim', (open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  it('is given back as if it had never been made', async () => {
    await queue(store, 'room', 2);
    const before = await store.db.selectFrom('deliveries').selectAll().orderBy('id').execute();
    await returnClaims(store.db, await claim(store, 'one'));
    const after = await store.db.selectFrom('deliveries').selectAll().orderBy('id').execute();
    expect(after).toEqual(before.map((row) => ({ ...row, fence: 1 })));
  });

  it('is renewed only by whoever still has it', async () => {
    await queue(store, 'room', 2);
    const [first, second] = await claim(store, 'one');
    if (first === undefined || second === undefined) throw new Error('nothing was claimed');
    await settleDelivery(store.db, first, { status: 'rejected', reason: 'no' }, NOW);
    expect([...(await renewClaims(store.db, [first, second], NOW + 2 * LEASE))]).toEqual([second.id]);
    expect(await claim(store, 'two', { now: NOW + LEASE + 1 })).toEqual([]);
    const [taken] = await claim(store, 'two', { now: NOW + 2 * LEASE + 1 });
    expect(taken?.id).toBe(second.id);
    expect([...(await renewClaims(store.db, [second], NOW + 4 * LEASE))]).toEqual([]);
  });
});

describeOnPostgres('claims of several processes', (newDatabase) => {
  let database: Database;
  let stores: readonly Store[];
  beforeEach(async () => {
    database = await newDatabase();
    stores = await Promise.all([1, 2, 3].map(() => openStore(database.url)));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  it('never name one delivery twice, and leave each receiver to one process', async () => {
    const [first] = stores;
    if (first === undefined) throw new Error('no store');
    for (const receiver of ['a', 'b', 'c', 'd']) await queue(first, receiver, 30);
    const claimed = await Promise.all(
      stores.flatMap((store, i) =>
        Array.from({ length: 4 }, async () => {
          const own = await claim(store, `replica-${i}`, { limit: 10 });
          return own.map((each) => ({ ...each, owner: `replica-${i}` }));
        }),
      ),
    );
    const all = claimed.flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const owners = Map.groupBy(all, ({ receiver }) => receiver);
    for (const own of owners.values()) expect(new Set(own.map(({ owner }) => owner)).size).toBe(1);
    expect(all.length).toBeGreaterThanOrEqual(40);
  });

  it('of a process that is gone run out, and its late word no longer counts', async () => {
    const [one, two] = stores;
    if (one === undefined || two === undefined) throw new Error('no store');
    await queue(one, 'room', 1);
    const [late] = await claim(one, 'one');
    if (late === undefined) throw new Error('nothing was claimed');
    expect(await claim(two, 'two')).toEqual([]);
    const [taken] = await claim(two, 'two', { now: NOW + LEASE + 1 });
    expect([taken?.id, taken?.maybeSentAt, taken?.fence]).toEqual([late.id, NOW, late.fence + 1]);
    const ref = { channel: 'c', message: 'm' };
    expect(await settleDelivery(one.db, late, { status: 'sent', ref, revision: 0 }, NOW)).toBe(false);
  });

  it('hold by the clock of the database, however far those of the processes are apart', async () => {
    const [one, two] = stores;
    if (one === undefined || two === undefined) throw new Error('no store');
    await queue(one, 'room', 1);
    const leaseNow = await storeNow(one.db);
    const [held] = await claim(one, 'one', { leaseNow });
    expect(held?.id).toBe(1);
    // An hour ahead, and an hour behind: by their own clocks the claim had run out, or would hold for an hour too long.
    for (const now of [NOW + 3_600_000, NOW - 3_600_000])
      expect(await claim(two, 'two', { now, leaseNow: await storeNow(two.db) })).toEqual([]);
    const later = (await storeNow(two.db)) + LEASE + 1;
    expect(await claim(two, 'two', { now: NOW - 3_600_000, leaseNow: later })).toMatchObject([{ id: 1 }]);
  });

  it('pass over a row that another transaction has locked', async () => {
    const [one, two] = stores;
    if (one === undefined || two === undefined) throw new Error('no store');
    await queue(one, 'room', 2);
    await one.transaction(async (tx) => {
      await tx.updateTable('deliveries').set({ reason: 'x' }).where('id', '=', 1).execute();
      expect((await claim(two, 'two')).map(({ id }) => id)).toEqual([2]);
    });
  });
});
