/** Parsing: from the bytes of an answer to a feed, or to the reason why it is none. */
import { decodeBytes } from './decode.ts';
import { interpret } from './interpret.ts';
import type { ParseOutcome } from './item.ts';
import { readJsonFeed } from './json-feed.ts';
import { isWebPage, reasonForNoFeed, type Unread } from './no-feed.ts';
import { readWithRssParser } from './rss-parser-reader.ts';
import { survey } from './survey.ts';
import { readTolerantly } from './tolerant-reader.ts';

/** Where a document came from: its address, and the Content-Type header if it came by HTTP. */
export type DocumentSource = {
  readonly url: string;
  readonly contentType?: string | null | undefined;
};

/** Bytes of a document that are read at most, after decompression. */
export const BODY_LIMIT = 10 * 1024 * 1024;

/** What a document of more bytes is. */
export const TOO_LARGE: ParseOutcome = {
  kind: 'not-a-feed',
  reason: 'It is larger than 10 MB, which no feed needs to be.',
};

/**
 * Reads a document as RSS 0.9x, 1.0 or 2.0, Atom 0.3 or 1.0, or JSON Feed. Never throws for what the bytes
 * hold.
 *
 * A survey decides who reads: rss-parser the plain documents that it reads properly, which is what nearly
 * every news outlet publishes; the tolerant reader what is not plain XML (on which the reader under
 * rss-parser can take minutes), and what the survey knows to be misread (markup in titles, unusual
 * prefixes, over a million characters, over 5,000 items). Both hand over the same raw feed to one
 * interpretation, so that they cannot differ in its rules. Measured on 435 documents of other parsers' test
 * suites: rss-parser reads 350 of them, with the same items as the tolerant reader in every one.
 */
export async function parseFeed(bytes: Uint8Array, source: DocumentSource): Promise<ParseOutcome> {
  if (bytes.length > BODY_LIMIT) return TOO_LARGE;
  const text = decodeBytes(bytes, source.contentType).trim();
  if (text.startsWith('{') || text.startsWith('[')) return readJsonFeed(text, source.url);
  const xml = withoutDoctype(text);
  const unread = (reading: Unread): ParseOutcome => ({
    kind: 'not-a-feed',
    reason: reasonForNoFeed(bytes, text, reading, source.url),
  });
  if (isWebPage(text)) return unread({ kind: 'rootless', firstElement: 'html' });
  const found = survey(xml, source.url);
  const raw = found.kind === 'plain' ? await readWithRssParser(xml, found) : undefined;
  if (raw !== undefined) return { kind: 'feed', feed: interpret(raw) };
  const reading = readTolerantly(xml, source.url);
  return reading.kind === 'read' ? { kind: 'feed', feed: interpret(reading.raw) } : unread(reading);
}

/**
 * Cuts the document type declaration, whose entities are never expanded and whose internal subset
 * htmlparser2 would take for text.
 */
function withoutDoctype(text: string): string {
  const head = text.slice(0, 4_096);
  const start = head.search(/<!DOCTYPE\b/i);
  const firstElement = head.search(/<[A-Za-z]/);
  if (start < 0 || (firstElement >= 0 && firstElement < start)) return text;
  const end = text.indexOf('>', start);
  const subset = text.indexOf('[', start);
  if (end < 0) return text;
  if (subset < 0 || subset > end) return text.slice(0, start) + text.slice(end + 1);
  const close = /\]\s*>/g;
  close.lastIndex = subset;
  const found = close.exec(text);
  return found === null ? text : text.slice(0, start) + text.slice(found.index + found[0].length);
}
