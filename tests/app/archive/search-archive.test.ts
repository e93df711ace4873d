/** Searching by the index of words finds exactly what looking at every entry finds. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ArchiveFound, searchArchive } from '../../../src/app/archive/search-archive.ts';
import { indexWords } from '../../../src/app/housekeeping/index-words.ts';
import { compileQuery } from '../../../src/core/query/language/compile-query.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import { indexExtent } from '../../../src/edges/store/entry-words.ts';
import { editEntry, insertEntries, selectEntries } from '../../../src/edges/store/entries.ts';
import type { Store } from '../../../src/edges/store/open-store.ts';
import { buryEntries } from '../../../src/edges/store/prune.ts';
import { saveStories } from '../../../src/edges/store/stories.ts';
import { textOf } from '../../../src/app/ingest/text-of.ts';
import { LISTS_TO_NAME as lists, query, text } from '../../core/query/random-text.ts';
import { describeOnStores } from '../../stores.ts';

const NOW = Date.UTC(2026, 8, 10, 12);
const sound = query.filter((each) => compileQuery(each, lists).kind === 'ok');

type Written = {
  readonly title: string;
  readonly summary?: string;
  readonly outlet?: string;
  readonly lang?: string;
};

async function store(open: () => Promise<Store>, texts: readonly Written[]): Promise<Store> {
  const opened = await open();
  await saveStories(
    opened.db,
    texts.map((_, at) => ({ id: `story-${at}`, headline: 'x', at: NOW })),
  );
  await insertEntries(
    opened.db,
    texts.map(({ title, summary = '', outlet = 'Outlet', lang = 'en' }, at) => ({
      entry: {
        feedId: 'a-feed',
        id: String(at),
        title: title.replaceAll('\0', ''),
        link: undefined,
        canonicalUrl: undefined,
        titleKey: title,
        summary,
        outlet,
        lang,
        country: undefined,
        publishedAt: NOW - at * HOUR,
      },
      storyId: `story-${at}`,
      seenAt: NOW - DAY,
      history: false,
    })),
  );
  return opened;
}

function find({ db, dialect }: Store, words: string, most = 1_000): Promise<ArchiveFound> {
  const archive = { db, dialect, elapsed: () => 0 };
  return searchArchive(archive, { query: words, lists, since: 0, until: NOW, most, patience: 1_000 });
}

async function titles(opened: Store, words: string, most?: number): Promise<readonly string[]> {
  return (await find(opened, words, most)).entries.map(({ title }) => title);
}

describeOnStores('searchArchive', (open, kind) => {
  it('finds what a full scan finds, whatever part of the entries is indexed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 12 }),
        fc.array(sound, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('none', 'some', 'all'),
        async (texts, queries, indexed) => {
          const early = indexed === 'some' ? Math.ceil(texts.length / 2) : texts.length;
          const opened = await store(open, texts.slice(0, early));
          try {
            if (indexed !== 'none') await indexWords(opened, NOW);
            for (const each of queries) {
              const compiled = compileQuery(each, lists);
              if (compiled.kind === 'errors') throw new Error('a sound query does not compile');
              const all = (await selectEntries(opened.db, { since: 0 })).toReversed();
              const expected = all.filter((entry) => compiled.query.match(textOf(entry)) !== undefined);
              expect((await find(opened, each)).entries.map(({ seq }) => seq)).toEqual(
                expected.map(({ seq }) => seq),
              );
            }
          } finally {
            await opened.close();
          }
        },
      ),
      { numRuns: kind === 'sqlite' ? 60 : 15 },
    );
  }, 600_000);

  it('looks at candidates only, newest first, and stops when it has enough', async () => {
    const texts = Array.from({ length: 300 }, (_, at) => ({
      title: at % 10 === 0 ? `Walrus ${at}` : `Other ${at}`,
    }));
    const opened = await store(open, texts);
    await indexWords(opened, NOW);
    expect(await indexExtent(opened.db)).toMatchObject({ low: 0, high: 300 });
    const found = await find(opened, 'walrus');
    expect(found).toMatchObject({ looked: 30, ended: 'all' });
    expect(found.entries[0]?.title).toBe('Walrus 0');
    expect(await find(opened, 'walrus', 3)).toMatchObject({ looked: 3, ended: 'enough' });
    expect((await find(opened, '*alru*')).looked).toBe(30);
    expect((await find(opened, 'walrus AND "other"')).looked).toBe(0);
    await opened.close();
  });

  it('finds an entry by the words it was edited to, and no more by those it had', async () => {
    const opened = await store(open, [{ title: 'A walrus' }, { title: 'A zebra' }]);
    await indexWords(opened, NOW);
    await editEntry(opened.db, 1, { title: 'A giraffe', summary: '' }, NOW);
    expect(await titles(opened, 'giraffe')).toEqual(['A giraffe']);
    await indexWords(opened, NOW);
    expect(await titles(opened, 'giraffe')).toEqual(['A giraffe']);
    expect((await find(opened, 'walrus')).looked).toBe(0);
    await opened.close();
  });

  it('forgets the words of entries that are deleted', async () => {
    const opened = await store(open, [{ title: 'A walrus' }, { title: 'A walrus again' }]);
    await indexWords(opened, NOW);
    await buryEntries(opened.db, [1]);
    expect(await titles(opened, 'walrus')).toEqual(['A walrus again']);
    await opened.close();
  });

  it('takes points, percent signs, apostrophes and backslashes for what they are', async () => {
    const opened = await store(open, [{ title: 'U.S. tariff of 3.5% on O’Neill’s \\ goods' }]);
    await indexWords(opened, NOW);
    for (const words of [
      '3.5',
      '%',
      'us',
      'neill',
      '"3.5 %"',
      'tar*',
      '*riff',
      'outlet:outlet',
      'feed:a-feed',
    ])
      expect(await titles(opened, words)).toHaveLength(1);
    await opened.close();
  });
});
