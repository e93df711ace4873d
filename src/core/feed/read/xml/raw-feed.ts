/** A raw feed: what both XML readers hand over, so that one set of rules interprets either. */

/** One element's text as it stands in the document. */
export type RawText = {
  /** Decoded character data; where `markup` is true, child elements are written out as tags and text escaped. */
  readonly text: string;
  readonly markup: boolean;
  /** Attributes under canonical lower-case names. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Absolute address that relative links resolve against. */
  readonly base: string;
  /** True where an xml:base set it, rather than the document's address. */
  readonly based: boolean;
};

/** Elements by canonical name, in document order; `source>title` is a title directly inside a source. */
export type RawFields = ReadonlyMap<string, readonly RawText[]>;

export type RawItem = {
  readonly fields: RawFields;
  readonly attributes: Readonly<Record<string, string>>;
  readonly base: string;
  readonly based: boolean;
};

/** One that says nothing is no item, and a few kilobytes hold thousands of these. */
export function saysSomething({ fields, attributes }: RawItem): boolean {
  return fields.size > 0 || Object.keys(attributes).length > 0;
}

export type RawFeed = {
  readonly format: 'rss' | 'atom' | 'rdf';
  readonly channel: RawFields;
  /** xml:lang of the root. */
  readonly lang: string | undefined;
  readonly items: readonly RawItem[];
  /** True where the document listed more than `ITEM_LIMIT` items. */
  readonly truncated: boolean;
};

/** Items read of one document. */
export const ITEM_LIMIT = 5_000;
/** Characters kept of one element, many times what a title, a link or a summary keeps of it. */
export const TEXT_LIMIT = 32_768;
/** Elements of one name kept per item. */
export const REPEAT_LIMIT = 50;

/** Canonical name to the customary spelling, which is how rss-parser finds an element. */
function spellings(names: string): ReadonlyMap<string, string> {
  return new Map(names.split(' ').map((name) => [name.toLowerCase(), name]));
}

/** Elements directly inside an item that are read. */
export const ITEM_FIELDS: ReadonlyMap<string, string> = spellings(
  'id guid atom:id title dc:title media:title link atom:link ' +
    'pubDate published updated issued modified created atom:published atom:updated ' +
    'dc:date dcterms:issued dcterms:created dcterms:modified ' +
    'description summary content content:encoded itunes:summary media:description dc:description abstract ' +
    'source dc:language enclosure media:content media:group ' +
    'itunes:title feedburner:origLink pheedo:origLink',
);

/** A title that stands deeper in an item than one of its own, outside of all fields that are read. */
export const DEEP_TITLE = 'deep>title';

/** Elements directly inside a channel (or Atom's feed) that are read. */
export const CHANNEL_FIELDS: ReadonlyMap<string, string> = spellings(
  'title dc:title link language dc:language ttl skipHours skipDays sy:updatePeriod sy:updateFrequency',
);

/** Elements read one level deeper, by the name of their parent. */
export const INNER_FIELDS: ReadonlyMap<string, string> = new Map([
  ['source', 'title'],
  ['enclosure', 'media:title'],
  ['media:content', 'media:title'],
  ['media:group', 'media:title'],
  ['skiphours', 'hour'],
  ['skipdays', 'day'],
]);

/** Elements that may hold markup; all others are read for their own character data alone. */
export const MARKUP_FIELDS: ReadonlySet<string> = new Set(
  (
    'title dc:title media:title description summary content content:encoded itunes:summary ' +
    'media:description dc:description abstract source>title'
  ).split(' '),
);

/** Elements whose texts grow long: rss-parser's own code never sees them. */
export const BODY_FIELDS: ReadonlySet<string> = new Set(
  'description summary content content:encoded itunes:summary media:description dc:description'.split(' '),
);
