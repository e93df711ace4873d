/** Walking a feed's XML once, forgivingly: names canonical, bases resolved, depth and size bounded. */
import { Parser } from 'htmlparser2';
import { resolve } from '../item-address.ts';
import { decodeHtmlEntities } from '../plain-text.ts';
import {
  bind,
  canonicalName,
  PLAIN_BINDINGS,
  splitName,
  vocabularyOf,
  type Bindings,
  type Namespace,
} from './namespaces.ts';

export type XmlElement = {
  /** Canonical name, in lower case: `title`, `dc:date`, `?x:title` for a foreign one. */
  readonly name: string;
  readonly literal: string;
  /** Attributes under canonical lower-case names: `href`, `xml:base`, `rdf:about`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** True where the prefix is not the customary one, so that a reader by prefix would misread it. */
  readonly respelled: boolean;
  /** Absolute address that relative links inside resolve against. */
  readonly base: string;
  /** True where an xml:base, here or further out, set that address. */
  readonly based: boolean;
  readonly parent: XmlElement | undefined;
};

export type Visitor = {
  readonly root?: (element: XmlElement, home: Namespace) => void;
  readonly open?: (element: XmlElement) => void;
  readonly text?: (data: string) => void;
  readonly close?: (element: XmlElement) => void;
};

/** How a walk ended, and the first element of a document whose root is no feed. */
export type Walk = {
  readonly end: 'whole' | 'excessive';
  readonly firstElement: string | undefined;
};

/** htmlparser2 is quadratic in depth, and no honest feed comes near this. */
export const DEPTH_LIMIT = 256;
/** Attributes of one element, namespace declarations among them. */
export const ATTRIBUTE_LIMIT = 1_000;
/** Characters handed over at a time; the limits take effect between two slices. */
const SLICE = 16_384;

/** What follows a bracket that begins no markup: no name, as in `<10 %` and `I <3 you`, or one that meets another bracket, as in `prices<rates</title>`. */
const NO_MARKUP = String.raw`(?:\/?(?![A-Za-z_:/!?\u0080-\uffff])|[A-Za-z_:\u0080-\uffff][^<>="']*<)`;
const STRAY = new RegExp(`<${NO_MARKUP}`);
/** The same, and the sections in which brackets are text as they are. */
const STRAY_OR_SECTION = new RegExp(
  String.raw`<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<(?=${NO_MARKUP})`,
  'g',
);

/** More of them are no headlines: such a document is read as it is. */
const STRAY_LIMIT = 10_000;

/** The document with brackets that begin no markup escaped: the parser would take what follows them for a tag. */
function escapeStray(xml: string): string {
  if (!STRAY.test(xml)) return xml;
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: found, index } of xml.matchAll(STRAY_OR_SECTION)) {
    if (found !== '<') continue;
    if (pieces.length === STRAY_LIMIT) return xml;
    pieces.push(xml.slice(from, index));
    from = index + 1;
  }
  return [...pieces, xml.slice(from)].join('&lt;');
}

const UNRESOLVED = /&[A-Za-z][A-Za-z0-9]{1,31};/g;

type Frame = { readonly element: XmlElement | undefined; readonly bindings: Bindings };

/** Walks `xml`, a document of address `url`, from the first element that can be a feed's root. */
export function walkXml(xml: string, url: string, visitor: Visitor): Walk {
  const stack: Frame[] = [];
  let home: Namespace | undefined;
  let rootUri: string | undefined;
  let firstElement: string | undefined;
  let tooDeep = false;
  let attributes = 0;
  let inCdata = false;

  const enter = (literal: string, raw: Record<string, string>): void => {
    attributes = 0;
    const outer = stack.at(-1);
    if (outer !== undefined && stack.length >= DEPTH_LIMIT) tooDeep = true;
    if (tooDeep) return;
    firstElement ??= splitName(literal)[1];
    const bindings = bind(outer?.bindings ?? PLAIN_BINDINGS, raw);
    const isRoot = home === undefined && firstElement !== 'html' && vocabularyOf(literal) !== undefined;
    if (isRoot) {
      home = vocabularyOf(literal);
      rootUri = bindings.get(splitName(literal)[0]);
    }
    if (home === undefined) {
      stack.push({ element: undefined, bindings });
      return;
    }
    const parent = outer?.element;
    const element = describe(literal, raw, bindings, home, rootUri, parent, url);
    stack.push({ element, bindings });
    if (isRoot) visitor.root?.(element, home);
    else visitor.open?.(element);
  };

  const parser = new Parser(
    {
      onopentag: enter,
      onattribute: () => {
        attributes += 1;
      },
      onclosetag: () => {
        if (tooDeep) return;
        const element = stack.pop()?.element;
        if (element !== undefined) visitor.close?.(element);
      },
      ontext: (data) => {
        // What the XML decoder left as &name; is an HTML entity that the document never declared.
        if (!tooDeep) visitor.text?.(inCdata ? data : data.replace(UNRESOLVED, decodeHtmlEntities));
      },
      oncdatastart: () => {
        inCdata = true;
      },
      oncdataend: () => {
        inCdata = false;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const document = escapeStray(xml);
  for (let at = 0; at < document.length; at += SLICE) {
    parser.write(document.slice(at, at + SLICE));
    if (tooDeep || attributes > ATTRIBUTE_LIMIT) return { end: 'excessive', firstElement };
  }
  parser.end();
  return { end: 'whole', firstElement };
}

function describe(
  literal: string,
  raw: Readonly<Record<string, string>>,
  bindings: Bindings,
  home: Namespace,
  rootUri: string | undefined,
  parent: XmlElement | undefined,
  url: string,
): XmlElement {
  const name = canonicalName(literal, bindings, home, rootUri);
  let respelled = name !== literal.toLowerCase();
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries(raw)) {
    const [prefix, local] = splitName(key);
    if (prefix === 'xmlns' || key === 'xmlns') continue;
    const canonical = prefix === '' ? local : canonicalName(key, bindings, home, undefined);
    if (canonical !== key.toLowerCase() && !canonical.startsWith('?')) respelled = true;
    attributes[canonical] ??= value;
  }
  const ownBase = attributes['xml:base'] ?? (home === 'cdf' ? attributes['base'] : undefined);
  const outerBase = parent?.base ?? url;
  const base = ownBase === undefined ? undefined : resolve(ownBase, outerBase);
  return {
    name,
    literal,
    attributes,
    respelled,
    base: base ?? outerBase,
    based: base !== undefined || (parent?.based ?? false),
    parent,
  };
}
