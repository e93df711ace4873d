/** A survey: what a document is and whether rss-parser reads it properly, found before any parser builds a tree. */
import type { Namespace } from './namespaces.ts';
import { BODY_FIELDS, CHANNEL_FIELDS, ITEM_FIELDS, MARKUP_FIELDS } from './raw-feed.ts';
import { walkPlainly, type Visits } from './walk-plainly.ts';
import type { XmlElement } from './walk-xml.ts';

export type Survey =
  | {
      readonly kind: 'plain';
      readonly home: Namespace;
      readonly items: number;
      /** The root's address for relative links. */
      readonly base: string;
      readonly lang: string | undefined;
      /** What rss-parser need not read, in order. */
      readonly needless: readonly Needless[];
    }
  /** rss-parser would misread it, or take long over it; `why` in words. */
  | { readonly kind: 'odd'; readonly why: string };

export type PlainSurvey = Extract<Survey, { kind: 'plain' }>;

/** A stretch of the document, up to, not including, `end`: the long text of an element, or an element that nobody asks for. */
export type Needless = { readonly kind: 'text' | 'element'; readonly start: number; readonly end: number };

/** Of more items rss-parser makes more work than a document of a few kilobytes is worth; hardly any outlet lists as many. */
const MOST_ITEMS = 1_000;
/** Documents of more characters are not given to rss-parser, which builds the whole tree in memory. */
const SIZE_LIMIT = 1_000_000;

/**
 * Surveys `xml`, a document of address `url`. rss-parser gets plain documents only: the reader under it (sax 1.4) is
 * quadratic in declarations such as `<!x` and many letters, and makes an error with its stack of every character that
 * stands where none should.
 */
export function survey(xml: string, url: string): Survey {
  if (xml.length > SIZE_LIMIT) return { kind: 'odd', why: 'its size' };
  const surveyor = createSurveyor();
  const walk = walkPlainly(xml, url, surveyor.visitor);
  return walk === undefined
    ? { kind: 'odd', why: surveyor.doubts() ?? 'what is not plain in it' }
    : surveyor.found();
}

/** Notes what a walk meets. */
function createSurveyor(): {
  readonly visitor: Visits;
  readonly doubts: () => string | undefined;
  readonly found: () => Survey;
} {
  let home: Namespace | undefined;
  let root: XmlElement | undefined;
  let itemName = 'item';
  let items = 0;
  let doubts: string | undefined;
  const doubt = (reason: string): void => {
    doubts ??= reason;
  };
  const needless: Needless[] = [];
  const visitor: Visits = {
    root: (element, vocabulary) => {
      root = element;
      home = vocabulary;
      itemName = vocabulary === 'atom' ? 'entry' : 'item';
      if (element.literal !== ROOTS[vocabulary]) doubt('a root element that rss-parser does not know');
    },
    open: (element) => {
      const { name, parent } = element;
      if (name === itemName) items += 1;
      if (name === itemName || name === 'channel') {
        if (element.literal !== name || element.respelled) doubt('unusual prefixes');
        return;
      }
      const fields = fieldsInside(parent, itemName);
      if (fields === undefined) {
        if (parent !== undefined && MARKUP_FIELDS.has(parent.name) && fieldsInside(parent.parent, itemName))
          doubt('markup that is not escaped');
        if (name === 'title' && isDeepInItem(parent, itemName)) doubt('a title that stands too deep');
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
  };
  return {
    visitor,
    doubts: () => doubts,
    found: () => {
      if (items > MOST_ITEMS) doubt('too many items');
      if (home === undefined || root === undefined || doubts !== undefined)
        return { kind: 'odd', why: doubts ?? 'the lack of a root' };
      return { kind: 'plain', home, items, base: root.base, lang: root.attributes['xml:lang'], needless };
    },
  };
}

/** Fields of items that are read for an element inside them only. */
const ONLY_WHAT_IS_INSIDE = new Set(['media:content', 'media:group']);

const ROOTS: Readonly<Record<Namespace, string>> = { atom: 'feed', rss: 'rss', rdf: 'rdf:RDF', cdf: '' };

function fieldsInside(
  parent: XmlElement | undefined,
  itemName: string,
): ReadonlyMap<string, string> | undefined {
  if (parent === undefined) return undefined;
  if (parent.name === itemName) return ITEM_FIELDS;
  return parent.name === 'channel' || parent.name === 'feed' ? CHANNEL_FIELDS : undefined;
}

/** True inside an element of an item that is not read as one of its fields. */
function isDeepInItem(parent: XmlElement | undefined, itemName: string): boolean {
  let outermost = parent;
  while (outermost?.parent !== undefined && outermost.parent.name !== itemName) outermost = outermost.parent;
  return outermost?.parent !== undefined && !ITEM_FIELDS.has(outermost.name);
}

/** True where rss-parser would take the element for one of `fields`. */
const isSpelling = (fields: ReadonlyMap<string, string>, literal: string): boolean =>
  fields.get(literal.toLowerCase()) === literal;
