/** Where the feed of an address is likely to be: what is known of large hosts, and where content systems put theirs. */

/** Paths below a site's root, the likeliest first; then below the page itself. */
const COMMON = ['/feed/', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feeds/posts/default'];
const SITEMAPS = ['/news-sitemap.xml', '/sitemap-news.xml', '/sitemap_news.xml', '/sitemaps/news.xml'];

/** A person's address with its scheme, https where none was typed; undefined where it is no web address. */
export function webAddressOf(typed: string): URL | undefined {
  const text = bare(typed)
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:/i, 'http:')
    .replace(/^(https?):\/*/i, '$1://')
    .replace(/^\/\//, '');
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text);
  const url = URL.parse(hasScheme ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  // A word alone is a host of one's own network only where it is written as one.
  const isHost = /[.:]/.test(url.hostname) || url.hostname === 'localhost' || hasScheme;
  return isHost ? url : undefined;
}

/** The same without TLS, where the person wrote no scheme and may have meant that. */
export function plainAddressOf(typed: string): URL | undefined {
  const text = bare(typed).replace(/^\/\//, '');
  return /^[a-z]+:(?!\d)/i.test(text) ? undefined : (URL.parse(`http://${text}`) ?? undefined);
}

/** What was typed, for people to read: without a name and password. */
export function shownAddress(typed: string): string {
  return typed.trim().replace(/^([a-z][a-z\d+.-]*:\/\/)?[^\s/?#]*@/i, '$1…@');
}

/** Without what chats, mails and documents put around addresses, and characters that nobody sees. */
function bare(typed: string): string {
  return typed
    .replaceAll(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
}

/** What names a feed by its looks: whoever typed it means that one. */
const FEED_PATH = /(?:\.(?:rss|atom|rdf|xml)|\/(?:rss|feed|atom))\/?$/i;

/**
 * Feeds that a page of a known host has, which its page does not name or hides: YouTube, Reddit, GitHub, Mastodon,
 * Google News, Bing, Medium, Bluesky. Empty for all others, and for addresses that are a feed's by their looks.
 */
export function feedsOfKnownHost(url: URL): readonly string[] {
  if (FEED_PATH.test(url.pathname)) return [];
  const host = url.hostname.replace(/^(?:www|m|old|new|np)\./, '');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const [first = '', second = ''] = parts;
  switch (host) {
    case 'youtube.com':
      if (first === 'channel') return [`https://www.youtube.com/feeds/videos.xml?channel_id=${second}`];
      if (first === 'user') return [`https://www.youtube.com/feeds/videos.xml?user=${second}`];
      return url.searchParams.has('list')
        ? [`https://www.youtube.com/feeds/videos.xml?playlist_id=${url.searchParams.get('list') ?? ''}`]
        : [];
    case 'reddit.com':
      return feedsOnReddit(url, parts);
    case 'github.com':
      return feedsOnGithub(parts);
    case 'news.google.com':
      return first === 'rss'
        ? []
        : [
            `https://news.google.com/rss${/^\/(?:home)?$/.test(url.pathname) ? '' : url.pathname}${url.search}`,
          ];
    case 'bing.com':
      return url.pathname === '/news/search' && url.searchParams.has('q')
        ? [
            `https://www.bing.com/news/search?q=${encodeURIComponent(url.searchParams.get('q') ?? '')}&format=rss`,
          ]
        : [];
    case 'medium.com':
      if (first === '' || first === 'feed') return [];
      return [`https://medium.com/feed/${first === 'tag' ? `tag/${second}` : first}`];
    case 'bsky.app':
      return first === 'profile' ? [`https://bsky.app/profile/${second}/rss`] : [];
    default:
      // The News tab of a search, in any country.
      if (/^google\.(?:com?\.)?[a-z]{2,3}$/.test(host))
        return url.pathname === '/search' && url.searchParams.get('tbm') === 'nws'
          ? [`https://news.google.com/rss/search?${googleTerms(url.searchParams)}`]
          : [];
      // Mastodon and its kin: any host, a person's page or one of the person's posts.
      return /^@[\w.-]+$/.test(first) && (parts.length === 1 || (parts.length === 2 && /^\d+$/.test(second)))
        ? [`${url.origin}/${first}.rss`]
        : [];
  }
}

function feedsOnReddit(
  { pathname, search }: URL,
  [first = '', second = '']: readonly string[],
): readonly string[] {
  if (first === '') return ['https://www.reddit.com/.rss'];
  if (first === 'r' && /\/search\/?$/.test(pathname))
    return [`https://www.reddit.com/r/${second}/search.rss${search}`];
  if (first === 'search') return [`https://www.reddit.com/search.rss${search}`];
  if (first === 'r') return [`https://www.reddit.com/r/${second}/.rss`];
  return first === 'user' || first === 'u' ? [`https://www.reddit.com/user/${second}/.rss`] : [];
}

/** Releases where a repository has some, else its commits; what its page shows where that is one of these. */
function feedsOnGithub([owner = '', written = '', page = '', ...rest]: readonly string[]): readonly string[] {
  if (written === '') return owner === '' ? [] : [`https://github.com/${owner}.atom`];
  const at = `https://github.com/${owner}/${written.replace(/\.git$/, '')}`;
  if (page === 'commits' && rest.length > 0) return [`${at}/commits/${rest.join('/')}.atom`];
  if (page === 'tags') return [`${at}/tags.atom`];
  return page === 'commits' ? [`${at}/commits.atom`] : [`${at}/releases.atom`, `${at}/commits.atom`];
}

/** What of a search's address says what is sought, and in which edition. */
function googleTerms(asked: URLSearchParams): string {
  return ['q', 'hl', 'gl', 'ceid']
    .flatMap((name) => {
      const value = asked.get(name);
      return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
    })
    .join('&');
}

/** Where feeds and news sitemaps often are on any site, in the order in which they are tried. */
export function commonFeedAddresses({ origin, pathname }: URL): readonly string[] {
  const page = pathname.replace(/\/+$/, '');
  const below =
    page === '' || /\.[a-z]{2,5}$/i.test(page)
      ? []
      : [
          `${origin}${page}/feed/`,
          `${origin}${page}/rss.xml`,
          // Mastodon's tags, and people by the address that it gives them beside their page.
          ...(/^\/(?:tags|users)\/[^/]+$/.test(page) ? [`${origin}${page}.rss`] : []),
        ];
  return [...below, ...[...COMMON, ...SITEMAPS].map((path) => `${origin}${path}`)];
}

/** True where a page of this address shows a channel of YouTube. */
export function isYoutube({ hostname }: URL): boolean {
  return /(?:^|\.)youtu(?:\.be|be\.com|be-nocookie\.com)$/.test(hostname);
}

/** The channel that a YouTube page is about, whose feed it does not always name. */
export function youtubeChannelIn(page: string): string | undefined {
  const id = /"(?:externalId|channelId)":"(UC[\w-]{22})"/.exec(page)?.[1];
  return id === undefined ? undefined : `https://www.youtube.com/feeds/videos.xml?channel_id=${id}`;
}

/** News sitemaps that a robots.txt names (sitemaps.org, "Specifying the Sitemap location"). */
export function newsSitemapsIn(robots: string): readonly string[] {
  return Array.from(robots.matchAll(/^\s*sitemap:\s*(\S+)/gim), ([, address = '']) => address)
    .filter((address) => /news/i.test(address) && URL.canParse(address))
    .slice(0, 3);
}
