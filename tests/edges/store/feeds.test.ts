import { afterEach, beforeEach, expect, it } from 'vitest';
import { initialState } from '../../../src/core/feed/poll/feed-state.ts';
import { loadFeedStandings, loadFeedState, saveFeedState } from '../../../src/edges/store/feeds.ts';
import type { Store } from '../../../src/edges/store/open-store.ts';
import { describeOnStores } from '../../stores.ts';

const AT = Date.UTC(2026, 10, 20);
const feed = (id: string) => ({ id, url: `https://${id}.example/feed`, outlet: 'Outlet', lang: 'en' });

describeOnStores('feed states', (open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  it('tells how feeds stand without reading their whole states', async () => {
    const answering = { ...initialState(feed('one'), AT, 0), status: 'ok' as const, lastOkAt: AT - 1 };
    const silent = { ...initialState(feed('two'), AT, 0), status: 'failing' as const, failures: 3 };
    for (const state of [answering, silent]) await saveFeedState(store.db, state);
    expect(await loadFeedStandings(store)).toEqual(
      new Map([
        ['one', { status: 'ok', lastOkAt: AT - 1 }],
        ['two', { status: 'failing', lastOkAt: undefined }],
      ]),
    );
    expect(await loadFeedState(store.db, 'one')).toEqual(answering);
  });
});
