/** Walking plain XML, which nearly every feed is, several times faster; what is not plain is left to the forgiving walk. */
import {
  bind,
  canonicalName,
  type Bindings,
  PLAIN_BINDINGS,
  splitName,
  type Namespace,
  vocabularyOf,
} from './namespaces.ts';
import type { Visitor, XmlElement } from './walk-xml.ts';

/** A start tag with quoted attributes. No text matches it in two ways, so that it is linear. */
const START =
  /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /\s([\w.:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
/** Found wherever an attribute may have a prefix or be a namespace. */
const PREFIXED = /\s(?:[\w.-]+:[\w.:-]*|xmlns)\s*=/;
const ROOTS = new Set(['rss', 'feed', 'rdf:RDF']);
/** Deeper than any feed that is not up to something. */
const DEPTH = 64;
/** Characters of the attributes of one element. */
const ATTRIBUTES = 16_384;
const LONGEST_NAME = 64;
/** A reference that every reader of XML takes for one and the same character. */
const PLAIN_REFERENCE = /&(?:amp|lt|gt|quot|apos|#[1-9]\d{1,5}|#x[1-9a-fA-F][\da-fA-F]{1,4});/y;
const NONE: Readonly<Record<string, string>> = {};

type Start = {
  readonly literal: string;
  readonly attributes: string;
  readonly parent: XmlElement | undefined;
};
export type Visits = Pick<Visitor, 'root' | 'open'> & {
  /** An element below the root ends. */
  readonly end?: (element: XmlElement, place: ElementPlace) => void;
};

/** Where an element stands: from `from` up to `to`, its content from `start` up to `end`. */
export type ElementPlace = {
  readonly from: number;
  readonly start: number;
  readonly end: number;
  readonly to: number;
  /** True where it holds no other element. */
  readonly leaf: boolean;
};

type Open = { readonly element: XmlElement; readonly from: number; readonly start: number; leaf: boolean };

/**
 * Walks `xml`, a document of address `url`, visiting the elements that `walkXml` would visit, with the same names and
 * parents; of attributes it knows the root's only. Undefined, maybe after some visits, where the document is not plain:
 * a tag that has no match, a namespace declared or an address rebased inside, a root that is not a customary one, text
 * or instructions outside of it, a reference to anything but a character, a declaration (`<!x`). Whatever else a reader
 * of XML is slow at, or guesses at, is not plain either: a plain document is elements, text, CDATA and comments.
 */
export function walkPlainly(xml: string, url: string, visitor: Visits): 'plain' | undefined {
  const stack: Open[] = [];
  /** Names of start tags that held nothing else: most tags are one of them. */
  const bare = new Set<string>();
  let read: ((start: Start) => XmlElement | undefined) | undefined;

  const enterRoot = ({ literal, attributes }: Start): XmlElement | undefined => {
    const home = ROOTS.has(literal) ? vocabularyOf(literal) : undefined;
    const own = home === undefined ? undefined : ownAttributes(attributes);
    if (home === undefined || own === undefined) return undefined;
    const bindings = bind(PLAIN_BINDINGS, own);
    read = elementReader(url, home, bindings, bindings.get(splitName(literal)[0]));
    const element = read({ literal, attributes: '', parent: undefined });
    if (element === undefined) return undefined;
    visitor.root?.({ ...element, attributes: own }, home);
    return element;
  };

  /** Takes in the start tag from `from` up to `start`; false where it is not plain. */
  const enter = (
    literal: string,
    attributes: string,
    empty: boolean,
    from: number,
    start: number,
  ): boolean => {
    if (stack.length >= DEPTH || attributes.length > ATTRIBUTES) return false;
    const outer = stack.at(-1);
    if (read === undefined) {
      const root = empty ? undefined : enterRoot({ literal, attributes, parent: undefined });
      if (root === undefined) return false;
      stack.push({ element: root, from, start, leaf: true });
      return true;
    }
    const element = outer === undefined ? undefined : read({ literal, attributes, parent: outer.element });
    if (outer === undefined || element === undefined) return false;
    outer.leaf = false;
    visitor.open?.(element);
    if (empty) visitor.end?.(element, { from, start, end: start, to: start, leaf: true });
    else stack.push({ element, from, start, leaf: true });
    return true;
  };

  /** Takes in the end tag at `at`; the answer is where it ends. */
  const leave = (at: number): number | undefined => {
    const open = stack.pop();
    if (open === undefined || !xml.startsWith(open.element.literal, at + 2)) return undefined;
    const { element, from, start, leaf } = open;
    let to = at + 2 + element.literal.length;
    while (/\s/.test(xml.charAt(to))) to += 1;
    if (xml.charAt(to) !== '>') return undefined;
    to += 1;
    if (stack.length > 0) visitor.end?.(element, { from, start, end: at, to, leaf });
    return to;
  };

  /** Takes in the start tag at `at`; the answer is where it ends. */
  const begin = (at: number): number | undefined => {
    const end = xml.indexOf('>', at);
    const known = end - at < LONGEST_NAME ? xml.slice(at + 1, end) : '';
    if (bare.has(known)) return enter(known, '', false, at, end + 1) ? end + 1 : undefined;
    START.lastIndex = at;
    const [, literal, attributes = '', slash] = START.exec(xml) ?? [];
    const start = START.lastIndex;
    if (literal === undefined || !enter(literal, attributes, slash === '/', at, start)) return undefined;
    if (attributes === '' && slash === '') bare.add(literal);
    return start;
  };

  const references = referenceReader(xml);
  let next: number | undefined = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', next)) {
    if (stack.length === 0 ? !isBlank(xml, next, at) : !references.arePlain(next, at)) return undefined;
    const mark = xml.charAt(at + 1);
    if (mark === '/') next = leave(at);
    else if (mark === '?') next = read === undefined ? afterInstruction(xml, at) : undefined;
    else if (mark === '!') next = afterUnread(xml, at);
    else next = begin(at);
    if (next === undefined || (mark !== '!' && !references.arePlain(at, next))) return undefined;
  }
  if (!isBlank(xml, next, xml.length)) return undefined;
  return read === undefined || stack.length > 0 ? undefined : 'plain';
}

/** Whether a stretch of text holds plain references only; stretches are asked for in order, so that all of it is linear. */
function referenceReader(xml: string): { readonly arePlain: (from: number, to: number) => boolean } {
  let ampersand = xml.indexOf('&');
  return {
    arePlain: (from, to) => {
      if (ampersand >= 0 && ampersand < from) ampersand = xml.indexOf('&', from);
      while (ampersand >= 0 && ampersand < to) {
        PLAIN_REFERENCE.lastIndex = ampersand;
        if (!PLAIN_REFERENCE.test(xml)) return false;
        ampersand = xml.indexOf('&', PLAIN_REFERENCE.lastIndex);
      }
      return true;
    },
  };
}

function isBlank(xml: string, from: number, to: number): boolean {
  return from === to || xml.slice(from, to).trim() === '';
}

/** Where the XML declaration or an instruction that begins at `at` ends; undefined where it is odd. */
function afterInstruction(xml: string, at: number): number | undefined {
  const end = xml.indexOf('>', at);
  return xml.charAt(end - 1) === '?' && end > at + 2 ? end + 1 : undefined;
}

/** Where a CDATA section or comment that begins at `at` ends; undefined where it is odd or neither. */
function afterUnread(xml: string, at: number): number | undefined {
  if (xml.startsWith('[CDATA[', at + 2)) {
    const end = xml.indexOf(']]>', at + 9);
    return end < 0 ? undefined : end + 3;
  }
  if (!xml.startsWith('--', at + 2) || /^-?>/.test(xml.slice(at + 4, at + 6))) return undefined;
  const end = xml.indexOf('--', at + 4);
  return end >= 0 && xml.charAt(end + 2) === '>' ? end + 3 : undefined;
}

/** The root's attributes; undefined where they rebase addresses or are written with entities. */
function ownAttributes(text: string): Readonly<Record<string, string>> | undefined {
  if (text.includes('&')) return undefined;
  const own: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    own[name.toLowerCase()] ??= double ?? single ?? '';
  return 'xml:base' in own ? undefined : own;
}

/** Reads elements below the root; each name is looked up once. The answer is undefined for one that is not plain. */
function elementReader(url: string, home: Namespace, bindings: Bindings, rootUri: string | undefined) {
  const names = new Map<string, string>();
  const nameOf = (literal: string): string => {
    const known = names.get(literal);
    if (known !== undefined) return known;
    const name = canonicalName(literal, bindings, home, rootUri);
    names.set(literal, name);
    return name;
  };
  return ({ literal, attributes, parent }: Start): XmlElement | undefined => {
    const name = nameOf(literal);
    let respelled = name !== literal.toLowerCase();
    if (attributes !== '' && PREFIXED.test(attributes)) {
      for (const [, attribute = ''] of attributes.matchAll(ATTRIBUTE)) {
        const [prefix] = splitName(attribute);
        if (prefix === '' && attribute.toLowerCase() !== 'xmlns') continue;
        if (prefix !== 'xml' && prefix !== '' && prefix !== 'xmlns') {
          const canonical = canonicalName(attribute, bindings, home, undefined);
          if (canonical !== attribute.toLowerCase() && !canonical.startsWith('?')) respelled = true;
        } else if (attribute !== 'xml:lang' && attribute !== 'xml:space') return undefined;
      }
    }
    return { name, literal, attributes: NONE, respelled, base: url, based: false, parent };
  };
}
