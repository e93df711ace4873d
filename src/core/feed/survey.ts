/** A survey: what a document is and whether rss-parser reads it properly, found before any parser builds a tree. */
import type { Vocabulary } from './namespaces.ts';
import { CHANNEL_FIELDS, ITEM_FIELDS, ITEM_LIMIT, MARKUP_FIELDS } from './raw-feed.ts';
import { walkXml, type XmlElement } from './walk-xml.ts';

export type Survey = {
  readonly home: Vocabulary | undefined;
  /** Name of the document's first element, whatever it is. */
  readonly firstElement: string | undefined;
  /** True where its elements are nested too deep or too wide to be a feed's. */
  readonly excessive: boolean;
  readonly items: number;
  /** The root's address for relative links and whether xml:base set it. */
  readonly base: string;
  readonly based: boolean;
  readonly lang: string | undefined;
  /** Why rss-parser would misread the document; undefined where it reads it properly. */
  readonly misread: string | undefined;
};

/** Documents of more characters are not given to rss-parser, which builds the whole tree in memory. */
const SIZE_LIMIT = 1_000_000;

/** Surveys `xml`, a document of address `url`, as far as it takes to know that rss-parser would misread it. */
export function survey(xml: string, url: string): Survey {
  let home: Vocabulary | undefined;
  let root: XmlElement | undefined;
  let itemName = 'item';
  let items = 0;
  let misread: string | undefined;
  const doubt = (reason: string): void => {
    misread ??= reason;
  };

  if (xml.length > SIZE_LIMIT) doubt('its size');

  const walk = walkXml(xml, url, {
    root: (element, vocabulary) => {
      root = element;
      home = vocabulary;
      itemName = vocabulary === 'atom' ? 'entry' : 'item';
      if (element.literal !== ROOTS[vocabulary]) doubt('a root element that rss-parser does not know');
    },
    open: (element) => {
      const { name, parent } = element;
      if (name === itemName) items += 1;
      if (element.attributes['xml:base'] !== undefined) doubt('an xml:base inside the document');
      if (name === itemName || name === 'channel') {
        if (element.literal !== name || element.respelled) doubt('unusual prefixes');
        return;
      }
      const fields = fieldsInside(parent, itemName);
      if (fields === undefined) {
        if (parent !== undefined && MARKUP_FIELDS.has(parent.name) && fieldsInside(parent.parent, itemName))
          doubt('markup that is not escaped');
        return;
      }
      const spelling = fields.get(name);
      const misspelt =
        spelling === undefined ? isSpelling(fields, element.literal) : element.literal !== spelling;
      if (misspelt || (spelling !== undefined && element.respelled)) doubt('unusual prefixes');
    },
    enough: () => {
      if (items > ITEM_LIMIT) doubt('too many items');
      return root !== undefined && misread !== undefined;
    },
  });
  return {
    home,
    firstElement: walk.firstElement,
    excessive: walk.end === 'excessive',
    items,
    base: root?.base ?? url,
    based: root?.based ?? false,
    lang: root?.attributes['xml:lang'],
    misread,
  };
}

const ROOTS: Readonly<Record<Vocabulary, string>> = { atom: 'feed', rss: 'rss', rdf: 'rdf:RDF', cdf: '' };

function fieldsInside(
  parent: XmlElement | undefined,
  itemName: string,
): ReadonlyMap<string, string> | undefined {
  if (parent === undefined) return undefined;
  if (parent.name === itemName) return ITEM_FIELDS;
  return parent.name === 'channel' || parent.name === 'feed' ? CHANNEL_FIELDS : undefined;
}

/** True where rss-parser would take the element for one of `fields`. */
const isSpelling = (fields: ReadonlyMap<string, string>, literal: string): boolean =>
  fields.get(literal.toLowerCase()) === literal;
