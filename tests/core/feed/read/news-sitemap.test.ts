import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../../../src/core/feed/read/parse.ts';

const read = (inner: string) =>
  parseFeed(
    Buffer.from(
      `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">${inner}</urlset>`,
    ),
    { url: 'https://coast.example/news.xml' },
  );
const address = (path: string, title: string, more = ''): string =>
  `<url><loc>https://coast.example${path}</loc><n:news><n:publication><n:name>Coast Gazette</n:name><n:language>en</n:language></n:publication><n:publication_date>2026-11-30T09:00:00+01:00</n:publication_date><n:title>${title}</n:title>${more}</n:news></url>`;

describe('a news sitemap', () => {
  it('is a feed of its headlines', async () => {
    expect(
      await read(address('/a', 'Dockers vote &amp; wait') + address('/b', '<![CDATA[Owners <answer>]]>')),
    ).toMatchObject({
      kind: 'feed',
      feed: {
        format: 'sitemap',
        title: 'Coast Gazette',
        lang: 'en',
        items: [
          {
            id: 'https://coast.example/a',
            title: 'Dockers vote & wait',
            link: 'https://coast.example/a',
            published: Date.UTC(2026, 10, 30, 8),
          },
          { title: 'Owners <answer>' },
        ],
      },
    });
  });

  it('has titles as people read them, and none of its pictures', async () => {
    const picture =
      '<i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><i:title>Wrong</i:title></i:image>';
    const titles = [
      'Port &amp;amp; Sons &amp;#8211; a &lt;b&gt;vote&lt;/b&gt;',
      '<![CDATA[Dockers &quot;vote&quot;]]>',
    ];
    expect(
      await read(
        titles
          .map((title, at) => address(`/${at}`, title).replace('<n:news>', `${picture}<n:news>`))
          .join(''),
      ),
    ).toMatchObject({ feed: { items: [{ title: 'Port & Sons – a vote' }, { title: 'Dockers "vote"' }] } });
  });

  it('passes over addresses without a headline, and is none without any', async () => {
    const plain = '<url><loc>https://coast.example/about</loc></url>';
    expect(await read(plain + address('/a', 'Dockers vote'))).toMatchObject({
      feed: { items: [{ title: 'Dockers vote' }] },
    });
    expect(await read(plain)).toMatchObject({
      kind: 'not-a-feed',
      reason: expect.stringContaining('without headlines'),
    });
  });

  it('is read in linear time whatever is in it', async () => {
    for (const hostile of ['<a>'.repeat(100_000), `<!x${'y'.repeat(300_000)}>`, '<url><loc>'.repeat(30_000)])
      expect((await read(hostile)).kind).toBe('not-a-feed');
  });
});
