/** Interpretation: from a raw feed to items, one set of rules for RSS, RDF and Atom. */
import { type DateHints, isDayFirst } from './dates.ts';
import { SUMMARY_LIMIT, TITLE_LIMIT, type Item, type ParsedFeed } from './item.ts';
import { idOf, linkOf, originalOf, siteOf } from './item-address.ts';
import { datesWritten, itemDates } from './item-dates.ts';
import { ttlOf, skippedDays, skippedHours } from './publisher-pace.ts';
import { DEEP_TITLE, type RawFeed, type RawFields, type RawItem } from './xml/raw-feed.ts';
import { cutText } from './plain-text.ts';
import { readableText } from './xml/text-construct.ts';

type Format = RawFeed['format'];

/** Elements in order of trust: the first that says anything is taken. */
const MEDIA_TITLES = ['media:group>media:title', 'media:content>media:title', 'enclosure>media:title'];
const TITLES = ['title', 'dc:title', 'media:title', ...MEDIA_TITLES, 'itunes:title'];
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
  const { channel, format, items } = raw;
  const lang = languageOf(channel, ['language', 'dc:language']) ?? primaryLanguage(raw.lang);
  const hints = { lang, dayFirst: isDayFirst(items.flatMap(datesWritten)) };
  const site = siteOf(raw);
  return {
    format,
    title: firstText(channel, ['title', 'dc:title'], format, TITLE_LIMIT),
    lang,
    ttl: ttlOf(channel),
    skipHours: skippedHours(channel),
    skipDays: skippedDays(channel),
    items: items.map((item) => interpretItem(item, format, hints, site)),
    truncated: raw.truncated,
  };
}

function interpretItem(raw: RawItem, format: Format, hints: DateHints, site: string | undefined): Item {
  const { fields, attributes } = raw;
  const summary = firstText(fields, SUMMARIES, format, SUMMARY_LIMIT);
  const said = summary === '' ? firstText(fields, CONTENTS, format, SUMMARY_LIMIT) : summary;
  const title = firstText(fields, TITLES, format, TITLE_LIMIT);
  const original = originalOf(raw, site);
  return {
    id: idOf(raw),
    // One that stands too deep is an image's as often as the item's, and better than nothing only.
    title: title === '' && said === '' ? firstText(fields, [DEEP_TITLE], format, TITLE_LIMIT) : title,
    link: linkOf(raw, format, site),
    ...(original === undefined ? {} : { original }),
    ...itemDates(raw, hints),
    summary: said,
    source: sourceOf(fields, format),
    lang: languageOf(fields, ['dc:language']) ?? primaryLanguage(attributes['xml:lang']),
  };
}

function firstText(fields: RawFields, names: readonly string[], format: Format, limit: number): string {
  for (const name of names) {
    for (const raw of fields.get(name) ?? []) {
      // One and a half times what is kept, so that white space within does not hide that more follows.
      const text = readableText(raw, format, name, limit * 1.5);
      if (text !== '') return cutText(text, limit);
    }
  }
  return '';
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
