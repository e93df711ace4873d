import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepTicking } from '../../src/app/keep-ticking.ts';
import { DAY, HOUR, SECOND } from '../../src/core/time/duration.ts';

let ticks = 0;
let end: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 9, 25, 0, 30) });
  ticks = 0;
  end = keepTicking(() => (ticks += 1), 2 * SECOND);
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

/** Ticks of so many seconds that really pass. */
function ticksIn(seconds: number): number {
  const before = ticks;
  vi.advanceTimersByTime(seconds * SECOND);
  return ticks - before;
}

describe('keepTicking', () => {
  it('ticks until it is ended', () => {
    expect(ticksIn(60)).toBe(30);
    end();
    expect(ticksIn(60)).toBe(0);
  });

  it.each([
    ['back an hour', -HOUR],
    ['back a day', -DAY],
    ['forward an hour', HOUR],
    ['forward a day', DAY],
  ])('goes on, neither faster nor slower, when the clock is set %s', (_, jump) => {
    ticksIn(11);
    vi.setSystemTime(Date.now() + jump);
    expect(ticksIn(60)).toBe(30);
  });
});
