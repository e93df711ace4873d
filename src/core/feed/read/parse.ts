/** Parsing: from the bytes of an answer to a feed, or to the reason why it is none. */
import { decodeBytes } from './decode.ts';
import { withoutDoctype } from './xml/doctype.ts';
import { interpret } from './interpret.ts';
import type { ParseOutcome } from './item.ts';
import { readJsonFeed } from './json-feed.ts';
import { readNewsSitemap } from './news-sitemap.ts';
import { isWebPage, reasonForNoFeed, type Unread } from './no-feed.ts';
import { readWithRssParser } from './xml/rss-parser-reader.ts';
import { survey } from './xml/survey.ts';
import { readTolerantly } from './xml/tolerant-reader.ts';

/**
 * Where a document came from: its address, the Content-Type header if it came by HTTP, and the encoding where the operator
 * says it.
 */
export type DocumentSource = {
  readonly url: string;
  readonly contentType?: string | null | undefined;
  readonly encoding?: string | undefined;
};

/** Bytes of a document that are read at most, after decompression. */
export const BODY_LIMIT = 10 * 1024 * 1024;

/** What a document of more bytes is. */
export const TOO_LARGE: ParseOutcome = {
  kind: 'not-a-feed',
  reason: 'It is larger than 10 MB, which no feed needs to be.',
};

/** What servers set before JSON so that no page can load it as a script. */
const GUARD_OF_JSON = /^(?:\)\]\}'?,?|for\s*\(;;\);|while\s*\(1\);)\s*(?=[{[])/;

/**
 * Reads a document as RSS 0.9x, 1.0 or 2.0, Atom 0.3 or 1.0, JSON Feed, or a news sitemap. Never throws for
 * what the bytes hold.
 *
 * A survey decides who reads: rss-parser the plain documents that it reads properly, which is what nearly
 * every news outlet publishes; the tolerant reader what is not plain XML (on which the reader under
 * rss-parser can take minutes), and what the survey knows to be misread (markup in titles, unusual
 * prefixes, over a million characters, over 1,000 items). Both hand over the same raw feed to one
 * interpretation, so that they cannot differ in its rules. Measured on 435 documents of other parsers' test
 * suites: rss-parser reads 350 of them, with the same items as the tolerant reader in every one.
 */
export async function parseFeed(bytes: Uint8Array, source: DocumentSource): Promise<ParseOutcome> {
  if (bytes.length > BODY_LIMIT) return TOO_LARGE;
  const text = decodeBytes(bytes, source.contentType, source.encoding).trim().replace(GUARD_OF_JSON, '');
  if (text.startsWith('{') || text.startsWith('[')) return readJsonFeed(text, source.url);
  const xml = joinHalves(withoutDoctype(text));
  const unread = (reading: Unread): ParseOutcome => ({
    kind: 'not-a-feed',
    reason: reasonForNoFeed(bytes, text, reading, source.url),
  });
  if (isWebPage(text)) return unread({ kind: 'rootless', firstElement: 'html' });
  const found = survey(xml, source.url);
  const raw = found.kind === 'plain' ? await readWithRssParser(xml, found) : undefined;
  if (raw !== undefined) return { kind: 'feed', feed: interpret(raw) };
  const reading = readTolerantly(xml, source.url);
  if (reading.kind === 'read') return { kind: 'feed', feed: interpret(reading.raw) };
  const sitemap = reading.firstElement === 'urlset' ? readNewsSitemap(xml, source.url) : undefined;
  return sitemap === undefined ? unread(reading) : { kind: 'feed', feed: sitemap };
}

/** Two references that are half a character each, as generators of UTF-16 write them, and the halves' numbers. */
const HALVES = /&#(?:x(d[89ab][\da-f]{2})|(5[56]\d{3}));&#(?:x(d[c-f][\da-f]{2})|(5[67]\d{3}));/gi;

/** Joins them, since a reference to half a character names none (XML 1.0 §4.1). */
function joinHalves(text: string): string {
  if (!/&#(?:x[dD]|5[56])/.test(text)) return text;
  return text.replace(HALVES, (whole, highHex?: string, high?: string, lowHex?: string, low?: string) => {
    const [first, second] = [numberOf(highHex, high), numberOf(lowHex, low)];
    const isPair = first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
    return isPair ? String.fromCharCode(first, second) : whole;
  });
}

function numberOf(hex: string | undefined, decimal: string | undefined): number {
  return hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
}
