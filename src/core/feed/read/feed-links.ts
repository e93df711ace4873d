/** What a web page says of where its feeds are: links to feeds (RSS autodiscovery), anchors that look like some, a move. */
import { Tokenizer } from 'htmlparser2';
import { resolve } from './item-address.ts';

export type FeedLink = { readonly url: string; readonly title: string };

/** Characters of a page that are looked through: links to feeds stand in its head, anchors often at its foot. */
const LONGEST_PAGE = 1_048_576;
/** Anchors that are tried at most. */
const MOST_ANCHORS = 12;

const FEED_TYPES =
  /^(?:application|text)\/(?:rss|atom|rdf|feed)\+(?:xml|json)$|^text\/xml$|^application\/xml$/;
/** What is linked like a feed and is none, or is no news: oEmbed, a content system's own interface, comments. */
const NO_FEED =
  /\+oembed|\/wp-json\/|[?&]rest_route=|\/oembed\b|\/xmlrpc\.php|wlwmanifest|\/osd\.xml|opensearch/i;
const COMMENTS =
  /comments?\/feed|\/comments?\b|[?&]feed=comments|\bcomments?\b|\bcommentaires\b|\bkommentare\b|\bcomentarios\b|\bkomentar/i;
/** The path and query of an anchor that leads to a feed by its looks. */
const LOOKS_LIKE_A_FEED =
  /\/(?:rss|feeds?|atom)\/?(?:\?|$)|\.(?:rss|atom|rdf)(?:\?|$)|\/[^/?]*(?:rss|atom|feed)[^/?]*(?:\.(?:xml|php|aspx?|json))?(?:\?|$)|[?&](?:feed|format|type|output)=(?:rss2?|atom)\b/i;
/** Proxies of feeds, to which publishers lead away from their own hosts. */
const FEED_HOSTS = /(?:^|\.)(?:feedburner\.com|feedblitz\.com|feeds2\.feedburner\.com)$/;

type Tag = { readonly name: string; readonly attributes: ReadonlyMap<string, string> };

/** The links of a page of address `url` that name feeds, each once; those of comments only where there are no others. */
export function feedLinksOf(page: string, url: string): readonly FeedLink[] {
  const tags = tagsOf(page);
  const base = baseOf(tags, url);
  const found = new Map<string, FeedLink & { readonly comments: boolean }>();
  for (const { name, attributes } of tags) {
    if (name !== 'link' || !isFeed(attributes)) continue;
    const address = resolve(attributes.get('href')?.replace(/^feed:(?:\/\/)?(?=https?:)/i, ''), base);
    if (address === undefined || NO_FEED.test(address) || found.has(address)) continue;
    const title = attributes.get('title') ?? '';
    found.set(address, { url: address, title, comments: COMMENTS.test(title) || COMMENTS.test(address) });
  }
  const feeds = [...found.values()];
  const news = feeds.filter(({ comments }) => !comments);
  return (news.length > 0 ? news : feeds).map(({ url: address, title }) => ({ url: address, title }));
}

/** Where anchors of the page's own site lead that look like feeds; for pages that name none in their head. */
export function feedAnchorsOf(page: string, url: string): readonly string[] {
  const tags = tagsOf(page);
  const base = baseOf(tags, url);
  const site = siteOf(URL.parse(url)?.hostname ?? '');
  const found = new Set<string>();
  for (const { name, attributes } of tags) {
    if (name !== 'a') continue;
    const address = URL.parse(resolve(attributes.get('href'), base) ?? '');
    if (address === null || (siteOf(address.hostname) !== site && !FEED_HOSTS.test(address.hostname)))
      continue;
    address.hash = '';
    const where = `${address.pathname}${address.search}`;
    if (LOOKS_LIKE_A_FEED.test(where) && !NO_FEED.test(where) && !COMMENTS.test(where))
      found.add(address.href);
    if (found.size === MOST_ANCHORS) break;
  }
  return [...found];
}

/** Where a page sends its readers at once (`<meta http-equiv="refresh">`); undefined where it keeps them. */
export function pageMovedTo(page: string, url: string): string | undefined {
  const tags = tagsOf(page);
  const refresh = tags.find(
    ({ name, attributes }) => name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'refresh',
  );
  const [, target] =
    /^\s*\d{1,2}(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(
      refresh?.attributes.get('content') ?? '',
    ) ?? [];
  const address = resolve(target, baseOf(tags, url));
  return address === url ? undefined : address;
}

function baseOf(tags: readonly Tag[], url: string): string {
  const written = tags.find(({ name, attributes }) => name === 'base' && attributes.has('href'));
  return resolve(written?.attributes.get('href'), url) ?? url;
}

/** The last two labels of a host's name: `coast.example` of `www.coast.example`; of addresses, all of it. */
function siteOf(hostname: string): string {
  return /^[\d.]+$|^\[/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
}

function isFeed(attributes: Tag['attributes']): boolean {
  const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
  const kind = attributes.get('type')?.toLowerCase().split(';')[0]?.trim() ?? '';
  if (relations.includes('feed')) return true;
  // JSON Feed's first specification gave it JSON's own type.
  return relations.includes('alternate') && (FEED_TYPES.test(kind) || kind === 'application/json');
}

const WANTED = new Set(['link', 'base', 'a', 'meta']);

/** The tags of a page that can say something of feeds, as browsers read them: none in comments, scripts and styles. */
function tagsOf(page: string): readonly Tag[] {
  const text = page.slice(0, LONGEST_PAGE);
  const tags: Tag[] = [];
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  const close = (): void => {
    if (WANTED.has(name)) tags.push({ name, attributes });
    name = '';
  };
  const nothing = (): void => undefined;
  // The tokenizer alone, since the parser above it is quadratic in depth.
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (start, end) => {
        name = text.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname: (start, end) => {
        attribute = text.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += text.slice(start, end);
      },
      onattribentity: (codePoint) => {
        value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        if (!attributes.has(attribute)) attributes.set(attribute, value.trim());
      },
      onopentagend: close,
      onselfclosingtag: close,
      onclosetag: nothing,
      oncomment: nothing,
      oncdata: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      ontext: nothing,
      ontextentity: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(text);
  tokenizer.end();
  return tags;
}
