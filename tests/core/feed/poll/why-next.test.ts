import { expect, it } from 'vitest';
import { type FeedState, initialState } from '../../../../src/core/feed/poll/feed-state.ts';
import { whyNext } from '../../../../src/core/feed/poll/why-next.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time/duration.ts';

const STATE = initialState({ id: 'a', url: 'https://a.example/', outlet: 'A', lang: 'en' }, 0, 0);
const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

it.each<[string | undefined, Partial<FeedState>]>([
  [undefined, {}],
  ['adaptive', { nextReason: 'adaptive' }],
  ['its own interval', { nextReason: 'own-interval' }],
  ['publisher asks 24 h', { nextReason: 'ttl', ttl: DAY }],
  ['publisher asks 24 h', { nextReason: 'cap', ttl: DAY }],
  ['publisher asks 90 min', { nextReason: 'fresh', freshFor: 90 * MINUTE }],
  ['publisher asks 720 h, a day is the most', { nextReason: 'cap', freshFor: 30 * DAY, ttl: HOUR }],
  ['429 until 14:30', { nextReason: 'retry-after', heldHost: 'a.example', heldUntil: 14.5 * HOUR }],
  [
    '503 until 14:30',
    {
      nextReason: 'retry-after',
      error: 'the server answered 503 Service Unavailable',
      heldUntil: 14.5 * HOUR,
    },
  ],
  ['backing off after 3 failures', { nextReason: 'backoff', failures: 3 }],
])('says %s', (words, over) => {
  expect(whyNext({ ...STATE, ...over }, clock)).toBe(words);
});
