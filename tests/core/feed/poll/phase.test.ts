import { describe, expect, it } from 'vitest';
import { phaseOf, spreadWindow } from '../../../../src/core/feed/poll/phase.ts';
import { DAY, MINUTE } from '../../../../src/core/time/duration.ts';

describe('phaseOf', () => {
  it("is a feed's own and always the same", () => {
    expect(phaseOf('bbc-world')).toBe(phaseOf('bbc-world'));
    expect(phaseOf('bbc-world')).not.toBe(phaseOf('bbc-europe'));
  });

  it('spreads ids that differ only in their last letters evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 10_000; index += 1) {
      const tenth = Math.floor(phaseOf(`feed-${index}`) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.min(...tenths)).toBeGreaterThan(800);
    expect(Math.max(...tenths)).toBeLessThan(1_200);
  });
});

describe('spreadWindow', () => {
  it.each([
    [1, 0],
    [10, 1_800],
    [301, MINUTE],
    [10_000, 299_970],
  ])('gives %i feeds %i ms', (count, window) => {
    expect(spreadWindow(count, DAY)).toBe(window);
  });

  it('never exceeds the interval', () => {
    expect(spreadWindow(10_000, MINUTE)).toBe(MINUTE);
  });
});
