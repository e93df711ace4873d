/** Cookies for the hops of one fetch: a wall that sets one and redirects lets through whoever brings it back. */

/** Cookies of one host and their characters, so that a server cannot make us send much. */
const MOST = 20;
const LONGEST = 4_096;

export type HopCookies = {
  /** Takes in what an answer of `url` sets. */
  readonly take: (url: URL, setCookie: string | readonly string[] | undefined) => void;
  /** The value of `Cookie` for a request to `url`; undefined where there is none. */
  readonly cookieFor: (url: URL) => string | undefined;
};

/** Empty, and forgotten with the fetch. A cookie goes back to the very host that set it, and from there no further. */
export function createHopCookies(): HopCookies {
  const hosts = new Map<string, Map<string, string>>();
  return {
    take: (url, setCookie) => {
      for (const line of typeof setCookie === 'string' ? [setCookie] : (setCookie ?? [])) {
        const [pair = '', ...attributes] = line.split(';');
        const equals = pair.indexOf('=');
        const name = pair.slice(0, equals).trim();
        if (equals < 1 || name === '' || pair.length > LONGEST || !/^[\x20-\x7e]*$/.test(pair)) continue;
        const known = hosts.get(url.host) ?? new Map<string, string>();
        const ended = attributes.some((attribute) => /^\s*max-age\s*=\s*["']?(?:0|-)/i.test(attribute));
        if (ended) known.delete(name);
        else if (known.size < MOST || known.has(name)) known.set(name, pair.slice(equals + 1).trim());
        hosts.set(url.host, known);
      }
    },
    cookieFor: (url) => {
      const known = hosts.get(url.host);
      if (known === undefined || known.size === 0) return undefined;
      return [...known].map(([name, value]) => `${name}=${value}`).join('; ');
    },
  };
}
