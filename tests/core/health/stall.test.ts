import { describe, expect, it } from 'vitest';
import { createStallWatch, STALL_LIMITS } from '../../../src/core/health/stall.ts';

const LIMITS = { events: 3_000, polls: 10_000, deliveries: 20_000 };

/** Looks once a second at beats that `beats` makes of the second; the first second in which something was said, and what. */
function firstSaid(beats: (second: number) => readonly number[], seconds = 60): [number, string] | undefined {
  const watch = createStallWatch(LIMITS);
  for (let second = 0; second < seconds; second++) {
    const said = watch.look(beats(second), second * 1_000);
    if (said !== undefined) return [second, said];
  }
  return undefined;
}

describe('the watch over loops', () => {
  it('says nothing while all of them turn, however slowly', () => {
    expect(firstSaid((s) => [s + 1, Math.floor(s / 9) + 1, Math.floor(s / 19) + 1])).toBeUndefined();
  });

  it.each([
    ['the event loop', (s: number) => [s < 5 ? s + 1 : 5, s, s], 7, /^the event loop has not turned for 3 s/],
    ['the polls', (s: number) => [s + 1, 7, s], 10, /^nobody has looked for due feeds for 10 s/],
    ['the deliveries', (s: number) => [s + 1, s, 0], 20, /^nobody has looked for due deliveries for 20 s/],
  ])('says when %s stand still', (_, beats, second, said) => {
    expect(firstSaid(beats)).toEqual([second, expect.stringMatching(said)]);
  });

  it('names the event loop where all stand still', () => {
    expect(firstSaid(() => [1, 1, 1])?.[1]).toMatch(/^the event loop/);
  });

  it('watches nothing before the first beat, nor after the last', () => {
    expect(firstSaid(() => [0, 0, 0])).toBeUndefined();
    expect(firstSaid((s) => (s < 5 ? [s + 1, s, s] : [0, 0, 0]))).toBeUndefined();
  });

  it('does not take a machine that slept for a process that hangs', () => {
    const watch = createStallWatch(LIMITS);
    expect(watch.look([1, 1, 1], 0)).toBeUndefined();
    expect(watch.look([1, 1, 1], 3_600_000)).toBeUndefined();
    expect(watch.look([2, 1, 1], 3_601_000)).toBeUndefined();
  });

  it('gives loops that wait for a database more time than one that waits for nothing', () => {
    expect(STALL_LIMITS.polls).toBeGreaterThan(STALL_LIMITS.events);
    expect(STALL_LIMITS.deliveries).toBeGreaterThan(STALL_LIMITS.events);
  });
});
