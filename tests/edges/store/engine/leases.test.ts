import { afterEach, beforeEach, expect, it } from 'vitest';
import { endLease, takeLeases } from '../../../../src/edges/store/engine/leases.ts';
import type { Store } from '../../../../src/edges/store/open-store.ts';
import { describeOnStores } from '../../../stores.ts';

describeOnStores('leases', (open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());
  const take = async (owner: string, now: number, ...names: string[]): Promise<readonly string[]> =>
    [...(await takeLeases(store.db, names, { owner, now, until: now + 10 }))].toSorted();

  it('are one process’s until they run out', async () => {
    expect(await take('one', 0, 'a', 'b')).toEqual(['a', 'b']);
    expect(await take('two', 5, 'b', 'c')).toEqual(['c']);
    expect(await take('one', 5, 'a')).toEqual(['a']);
    expect(await take('two', 10, 'a', 'b')).toEqual(['b']);
  });

  it('end when their owner says so, and not when another does', async () => {
    await take('one', 0, 'a');
    await endLease(store.db, 'a', 'two', 1);
    expect(await take('two', 2, 'a')).toEqual([]);
    await endLease(store.db, 'a', 'one', 4);
    expect(await take('two', 3, 'a')).toEqual([]);
    expect(await take('two', 4, 'a')).toEqual(['a']);
  });

  it('are taken by one of many who ask at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, i) => take(`replica-${i}`, 0, 'feed/x', 'host/y')),
    );
    expect(asked.flat().toSorted()).toEqual(['feed/x', 'host/y']);
  });
});
