import { describe, expect, it } from 'vitest';
import { passes, poll, type Result } from '../../bench/poll.ts';

const phase = { polls: 1, seconds: 1, cpu: 1, cores: 0.2, p50: 1, p99: 2, entries: 1, served: '' };
const good: Result = {
  cold: phase,
  steady: phase,
  peak: 300 * 1_048_576,
  rss: 1,
  bare: { cold: 1, steady: 1, perSecond: 1 },
  parsing: { size: 1, ours: 1, bare: 1, share: 0.8 },
};

describe('bench poll', () => {
  it(
    'polls every host in its own time, conditionally, in a short version',
    { timeout: 600_000 },
    async () => {
      const result = await poll({ feeds: 16, every: 3, windows: 1, documents: 10, rounds: 1 });
      expect(result.cold.polls).toBeGreaterThanOrEqual(16);
      expect(result.cold.entries).toBeGreaterThan(200);
      expect(result.steady.polls).toBeGreaterThan(0);
      expect(result.steady.served).toMatch(/notModified [1-9]/);
      expect(result.peak).toBeGreaterThan(0);
      for (const cpu of [result.steady.cpu, result.bare.cold, result.parsing.ours, result.parsing.bare])
        expect(cpu).toBeGreaterThan(0);
    },
  );

  it.each([
    ['is all right', good, true],
    ['is late', { ...good, steady: { ...phase, p99: 30 } }, false],
    ['is late at the start', { ...good, cold: { ...phase, p99: Number.POSITIVE_INFINITY } }, false],
    ['measured nothing', { ...good, steady: { ...phase, p99: Number.NaN } }, false],
    ['takes more than a core', { ...good, steady: { ...phase, cores: 1.1 } }, false],
    ['takes too much memory', { ...good, peak: 401 * 1_048_576 }, false],
    ['parses slowly', { ...good, parsing: { ...good.parsing, share: 0.69 } }, false],
  ])('judges a bot that %s', (_, result, verdict) => {
    expect(passes(result)).toBe(verdict);
  });
});
