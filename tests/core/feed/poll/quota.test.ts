import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../../src/core/feed/feed.ts';
import { type FeedState, initialState } from '../../../../src/core/feed/poll/feed-state.ts';
import { countItems, roomFor } from '../../../../src/core/feed/poll/quota.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time/duration.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const FEED: Feed = { id: 'sample', url: 'https://news.example/feed', outlet: 'Sample', lang: 'en' };
const STATE: FeedState = { ...initialState(FEED, NOW, 0), etag: '"old"', bodyHash: 'old' };
const take = (state: FeedState, taken: number, now: number, left = 0, exempt = false): FeedState =>
  countItems(state, { ...state, etag: '"new"', bodyHash: 'new' }, { taken, left, exempt }, now);

describe('the room of a feed', () => {
  it('is 200 new items an hour, whatever it brought before', () => {
    expect(roomFor(STATE, NOW)).toBe(200);
    const some = take(STATE, 150, NOW);
    expect(roomFor(some, NOW + 10 * MINUTE)).toBe(50);
    expect(roomFor(take(some, 60, NOW + 20 * MINUTE), NOW + 30 * MINUTE)).toBe(0);
    expect(roomFor(some, NOW + HOUR)).toBe(200);
  });

  it('is ten times what it usually brings, as stored and not as it says', () => {
    let state = STATE;
    for (let hour = 0; hour < 5 * 7 * 24; hour += 1) state = take(state, 60, NOW + hour * HOUR);
    const room = roomFor(state, NOW + 5 * 7 * DAY);
    expect(room).toBeGreaterThan(580);
    expect(room).toBeLessThan(605);
    expect(roomFor({ ...STATE, entriesPerWeek: 1_000_000 }, NOW)).toBe(200);
  });

  it('grows slowly for a feed that fills it', () => {
    let state = STATE;
    for (let hour = 0; hour < 24; hour += 1)
      state = take(state, roomFor(state, NOW + hour * HOUR), NOW + hour * HOUR, 4_000);
    expect(roomFor(state, NOW + DAY)).toBeLessThan(320);
  });

  it('is not used up by a first reading', () => {
    expect(roomFor(take(STATE, 5_000, NOW, 0, true), NOW)).toBe(200);
  });
});

describe('a state of which items wait', () => {
  it('keeps its validators until nothing waits', () => {
    const waiting = take(STATE, 200, NOW, 4_800);
    expect(waiting).toMatchObject({ etag: '"old"', bodyHash: 'old', waiting: { items: 4_800, since: NOW } });
    const later = take(waiting, 200, NOW + HOUR, 4_600);
    expect(later.waiting).toEqual({ items: 4_600, since: NOW });
    expect(take(later, 10, NOW + 2 * HOUR)).toMatchObject({
      etag: '"new"',
      bodyHash: 'new',
      waiting: undefined,
    });
  });
});
