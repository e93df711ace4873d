/** The doctor names feeds that no sign can read, and those in another language than is said of them. */
import { expect, it } from 'vitest';
import { examineFeeds } from '../../../src/app/doctor/examine-feeds.ts';
import type { ParsedFeed } from '../../../src/core/feed/read/item.ts';
import { stopWordsByLanguage } from '../../../src/core/lists/lexicon.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';

const GERMAN =
  'Die Hafenarbeiter stimmen über einen Streik im alten Hafen ab, und der Bürgermeister will nicht auf das Gericht warten';

function documentOf(title: string, lang: string | undefined): ParsedFeed {
  const items = Array.from({ length: 6 }, (_, index) => ({
    id: `${index}`,
    title: `${index}: ${title}`,
    summary: '',
    link: `https://one.example/${index}`,
    published: 1_000 + index,
    updated: undefined,
    source: undefined,
    lang: undefined,
  }));
  return { title: 'One', items, lang } as unknown as ParsedFeed;
}

async function findings(lang: string, document: ParsedFeed, spoken: readonly string[]) {
  const found = await examineFeeds(
    {
      fetchFeed: () =>
        Promise.resolve({ kind: 'body', url: 'https://one.example/f', body: new Uint8Array() } as never),
      parse: () => Promise.resolve({ kind: 'feed', feed: document }),
      proxy: undefined,
      readSecret: () => Promise.resolve(undefined),
      concurrency: 1,
      sleep: () => Promise.resolve(),
      now: () => 2_000_000_000_000,
      stopWords: stopWordsByLanguage(SHIPPED_LISTS),
      spoken: new Set(spoken),
    },
    [{ id: 'one', url: 'https://one.example/f', outlet: 'One', lang, desk: 'zoo' }],
    new AbortController().signal,
  );
  return found.map(({ kind, said }) => `${kind}: ${said}`);
}

it('says that a feed reads like another language than its line says', async () => {
  expect(await findings('en', documentOf(GERMAN, undefined), ['en', 'de'])).toEqual([
    'good: 1 of 1 answer',
    'doubtful: is said to be in English and reads like German, so that words of lists do not count in it',
  ]);
});

it('says that no indicator has words in the language of a feed, also where only its document says it', async () => {
  const unread = 'doubtful: no indicator has words in German, so nothing of it will ever alert';
  expect(await findings('de', documentOf(GERMAN, undefined), ['en'])).toContain(unread);
  expect(await findings('mul', documentOf(GERMAN, 'de'), ['en'])).toContain(unread);
  expect(await findings('und', documentOf(GERMAN, undefined), ['en'])).toContain(unread);
  expect(await findings('de', documentOf(GERMAN, undefined), ['de'])).toEqual(['good: 1 of 1 answer']);
});
