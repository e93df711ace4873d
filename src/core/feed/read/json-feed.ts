/** JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1): items from a parsed document. */
import { z } from 'zod';
import { parseDate } from './dates.ts';
import { primaryLanguage } from './interpret.ts';
import { resolve, usableId } from './item-address.ts';
import { articleAddress } from './redirectors.ts';
import { SUMMARY_LIMIT, TITLE_LIMIT, type Item, type ParseOutcome } from './item.ts';
import { collapse, htmlToText, cutText } from './plain-text.ts';
import { createNewest } from './newest-items.ts';
import { DEPTH_LIMIT } from './xml/walk-xml.ts';

/** A text where one is expected; anything else counts as absent, as one bad value must not lose the feed. */
const Text = z.string().optional().catch(undefined);

/** A date; publishers also write seconds and milliseconds of the epoch as numbers. */
const When = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);

const JsonItem = z.object({
  /** A text by the specification; publishers also write numbers. */
  id: z.union([z.string(), z.number()]).optional().catch(undefined),
  url: Text,
  external_url: Text,
  title: Text,
  summary: Text,
  content_text: Text,
  content_html: Text,
  date_published: When,
  date_modified: When,
  language: Text,
  attachments: z
    .array(z.object({ url: Text }).catch({}))
    .optional()
    .catch(undefined),
});
const JsonDates = JsonItem.pick({ date_published: true, date_modified: true });
type JsonItem = z.infer<typeof JsonItem>;

const JsonFeed = z.object({
  version: Text,
  title: Text,
  home_page_url: Text,
  language: Text,
  items: z.array(z.unknown()),
});

/** Objects, arrays and commas of a document; a feed of 5,000 items with 400 values each stays below. */
const PART_LIMIT = 2_000_000;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [COMMA, BLANK] = [0x2c, 0x20];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Reads a JSON document of address `url`. */
export function readJsonFeed(text: string, url: string): ParseOutcome {
  if (isExcessive(text))
    return { kind: 'not-a-feed', reason: 'It is JSON of more or deeper parts than any feed has.' };
  const document = parseJson(text);
  if (document === undefined)
    return {
      kind: 'not-a-feed',
      reason: 'It looks like JSON but cannot be read as JSON; it may be cut off.',
    };
  const feed = JsonFeed.safeParse(document.value);
  if (!feed.success)
    return { kind: 'not-a-feed', reason: 'It is JSON, but not a JSON Feed: it has no list of items.' };
  const { version, title, home_page_url: home, language, items } = feed.data;
  const site = resolve(home, url) ?? url;
  if (version !== undefined && !version.includes('jsonfeed.org'))
    return {
      kind: 'not-a-feed',
      reason: 'It is JSON, but not a JSON Feed: its version names another format.',
    };
  const newest = createNewest<unknown>((item) => {
    const dated = JsonDates.safeParse(item);
    return dated.success ? parseDate(dated.data.date_published ?? dated.data.date_modified) : undefined;
  });
  for (const item of items) newest.add(item);
  const kept = newest.all();
  const read = kept.items
    .map((item) => JsonItem.safeParse(item))
    .flatMap((item) => (item.success ? [itemOf(item.data, site)] : []));
  if (version === undefined && !read.some((item) => item.id !== undefined || item.link !== undefined))
    return { kind: 'not-a-feed', reason: 'It is JSON, but not a JSON Feed: it names no version.' };
  return {
    kind: 'feed',
    feed: {
      format: 'json',
      title: cutText(collapse(title ?? ''), TITLE_LIMIT),
      lang: primaryLanguage(language),
      ttl: undefined,
      skipHours: [],
      skipDays: [],
      items: read,
      truncated: kept.truncated,
    },
  };
}

function itemOf(item: JsonItem, site: string): Item {
  const id = item.id === undefined ? '' : String(item.id).trim();
  const summary =
    collapse(item.summary ?? '') || collapse(item.content_text ?? '') || htmlToText(item.content_html ?? '');
  const link =
    resolve(item.url, site) ??
    resolve(item.external_url, site) ??
    (URL.canParse(id) ? resolve(id, site) : undefined) ??
    resolve(item.attachments?.[0]?.url, site);
  return {
    id: usableId(id),
    // Plain text by the specification; content systems write the HTML that they keep.
    title: cutText(htmlToText(item.title ?? ''), TITLE_LIMIT),
    link: link === undefined ? undefined : articleAddress(link),
    published: parseDate(item.date_published),
    updated: parseDate(item.date_modified),
    summary: cutText(summary, SUMMARY_LIMIT),
    source: undefined,
    lang: primaryLanguage(item.language),
  };
}

type Parsed = { readonly value: unknown } | undefined;

function parseJson(text: string): Parsed {
  return asJson(text) ?? asJson(mendedJson(text));
}

function asJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** What templates get wrong, mended: commas before the end of a list or an object, control characters in a text. */
function mendedJson(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let comma: number | undefined;
  let inString = false;
  const replace = (at: number, by: string): void => {
    parts.push(text.slice(from, at), by);
    from = at + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) inString = false;
      else if (unit < BLANK) replace(at, ' ');
    } else if (unit === COMMA) {
      comma = at;
    } else if (unit > BLANK) {
      if (comma !== undefined && (unit === CLOSE_BRACE || unit === CLOSE_BRACKET)) replace(comma, '');
      comma = undefined;
      inString = unit === QUOTE;
    }
  }
  return `${parts.join('')}${text.slice(from)}`;
}

/** Whether JSON.parse, which knows no limits, would build too deep or too large a tree. */
function isExcessive(text: string): boolean {
  let depth = 0;
  let parts = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inString) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) inString = false;
      continue;
    }
    if (unit === QUOTE) inString = true;
    else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) depth -= 1;
    else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) depth += 1;
    else if (unit !== COMMA) continue;
    parts += 1;
    if (depth > DEPTH_LIMIT || parts > PART_LIMIT) return true;
  }
  return false;
}
