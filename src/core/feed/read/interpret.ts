/** Interpretation: from a raw feed to items, one set of rules for RSS, RDF and Atom. */
import { parseDate } from './dates.ts';
import { SUMMARY_LIMIT, TITLE_LIMIT, type Item, type ParsedFeed } from './item.ts';
import { idOf, linkOf } from './item-address.ts';
import { ttlOf, skippedDays, skippedHours } from './publisher-pace.ts';
import type { RawFeed, RawFields, RawItem } from './raw-feed.ts';
import { shorten } from './plain-text.ts';
import { readableText } from './text-construct.ts';

type Format = RawFeed['format'];

/** Elements in order of trust: the first that says anything is taken. */
const MEDIA_TITLES = ['media:group>media:title', 'media:content>media:title', 'enclosure>media:title'];
const TITLES = ['title', 'dc:title', 'media:title', ...MEDIA_TITLES];
const PUBLISHED = ['published', 'pubdate', 'issued', 'dcterms:issued', 'atom:published', 'dc:date'];
const CREATED = ['created', 'dcterms:created'];
const UPDATED = ['updated', 'modified', 'dcterms:modified', 'atom:updated'];
const SUMMARIES = [
  'description',
  'summary',
  'abstract',
  'itunes:summary',
  'dc:description',
  'media:description',
];
const CONTENTS = ['content:encoded', 'content'];

/** The feed that a raw feed means. */
export function interpret(raw: RawFeed): ParsedFeed {
  const { channel, format } = raw;
  return {
    format,
    title: firstText(channel, ['title', 'dc:title'], format, TITLE_LIMIT),
    lang: languageOf(channel, ['language', 'dc:language']) ?? primaryLanguage(raw.lang),
    ttl: ttlOf(channel),
    skipHours: skippedHours(channel),
    skipDays: skippedDays(channel),
    items: raw.items.map((item) => interpretItem(item, format)),
    truncated: raw.truncated,
  };
}

function interpretItem(raw: RawItem, format: Format): Item {
  const { fields, attributes } = raw;
  const summary = firstText(fields, SUMMARIES, format, SUMMARY_LIMIT);
  const published = lastDate(fields, PUBLISHED);
  const updated = lastDate(fields, UPDATED) ?? parseDate(attributes['lastmod']);
  return {
    id: idOf(raw),
    title: firstText(fields, TITLES, format, TITLE_LIMIT),
    link: linkOf(raw, format),
    published: published ?? (updated === undefined ? lastDate(fields, CREATED) : undefined),
    updated,
    summary: summary === '' ? firstText(fields, CONTENTS, format, SUMMARY_LIMIT) : summary,
    source: sourceOf(fields, format),
    lang: languageOf(fields, ['dc:language']) ?? primaryLanguage(attributes['xml:lang']),
  };
}

function firstText(fields: RawFields, names: readonly string[], format: Format, limit: number): string {
  for (const name of names) {
    for (const raw of fields.get(name) ?? []) {
      // One and a half times what is kept, so that white space within does not hide that more follows.
      const text = readableText(raw, format, name, limit * 1.5);
      if (text !== '') return shorten(text, limit);
    }
  }
  return '';
}

/** The last date of the first name that has one: publishers who repeat an element mean the later one. */
function lastDate(fields: RawFields, names: readonly string[]): number | undefined {
  for (const name of names) {
    const dates = (fields.get(name) ?? [])
      .map((raw) => parseDate(raw.text))
      .filter((date) => date !== undefined);
    if (dates.length > 0) return dates.at(-1);
  }
  return undefined;
}

/** RSS says the outlet in <source>, Atom in the title inside it; one of no words names nobody. */
function sourceOf(fields: RawFields, format: Format): string | undefined {
  const names = format === 'atom' ? ['source>title'] : ['source', 'source>title'];
  const text = firstText(fields, names, format, TITLE_LIMIT);
  return text === '' ? undefined : text;
}

function languageOf(fields: RawFields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const lang = primaryLanguage(fields.get(name)?.[0]?.text);
    if (lang !== undefined) return lang;
  }
  return undefined;
}

/** Primary subtag of a language tag, in lower case (RFC 5646 §2.2.1); `en_US.UTF-8` is `en`. */
export function primaryLanguage(tag: string | undefined): string | undefined {
  return /^([a-z]{2,3})(?:[-_.].*)?$/i.exec(tag?.trim() ?? '')?.[1]?.toLowerCase();
}
