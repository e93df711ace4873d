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
 * Equal for the same page; not for fetching. Applying it twice changes nothing. Undefined for other schemes.
 */
export function canonicalUrl(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  const port = url.port === '' ? '' : `:${url.port}`;
  const query = canonicalQuery(url.searchParams);
  // A hash-bang names a page; any other fragment a place on it (RFC 3986 §3.5).
  const fragment = url.hash.startsWith('#!') ? url.hash : '';
  return `https://${canonicalHost(url.hostname)}${port === ':443' ? '' : port}${canonicalPath(url.pathname)}${query}${fragment}`;
}

/** Drops the names that publishers give to variants of one site, as long as a domain of two labels remains. */
function canonicalHost(hostname: string): string {
  let host = hostname.replace(/\.+$/, '');
  while (/^(?:www|m|mobile|amp)\.[^.]+\..*[^\d.]/.test(host)) host = host.slice(host.indexOf('.') + 1);
  return host;
}

function canonicalPath(pathname: string): string {
  let path = pathname;
  for (;;) {
    const shorter = path
      .replace(/\/+$/, '')
      .replace(/\/amp$/i, '')
      .replace(/(?<!\/(?:\.|%2e)*)\.amp(\.html?)?$/i, '$1');
    if (shorter === path) return path === '' ? '/' : path;
    path = shorter;
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
