/** Namespaces: what an element is called whatever prefix its publisher chose. */

/** The vocabulary of a document's root element; its own elements go by their local names. */
export type Namespace = 'atom' | 'rss' | 'rdf' | 'cdf';

/** Namespace URIs, folded by `foldUri`, to the prefix that publishers customarily give them. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://purl.org/atom/ns', 'atom'],
  ['http://purl.org/rss/1.0', 'rss'],
  ['http://purl.org/net/rss1.1', 'rss'],
  ['http://my.netscape.com/rdf/simple/0.9', 'rss'],
  ['http://channel.netscape.com/rdf/simple/0.9', 'rss'],
  ['http://backend.userland.com/rss', 'rss'],
  ['http://backend.userland.com/rss2', 'rss'],
  ['http://backend.userland.com/rss091', 'rss'],
  ['http://backend.userland.com/rss092', 'rss'],
  ['http://blogs.law.harvard.edu/tech/rss', 'rss'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['http://purl.org/dc/elements/1.0', 'dc'],
  ['http://purl.org/dc/elements/1.1', 'dc'],
  ['http://purl.org/dc/terms', 'dcterms'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication', 'sy'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['http://www.pheedo.com/namespace/pheedo', 'pheedo'],
  ['http://www.google.com/schemas/sitemap-news/0.9', 'news'],
  ['http://www.w3.org/xml/1998/namespace', 'xml'],
]);

/** Prefix bindings in force at one element; '' is the default namespace. */
export type Bindings = ReadonlyMap<string, string>;

/** What is bound before a document binds anything. */
export const PLAIN_BINDINGS: Bindings = new Map([['xml', 'http://www.w3.org/xml/1998/namespace']]);

/** Publishers end one and the same URI with a slash, a hash or neither. */
function foldUri(uri: string): string {
  const folded = uri.trim().toLowerCase();
  let end = folded.length;
  // Not by a regex: one that looks for the end from every slash takes hours over a megabyte of them.
  while (folded[end - 1] === '/' || folded[end - 1] === '#') end -= 1;
  return folded.slice(0, end);
}

/** Prefixes bound at once; further ones stay unbound, so that copying bindings stays cheap. */
const BINDING_LIMIT = 100;

/** The bindings inside an element: those of its parent and its own xmlns attributes. */
export function bind(outer: Bindings, attributes: Readonly<Record<string, string>>): Bindings {
  let inner: Map<string, string> | undefined;
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    inner ??= new Map(outer);
    const prefix = name.slice('xmlns:'.length).toLowerCase();
    if (inner.size < BINDING_LIMIT || inner.has(prefix)) inner.set(prefix, foldUri(value));
  }
  return inner ?? outer;
}

/** Prefix and local part of a qualified name, both in lower case. */
export function splitName(qualified: string): readonly [prefix: string, local: string] {
  const lower = qualified.toLowerCase();
  const colon = lower.indexOf(':');
  return colon < 0 ? ['', lower] : [lower.slice(0, colon), lower.slice(colon + 1)];
}

/** The vocabulary a root element opens, or undefined where no kind of feed starts with it. */
export function vocabularyOf(qualified: string): Namespace | undefined {
  switch (splitName(qualified)[1]) {
    case 'feed':
    case 'entry':
      return 'atom';
    case 'rss':
      return 'rss';
    case 'rdf':
      return 'rdf';
    case 'channel':
      return 'cdf';
    default:
      return undefined;
  }
}

/**
 * The name an element is known by here: `title` for one of the document's own, `dc:date` for one of a
 * customary extension, `?x:title` for one of a foreign namespace. A prefix that was never declared is
 * taken at its word, as many publishers forget the declaration.
 */
export function canonicalName(
  qualified: string,
  bindings: Bindings,
  home: Namespace,
  rootUri: string | undefined,
): string {
  const [prefix, local] = splitName(qualified);
  const uri = bindings.get(prefix);
  if (uri === undefined || uri === '') return prefix === '' ? local : `${prefix}:${local}`;
  if (uri === rootUri && home !== 'rdf') return local;
  const known = KNOWN.get(uri);
  if (known === 'rss' || (known === 'atom' && home === 'atom')) return local;
  return known === undefined ? `?${prefix}:${local}` : `${known}:${local}`;
}
