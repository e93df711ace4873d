import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../../../src/core/feed/read/parse.ts';

const parse = (text: string) => parseFeed(Buffer.from(text), { url: 'https://x.example/feed' });
const rss = (inner: string): string => `<rss version="2.0"><channel><title>t</title>${inner}</channel></rss>`;
const KB = 1_024;

describe('entities', () => {
  it('never expands an entity bomb', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '',
    );
    const text = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">${levels}]>${rss('<item><title>&l9;</title></item>')}`;
    const outcome = await parse(text);
    expect(outcome).toMatchObject({ kind: 'feed', feed: { items: [{ title: '&l9;' }] } });
  });

  it('never reads a file', async () => {
    const secret = join(mkdtempSync(join(tmpdir(), 'feed-')), 'secret.txt');
    writeFileSync(secret, 'very secret');
    expect(existsSync(secret)).toBe(true);
    const text = `<!DOCTYPE rss [<!ENTITY x SYSTEM "${pathToFileURL(secret).href}">]>${rss('<item><title>a &x; b</title></item>')}`;
    const outcome = await parse(text);
    expect(outcome).toMatchObject({ kind: 'feed', feed: { items: [{ title: 'a &x; b' }] } });
    expect(JSON.stringify(outcome)).not.toContain('very secret');
  });
});

describe('excess', () => {
  it.each([
    ['unclosed tags', `<rss>${'<a>'.repeat(80 * KB)}`],
    ['nested items', `<rss><channel>${'<item><title>'.repeat(20 * KB)}`],
    [
      'attributes',
      `<rss ${Array.from({ length: 20 * KB }, (_, i) => `a${i}=""`).join(' ')}><channel/></rss>`,
    ],
    [
      'namespaces',
      `<rss ${Array.from({ length: 8 * KB }, (_, i) => `xmlns:a${i}="u"`).join(' ')}>${'<b xmlns:q="z"/>'.repeat(8 * KB)}</rss>`,
    ],
  ])('refuses %s', async (_, text) => {
    expect(await parse(text)).toEqual({
      kind: 'not-a-feed',
      reason: expect.stringContaining('nested more than 256 deep or carry more than 1000 attributes'),
    });
  });

  it.each([
    ['brackets', '['.repeat(200 * KB)],
    ['objects', `{"version":"https://jsonfeed.org/version/1","items":[${'{},'.repeat(1_000_000)}{}]}`],
  ])('refuses JSON of too many %s', async (_, text) => {
    expect(await parse(text)).toMatchObject({
      kind: 'not-a-feed',
      reason: expect.stringContaining('more or deeper'),
    });
  });

  it.each([
    ['RSS', rss('<item><title>x</title></item>'.repeat(300_000))],
    [
      'JSON',
      `{"version":"https://jsonfeed.org/version/1","items":[${'{"id":"1","title":"x"},'.repeat(30_000)}{}]}`,
    ],
  ])('reads 5,000 items of many more in %s and says so', async (_, text) => {
    const outcome = await parse(text);
    if (outcome.kind !== 'feed') throw new Error(outcome.reason);
    expect(outcome.feed.items).toHaveLength(5_000);
    expect(outcome.feed.truncated).toBe(true);
  });

  it('counts no items that say nothing, however many they are', async () => {
    const empty = '<item/>'.repeat(13_000);
    const outcome = await parse(rss(`${empty}<item><title>a</title></item>${empty}<item rdf:about="b"/>`));
    expect(outcome).toMatchObject({ kind: 'feed', feed: { items: [{ title: 'a' }, { title: '' }] } });
    expect(outcome.kind === 'feed' && outcome.feed.truncated).toBe(false);
  });

  it('refuses more than 10 MB before looking at it', async () => {
    const outcome = await parseFeed(new Uint8Array(10 * KB * KB + 1), { url: 'https://x.example/' });
    expect(outcome).toMatchObject({ reason: expect.stringContaining('larger than 10 MB') });
  });

  // The default test timeout is the assertion: rss-parser alone needs more than ten seconds for the first.
  it.each([
    [
      'description',
      rss(`<item><description><![CDATA[${'<'.repeat(120 * KB)}]]></description><title>a</title></item>`),
    ],
    [
      'content',
      rss(
        `<item><content:encoded><![CDATA[${'<p'.repeat(60 * KB)}]]></content:encoded><title>a</title></item>`,
      ),
    ],
    [
      'Atom content',
      `<feed><entry><content type="html">${'&lt;'.repeat(50 * KB)}</content><title>a</title><link href="/"/></entry></feed>`,
    ],
    ['title', rss(`<item><title>a</title><title><![CDATA[${'<b>'.repeat(60 * KB)}]]></title></item>`)],
    ['ampersands', rss(`<item><title>a</title><description>${'&'.repeat(200 * KB)}</description></item>`)],
    ['dates', rss(`<item><title>a</title><pubDate>${'1 '.repeat(100 * KB)}</pubDate></item>`)],
    ['declarations', rss(`<item><title>a</title><!x${'y'.repeat(200 * KB)}></item>`)],
    ['dashes and line ends', `<!-${'\r\n'.repeat(100 * KB)}${rss('<item><title>a</title></item>')}`],
    ['text behind its end', `${rss('<item><title>a</title></item>')}${'y'.repeat(400 * KB)}`],
    ['foreign references', rss(`<item><title>a</title><x>${'&y;'.repeat(100 * KB)}</x></item>`)],
    [
      'namespaces',
      `<rss xmlns:x="${'/'.repeat(200 * KB)}x"><channel><item><title>a</title></item></channel></rss>`,
    ],
    [
      'languages',
      `<rss xml:lang="en-${' '.repeat(200 * KB)}&#10;x"><channel><item><title>a</title></item></channel></rss>`,
    ],
  ])(
    'keeps %s away from quadratic expressions',
    async (_, text) => {
      expect(await parse(text)).toMatchObject({ kind: 'feed', feed: { items: [{ title: 'a' }] } });
    },
    5_000,
  );
});

describe('addresses', () => {
  it('reads a charset in a header of blanks', async () => {
    const outcome = await parseFeed(Buffer.from(rss('<item><title>a</title></item>')), {
      url: 'https://x.example/',
      contentType: `text/xml; charset=${' '.repeat(60 * KB)};`,
    });
    expect(outcome.kind).toBe('feed');
  });

  it('does not let one long base make a thousand short links long', async () => {
    const items = '<item><title>a</title><link>b</link><guid>/c</guid></item>'.repeat(1_000);
    const text = `<rss xml:base="https://x.example/${'b'.repeat(60 * KB)}/"><channel>${items}</channel></rss>`;
    const outcome = await parse(text);
    if (outcome.kind !== 'feed') throw new Error(outcome.reason);
    expect(outcome.feed.items[0]).toMatchObject({ link: 'https://x.example/b' });
    expect(JSON.stringify(outcome).length).toBeLessThan(500 * KB);
  });

  it.each([
    ['RSS', rss(`<item><title>a</title><guid>${'g'.repeat(10 * KB)}</guid><link>/l</link></item>`)],
    [
      'JSON',
      `{"version":"https://jsonfeed.org/version/1","items":[{"id":"${'g'.repeat(10 * KB)}","url":"/l","title":"a"}]}`,
    ],
  ])('goes by the link where an id of %s has no end', async (_, text) => {
    expect(await parse(text)).toMatchObject({
      feed: { items: [{ id: undefined, link: 'https://x.example/l' }] },
    });
  });
});

describe('state', () => {
  it('settles on a root-less document after a success', async () => {
    expect((await parse(rss('<item><title>a</title></item>'))).kind).toBe('feed');
    for (const text of ['<!-- nothing -->', '<?xml version="1.0"?>', 'words', '<'])
      expect((await parse(text)).kind).toBe('not-a-feed');
    expect((await parse(rss('<item><title>a</title></item>'))).kind).toBe('feed');
  });

  it('does not let a document reach object prototypes', async () => {
    await parse(
      rss('<item><__proto__><polluted>1</polluted></__proto__><constructor>x</constructor></item>'),
    );
    await parse('{"version":"https://jsonfeed.org/version/1","items":[],"__proto__":{"polluted":1}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('reads past NULs', async () => {
    const text = rss('<item><title>a\0b</title></item>');
    expect(await parse(`${text}${'\0'.repeat(100)}`)).toMatchObject({ feed: { items: [{ title: 'ab' }] } });
  });

  it('does not take a document’s text for one of its own tokens', async () => {
    const text = rss(
      '<item><title>\u00000</title><summary>\u00000</summary><description>secret</description></item>',
    );
    expect(await parse(text)).toMatchObject({ feed: { items: [{ title: '0', summary: 'secret' }] } });
  });
});
