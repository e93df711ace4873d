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
  it('takes the article’s own address before that of a proxy’s counter', () => {
    const original = 'https://ledger.example/a';
    expect(normalise(item({ link: 'http://feedproxy.example/~r/1', original }))).toMatchObject([
      { link: original, article: original },
    ]);
  });

  it('makes an entry', () => {
    const link = 'https://www.ledger.example/a?utm_source=rss#top';
    expect(normalise(item({ id: 'g', link, published: SEEN_AT - HOUR, summary: 'S' }))).toEqual([
      {
        feedId: 'daily-ledger',
        id: 'g',
        title: 'Council meets',
        link,
        canonicalUrl: 'https://ledger.example/a',
        article: 'https://ledger.example/a',
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

  it.each<[string, number | undefined]>([
    ['1970', 0],
    ['1989', Date.UTC(1989, 11, 31)],
    ['more than a day ahead', SEEN_AT + 25 * HOUR],
    ['nowhere', undefined],
  ])('takes a date in %s for none', (_, published) => {
    expect(normalise(item({ published }))[0]).toMatchObject({ publishedAt: SEEN_AT, undated: true });
    expect(normalise(item({ published, updated: SEEN_AT - HOUR }))[0]?.publishedAt).toBe(SEEN_AT - HOUR);
  });

  it('merges what says the same under one link and an id that counts, and keeps the latest', () => {
    const counted = (n: number, at: number): Item =>
      item({ id: `https://x.example/news/1#${n}`, link: 'https://x.example/news/1', published: at });
    const entries = normalise(counted(0, SEEN_AT - 2 * HOUR), counted(1, SEEN_AT - HOUR));
    expect(entries.map(({ id }) => id)).toEqual(['https://x.example/news/1#1']);
  });

  it('keeps items with ids of their own apart where headline and link are one and the dates differ', () => {
    const revised = (id: string, at: number): Item =>
      item({ id, link: 'https://x.example/advice', published: at });
    const entries = normalise(revised('a#2026-01-01', SEEN_AT - HOUR), revised('a#2026-01-02', SEEN_AT));
    expect(entries.map(({ id, canonicalUrl }) => [id, canonicalUrl])).toEqual([
      ['a#2026-01-01', undefined],
      ['a#2026-01-02', undefined],
    ]);
  });

  it('takes an id that several items carry for none: their links name them, else headline and date', () => {
    const all = (n: number, link?: string): Item =>
      item({ id: 'N/A', title: `Item ${n}`, link, published: SEEN_AT - HOUR });
    expect(
      normalise(all(1, 'https://x.example/1'), all(2, 'https://x.example/2')).map(({ id }) => id),
    ).toEqual(['https://x.example/1', 'https://x.example/2']);
    const page = 'https://x.example/status';
    expect(normalise(all(1, page), all(2, page))).toMatchObject([
      { id: 'Item 1 2026-06-01T11:00:00.000Z', namedBy: 'title', link: page, canonicalUrl: undefined },
      { id: 'Item 2 2026-06-01T11:00:00.000Z', namedBy: 'title', link: page, canonicalUrl: undefined },
    ]);
  });

  it('signs every entry with the configured outlet, and says whom the item names', () => {
    const [entry] = normalise(item({ source: 'Other Post', lang: 'de', title: 'Rat tagt - Other Post' }));
    expect(entry).toMatchObject({
      outlet: 'The Daily Ledger',
      via: 'Other Post',
      lang: 'de',
      titleKey: 'rat tagt',
    });
  });

  it('signs with the outlet that the item names only where the feed is marked as an aggregator', () => {
    const items = parsed(
      item({ source: 'Other Post', title: 'Rat tagt - Other Post' }),
      item({ title: 'Other' }),
    );
    const entries = normaliseItems(items, { ...FEED, aggregator: true }, SEEN_AT);
    expect(entries.map(({ outlet, via }) => [outlet, via])).toEqual([
      ['The Daily Ledger', undefined],
      ['Other Post', undefined],
    ]);
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
        source: entry.via,
        lang: entry.lang,
      });
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 8 }), (some) => {
        // Dates that the poll gives may make two items of one date that were of two.
        const items = some.map((each, nth) => ({ ...each, published: SEEN_AT - HOUR * nth }));
        // What was named by its link or title, or dated by the poll, has an id now.
        const plain = (entry: Entry) => ({ ...entry, namedBy: undefined });
        const once = normalise(...items).map(plain);
        expect(normalise(...once.map(again)).map(plain)).toEqual(once);
      }),
    );
  });
});
