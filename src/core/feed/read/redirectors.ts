/** Addresses that lead to an article by way of a counter: the article's own address where the redirector carries it. */

type Redirector = {
  readonly host: RegExp;
  readonly path?: RegExp;
  /** Query parameters that hold the address, in order of trust. */
  readonly parameters: readonly string[];
};

const REDIRECTORS: readonly Redirector[] = [
  { host: /(?:^|\.)google\.[a-z.]{2,6}$/, path: /^\/(?:url|news\/url|alerts\/)/, parameters: ['url', 'q'] },
  { host: /(?:^|\.)bing\.com$/, path: /^\/(?:news\/apiclick\.aspx|ck\/a)/i, parameters: ['url', 'u'] },
  { host: /(?:^|\.)facebook\.com$/, path: /^\/(?:l|flx\/warn\/?)(?:\.php)?$/, parameters: ['u'] },
  { host: /(?:^|\.)instagram\.com$/, path: /^\/?$/, parameters: ['u'] },
  { host: /(?:^|\.)linkedin\.com$/, path: /^\/(?:redir\/redirect|safety\/go)/, parameters: ['url'] },
  { host: /(?:^|\.)youtube\.com$/, path: /^\/redirect/, parameters: ['q'] },
  { host: /^out\.reddit\.com$/, parameters: ['url'] },
  { host: /(?:^|\.)duckduckgo\.com$/, path: /^\/l\//, parameters: ['uddg'] },
  { host: /(?:^|\.)safelinks\.protection\.outlook\.com$/, parameters: ['url'] },
  { host: /^(?:redirect|go)\.viglink\.com$/, parameters: ['u'] },
  { host: /^(?:go|click)\.(?:skimresources|linksynergy)\.com$/, parameters: ['url', 'murl'] },
  { host: /^t\.umblr\.com$/, path: /^\/redirect/, parameters: ['z'] },
  { host: /^(?:slack-redir\.net|exit\.sc)$/, parameters: ['url'] },
  { host: /(?:^|\.)steamcommunity\.com$/, path: /^\/linkfilter/, parameters: ['url', 'u'] },
  { host: /^(?:away\.)?vk\.com$/, path: /^\/away\.php/, parameters: ['to'] },
];

/** Yahoo's write the address into the path: `…/RU=https%3a%2f%2f…/RK=…`, `…/*https://…`. */
const IN_PATH = /\/(?:RU=(https?%3[aA][^/]+)|\*(https?:\/\/.+)$)/;
const URLDEFENSE = /^https?:\/\/urldefense\.com\/v3\/__(https?:.+?)__;/;
/** Google's viewer and its cache write it behind `s/` where it is https: `/amp/s/paper.example/…`, `/c/s/…`. */
const AMP = /^\/(?:amp|[cv])\/(s\/)?([a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?(?:\/.*)?)$/i;
const MOST_LAYERS = 3;

/**
 * The address that a redirector of search engines, alerts, social networks or mail filters leads to; any other address
 * as it is. Only what stands in the address is read: nobody is asked.
 */
export function articleAddress(address: string): string {
  let found = address;
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const inner = insideOf(found);
    if (inner === undefined) return found;
    found = inner;
  }
  return found;
}

function insideOf(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null) return undefined;
  const host = url.hostname.toLowerCase();
  if (host === 'news.google.com') return insideOfGoogleNews(url);
  if (host.endsWith('search.yahoo.com') || host === 'rd.yahoo.com') {
    const [, coded, plain] = IN_PATH.exec(url.href) ?? [];
    return webAddress(coded === undefined ? plain : decoded(coded));
  }
  if (host === 'urldefense.com') return webAddress(URLDEFENSE.exec(url.href)?.[1]);
  if (host === 'urldefense.proofpoint.com') return insideOfProofpoint(url);
  if (host.endsWith('.cdn.ampproject.org') || (isGoogle(host) && url.pathname.startsWith('/amp/'))) {
    const [, secure, rest] = AMP.exec(url.pathname) ?? [];
    return rest === undefined
      ? undefined
      : webAddress(`${secure === undefined ? 'http' : 'https'}://${rest}${url.search}`);
  }
  const redirector = REDIRECTORS.find(
    (one) => one.host.test(host) && (one.path === undefined || one.path.test(url.pathname)),
  );
  for (const parameter of redirector?.parameters ?? []) {
    const value = url.searchParams.get(parameter) ?? undefined;
    const inner =
      webAddress(value) ?? (value?.startsWith('a1') === true ? inBase64(value.slice(2)) : undefined);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const isGoogle = (host: string): boolean => /(?:^|\.)google\.[a-z.]{2,6}$/.test(host);

/** The second version writes `-3A` for `%3A` and `_` for a slash. */
function insideOfProofpoint({ searchParams }: URL): string | undefined {
  const coded = (searchParams.get('u') ?? '').replaceAll('_', '/').replaceAll(/-([\dA-F]{2})/g, '%$1');
  return webAddress(decoded(coded));
}

/** Until 2024 Google News wrote the address into the name of its page; since then only Google can say it. */
function insideOfGoogleNews(url: URL): string | undefined {
  const direct = webAddress(url.searchParams.get('url') ?? undefined);
  if (direct !== undefined) return direct;
  const name = /^\/(?:rss\/|__i\/rss\/rd\/)?articles\/([\w-]+)/.exec(url.pathname)?.[1];
  return name === undefined ? undefined : inBase64(name);
}

/** The first web address in what base64 stands for: a length and other bytes may stand around it. */
function inBase64(text: string): string | undefined {
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return webAddress(/https?:\/\/[\x21-\x7e]+/.exec(bytes)?.[0]);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function webAddress(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : undefined;
}
