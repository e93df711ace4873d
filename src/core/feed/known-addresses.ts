/** Where the feed of an address is likely to be: what is known of large hosts, and where content systems put theirs. */

/** Paths below a site's root, the likeliest first; then below the page itself. */
const COMMON = ['/feed/', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feeds/posts/default'];
const SITEMAPS = ['/news-sitemap.xml', '/sitemap-news.xml', '/sitemap_news.xml', '/sitemaps/news.xml'];

/** A person's address with its scheme; undefined where it is no web address. */
export function webAddressOf(typed: string): URL | undefined {
  const text = typed
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/, '')
    .replace(/^feed:/, 'http:');
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url : undefined;
}

/**
 * Feeds that a page of a known host has, which its page does not name or hides: YouTube, Reddit, GitHub, Mastodon,
 * Google News, Medium, Bluesky. Empty for all others.
 */
export function feedsOfKnownHost(url: URL): readonly string[] {
  const host = url.hostname.replace(/^(?:www|m|old|new)\./, '');
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const [first = '', second = ''] = parts;
  switch (host) {
    case 'youtube.com':
      if (first === 'channel') return [`https://www.youtube.com/feeds/videos.xml?channel_id=${second}`];
      return url.searchParams.has('list')
        ? [`https://www.youtube.com/feeds/videos.xml?playlist_id=${url.searchParams.get('list') ?? ''}`]
        : [];
    case 'reddit.com':
      return first === 'r' || first === 'user' || first === 'u'
        ? [`https://www.reddit.com/${first === 'r' ? 'r' : 'user'}/${second}/.rss`]
        : [];
    case 'github.com':
      if (parts.length >= 2)
        return [
          `https://github.com/${first}/${second}/releases.atom`,
          `https://github.com/${first}/${second}/commits.atom`,
        ];
      return first === '' ? [] : [`https://github.com/${first}.atom`];
    case 'news.google.com':
      return first === 'rss'
        ? []
        : [`https://news.google.com/rss${url.pathname === '/' ? '' : url.pathname}${url.search}`];
    case 'google.com':
      // The News tab of a search.
      return url.pathname === '/search' && url.searchParams.get('tbm') === 'nws'
        ? [`https://news.google.com/rss/search?${googleTerms(url.searchParams)}`]
        : [];
    case 'medium.com':
      return first === '' || first === 'feed' ? [] : [`https://medium.com/feed/${first}`];
    case 'bsky.app':
      return first === 'profile' ? [`https://bsky.app/profile/${second}/rss`] : [];
    default:
      // Mastodon and its kin: any host, and a person's page.
      return /^@[\w.-]+$/.test(first) && parts.length === 1 ? [`${url.origin}/${first}.rss`] : [];
  }
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
    page === '' || /\.[a-z]{2,5}$/i.test(page) ? [] : [`${origin}${page}/feed/`, `${origin}${page}/rss.xml`];
  return [...below, ...[...COMMON, ...SITEMAPS].map((path) => `${origin}${path}`)];
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
