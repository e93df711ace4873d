/** OPML, the list of subscriptions that every feed reader exports: read into feeds, and written from them. */
import { decodeHTML } from 'entities';
import { type ConfiguredFeed, Feed } from '../../core/feed/feed.ts';
import { readableId } from '../../core/feed/readable-id.ts';
import { formatDuration } from '../../core/time/duration.ts';
import { FILE_START, type Issue, type IssuePlace } from '../issue.ts';
import { type Outline, readOutlines } from './opml-outlines.ts';

export type OpmlFeed = {
  readonly feed: ConfiguredFeed;
  readonly place: IssuePlace;
  /** True where the file gave no id and one was made from the title. */
  readonly idMadeUp: boolean;
};

/**
 * Categories of OPML 2.0 are slash-delimited and may be anybody's; ours begin like this and carry what OPML has no
 * attribute for: `/signpost/id/bbc-world,/signpost/country/GB,/signpost/every/15m`.
 */
const CATEGORY = /^\/signpost\/(id|country|every)\/(.+)$/;

/** BCP 47 for "undetermined". */
const NO_LANGUAGE = 'und';

/**
 * Feeds of an OPML 1.0 or 2.0 file as any reader writes it. Folders become desks (nested ones joined by a hyphen);
 * feeds outside a folder belong to a desk named like the file. Attributes of other readers are passed over; outlines
 * whose address is none, and pages that a reader scrapes, are left out with a warning.
 */
export function readOpml(
  file: string,
  text: string,
): { readonly feeds: readonly OpmlFeed[]; readonly issues: readonly Issue[] } {
  const { outlines, issues: syntax } = readOutlines(file, text);
  const issues: Issue[] = [...syntax];
  const feeds: OpmlFeed[] = [];
  const speechless: Outline[] = [];
  for (const outline of outlines) {
    const scraped = scrapingOf(outline);
    if (scraped !== undefined) {
      issues.push(
        leftOut(
          file,
          outline,
          'type',
          `${JSON.stringify(scraped)} is no feed but a page that the reader scraped`,
        ),
      );
      continue;
    }
    const { id: madeId, ...candidate } = candidateOf(file, outline);
    const given = ours(outline).get('id');
    const result = Feed.safeParse({ ...candidate, id: given ?? madeId });
    if (result.success) {
      feeds.push({
        feed: { ...result.data, desk: writerOf(file, outline) },
        place: outline.place,
        idMadeUp: given === undefined,
      });
      if (result.data.lang === NO_LANGUAGE) speechless.push(outline);
    } else {
      issues.push(
        ...result.error.issues.map((issue) => toIssue(file, outline, String(issue.path[0]), issue.message)),
      );
    }
  }
  const [first] = speechless;
  if (first !== undefined) {
    issues.push({
      file,
      ...first.place,
      severity: 'warning',
      what: `${speechless.length} of ${outlines.length} feeds name no language, so that of their documents or the look of each headline decides`,
      remedy: 'add language="en" (or another code) to their outlines where that is not right',
    });
  }
  if (outlines.length === 0 && syntax.length === 0) {
    issues.push({
      file,
      ...FILE_START,
      severity: 'warning',
      what: 'the file lists no feed',
      remedy: 'add outlines with xmlUrl=, or delete it',
    });
  }
  return { feeds, issues };
}

function candidateOf(file: string, outline: Outline): Record<string, string> & { id: string } {
  const url =
    outline.attributes
      .get('xmlurl')
      ?.trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/, '')
      .replace(/^feed:/, 'http:') ?? '';
  const host = URL.parse(url)?.hostname.replace(/^www\./, '') ?? '';
  // What we exported ourselves is as it was.
  const title = (ours(outline).has('id') && outline.attributes.get('text')) || nameOf(outline) || host || url;
  const country = ours(outline).get('country');
  const every = ours(outline).get('every');
  return {
    id: readableId(title) || readableId(host) || readableId(file) || 'feed',
    url,
    outlet: title,
    lang:
      /^[a-z]{2,3}(?=$|[-_])/.exec(outline.attributes.get('language')?.toLowerCase() ?? '')?.[0] ??
      NO_LANGUAGE,
    ...(country === undefined ? {} : { country }),
    ...(every === undefined ? {} : { every }),
  };
}

/** A name as a reader took it from the feed, where HTML's entities were escaped once more. */
function nameOf({ attributes }: Outline): string {
  const text = attributes.get('text')?.trim() || attributes.get('title') || '';
  return decodeHTML(text).replaceAll(/\s+/g, ' ').trim();
}

/** FreshRSS's types of pages that it makes feeds of, such as `HTML+XPath`; undefined for a feed. */
function scrapingOf({ attributes }: Outline): string | undefined {
  const type = attributes.get('type')?.trim() ?? '';
  return /^(?:html|xml|json)\+|xpath|dotnotation/i.test(type) ? type : undefined;
}

function leftOut(file: string, outline: Outline, attribute: string, what: string): Issue {
  const name = nameOf(outline);
  const place = outline.placeOf(attribute);
  const remedy = `it is left out${name === '' ? '' : ` (${name})`}; mend it, or remove its outline`;
  return { file, ...place, severity: 'warning', what, remedy };
}

/** What our own categories say of an outline. */
function ours(outline: Outline): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const category of (outline.attributes.get('category') ?? '').split(',')) {
    const [, key, value] = CATEGORY.exec(category.trim()) ?? [];
    if (key !== undefined && value !== undefined) said.set(key, value);
  }
  return said;
}

function writerOf(file: string, outline: Outline): string {
  const named = outline.folders.map(readableId).filter((name) => name !== '');
  const fileName =
    file
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? '';
  return named.join('-') || readableId(fileName) || 'feeds';
}

const ATTRIBUTE_OF: Readonly<Record<string, string>> = {
  url: 'xmlUrl',
  outlet: 'text',
  lang: 'language',
  id: 'category',
  country: 'category',
  every: 'category',
};

function toIssue(file: string, outline: Outline, field: string, message: string): Issue {
  const attribute = ATTRIBUTE_OF[field] ?? 'text';
  const value = ours(outline).get(field) ?? outline.attributes.get(attribute.toLowerCase()) ?? '';
  const [what = '', remedy = 'correct it'] = message.split(/; (.*)/s);
  // What other readers export is not the desk's to mend; what we have a category for, somebody wrote by hand.
  if (field === 'url' || field === 'outlet')
    return leftOut(file, outline, attribute, `${field} ${JSON.stringify(value)} ${what}`);
  return {
    file,
    ...outline.placeOf(attribute),
    severity: 'error',
    what: `${field} ${JSON.stringify(value)} ${what}`,
    remedy,
  };
}

/**
 * An OPML 2.0 document of the feeds, a folder for each desk; reading it gives the same feeds. It carries no date, so
 * the same feeds always give the same text.
 */
export function writeOpml(feeds: readonly ConfiguredFeed[], title = 'Signpost feeds'): string {
  const desks = Map.groupBy(feeds, (feed) => feed.desk);
  const folders = [...desks].map(
    ([desk, members]) =>
      `    <outline text="${escape(desk)}">\n${members.map(writeFeed).join('')}    </outline>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n    <title>${escape(title)}</title>\n  </head>\n  <body>\n${folders.join('')}  </body>\n</opml>\n`;
}

function writeFeed(feed: ConfiguredFeed): string {
  const categories = [
    `/signpost/id/${feed.id}`,
    ...(feed.country === undefined ? [] : [`/signpost/country/${feed.country}`]),
    ...(feed.every === undefined ? [] : [`/signpost/every/${formatDuration(feed.every)}`]),
  ];
  const attributes = {
    type: 'rss',
    text: feed.outlet,
    xmlUrl: feed.url,
    language: feed.lang,
    category: categories.join(','),
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escape(value)}"`);
  return `      <outline ${written.join(' ')}/>\n`;
}

/** Text as an XML attribute value; white space that attribute normalisation would change is kept (XML 1.0 §3.3.3). */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/g, (blank) => `&#${blank.charCodeAt(0)};`);
}
