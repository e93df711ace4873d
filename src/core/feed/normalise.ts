/** Normalising: from a publisher's items to our entries, the same whenever and in whatever order they come. */
import { canonicalUrl } from './canonical-url.ts';
import type { Entry } from './entry.ts';
import type { ConfiguredFeed } from './feed.ts';
import type { Item, ParsedFeed } from './read/item.ts';
import { shorten } from './read/plain-text.ts';
import { titleKey } from './title-key.ts';

/** Characters of the summary that stand in for a missing title. */
const PLACEHOLDER = 140;

/** An item's identity within its feed: the publisher's id, else the link, else title and date. */
export function itemIdentity(item: Item): string {
  const named = [item.id, item.link].find((name) => name !== undefined && name !== '');
  if (named !== undefined) return named;
  const date = item.published ?? item.updated;
  return date === undefined ? item.title : `${item.title} ${new Date(date).toISOString()}`.trim();
}

/**
 * The entries of one polled document, oldest first and then by id, whatever the order of its items.
 *
 * `seenAt` is the epoch millisecond of the poll: it dates items without a date, and those from the future.
 * Items that say nothing are dropped; of several with one identity the latest stays. An address that other
 * items of the document share under other titles, or an outlet's front page, is nobody's canonical URL.
 */
export function normaliseItems(parsed: ParsedFeed, feed: ConfiguredFeed, seenAt: number): readonly Entry[] {
  const byId = new Map<string, Entry>();
  for (const item of parsed.items) {
    const entry = entryOf(item, parsed, feed, seenAt);
    if (entry === undefined) continue;
    const other = byId.get(entry.id);
    if (other === undefined || byTime(other, entry) < 0) byId.set(entry.id, entry);
  }
  const entries = [...byId.values()].sort(byTime);
  const shared = sharedUrls(entries);
  return entries.map((entry) =>
    entry.canonicalUrl !== undefined && shared.has(entry.canonicalUrl)
      ? { ...entry, canonicalUrl: undefined }
      : entry,
  );
}

function entryOf(item: Item, parsed: ParsedFeed, feed: ConfiguredFeed, seenAt: number): Entry | undefined {
  const title = item.title === '' ? shorten(item.summary, PLACEHOLDER) : item.title;
  if (title === '') return undefined;
  const outlet = item.source ?? feed.outlet;
  const canonical = item.link === undefined ? undefined : canonicalUrl(item.link);
  return {
    feedId: feed.id,
    id: withoutCounter(itemIdentity({ ...item, title })),
    title,
    link: item.link,
    canonicalUrl: canonical !== undefined && isFrontPage(canonical) ? undefined : canonical,
    titleKey: titleKey(title, outlet),
    summary: item.summary,
    outlet,
    lang: item.lang ?? (feed.lang === 'und' ? (parsed.lang ?? 'und') : feed.lang),
    country: feed.country,
    publishedAt: Math.min(item.published ?? item.updated ?? seenAt, seenAt),
  };
}

/** The BBC and others count an address up (`…#0`, `…#1`) when they promote an item again. */
function withoutCounter(id: string): string {
  return /^https?:\/\//i.test(id) ? id.replace(/#\d{1,3}$/, '') : id;
}

function isFrontPage(canonical: string): boolean {
  return /^https:\/\/[^/?#]+\/$/.test(canonical);
}

/** Addresses that stand under different titles in one document, such as a ticker's page for every line on it. */
function sharedUrls(entries: readonly Entry[]): ReadonlySet<string> {
  const keys = new Map<string, string>();
  const shared = new Set<string>();
  for (const { canonicalUrl: url, titleKey: key } of entries) {
    if (url === undefined) continue;
    if (keys.has(url) && keys.get(url) !== key) shared.add(url);
    keys.set(url, key);
  }
  return shared;
}

/** Order by publication, then by what is written, so that no two different entries tie. */
function byTime(a: Entry, b: Entry): number {
  return (
    a.publishedAt - b.publishedAt || compare(a.id, b.id) || compare(JSON.stringify(a), JSON.stringify(b))
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
