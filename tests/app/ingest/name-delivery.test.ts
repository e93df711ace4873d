import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryNamer, openNamer } from '../../../src/app/ingest/name-delivery.ts';
import type { Store } from '../../../src/edges/store/open-store.ts';
import { describeOnStores } from '../../stores.ts';

describe('names of deliveries', () => {
  const name = deliveryNamer('salt');

  it('are the same for the same parts, fit a nonce, and differ with every part and every salt', () => {
    const parts = ['story/a/b/c', 'room', 'post', 0] as const;
    const names = [
      name(...parts),
      name('story/a/b/c', 'room', 'post', 1),
      name('story/a/b/c', 'room', 'edit', 0),
      name('story/a/b/c', 'roo', 'mpost', 0),
      name('story/a/b', 'c', 'room', 'post', 0),
      deliveryNamer('other')(...parts),
    ];
    expect(name(...parts)).toBe(names[0]);
    expect(new Set(names).size).toBe(names.length);
    for (const each of names) expect(each).toMatch(/^[\w-]{24}$/);
  });
});

describeOnStores('the salt', (open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  it('is drawn once and kept, also where two processes open a new database together', async () => {
    const [first, second] = await Promise.all([openNamer(store.db), openNamer(store.db)]);
    const later = await openNamer(store.db);
    expect(second('a')).toBe(first('a'));
    expect(later('a')).toBe(first('a'));
    expect(await store.db.selectFrom('facts').select('name').execute()).toEqual([{ name: 'delivery-salt' }]);
  });
});
