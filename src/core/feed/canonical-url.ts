/** Canonical addresses: one spelling for every way in which feeds and campaigns link to the same page. */

/** Query parameters that say where a reader came from, never which page it is. */
const TRACKERS = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid mc_cid mc_eid mkt_tok _hsenc _hsmi ' +
    'ocid cmpid cmp ncid xtor xtref ref ref_src referrer wt_mc wt_zmc wt.mc_id ftag smid emc ito maca mod ' +
    'traffic_source guccounter s_cid sref srnd outputtype amp_js_v usqp __twitter_impression'
  ).split(' '),
);
const TRACKER_PREFIXES = ['utm_', 'at_', 'ns_', 'pk_', 'mtm_', 'matomo_', 'hsa_'];
/** Parameters that are trackers where their value is a way of syndication, such as `partner=rss`. */
const SOURCES = new Set([
  'partner',
  'from',
  'source',
  'src',
  'via',
  'origin',
  'medium',
  'feed',
  'rss',
  'service',
]);
const SYNDICATION = /^(rss|feed|atom|1|true)$/i;

/**
 * The canonical spelling of an http(s) address: https, host in lower case without `www.`, `m.` or `amp.`, no
 * credentials, default port, trackers, fragment or trailing slash, the rest of the query sorted by name.
 * Equal for the same page; not for fetching. Applying it twice changes nothing. Undefined for other schemes
 * and for names that no host can have.
 */
export function canonicalUrl(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (url.hostname.length > LONGEST_HOST) return undefined;
  const port = url.port === '' ? '' : `:${url.port}`;
  const query = canonicalQuery(url.searchParams);
  // A hash-bang names a page; any other fragment a place on it (RFC 3986 §3.5).
  const fragment = url.hash.startsWith('#!') ? url.hash : '';
  return `https://${canonicalHost(url.hostname)}${port === ':443' ? '' : port}${canonicalPath(url.pathname)}${query}${fragment}`;
}

/** Parameters that mean a campaign or a click wherever they stand: no page needs them, and no signature covers them. */
const CLICK =
  /^(?:utm_[a-z_]+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id)=/i;

/**
 * An address as a reader may pass it on: without what campaigns and clicks hang on it, everything else to the letter.
 * `canonicalUrl` drops more, as it never has to be opened.
 */
export function withoutTrackers(address: string): string {
  const [, front = '', query, hash = ''] = /^([^?#]*)\?([^#]*)(#.*)?$/s.exec(address) ?? [];
  if (query === undefined) return address;
  const kept = query.split('&').filter((parameter) => !CLICK.test(parameter));
  return `${front}${kept.length === 0 ? '' : `?${kept.join('&')}`}${hash}`;
}

/** Names of hosts are no longer (RFC 1035 §2.3.4), and a page at one that is cannot be opened. */
const LONGEST_HOST = 255;

/** Drops the names that publishers give to variants of one site, as long as a domain of two labels remains. */
function canonicalHost(hostname: string): string {
  let host = hostname.replace(/\.+$/, '');
  while (/^(?:www|m|mobile|amp)\.[^.]+\..*[^\d.]/.test(host)) host = host.slice(host.indexOf('.') + 1);
  return host;
}

/**
 * Drops slashes, `/amp` and `.amp` from the end, the last also before `.html`. Walks back from the end by hand: feeds
 * may hold paths of thousands of slashes, over which a regex that looks for the end from each of them takes seconds.
 */
function canonicalPath(pathname: string): string {
  let end = pathname.length;
  let extension = '';
  for (let before = -1; end !== before;) {
    before = end;
    if (extension === '') {
      while (pathname[end - 1] === '/') end -= 1;
      if (endsIn(pathname, '/amp', end)) end -= '/amp'.length;
      extension =
        /\.amp(\.html?)$/i.exec(pathname.slice(Math.max(end - '.amp.html'.length, 0), end))?.[1] ?? '';
      end -= extension.length;
    }
    if (endsIn(pathname, '.amp', end) && !isOnlyDots(pathname, end - '.amp'.length)) end -= '.amp'.length;
  }
  return end === 0 && extension === '' ? '/' : pathname.slice(0, end) + extension;
}

function endsIn(path: string, part: string, end: number): boolean {
  return end >= part.length && path.slice(end - part.length, end).toLowerCase() === part;
}

/** Whether a segment that ends at `end` would be empty, `.` or `..`, which mean another page (RFC 3986 §5.2.4). */
function isOnlyDots(path: string, end: number): boolean {
  let at = end;
  for (;;) {
    if (path[at - 1] === '.') at -= 1;
    else if (endsIn(path, '%2e', at)) at -= '%2e'.length;
    else return path[at - 1] === '/';
  }
}

function canonicalQuery(parameters: URLSearchParams): string {
  const kept = [...parameters].filter(([name, value]) => !isTracker(name.toLowerCase(), value));
  if (kept.length === 0) return '';
  const query = new URLSearchParams(kept);
  query.sort();
  return `?${query.toString()}`;
}

function isTracker(name: string, value: string): boolean {
  if (TRACKERS.has(name) || TRACKER_PREFIXES.some((prefix) => name.startsWith(prefix))) return true;
  if (name === 'amp' && (value === '' || value === '1' || value === 'true')) return true;
  return SOURCES.has(name) && SYNDICATION.test(value);
}
