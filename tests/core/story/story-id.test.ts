import { describe, expect, it } from 'vitest';
import { storyIdOf } from '../../../src/core/story/story-id.ts';

const at = Date.UTC(2026, 9, 30, 23, 59);

describe('storyIdOf', () => {
  it.each([
    [
      'Allies want NATO’s 5% deadline pulled forward to 2031',
      /^2026-10-30-allies-want-natos-5-deadline-pulled-forward-[0-9a-z]{4}$/,
    ],
    ['Größter Streit über Łódź', /^2026-10-30-grosster-streit-uber-lodz-[0-9a-z]{4}$/],
    ['Путин', /^2026-10-30-[0-9a-z]{4}$/],
    ['a'.repeat(300), /^2026-10-30-[0-9a-z]{4}$/],
    ['', /^2026-10-30-[0-9a-z]{4}$/],
  ])('of %s can be read and typed', (title, pattern) => {
    expect(storyIdOf('feed/1', title, at)).toMatch(pattern);
  });

  it('keeps equal titles of different entries apart, and is always the same for one', () => {
    expect(storyIdOf('feed/1', 'Cartoon', at)).not.toBe(storyIdOf('feed/2', 'Cartoon', at));
    expect(storyIdOf('feed/1', 'Cartoon', at)).toBe(storyIdOf('feed/1', 'Cartoon', at));
  });
});
