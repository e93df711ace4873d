import { expect, it } from 'vitest';
import { fuzzFeeds } from '../../bench/fuzz-feeds.ts';

it('reads mutated feeds without a throw', async () => {
  const { documents, rejected } = await fuzzFeeds(14, 3);
  expect(rejected).toEqual([]);
  expect(documents).toBeGreaterThan(20);
});
