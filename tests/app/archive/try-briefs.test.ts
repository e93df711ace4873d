/** A trial counts what matching every entry would have brought, says what changes, what nearly matched and which word decides. */
import { expect, it } from 'vitest';
import { describeTry } from '../../../src/app/archive/describe-try.ts';
import { tryBriefs } from '../../../src/app/archive/try-briefs.ts';
import { indexWords } from '../../../src/app/housekeeping/index-words.ts';
import { Brief } from '../../../src/core/indicator/brief.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import { saveSignal } from '../../../src/edges/store/signals.ts';
import { givenEntry } from '../../store-rows.ts';
import { describeOnStores } from '../../stores.ts';

const NOW = Date.UTC(2026, 8, 10, 12);
const BRIEF = Brief.parse({
  id: 'zoo',
  title: 'Zoo',
  happened: 'x',
  leverage: 'x',
  mechanism: 'x',
  matters: 'x',
  watch: 'x',
  lists: { animals: { walrus: ['walrus*'], seal: ['seal*'] } },
  indicators: [
    {
      id: 'escape',
      name: 'Escape',
      quote: 'x',
      query: '$animals NEAR/3 (escape* OR flee*)',
      examples: { hits: ['x'], misses: ['y'] },
    },
  ],
  correlations: [
    {
      id: 'wave',
      name: 'Wave',
      type: 'value_count',
      indicators: ['escape'],
      field: 'actor',
      timespan: '3d',
      condition: { gte: 2 },
    },
  ],
});

const HEADLINES: readonly (readonly [story: string, title: string, outlet: string, days: number])[] = [
  ['a', 'Walrus escapes from zoo', 'Herald', 5],
  ['a', 'Escaped walrus still at large', 'Post', 5],
  ['b', 'Seals flee the harbour', 'Herald', 4],
  ['c', 'Seal keeper says that nobody could have known that it would escape', 'Post', 3],
  ['d', 'Dockers strike', 'Post', 2],
  ['e', 'Old walrus escapes', 'Post', 50],
];

describeOnStores('tryBriefs', (open) => {
  it('counts stories and correlations, and says what changes and what nearly matched', async () => {
    const store = await open();
    for (const [at, [story, title, outlet, days]] of HEADLINES.entries()) {
      const publishedAt = NOW - days * DAY + at * HOUR;
      const entry = {
        feedId: 'f',
        id: String(at),
        title,
        link: undefined,
        canonicalUrl: undefined,
        article: undefined,
        via: undefined,
        titleKey: title,
        summary: '',
        outlet,
        lang: 'en',
        country: undefined,
        publishedAt,
      };
      const seq = await givenEntry(store, story, entry);
      const signal = {
        briefId: 'zoo',
        indicatorId: 'escape',
        entry: seq,
        story,
        at: publishedAt,
        actors: [],
        spans: [],
        outlet,
        country: undefined,
        lang: 'en',
      };
      if (story === 'a' || story === 'd') await saveSignal(store.db, signal, false);
    }
    await indexWords(store, NOW);
    const archive = { db: store.db, dialect: store.dialect, elapsed: () => 0 };
    const span = { since: NOW - 30 * DAY, until: NOW };
    const tried = await tryBriefs(archive, { briefs: [BRIEF], ...span, patience: 1_000 });
    await store.close();
    expect(tried).toMatchObject({ ended: 'all', correlations: [{ name: 'Wave', found: 1 }] });
    const [escape] = tried.indicators;
    expect(escape).toMatchObject({ entries: 3, change: { now: 2, removed: 1 } });
    expect(escape?.stories.map(({ title }) => title)).toEqual([
      'Walrus escapes from zoo',
      'Seals flee the harbour',
    ]);
    expect(escape?.change?.added.map(({ story }) => story)).toEqual(['b']);
    expect(escape?.newest[0]?.title).toBe('Seals flee the harbour');
    expect(escape?.misses[0]).toMatchObject({
      title: HEADLINES[3]?.[1],
      miss: expect.stringContaining('nearest: 11'),
    });
    expect(escape?.alone).toEqual(
      [
        { word: 'walrus', stories: 1 },
        { word: 'flee', stories: 1 },
        { word: 'seals', stories: 1 },
      ].toSorted((a, b) => (a.word < b.word ? -1 : 1)),
    );
    const lines = describeTry(tried, span);
    expect(lines[0]).toBe('30 days from 2026-08-11 to 2026-09-10, 4 entries looked at.');
    expect(lines).toContain('Escape (zoo/escape): 2 stories of 3 entries, 2 alerts, 0.1 a day');
    expect(lines).toContain('  now: 2 stories, so +1 −1');
    expect(lines.at(-1)).toMatch(
      /^ {2}Wave: 1; once it has begun, chance completes it within 3d with p = 0\.181: shorten/,
    );
  });
});

it('says how far it got where time was up', () => {
  const tried = { looked: 7, ended: 'time', back: NOW - DAY, indicators: [], correlations: [] } as const;
  expect(describeTry(tried, { since: NOW - 30 * DAY, until: NOW })).toEqual([
    '1 day from 2026-09-09 to 2026-09-10, 7 entries looked at; at least, since time was up: looked back to 2026-09-09.',
  ]);
});
