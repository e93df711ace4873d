/** The feeds that a web page links to (RSS autodiscovery), the main one first. */
import { decodeHTML } from 'entities';
import { resolve } from './item-address.ts';

export type FeedLink = { readonly url: string; readonly title: string };

/** Characters of a page that are looked through: links to feeds stand in its head. */
const HEAD = 262_144;
const TAG = /<(?:link|base|a)\b[^<>]*>/gi;
const ATTRIBUTE = /([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

const FEED_TYPES =
  /^(?:application|text)\/(?:rss|atom|rdf|feed)\+(?:xml|json)$|^text\/xml$|^application\/xml$/;
/** What is linked like a feed and is none, or is no news: oEmbed, a content system's own interface, comments. */
const NO_FEED = /\+oembed|\/wp-json\/|\/oembed\b|\/xmlrpc\.php|wlwmanifest|\/osd\.xml|opensearch/i;
const COMMENTS =
  /comments?\/feed|\/comments?\b|[?&]feed=comments|\bcomments?\b|\bcommentaires\b|\bkommentare\b|\bcomentarios\b|\bkomentar/i;

/** The links of a page of address `url` that name feeds, each once; those of comments come last or, behind others, not at all. */
export function feedLinksOf(page: string, url: string): readonly FeedLink[] {
  const tags = (page.slice(0, HEAD).match(TAG) ?? []).map(readTag);
  const base = resolve(tags.find(({ name }) => name === 'base')?.attributes['href'], url) ?? url;
  const found = new Map<string, FeedLink & { readonly comments: boolean }>();
  for (const { name, attributes } of tags) {
    if (name !== 'link' || !isFeed(attributes)) continue;
    const address = resolve(attributes['href'], base);
    if (address === undefined || NO_FEED.test(address) || found.has(address)) continue;
    const title = attributes['title'] ?? '';
    found.set(address, { url: address, title, comments: COMMENTS.test(title) || COMMENTS.test(address) });
  }
  const feeds = [...found.values()];
  const news = feeds.filter(({ comments }) => !comments);
  return (news.length > 0 ? news : feeds).map(({ url: address, title }) => ({ url: address, title }));
}

function isFeed({ rel = '', type = '' }: Readonly<Record<string, string>>): boolean {
  const relations = rel.toLowerCase().split(/\s+/);
  const kind = type.toLowerCase().split(';')[0]?.trim() ?? '';
  if (relations.includes('feed')) return true;
  // JSON Feed's first specification gave it JSON's own type.
  return relations.includes('alternate') && (FEED_TYPES.test(kind) || kind === 'application/json');
}

function readTag(tag: string): {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
} {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single, bare] of tag.matchAll(ATTRIBUTE))
    attributes[name.toLowerCase()] ??= decodeHTML(double ?? single ?? bare ?? '').trim();
  return { name: /^<(\w+)/.exec(tag)?.[1]?.toLowerCase() ?? '', attributes };
}
