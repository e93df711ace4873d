import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../../src/core/feed/feed.ts';
import { type FeedState, initialState } from '../../../../src/core/feed/poll/feed-state.ts';
import { afterHeld, heldHosts, isAskedOtherwise, nextDue } from '../../../../src/core/feed/poll/next-due.ts';
import { DEFAULT_POLICY } from '../../../../src/core/feed/poll/poll-interval.ts';
import { whyNext } from '../../../../src/core/feed/poll/why-next.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/time/duration.ts';

const feed = (over: Partial<Feed> = {}): Feed => ({
  id: 'a',
  url: 'https://a.example/feed',
  outlet: 'A',
  lang: 'en',
  ...over,
});
/** Asked at nought, and due again in `due` milliseconds. */
const asked = (due: number, over: Partial<FeedState> = {}): FeedState => ({
  ...initialState(feed(), 0, 0),
  status: 'ok',
  lastPolledAt: 0,
  nextPollAt: due,
  nextReason: 'own-interval',
  ...over,
});
const dueOf = (state: FeedState, now: Feed): number => nextDue(state, now, DEFAULT_POLICY, HOUR).nextPollAt;

describe('when a feed is due by its line of now', () => {
  it('is exactly its interval after it was last asked, shorter or longer', () => {
    expect(dueOf(asked(DAY), feed({ every: 5 * MINUTE }))).toBe(5 * MINUTE);
    expect(dueOf(asked(5 * MINUTE), feed({ every: DAY }))).toBe(DAY);
    const same = asked(DAY);
    expect(nextDue(same, feed({ every: DAY }), DEFAULT_POLICY, HOUR)).toBe(same);
  });

  it('goes back to the usual interval where its own is gone, and says so', () => {
    const state = nextDue(asked(DAY), feed(), DEFAULT_POLICY, HOUR);
    expect(Math.abs(state.nextPollAt - 15 * MINUTE)).toBeLessThan(2 * MINUTE);
    expect(whyNext(state, String)).toBe('the usual interval');
  });

  it('leaves what the publisher wishes and what fails as it is', () => {
    expect(dueOf(asked(DAY, { nextReason: 'ttl', ttl: DAY }), feed())).toBe(DAY);
    expect(dueOf(asked(DAY, { status: 'failing' }), feed({ every: MINUTE }))).toBe(DAY);
  });
});

it('knows which lines have a feed asked otherwise', () => {
  expect(isAskedOtherwise(feed(), feed({ user_agent: 'Mozilla/5.0' }))).toBe(true);
  expect(isAskedOtherwise(feed({ headers: { a: '1' } }), feed({ headers: { a: '2' } }))).toBe(true);
  expect(isAskedOtherwise(feed({ headers: { a: '1' } }), feed({ headers: { a: '1' }, every: HOUR }))).toBe(
    false,
  );
});

it('puts off the neighbours of a feed that got a 429, and says until when', () => {
  const states = [
    asked(HOUR, { heldHost: 'a.example', heldUntil: 3 * HOUR }),
    asked(HOUR, { heldHost: 'b.example', heldUntil: 1 }),
  ];
  const held = heldHosts(states, HOUR);
  expect([...held]).toEqual([['a.example', 3 * HOUR]]);
  const neighbour = afterHeld(asked(2 * HOUR), held);
  expect(neighbour.nextPollAt).toBe(3 * HOUR);
  expect(whyNext(neighbour, (at) => `${at / HOUR}:00`)).toBe('429 until 3:00');
  const later = asked(4 * HOUR);
  expect(afterHeld(later, held)).toBe(later);
  const elsewhere = asked(2 * HOUR, { url: 'https://b.example/feed' });
  expect(afterHeld(elsewhere, held)).toBe(elsewhere);
});
