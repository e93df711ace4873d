import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/feed/entry.ts';
import type { ConfiguredFeed } from '../../../src/core/feed/feed.ts';
import type { Item, ParsedFeed } from '../../../src/core/feed/read/item.ts';
import { itemIdentity, normaliseItems } from '../../../src/core/feed/normalise.ts';

const SEEN_AT = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const FEED: ConfiguredFeed = {
  id: 'daily-ledger',
  url: 'https://ledger.example/rss',
  outlet: 'The Daily Ledger',
  lang: 'en',
  country: 'GB',
  desk: 'europe',
};
const item = (over: Partial<Item> = {}): Item => ({
  id: undefined,
  title: 'Council meets',
  link: undefined,
  published: undefined,
  updated: undefined,
  summary: '',
  source: undefined,
  lang: undefined,
  ...over,
});
const parsed = (...items: readonly Item[]): ParsedFeed => ({
  format: 'rss',
  title: 'Ledger',
  lang: 'fr',
  ttl: undefined,
  skipHours: [],
  skipDays: [],
  truncated: false,
  items,
});
const normalise = (...items: readonly Item[]): readonly Entry[] =>
  normaliseItems(parsed(...items), FEED, SEEN_AT);

describe('itemIdentity', () => {
  it.each([
    [{ id: 'g', link: 'https://x.example/' }, 'g'],
    [{ link: 'https://x.example/' }, 'https://x.example/'],
    [{ published: 0 }, 'Council meets 1970-01-01T00:00:00.000Z'],
    [{ updated: 0 }, 'Council meets 1970-01-01T00:00:00.000Z'],
    [{}, 'Council meets'],
    [{ id: '', link: 'https://x.example/' }, 'https://x.example/'],
  ])('of %j is %s', (over, identity) => {
    expect(itemIdentity(item(over))).toBe(identity);
  });
});

describe('normaliseItems', () => {
  it('makes an entry', () => {
    const link = 'https://www.ledger.example/a?utm_source=rss#top';
    expect(normalise(item({ id: 'g', link, published: SEEN_AT - HOUR, summary: 'S' }))).toEqual([
      {
        feedId: 'daily-ledger',
        id: 'g',
        title: 'Council meets',
        link,
        canonicalUrl: 'https://ledger.example/a',
        titleKey: 'council meets',
        summary: 'S',
        outlet: 'The Daily Ledger',
        lang: 'en',
        country: 'GB',
        publishedAt: SEEN_AT - HOUR,
      },
    ]);
  });

  it('never dates an entry later than it was seen', () => {
    const dates = [SEEN_AT + HOUR, undefined, SEEN_AT - HOUR].map(
      (published) => normalise(item({ published }))[0]?.publishedAt,
    );
    expect(dates).toEqual([SEEN_AT, SEEN_AT, SEEN_AT - HOUR]);
    expect(normalise(item({ updated: SEEN_AT - HOUR }))[0]?.publishedAt).toBe(SEEN_AT - HOUR);
  });

  it('takes a counter at the end of an address for no new identity', () => {
    const ids = ['#0', '#1', ''].map(
      (counter) => normalise(item({ id: `https://x.example/news/1${counter}` }))[0]?.id,
    );
    expect(new Set(ids)).toEqual(new Set(['https://x.example/news/1']));
    expect(normalise(item({ id: 'ticket#12' }))[0]?.id).toBe('ticket#12');
  });

  it('keeps the latest of several with one identity', () => {
    const entries = normalise(
      item({ id: 'g', title: 'Later wording', published: SEEN_AT - HOUR }),
      item({ id: 'g', title: 'First wording', published: SEEN_AT - 2 * HOUR }),
    );
    expect(entries.map(({ title }) => title)).toEqual(['Later wording']);
  });

  it('names the outlet and the language that an aggregator names', () => {
    const [entry] = normalise(item({ source: 'Other Post', lang: 'de', title: 'Rat tagt - Other Post' }));
    expect(entry).toMatchObject({ outlet: 'Other Post', lang: 'de', titleKey: 'rat tagt' });
  });

  it('believes the document on language where the catalogue does not know it', () => {
    expect(normaliseItems(parsed(item()), { ...FEED, lang: 'und' }, SEEN_AT)[0]?.lang).toBe('fr');
  });

  it('gives no canonical URL that several items share, nor a front page', () => {
    const entries = normalise(
      item({ id: '1', title: 'One', link: 'https://x.example/live#1' }),
      item({ id: '2', title: 'Two', link: 'https://x.example/live#2' }),
      item({ id: '3', title: 'Three', link: 'https://x.example/' }),
      item({ id: '4', title: 'Four', link: 'https://x.example/4' }),
    );
    expect(Object.fromEntries(entries.map((entry) => [entry.title, entry.canonicalUrl]))).toEqual({
      One: undefined,
      Two: undefined,
      Three: undefined,
      Four: 'https://x.example/4',
    });
  });

  it('gives an untitled item its summary for a title and drops one that says nothing', () => {
    expect(normalise(item({ title: '', summary: 'Words of a short post' }))[0]?.title).toBe(
      'Words of a short post',
    );
    expect(normalise(item({ title: '', summary: '' }))).toEqual([]);
  });

  const anyItem: fc.Arbitrary<Item> = fc.record({
    id: fc.option(fc.constantFrom('a', 'b', 'https://x.example/1#0', 'https://x.example/1#1'), {
      nil: undefined,
    }),
    title: fc.constantFrom('One', 'Two', 'One | The Daily Ledger', ''),
    link: fc.option(
      fc.constantFrom('https://x.example/1', 'https://x.example/1#x', 'https://m.x.example/2'),
      { nil: undefined },
    ),
    published: fc.option(fc.integer({ min: SEEN_AT - 3, max: SEEN_AT + 3 }), { nil: undefined }),
    updated: fc.option(fc.integer({ min: SEEN_AT - 3, max: SEEN_AT + 3 }), { nil: undefined }),
    summary: fc.constantFrom('', 'S'),
    source: fc.option(fc.constant('Other Post'), { nil: undefined }),
    lang: fc.option(fc.constant('de'), { nil: undefined }),
  });

  it('gives the same entries whatever the order of the items', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyItem, { maxLength: 8 })
          .chain((items) =>
            fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
          ),
        ([items, shuffled]) => {
          expect(normalise(...shuffled)).toEqual(normalise(...items));
        },
      ),
    );
  });

  it('changes nothing when its entries are normalised again', () => {
    const again = (entry: Entry): Item =>
      item({
        id: entry.id,
        title: entry.title,
        link: entry.link,
        published: entry.publishedAt,
        summary: entry.summary,
        source: entry.outlet,
        lang: entry.lang,
      });
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 8 }), (items) => {
        const once = normalise(...items);
        expect(normalise(...once.map(again))).toEqual(once);
      }),
    );
  });
});
