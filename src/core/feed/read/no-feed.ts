/** Why something is not a feed, in words that help a newcomer to mend the address. */
import { feedLinksOf } from './feed-links.ts';
import type { TolerantReading } from './xml/tolerant-reader.ts';
import { ATTRIBUTE_LIMIT, DEPTH_LIMIT } from './xml/walk-xml.ts';

/** What other roots are called by those who publish them. */
const OTHER_ROOTS: Readonly<Record<string, string>> = {
  opml: 'It is an OPML list of feeds, not a feed; import it with the other lists.',
  urlset: 'It is a sitemap for search engines without headlines, not a feed; a news sitemap would be read.',
  sitemapindex: 'It is a sitemap for search engines, not a feed.',
  error: 'It is an error message of the server, not a feed.',
};

export type Unread = Exclude<TolerantReading, { kind: 'read' }>;

/** One or two sentences about a document without a feed in it. */
export function reasonForNoFeed(
  bytes: Uint8Array,
  text: string,
  { kind, firstElement: first }: Unread,
  url: string,
): string {
  if (kind === 'excessive')
    return `Its elements are nested more than ${DEPTH_LIMIT} deep or carry more than ${ATTRIBUTE_LIMIT} attributes, which no feed's do; it may be broken or hostile.`;
  if (text === '') return 'It is empty.';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'It is still compressed (gzip).';
  if (first === 'html' || isWebPage(text)) return webPage(text, url);
  if (first === undefined) return 'It is neither XML nor JSON.';
  return (
    (Object.hasOwn(OTHER_ROOTS, first) ? OTHER_ROOTS[first] : undefined) ??
    `It begins with <${first.slice(0, 40)}>, but a feed begins with <rss>, <feed> or <rdf:RDF>.`
  );
}

/** True where the document declares itself HTML, whatever elements of a feed's it may hold. */
export const isWebPage = (text: string): boolean => /^(?:<!--[^>]*>\s*)?<!doctype html/i.test(text);

/** A web page often links to its feed (RSS autodiscovery); then that address is what to use. */
function webPage(text: string, url: string): string {
  const [feed] = feedLinksOf(text, url);
  return feed === undefined
    ? 'It is a web page, not a feed. Look on it for a link called RSS, Atom or feed, and use that address.'
    : `It is a web page, not a feed. Its feed seems to be at ${feed.url}`;
}
