import { describe, expect, it } from 'vitest';
import { describeFeedNotice } from '../../../../src/core/feed/poll/describe-notice.ts';

const NOW = Date.UTC(2026, 10, 22, 17);
const FEED = { id: 'sample', outlet: 'Sample Courier' };

describe('describeFeedNotice', () => {
  it.each([
    [
      { kind: 'failing-for-a-day', since: NOW - 24 * 3_600_000, error: 'the server answered 404 Not Found' },
      'The feed sample has failed for 24 hours: the server answered 404 Not Found.',
    ],
    [
      { kind: 'never-answered', since: NOW - 3_600_000, error: 'the server answered 404 Not Found' },
      'was added 1 hour ago and has failed since: the server answered 404 Not Found.',
    ],
    [
      { kind: 'stale', since: NOW - 72 * 3_600_000, usualGap: 1_800_000 },
      'nothing new for 3 days; it usually does every 30 minutes',
    ],
    [{ kind: 'recovered', since: NOW - 72 * 3_600_000 }, 'The feed sample answers again after 3 days.'],
    [{ kind: 'gone', url: 'https://news.example/a' }, '410 Gone for sample (https://news.example/a)'],
    [
      { kind: 'moved', from: 'https://news.example/a', to: 'https://news.example/b' },
      'from https://news.example/a to https://news.example/b',
    ],
  ] as const)('words %o', (notice, words) => {
    const said = describeFeedNotice({ ...notice, feedId: 'sample' }, FEED, NOW);
    expect(said.title).toContain('Sample Courier');
    expect(said.text).toContain(words);
  });
});
