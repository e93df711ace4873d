/** Cookies for the hops of one fetch: a wall that sets one and redirects lets through whoever brings it back. */

/** Cookies of one host and their characters, so that a server cannot make us send much. */
const MOST = 20;
const LONGEST = 4_096;

export type HopCookies = {
  /** Takes in what an answer of `url` sets; `now` in epoch milliseconds, for cookies that have ended. */
  readonly take: (url: URL, setCookie: string | readonly string[] | undefined, now: number) => void;
  /**
   * The value of `Cookie` for a request to `url`, the cookies of the feed's own line before those that were set, which
   * replace one of the same name; undefined where there is none.
   */
  readonly cookieFor: (url: URL, own?: string) => string | undefined;
};

/**
 * Empty, and forgotten with the fetch. A cookie goes back to the host that set it, whatever the port, and to hosts below
 * the `Domain` that it names, as `paper.example` sets one and redirects to `www.paper.example` (RFC 6265 §5.3). A public
 * suffix is no concern here: nothing is kept that another fetch could be followed by.
 */
export function createHopCookies(): HopCookies {
  const domains = new Map<string, Map<string, Cookie>>();
  return {
    take: (url, setCookie, now) => {
      for (const line of typeof setCookie === 'string' ? [setCookie] : (setCookie ?? [])) {
        const [pair = '', ...attributes] = line.split(';');
        const equals = pair.indexOf('=');
        const name = pair.slice(0, equals).trim();
        if (equals < 1 || name === '' || pair.length > LONGEST || !/^[\x20-\x7e]*$/.test(pair)) continue;
        const { domain, ended, secure } = readAttributes(url, attributes, now);
        if (domain === undefined) continue;
        const known = domains.get(domain.name) ?? new Map<string, Cookie>();
        if (ended) known.delete(name);
        else if (known.size < MOST || known.has(name))
          known.set(name, { value: pair.slice(equals + 1).trim(), below: domain.below, secure });
        if (domains.size < MOST || domains.has(domain.name)) domains.set(domain.name, known);
      }
    },
    cookieFor: (url, own) => {
      const sent = new Map<string, string>();
      for (const pair of own?.split(';') ?? []) {
        const [name = '', ...value] = pair.split('=');
        if (name.trim() !== '') sent.set(name.trim(), value.length === 0 ? '' : `=${value.join('=').trim()}`);
      }
      for (const [domain, cookies] of domains) {
        const isSame = url.hostname === domain;
        if (!isSame && !url.hostname.endsWith(`.${domain}`)) continue;
        for (const [name, { value, below, secure }] of cookies) {
          if ((isSame || below) && (!secure || url.protocol === 'https:')) sent.set(name, `=${value}`);
        }
      }
      return sent.size === 0 ? undefined : [...sent].map(([name, value]) => `${name}${value}`).join('; ');
    },
  };
}

type Cookie = { readonly value: string; readonly below: boolean; readonly secure: boolean };

/** What a cookie's attributes say; no `domain` where the one that it names is not the host's own. */
function readAttributes({ hostname, protocol }: URL, attributes: readonly string[], now: number) {
  const named = new Map(
    attributes.map((attribute) => {
      const [name = '', ...value] = attribute.split('=');
      return [
        name.trim().toLowerCase(),
        value
          .join('=')
          .trim()
          .replace(/^["']|["']$/g, ''),
      ];
    }),
  );
  const domain = (named.get('domain') ?? '').toLowerCase().replace(/^\./, '');
  const expires = Date.parse((named.get('expires') ?? '').replaceAll('-', ' '));
  const maxAge = named.get('max-age');
  return {
    domain:
      domain === '' || domain === hostname
        ? { name: hostname, below: domain !== '' }
        : hostname.endsWith(`.${domain}`) && domain.includes('.')
          ? { name: domain, below: true }
          : undefined,
    // Max-Age has the last word (RFC 6265 §5.3).
    ended: maxAge === undefined ? expires <= now : /^(?:0|-)/.test(maxAge),
    secure: named.has('secure') && protocol === 'https:',
  };
}
