/** `/feeds` says which feeds no sign can read, and which are in another language than is said of them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FeedState, initialState } from '../../../../src/core/feed/poll/feed-state.ts';
import { saveFeedState } from '../../../../src/edges/store/feeds.ts';
import { NOON, type Newsroom, openNewsroom, READER, wordsOf } from '../newsroom.ts';

let room: Newsroom;

beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room.store.close());

async function heard(id: string, spoken: FeedState['spoken']): Promise<void> {
  const feed = { id, url: `https://${id}.example/feed.xml`, outlet: id, lang: 'en' };
  const state = initialState(feed, NOON, 0);
  await saveFeedState(room.store.db, { ...state, status: 'ok', lastOkAt: NOON, spoken });
}

it('names feeds whose entries read like another language', async () => {
  await heard('larkmoor', { said: 'en', heard: 'de' });
  await heard('skerry', { said: 'en', heard: 'en' });
  const words = wordsOf(await room.ask('feeds', {}, READER));
  expect(words).toContain('larkmoor (said to be English, reads like German)');
  expect(words).not.toContain('skerry (said');
  expect(words).not.toContain('No sign has words');
});
