import { describe, expect, it } from 'vitest';
import { growthOf, passes, soak, type SoakResult } from '../../bench/soak.ts';

const HOUR = 3_600_000;
const SHORT = { days: 3, feeds: 12, every: 2 * HOUR, step: HOUR, retention: 12 * HOUR };

describe('bench soak', () => {
  it(
    'goes through days of news, forgets entries and knows them, in a short version',
    { timeout: 600_000 },
    async () => {
      const { days, dead, errors } = await soak({ ...SHORT, days: 2, feeds: 40 });
      expect([dead, errors]).toEqual([0, []]);
      const last = days.at(-1);
      expect(last?.told).toMatchObject({ doubled: 0, stale: 0, digests: 2 });
      expect(last?.told.posts).toBeGreaterThan(0);
      expect(last?.tombstones).toBeGreaterThan(0);
      expect(last?.rows['entries']).toBeLessThan(last?.rows['entry_keys'] ?? 0);
    },
  );

  it('sees it where what is forgotten comes as news', { timeout: 600_000 }, async () => {
    const forgetful = await soak({
      ...SHORT,
      meddle: async ({ store }) => {
        await store.db.deleteFrom('entry_keys').where('entry_seq', 'is', null).execute();
      },
    });
    expect(forgetful.days.at(-1)?.told.stale).toBeGreaterThan(0);
    expect(passes(forgetful)).toBe(false);
  });

  it('measures growth by a line from the third day on', () => {
    const days = (heap: (day: number) => number) =>
      Array.from({ length: 10 }, (_, i) => ({ day: i + 1, heap: heap(i + 1) }));
    expect(growthOf(days(() => 100))).toBe(0);
    expect(growthOf(days((day) => 97 + day))).toBeCloseTo(0.07);
    expect(growthOf(days((day) => (day < 3 ? 10 : 100)))).toBe(0);
  });

  it.each([
    ['is flat', {}, true],
    ['grows', { growth: 0.06 }, false],
    ['gave something up', { dead: 1 }, false],
    ['broke', { errors: ['bug'] }, false],
  ])('judges a soak that %s', (_, part, verdict) => {
    const told = { posts: 9, edits: 0, notices: 0, digests: 0, doubled: 0, stale: 0 };
    const day = { day: 10, heap: 1, rss: 1, disk: 1, rows: {}, tombstones: 5, polls: 1, told };
    const result: SoakResult = { days: [day], growth: 0, dead: 0, errors: [], ...part };
    expect(passes(result)).toBe(verdict);
  });
});
