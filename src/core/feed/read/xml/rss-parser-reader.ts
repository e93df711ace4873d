/** rss-parser, guarded: raw feeds from the documents that a survey found it to read properly. */
import Parser from 'rss-parser';
import {
  BODY_FIELDS,
  CHANNEL_FIELDS,
  INNER_FIELDS,
  ITEM_FIELDS,
  REPEAT_LIMIT,
  TEXT_LIMIT,
  type RawFeed,
  type RawFields,
  type RawItem,
  type RawText,
  saysSomething,
} from './raw-feed.ts';
import { cutNeedless, pasteBody } from './cut-needless.ts';
import type { PlainSurvey } from './survey.ts';

type Fields = Map<string, RawText[]>;
type Context = {
  readonly base: string;
  /** The texts that rss-parser was handed tokens for. */
  readonly bodies: readonly string[];
  /** The texts that were cut out of the document before. */
  readonly cut: readonly string[];
};

/** What a token begins with; XML text cannot hold it, and decoding drops it. */
const TOKEN = '\0';
/** Key of an element's attributes in xml2js's objects. */
const ATTRIBUTES = '$';

/** Canonical name to the key under which rss-parser is asked to hand an element over. */
const ITEM_KEYS: readonly (readonly [name: string, key: string])[] = [...ITEM_FIELDS.keys()].map((name) => [
  name,
  keyOf(name),
]);
const ATTRIBUTES_KEY = keyOf(ATTRIBUTES);
const CUSTOM_FIELDS = {
  feed: [...CHANNEL_FIELDS.values()],
  item: [
    ...[...ITEM_FIELDS].map(([name, spelling]): [string, string, { keepArray: boolean }] => [
      spelling,
      keyOf(name),
      { keepArray: true },
    ]),
    [ATTRIBUTES, ATTRIBUTES_KEY, { keepArray: true }] satisfies [string, string, object],
  ],
};

/**
 * Reads `xml` with rss-parser; undefined where it refuses, or finds another number of items than the survey.
 *
 * rss-parser 3.13.0 needs these guards: a new Parser for every document (a used one can leave its promise
 * unsettled); what it need not read cut out before, which saves half of its time, and bodies that stay replaced by tokens
 * before its quadratic snippet expressions see them; and no waiting,
 * because it parses synchronously: a promise that is not settled when `parseString` returns never will be,
 * so the race below is lost by such a promise only.
 */
export async function readWithRssParser(xml: string, found: PlainSurvey): Promise<RawFeed | undefined> {
  const bodies: string[] = [];
  const cut = cutNeedless(xml, found.needless);
  const parser = new Parser<Record<string, unknown>, Record<string, unknown>>({
    defaultRSS: 2,
    customFields: CUSTOM_FIELDS,
    xml2js: {
      valueProcessors: [
        (value: string, name: string): string =>
          BODY_FIELDS.has(name) ? `${TOKEN}${bodies.push(value) - 1}` : value,
      ],
    },
  });
  const unsettled = Promise.resolve(undefined);
  const output = await Promise.race([parser.parseString(cut.xml), unsettled]).catch(() => undefined);
  if (output === undefined || output.items.length !== found.items) return undefined;
  const context: Context = { base: found.base, bodies, cut: cut.bodies };
  return {
    format: found.home === 'cdf' ? 'rss' : found.home,
    channel: channelFields(output, context),
    lang: found.lang,
    items: output.items.map((item) => rawItem(item, context)).filter(saysSomething),
    truncated: false,
  };
}

function keyOf(name: string): string {
  return `raw ${name}`;
}

function channelFields(output: Readonly<Record<string, unknown>>, context: Context): RawFields {
  const fields: Fields = new Map();
  for (const [name, spelling] of CHANNEL_FIELDS) addNodes(fields, name, [output[spelling]], context);
  return fields;
}

function rawItem(item: Readonly<Record<string, unknown>>, context: Context): RawItem {
  const fields: Fields = new Map();
  for (const [name, key] of ITEM_KEYS) {
    const nodes = item[key];
    if (Array.isArray(nodes)) addNodes(fields, name, nodes, context);
  }
  const { base } = context;
  return { fields, attributes: attributesOf(item[ATTRIBUTES_KEY]), base, based: false };
}

/** Adds xml2js's nodes of one name: a string, or an object with `_` for text, `$` for attributes, and children. */
function addNodes(fields: Fields, name: string, nodes: readonly unknown[], context: Context): void {
  const texts: RawText[] = [];
  for (const node of nodes.slice(0, REPEAT_LIMIT)) {
    const { base } = context;
    if (typeof node === 'string') {
      texts.push({ text: textOf(node, name, context), markup: false, attributes: {}, base, based: false });
    } else if (isRecord(node)) {
      const text = typeof node['_'] === 'string' ? textOf(node['_'], name, context) : '';
      texts.push({ text, markup: false, attributes: attributesOf(node[ATTRIBUTES]), base, based: false });
      const inner = INNER_FIELDS.get(name);
      const children = inner === undefined ? undefined : node[inner];
      if (Array.isArray(children)) addNodes(fields, `${name}>${inner}`, children, context);
    }
  }
  if (texts.length > 0) fields.set(name, texts);
}

function textOf(value: string, name: string, context: Context): string {
  if (!BODY_FIELDS.has(name)) return value.slice(0, TEXT_LIMIT);
  const body = value.startsWith(TOKEN) ? context.bodies[Number(value.slice(TOKEN.length))] : undefined;
  return (body === undefined ? '' : pasteBody(body, context.cut)).slice(0, TEXT_LIMIT);
}

function attributesOf(node: unknown): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  if (!isRecord(node)) return attributes;
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string') attributes[name.toLowerCase()] ??= value;
  }
  return attributes;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
