import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/config/issue.ts';
import { readOpml, writeOpml } from '../../../src/config/opml/opml.ts';
import type { ConfiguredFeed } from '../../../src/core/feed/feed.ts';

const readableId = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const feed: fc.Arbitrary<ConfiguredFeed> = fc
  .record({
    id: readableId,
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    outlet: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    lang: fc.constantFrom('en', 'de', 'fr', 'und'),
    desk: readableId,
    country: fc.option(fc.constantFrom('GB', 'EU', 'INT'), { nil: undefined }),
    every: fc.option(
      fc.integer({ min: 1, max: 9_999 }).map((minutes) => minutes * 60_000),
      { nil: undefined },
    ),
  })
  .map(({ country, every, ...rest }) => ({
    ...rest,
    ...(country === undefined ? {} : { country }),
    ...(every === undefined ? {} : { every }),
  }));

function read(text: string, file = 'feeds/subscriptions.opml') {
  const { feeds, issues } = readOpml(file, text);
  return { feeds: feeds.map((each) => each.feed), issues: issues.map(formatIssue) };
}

describe('OPML', () => {
  it('gives the same feeds after export and import', () => {
    fc.assert(
      fc.property(fc.array(feed, { minLength: 1, maxLength: 20 }), (feeds) => {
        const back = read(writeOpml(feeds));
        const byDesk = [...Map.groupBy(feeds, ({ desk }) => desk).values()].flat();
        expect(back.feeds).toEqual(byDesk);
      }),
      { numRuns: 300 },
    );
  });

  it('writes a document that any reader understands', () => {
    const text = writeOpml([
      {
        id: 'a',
        url: 'https://example.org/?a=1&b=2',
        outlet: 'Ham & "Eggs"',
        lang: 'en',
        country: 'GB',
        every: 1_800_000,
        desk: 'food',
      },
    ]);
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Signpost feeds</title>
  </head>
  <body>
    <outline text="food">
      <outline type="rss" text="Ham &amp; &quot;Eggs&quot;" xmlUrl="https://example.org/?a=1&amp;b=2" language="en" category="/signpost/id/a,/signpost/country/GB,/signpost/every/30m"/>
    </outline>
  </body>
</opml>
`);
  });

  it.each([
    [
      'Feedly',
      `<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Somebody subscriptions in feedly Cloud</title></head><body>
  <outline text="Sécurité &amp; défense" title="Sécurité &amp; défense">
    <outline type="rss" text="Le Courrier" title="Le Courrier" xmlUrl="https://example.fr/rss?x=1&amp;y=2" htmlUrl="https://example.fr"/>
  </outline></body></opml>`,
      [
        {
          id: 'le-courrier',
          url: 'https://example.fr/rss?x=1&y=2',
          outlet: 'Le Courrier',
          lang: 'und',
          desk: 'securite-defense',
        },
      ],
    ],
    [
      'Inoreader',
      `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<opml version="1.0">
<head><title>Subscriptions from Inoreader [https://www.inoreader.com]</title></head>
<body><outline text="Europe" title="Europe"><outline text="Poland" title="Poland">
<outline text="Dziennik" title="Dziennik" type="rss" xmlUrl="http://example.pl/feed" htmlUrl="http://example.pl/"></outline>
</outline></outline></body></opml>`,
      [
        {
          id: 'dziennik',
          url: 'http://example.pl/feed',
          outlet: 'Dziennik',
          lang: 'und',
          desk: 'europe-poland',
        },
      ],
    ],
    [
      'NetNewsWire',
      `<opml version="1.1"><body>
<outline text="The Post" title="The Post" description="" type="rss" version="RSS" htmlUrl="https://example.com/" xmlUrl="https://example.com/feed.json" language="en-GB"/>
</body></opml>`,
      [
        {
          id: 'the-post',
          url: 'https://example.com/feed.json',
          outlet: 'The Post',
          lang: 'en',
          desk: 'subscriptions',
        },
      ],
    ],
    [
      'others: odd cases, no title, feed: scheme, foreign attributes and categories',
      `<OPML version="2.0"><BODY>
<OUTLINE xmlURL="feed://www.example.net/rss" ttrssSortOrder="3" rssowl:id="7" category="/Sports,news" isComment="true"/>
<outline text="" title="Новости" XMLURL="feed:https://news.example/atom" />
<outline type="link" text="A page" url="https://example.org"/>
</BODY></OPML>`,
      [
        {
          id: 'example-net',
          url: 'http://www.example.net/rss',
          outlet: 'example.net',
          lang: 'und',
          desk: 'subscriptions',
        },
        {
          id: 'news-example',
          url: 'https://news.example/atom',
          outlet: 'Новости',
          lang: 'und',
          desk: 'subscriptions',
        },
      ],
    ],
  ])('reads what %s exports', (_name, text, expected) => {
    expect(read(text).feeds).toEqual(expected);
  });

  it('points at the attribute that is wrong', () => {
    const text = `<opml><body>
  <outline text="A"
           language="en"
           xmlUrl="https://"/>
  <outline text="B" language="en" xmlUrl="https://example.org/b" category="x,/signpost/id/Not An Id"/>
</body></opml>`;
    expect(read(text)).toEqual({
      feeds: [],
      issues: [
        'feeds/subscriptions.opml:4:20 warning: url "https://" is not a feed address; it is left out (A); mend it, or remove its outline',
        'feeds/subscriptions.opml:5:76 id "Not An Id" is not an id; use lower-case letters, digits and hyphens, such as bbc-world',
      ],
    });
  });

  it('reads ten thousand feeds', () => {
    const feeds = Array.from({ length: 10_000 }, (_, index) => ({
      id: `feed-${index}`,
      url: `https://example.org/${index}`,
      outlet: 'Example',
      lang: 'en',
      desk: `desk-${index % 7}`,
    }));
    expect(read(writeOpml(feeds)).feeds).toHaveLength(10_000);
  });
});

describe('what other readers export', () => {
  const named = (outline: string) => read(`<opml version="2.0"><body>${outline}</body></opml>`);

  it('has names with HTML’s entities escaped once more', () => {
    const { feeds } = named(
      '<outline text="Le Sou – l&#39;&amp;eacute;conomie" xmlUrl="https://lesou.example/rss"/>',
    );
    expect(feeds[0]).toMatchObject({ outlet: "Le Sou – l'économie", id: 'le-sou-l-economie' });
  });

  it.each(['HTML+XPath', 'JSON+DotNotation', 'XML+XPath', 'HTML+XPath+JSON+DotNotation'])(
    'has pages that are scraped (%s), which are left out',
    (type) => {
      const { feeds, issues } = named(
        `<outline text="Scraped" type="${type}" xmlUrl="https://scrape.example/"/><outline text="Quay" type="rss" language="en" xmlUrl="https://quay.example/f"/>`,
      );
      expect(feeds.map(({ url }) => url)).toEqual(['https://quay.example/f']);
      expect(issues).toHaveLength(1);
      expect(issues[0]).toContain(`warning: "${type}" is no feed`);
    },
  );

  it('has addresses with a password, which are left out', () => {
    const { feeds, issues } = named('<outline text="Paid" xmlUrl="https://me:secret@paid.example/"/>');
    expect(feeds).toEqual([]);
    expect(issues[0]).toContain('has a name or password in it; it is left out');
  });
});
