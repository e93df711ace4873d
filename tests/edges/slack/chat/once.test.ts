import { describe, expect, it } from 'vitest';
import { createOnce } from '../../../../src/edges/slack/chat/once.ts';

const MINUTE = 60_000;

describe('createOnce', () => {
  it('knows what it has seen, for a quarter of an hour', () => {
    const isNew = createOnce();
    expect(isNew('a', 0)).toBe(true);
    expect(isNew('b', MINUTE)).toBe(true);
    expect(isNew('a', 6 * MINUTE)).toBe(false);
    expect(isNew('a', 14 * MINUTE)).toBe(false);
    expect(isNew('a', 15 * MINUTE)).toBe(true);
    expect(isNew('b', 15 * MINUTE)).toBe(false);
  });

  it('forgets the oldest when there is too much to remember', () => {
    const isNew = createOnce();
    for (let index = 0; index < 10_001; index += 1) isNew(`k${index}`, index);
    expect(isNew('k10000', 10_001)).toBe(false);
    expect(isNew('k0', 10_001)).toBe(true);
  });
});
