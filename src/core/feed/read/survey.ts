/** A survey: what a document is and whether rss-parser reads it properly, found before any parser builds a tree. */
import type { Vocabulary } from './namespaces.ts';
import { BODY_FIELDS, CHANNEL_FIELDS, ITEM_FIELDS, ITEM_LIMIT, MARKUP_FIELDS } from './raw-feed.ts';
import { walkPlainly } from './walk-plainly.ts';
import { type Walk, walkXml, type XmlElement } from './walk-xml.ts';

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
  /** What rss-parser need not read, in order; nothing where the document is not plain. */
  readonly needless: readonly Needless[];
};

/** A stretch of the document, up to, not including, `end`: the long text of an element, or an element that nobody asks for. */
export type Needless = { readonly kind: 'text' | 'element'; readonly start: number; readonly end: number };

/** Documents of more characters are not given to rss-parser, which builds the whole tree in memory. */
const SIZE_LIMIT = 1_000_000;

/** Surveys `xml`, a document of address `url`, as far as it takes to know that rss-parser would misread it. */
export function survey(xml: string, url: string): Survey {
  if (xml.length <= SIZE_LIMIT) {
    const quick = createSurveyor();
    const walk = walkPlainly(xml, url, quick.visitor);
    if (walk !== undefined) return quick.found(walk, url);
  }
  const thorough = createSurveyor(xml.length > SIZE_LIMIT ? 'its size' : undefined);
  return thorough.found(walkXml(xml, url, thorough.visitor), url);
}

/** Notes what a walk meets. `misread`: why rss-parser would misread the document, where that is known before. */
function createSurveyor(misread?: string): {
  readonly visitor: Parameters<typeof walkPlainly>[2];
  readonly found: (walk: Walk, url: string) => Survey;
} {
  let home: Vocabulary | undefined;
  let root: XmlElement | undefined;
  let itemName = 'item';
  let items = 0;
  let doubts = misread;
  const doubt = (reason: string): void => {
    doubts ??= reason;
  };
  const needless: Needless[] = [];
  const visitor: Parameters<typeof walkPlainly>[2] = {
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
    end: ({ name, parent }, { from, start, end, to, leaf }) => {
      if (parent?.name !== itemName || name === itemName) return;
      if (leaf && BODY_FIELDS.has(name)) needless.push({ kind: 'text', start, end });
      else if (!ITEM_FIELDS.has(name) || (leaf && ONLY_WHAT_IS_INSIDE.has(name))) {
        while ((needless.at(-1)?.start ?? -1) >= from) needless.pop();
        needless.push({ kind: 'element', start: from, end: to });
      }
    },
    enough: () => {
      if (items > ITEM_LIMIT) doubt('too many items');
      return root !== undefined && doubts !== undefined;
    },
  };
  return {
    visitor,
    found: ({ end, firstElement }, url) => ({
      home,
      firstElement,
      excessive: end === 'excessive',
      items,
      base: root?.base ?? url,
      based: root?.based ?? false,
      lang: root?.attributes['xml:lang'],
      misread: doubts,
      needless,
    }),
  };
}

/** Fields of items that are read for an element inside them only. */
const ONLY_WHAT_IS_INSIDE = new Set(['enclosure', 'media:content', 'media:group']);

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
