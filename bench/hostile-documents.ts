/** Hostile documents, as chunks, so that a hundred megabytes of them cost the publisher nothing. */
import { headline } from './hostile-headline.ts';

export type Chunks = Iterable<string | Uint8Array>;

export const MB = 1_024 * 1_024;
/** A little less than what is read of a document at most, and than what is read on the bot's own thread. */
export const LARGE = Math.floor(9.9 * MB);
/** Below what is parsed on the main thread, and above it. */
export const [SMALL, MIDDLING] = [45 * 1_024, 90 * 1_024];

/** `head`, then `unit` until there are `bytes` of it, then `tail`. */
export function* repeated(head: string, unit: string, bytes: number, tail = ''): Chunks {
  yield head;
  const block = unit.repeat(Math.max(1, Math.floor(65_536 / unit.length)));
  for (let left = bytes; left > 0; left -= block.length)
    yield left >= block.length ? block : unit.repeat(Math.ceil(left / unit.length));
  yield tail;
}

export const rss = (inner: string, doctype = ''): string =>
  `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><title>t</title>${inner}</channel></rss>`;

const RSS = '<rss version="2.0"><channel>';
const TITLE = '<item><title>a</title>';

/** Entities that expand without end. */
export function entityBombs(): readonly (readonly [string, string])[] {
  const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    '',
  );
  const nested = `<!DOCTYPE rss [<!ENTITY % a "&#37;b;&#37;b;"><!ENTITY % b "%a;%a;"> %a;]>`;
  return [
    [
      'billion laughs',
      rss('<item><title>&l20;</title></item>', `<!DOCTYPE rss [<!ENTITY l0 "lol">${levels}]>`),
    ],
    [
      'quadratic blow-up',
      rss(
        `<item><title>${'&big;'.repeat(50_000)}</title></item>`,
        `<!DOCTYPE rss [<!ENTITY big "${'x'.repeat(50_000)}">]>`,
      ),
    ],
    ['parameter entities', rss('<item><title>a</title></item>', nested)],
    [
      'an entity that names itself',
      rss('<item><title>&a;</title></item>', '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'),
    ],
  ];
}

/** Everything in XML that asks a reader to fetch something: a file of ours, or an address that counts its visitors. */
export function fetchers(file: string, canary: string): readonly (readonly [string, string])[] {
  const entity = (system: string): string =>
    rss('<item><title>a &x; b</title></item>', `<!DOCTYPE rss [<!ENTITY x SYSTEM "${system}">]>`);
  return [
    ['XXE of a file', entity(file)],
    ['XXE of an address', entity(`${canary}/entity`)],
    [
      'external DTD',
      rss('<item><title>a &x; b</title></item>', `<!DOCTYPE rss PUBLIC "-//X//Y" "${canary}/dtd">`),
    ],
    [
      'parameter entity of an address',
      rss('<item><title>a</title></item>', `<!DOCTYPE rss [<!ENTITY % p SYSTEM "${canary}/parameter"> %p;]>`),
    ],
    [
      'XInclude, style sheet and schema',
      `<?xml version="1.0"?><?xml-stylesheet href="${canary}/style" type="text/xsl"?>` +
        `<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a ${canary}/schema">` +
        `<channel><item><title>a <xi:include href="${file}" parse="text"/></title><xi:include href="${canary}/include"/>` +
        `<enclosure url="${canary}/enclosure" type="audio/mpeg"/><comments>${canary}/comments</comments></item></channel></rss>`,
    ],
  ];
}

/** Sections that never end, of any size. */
export function unterminated(bytes: number): readonly (readonly [string, Chunks])[] {
  return [
    ['CDATA', repeated(`${RSS}<item><title><![CDATA[`, 'a]]', bytes)],
    ['many CDATA', repeated(`${RSS}<item><title>`, '<![CDATA[', bytes)],
    ['comment', repeated(`${RSS}<!--`, '-- <!--', bytes)],
    ['tag', repeated(RSS, '<', bytes)],
    ['attributes', repeated(`${RSS}<item `, 'a=b ', bytes)],
    ['attribute value', repeated(`${RSS}<item a="`, 'b>', bytes)],
    ['processing instruction', repeated(`${RSS}<?x `, '<? ', bytes)],
    ['DOCTYPE', repeated('<!DOCTYPE rss [', '] <!', bytes)],
    ['JSON text', repeated('{"version":"https://jsonfeed.org/version/1","items":[{"title":"', '\\\\', bytes)],
  ];
}

/** Texts at which careless regular expressions take quadratic time or worse, wherever feeds' text meets one. */
export function bait(bytes: number): readonly (readonly [string, Chunks])[] {
  const item = (unit: string, head: string, tail: string): Chunks =>
    repeated(`${RSS}${TITLE}${head}`, unit, bytes, `${tail}</item></channel></rss>`);
  /** Many items, each as long as what is kept of one element. */
  const links = (unit: string): Chunks => {
    const path = unit.repeat(Math.floor(4_000 / unit.length));
    return repeated(RSS, `${TITLE}<link>https://x.example/${path}x</link></item>`, bytes, '</channel></rss>');
  };
  return [
    [
      'namespace of slashes',
      repeated('<rss xmlns:x="', '/', bytes, `x"><channel>${TITLE}</item></channel></rss>`),
    ],
    [
      'language of blanks',
      repeated('<rss xml:lang="en-', ' ', bytes, `&#10;x"><channel>${TITLE}</item></channel></rss>`),
    ],
    ['language element', item(' ', '<dc:language>en-', '\nx</dc:language>')],
    [
      'base of an address',
      repeated(
        '<rss xml:base="https://x.example/',
        'b',
        bytes,
        `/"><channel>${`${TITLE}<link>c</link></item>`.repeat(300)}</channel></rss>`,
      ),
    ],
    [
      'many bases',
      repeated(
        `<rss xml:base="https://x.example/${'b'.repeat(4_000)}/"><channel>`,
        `<item xml:base="c"><title>a</title><link>d</link></item>`,
        bytes,
        '</channel></rss>',
      ),
    ],
    ['links of slashes', links('/')],
    ['links of /amp', links('/amp')],
    ['links of .amp', links('.amp')],
    ['links of dots', links('%2e')],
    [
      'hosts of m.',
      repeated(
        RSS,
        `${TITLE}<link>https://${'m.'.repeat(2_000)}example/</link></item>`,
        bytes,
        '</channel></rss>',
      ),
    ],
    ['title of dashes', item(' - ', '<title>', '</title>')],
    [
      'titles of dashes',
      repeated(RSS, `<item><title>${'a - '.repeat(120)}</title></item>`, bytes, '</channel></rss>'),
    ],
    ['title of tags', item('<b>', '<title><![CDATA[', ']]></title>')],
    ['body of brackets', item('<', '<description><![CDATA[', ']]></description>')],
    ['body of open tags', item('<p ', '<content:encoded><![CDATA[', ']]></content:encoded>')],
    ['declaration of letters', item('y', '<!x', '>')],
    ['declarations', item('<!x>', '', '')],
    ['dash and line ends', repeated('<!-', '\r\n', bytes, `${RSS}${TITLE}</item></channel></rss>`)],
    ['text behind the end', repeated(`${RSS}${TITLE}</item></channel></rss>`, 'y', bytes)],
    ['instructions', item('<?x?>', '', '')],
    ['references to nothing', item('&y;', '<title>', '</title>')],
    ['brackets that are no tags', item('<y ', '<title><![CDATA[', ']]></title>')],
    [
      'dates of slashes',
      repeated(RSS, `${TITLE}<pubDate>3/4/2026</pubDate></item>`, bytes, '</channel></rss>'),
    ],
    [
      'dates of zones',
      repeated(
        RSS,
        `${TITLE}<pubDate>2026-11-30 10:00 Europe/Berlin</pubDate></item>`,
        bytes,
        '</channel></rss>',
      ),
    ],
    ['ampersands', item('&', '<description>', '</description>')],
    ['entities', item('&amp;', '<description>', '</description>')],
    ['entities without end', item('&aaaaaaaaaa', '<description>', '</description>')],
    ['date of digits', item('1 ', '<pubDate>', '</pubDate>')],
    [
      'dates of words',
      repeated(RSS, `${TITLE}<pubDate>${'jan '.repeat(29)}</pubDate></item>`, bytes, '</channel></rss>'),
    ],
    ['id of hashes', item('#0', '<guid>https://x.example/', '</guid>')],
    ['white space', item(' \n', '<title>', '</title>')],
    ['joined marks', item('a\u0301\u0302\u0303', '<title>', '</title>')],
    ['end tags', item('</a>', '', '')],
    ['web page of links', repeated('<!doctype html><html><head>', '<link rel=alternate type= href=', bytes)],
    [
      'JSON link',
      repeated(
        '{"version":"https://jsonfeed.org/version/1","items":[{"title":"a","url":"https://x.example',
        '/',
        bytes,
        'x"}]}',
      ),
    ],
    [
      'JSON language',
      repeated(
        '{"version":"https://jsonfeed.org/version/1","items":[{"title":"a","id":"1","language":"en-',
        ' ',
        bytes,
        '\\nx"}]}',
      ),
    ],
    [
      'JSON id',
      repeated(
        '{"version":"https://jsonfeed.org/version/1","items":[{"title":"a","id":"',
        '#',
        bytes,
        'x"}]}',
      ),
    ],
  ];
}

/** Far more items than a feed has. */
export function masses(): readonly (readonly [string, Chunks])[] {
  const prose = (seed: number, length: number): string => {
    let text = '';
    for (let n = seed; text.length < length; n += 1) text += `${((n * 2_654_435_761) >>> 0).toString(36)} `;
    return text;
  };
  function* distinct(): Chunks {
    yield RSS;
    for (let i = 0; i < 5_000; i += 1)
      yield `<item><guid>${i}</guid><title>${prose(i * 400, 480)}</title><description>${prose(i * 400 + 99, 1_400)}</description></item>`;
    yield '</channel></rss>';
  }
  function* hits(title: (i: number) => string): Chunks {
    yield RSS;
    for (let i = 0; i < 5_000; i += 1) yield `<item><guid>${i}</guid><title>${title(i)}</title></item>`;
    yield '</channel></rss>';
  }
  return [
    ['a million empty items', repeated(RSS, '<item/>', 7_000_000, '</channel></rss>')],
    ['a million items in 30 MB', repeated(RSS, '<item><title>x</title></item>', 30 * MB, '</channel></rss>')],
    ['300,000 items in 9 MB', repeated(RSS, '<item><title>x</title></item>', 9 * MB, '</channel></rss>')],
    [
      'a million JSON items',
      repeated('{"version":"https://jsonfeed.org/version/1","items":[', '{},', 3_000_000, '{}]}'),
    ],
    ['5,000 long items', distinct()],
    [
      '5,000 hits of one story',
      hits(
        (i) =>
          `Zebra crosses the border of the town and meets its mayor ${'again '.repeat(i % 50)}${headline(i).slice(0, 8)}`,
      ),
    ],
    ['5,000 hits of 5,000 stories', hits((i) => `Zebra ${headline(i)}`)],
  ];
}
