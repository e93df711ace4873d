/** An item's addresses: its id as the publisher writes it, and its link made absolute. */
import { articleAddress } from './redirectors.ts';
import type { RawFeed, RawItem, RawText } from './xml/raw-feed.ts';

/**
 * Characters of an address or an id; more than that is no address that anybody follows. A document of a thousand short
 * links and one long base would otherwise fill hundreds of megabytes.
 */
const LONGEST_ADDRESS = 4_096;

const HTML_TYPES = new Set(['', 'text/html', 'application/xhtml+xml']);

/**
 * The publisher's id: guid, atom:id or rdf:about, as written. Only one that is a relative address (under an
 * xml:base, or with a leading slash) is made absolute, as another feed's `/1` is another item. One that is said to be a
 * permalink and that no browser could open (`http://[site]/`) is what broken templates write, and names no item.
 */
export function idOf(raw: RawItem): string | undefined {
  const about = raw.attributes['rdf:about']?.trim();
  const element = idElement(raw);
  if (element === undefined) return usableId(about ?? '');
  const text = usableId(element.text.trim());
  if (text === undefined) return undefined;
  if (!isPermalink(element)) return text;
  if (/^https?:/i.test(text) && !URL.canParse(text)) return isSaidPermalink(element) ? undefined : text;
  if (!(element.based || text.startsWith('/'))) return text;
  return URL.parse(text, element.base) === null || URL.canParse(text)
    ? text
    : URL.parse(text, element.base)?.href;
}

/** An id that can be kept; undefined for an empty or an endless one, whose item goes by its link or its title. */
export function usableId(id: string): string | undefined {
  return id === '' || id.length > LONGEST_ADDRESS ? undefined : id;
}

/**
 * The item's web page: RSS's last `link`, Atom's last alternate link of an HTML type, else the id where the format says
 * that it is an address (RSS 2.0 guid without isPermaLink="false"), Atom's text that stands elsewhere, and an enclosure
 * where there is nothing else. Only
 * http and https count. What redirectors carry is looked at inside of them.
 * @param site the address that links from a slash on resolve against where no xml:base says otherwise
 */
export function linkOf(
  raw: RawItem,
  format: RawFeed['format'],
  site: string | undefined,
): string | undefined {
  const link = writtenLink(site === undefined ? raw : onSite(raw, site), format);
  return link === undefined ? undefined : articleAddress(link);
}

/** The article's own address, where a proxy of feeds names it beside the link to its counter; undefined elsewhere. */
export function originalOf(raw: RawItem, site: string | undefined): string | undefined {
  const { fields } = site === undefined ? raw : onSite(raw, site);
  const original = lastAddress(ORIGINALS.flatMap((name) => fields.get(name) ?? []));
  return original === undefined ? undefined : articleAddress(original);
}

function onSite(raw: RawItem, site: string): RawItem {
  if (raw.based) return raw;
  const move = (texts: readonly RawText[]): readonly RawText[] =>
    texts.map((text) => (text.based || !isRooted(text) ? text : { ...text, base: site }));
  const fields = new Map(raw.fields);
  for (const name of LINKS) {
    const texts = raw.fields.get(name);
    if (texts !== undefined) fields.set(name, move(texts));
  }
  return { ...raw, fields };
}

const isRooted = ({ text, attributes }: RawText): boolean =>
  /^\s*\/(?!\/)/.test(attributes['href'] ?? attributes['url'] ?? text);

const ORIGINALS = ['feedburner:origlink', 'pheedo:origlink'];
const LINKS = ['link', 'atom:link', 'enclosure', ...ORIGINALS];

/**
 * The address that links of RSS which begin with a slash are meant for: the site that the channel's `link` names, as
 * the document itself often comes from elsewhere. Atom resolves them against the document (RFC 4287 §2).
 */
export function siteOf({ channel, format }: RawFeed): string | undefined {
  if (format === 'atom') return undefined;
  return (channel.get('link') ?? []).map(webAddress).find((address) => address !== undefined);
}

function writtenLink(raw: RawItem, format: RawFeed['format']): string | undefined {
  const links = (raw.fields.get('link') ?? []).filter(isAlternate);
  const preferred = links.filter(({ attributes }) => format !== 'atom' || isHtml(attributes['type']));
  return (
    lastAddress(preferred) ??
    lastAddress(links) ??
    lastAddress((raw.fields.get('atom:link') ?? []).filter(isAlternate)) ??
    resolve(raw.attributes['href'], raw.base) ??
    fromId(raw) ??
    lastAddress((raw.fields.get('content') ?? []).flatMap(elsewhere)) ??
    lastAddress(links.some(isWritten) ? [] : enclosuresOf(raw))
  );
}

function idElement(raw: RawItem): RawText | undefined {
  for (const name of ['guid', 'id', 'atom:id']) {
    const element = raw.fields.get(name)?.findLast((candidate) => candidate.text.trim() !== '');
    if (element !== undefined) return element;
  }
  return undefined;
}

const isPermalink = (element: RawText): boolean =>
  element.attributes['ispermalink']?.trim().toLowerCase() !== 'false';

const isSaidPermalink = (element: RawText): boolean =>
  element.attributes['ispermalink']?.trim().toLowerCase() === 'true';

function fromId(raw: RawItem): string | undefined {
  const element = idElement(raw);
  if (element === undefined) return resolve(raw.attributes['rdf:about'], raw.base);
  return isPermalink(element) ? webAddress(element) : undefined;
}

/** The page that an entry of Atom has instead of a text of its own (RFC 4287 §4.1.3.2). */
function elsewhere({ attributes, ...text }: RawText): readonly RawText[] {
  const { src, type } = attributes;
  return src === undefined || !isHtml(type) ? [] : [{ ...text, text: src, attributes: {} }];
}

/** An empty link is none. */
const isWritten = ({ attributes, text }: RawText): boolean =>
  `${attributes['href'] ?? ''}${text}`.trim() !== '';

/** RSS names the file in `url`, Atom in a link of its own relation. */
function enclosuresOf(raw: RawItem): readonly RawText[] {
  const named = (raw.fields.get('enclosure') ?? []).map((text) => {
    const { url, ...attributes } = text.attributes;
    return { ...text, attributes: { ...attributes, ...(url === undefined ? {} : { href: url }) } };
  });
  const related = (raw.fields.get('link') ?? []).filter(
    ({ attributes }) => attributes['rel']?.trim().toLowerCase() === 'enclosure',
  );
  return [...named, ...related];
}

/** A link without a relation is an alternate one (RFC 4287 §4.2.7.2). */
const isAlternate = ({ attributes }: RawText): boolean =>
  (attributes['rel'] ?? 'alternate').trim().toLowerCase() === 'alternate';

const isHtml = (type: string | undefined): boolean => HTML_TYPES.has((type ?? '').trim().toLowerCase());

function lastAddress(links: readonly RawText[]): string | undefined {
  return links.map(webAddress).findLast((address) => address !== undefined);
}

/** Atom writes the address into href, RSS between the tags; publishers mix them up. */
const webAddress = ({ attributes, text, base }: RawText): string | undefined =>
  resolve(attributes['href'], base) ?? resolve(text, base);

/** Absolute http(s) address of a reference, undefined where it is none or endless (RFC 3986 §5). */
export function resolve(reference: string | undefined, base: string): string | undefined {
  const written = reference?.trim() ?? '';
  // Most elements lack one of the two places for an address, and a base may be thousands of letters long.
  if (written === '') return undefined;
  const trimmed = mendedAddress(written, base);
  if (trimmed === '' || trimmed.length > LONGEST_ADDRESS) return undefined;
  const url = URL.parse(trimmed, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  return url.href.length > LONGEST_ADDRESS ? undefined : url.href;
}

const SCHEMELESS = /^www\.[a-z\d-]+\.[a-z\d.-]*[a-z](?::\d+)?(?:[/?#]|$)/i;

/** A name of hosts and a slash; what follows its last dot decides whether it is not a file with a path behind it. */
const HOST_AND_PATH = /^(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+([a-z]{2,24})(?::\d{1,5})?\//iu;
const IP_AND_PATH = /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\//;
/** The address that a whole anchor, or quotation marks or brackets around it, hold. */
const WRAPPED = /^(?:<a\s[^<>]*?\bhref\s*=\s*["']?|[<"'])(https?:\/\/[^\s"'<>]+)["'>]/i;
/** A scheme of which a letter, the colon or a slash is missing. */
const BROKEN_SCHEME = /^h?ttp(s?)(?::\/\/|:\/(?!\/)|\/\/)(?=[^/])/i;
/** Domains that hosts of news are below, beside all of two letters. */
const DOMAINS = new Set(
  'com org net int edu gov mil info biz news media press online site today world live asia africa example'.split(
    ' ',
  ),
);
/** Two letters that end the names of programs. */
const PROGRAMS = new Set('js py rb sh md do cs vb ps so'.split(' '));

function beginsWithHost(address: string): boolean {
  const domain = HOST_AND_PATH.exec(address)?.[1]?.toLowerCase();
  if (domain === undefined) return IP_AND_PATH.test(address);
  return DOMAINS.has(domain) || (domain.length === 2 && !PROGRAMS.has(domain));
}

/**
 * What templates and hands do to addresses, undone: an ampersand escaped more often than XML wants it, a scheme written
 * twice or in part, marks or an anchor around it, the whole percent-encoded, no scheme at all. A name that begins with www. and has a dot more is a host, whatever RFC 3986
 * makes of it, and so are the name of the host that the document or its site is at, and a name below a domain of hosts
 * that a path follows.
 */
function mendedAddress(written: string, base: string): string {
  const bare = WRAPPED.exec(written)?.[1] ?? written;
  const unescaped = bare.replaceAll(/&(?:(?:amp|#38|#x26);)+/gi, '&');
  const plain = /^https?%3a%2f%2f/i.test(unescaped) ? decoded(unescaped) : unescaped;
  const address = plain
    .replace(/^https?:\/\/(?=https?:\/\/)/i, '')
    .replace(BROKEN_SCHEME, (_, secure: string) => `http${secure.toLowerCase()}://`);
  if (SCHEMELESS.test(address) || beginsWithHost(address)) return `https://${address}`;
  const [first = ''] = address.split('/', 1);
  if (!first.includes('.')) return address;
  return first.toLowerCase() === URL.parse(base)?.host.replace(/^www\./, '') ? `https://${address}` : address;
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
