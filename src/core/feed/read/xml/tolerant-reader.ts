/** The tolerant reader: raw feeds from any XML that resembles one, over htmlparser2. */
import {
  CHANNEL_FIELDS,
  INNER_FIELDS,
  ITEM_FIELDS,
  DEEP_TITLE,
  MARKUP_FIELDS,
  REPEAT_LIMIT,
  TEXT_LIMIT,
  type RawFeed,
  type RawItem,
  type RawText,
  saysSomething,
} from './raw-feed.ts';
import { itemDates } from '../item-dates.ts';
import { createNewest, type Newest } from '../newest-items.ts';
import { walkXml, type XmlElement } from './walk-xml.ts';

type Fields = Map<string, RawText[]>;
type OpenItem = { readonly element: XmlElement; readonly fields: Fields };
/** An element being read. */
type OpenField = {
  readonly element: XmlElement;
  readonly name: string;
  readonly into: Fields;
  /** Its text so far; joined at the end, as a string grown piece by piece costs a node per piece. */
  pieces: string[];
  length: number;
  /** True once a child element was met: from then on `text` is markup. */
  markup: boolean;
  /** How many elements deep inside it the walk stands. */
  depth: number;
};

export type TolerantReading =
  | { readonly kind: 'read'; readonly raw: RawFeed }
  /** No root element of a feed appears; `firstElement` is the name of its first, whatever that is. */
  | { readonly kind: 'rootless'; readonly firstElement: string | undefined }
  /** Nested too deep or too wide to be a feed. */
  | { readonly kind: 'excessive'; readonly firstElement: string | undefined };

/** Reads what it can of `xml`, a document of address `url`. */
export function readTolerantly(xml: string, url: string): TolerantReading {
  const channel: Fields = new Map();
  const fields: OpenField[] = [];
  let format: RawFeed['format'] | undefined;
  let itemName = 'item';
  let lang: string | undefined;
  let item: OpenItem | undefined;
  const kept = createNewest<RawItem>((raw) => {
    const { published, updated } = itemDates(raw);
    return published ?? updated;
  });

  const endItem = (): void => {
    if (item !== undefined) keepItem(kept, item);
    item = undefined;
  };
  const beginItem = (element: XmlElement): void => {
    endItem();
    item = { element, fields: new Map() };
  };
  const beginField = (element: XmlElement, name: string, into: Fields): void => {
    fields.push({ element, name, into, pieces: [], length: 0, markup: false, depth: 0 });
  };

  const openInside = (field: OpenField, element: XmlElement): void => {
    if (field.depth === 0 && INNER_FIELDS.get(field.name) === element.name) {
      beginField(element, `${field.name}>${element.name}`, field.into);
      return;
    }
    field.depth += 1;
    if (!MARKUP_FIELDS.has(field.name)) return;
    if (!field.markup) field.pieces = field.pieces.map(escapeText);
    field.markup = true;
    append(field, `<${element.literal}>`);
  };

  const { end, firstElement } = walkXml(xml, url, {
    root: (element, home) => {
      format = home === 'cdf' ? 'rss' : home;
      itemName = home === 'atom' ? 'entry' : 'item';
      lang = element.attributes['xml:lang'];
      if (element.name === itemName) beginItem(element);
    },
    open: (element) => {
      const { name, parent } = element;
      const field = fields.at(-1);
      if (field !== undefined) openInside(field, element);
      else if (name === itemName && (item === undefined || parent === item.element)) beginItem(element);
      else if (item !== undefined && parent === item.element) {
        if (ITEM_FIELDS.has(name)) beginField(element, name, item.fields);
      } else if (item !== undefined && name === 'title') {
        beginField(element, DEEP_TITLE, item.fields);
      } else if (item === undefined && CHANNEL_FIELDS.has(name) && isChannel(parent)) {
        beginField(element, name, channel);
      }
    },
    text: (data) => {
      const field = fields.at(-1);
      if (field === undefined || field.length >= TEXT_LIMIT) return;
      if (field.markup) append(field, escapeText(data));
      else if (field.depth === 0) append(field, data);
    },
    close: (element) => {
      const field = fields.at(-1);
      if (field === undefined) {
        if (item?.element === element) endItem();
      } else if (field.element === element) {
        fields.pop();
        keep(field);
      } else {
        field.depth -= 1;
        if (field.markup) append(field, `</${element.literal}>`);
      }
    },
  });
  endItem();
  if (end === 'excessive') return { kind: 'excessive', firstElement };
  if (format === undefined) return { kind: 'rootless', firstElement };
  const { items, truncated } = kept.all();
  return { kind: 'read', raw: { format, channel, lang, items, truncated } };
}

/** Channel data stand in `channel`, in Atom's `feed`, and, where the channel was forgotten, in `rss`. */
function isChannel(element: XmlElement | undefined): boolean {
  return element?.name === 'channel' || element?.name === 'feed' || element?.name === 'rss';
}

function append(field: OpenField, data: string): void {
  if (field.length >= TEXT_LIMIT) return;
  field.pieces.push(data.slice(0, TEXT_LIMIT - field.length));
  field.length += data.length;
}

function keepItem(kept: Newest<RawItem>, { element, fields }: OpenItem): void {
  const { attributes, base, based } = element;
  const item = { fields, attributes, base, based };
  if (saysSomething(item)) kept.add(item);
}

function keep(field: OpenField): void {
  const { attributes, base, based } = field.element;
  const list = field.into.get(field.name) ?? [];
  if (list.length < REPEAT_LIMIT)
    list.push({ text: field.pieces.join(''), markup: field.markup, attributes, base, based });
  field.into.set(field.name, list);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
