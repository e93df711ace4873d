/** Normalising: from a publisher's items to our entries, the same whenever and in whatever order they come. */
import { languageOf } from '../lists/language-code.ts';
import { DAY } from '../time/duration.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { Entry } from './entry.ts';
import type { ConfiguredFeed } from './feed.ts';
import type { Item, ParsedFeed } from './read/item.ts';
import { cutText } from './read/plain-text.ts';
import { titleKey } from './title-key.ts';

/** Characters of the summary that stand in for a missing title. */
const PLACEHOLDER = 140;

/** What is dated before this comes from software that knows no date: no feed is older than feeds are. */
const EARLIEST = Date.UTC(1990, 0, 1);

/** An item's identity within its feed: the publisher's id, else the link, else title and date. */
export function itemIdentity(item: Item): string {
  return [item.id, item.link].find((name) => name !== undefined && name !== '') ?? titleAndDate(item);
}

function titleAndDate(item: Item): string {
  const date = item.published ?? item.updated;
  return date === undefined ? item.title : `${item.title} ${new Date(date).toISOString()}`.trim();
}

/**
 * The entries of one polled document, oldest first and then by id, whatever the order of its items.
 *
 * `seenAt` is the epoch millisecond of the poll: it dates items without a date; dates before 1990 or more than a day
 * ahead are none. Items that say nothing are dropped. Items with different ids and different links or dates are
 * different entries; an id or a link that several of them carry names none. Nor is an outlet's front page anybody's
 * canonical URL.
 */
export function normaliseItems(parsed: ParsedFeed, feed: ConfiguredFeed, seenAt: number): readonly Entry[] {
  const steps = normaliseInSteps(parsed, feed, seenAt);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same an item a step, for whoever has other work to do in between: thousands of items take half a second. */
export function* normaliseInSteps(
  parsed: ParsedFeed,
  feed: ConfiguredFeed,
  seenAt: number,
): Generator<undefined, readonly Entry[]> {
  const named: NamedItem[] = [];
  for (const each of parsed.items) {
    const item = readable(each, seenAt);
    if (item.title !== '') named.push({ item, names: namesOf(item) });
    yield;
  }
  const items = yield* withoutRepeats(named);
  const shared = sharedNames(items);
  const byId = new Map<string, Entry>();
  for (const each of items) {
    const entry = entryOf(each, shared, parsed, feed, seenAt);
    const other = byId.get(entry.id);
    if (other === undefined || byTime(other, entry) < 0) byId.set(entry.id, entry);
    yield;
  }
  return [...byId.values()].sort(byTime);
}

type NamedItem = { readonly item: Item; readonly names: ReturnType<typeof namesOf> };

/** The item with a title, if it says anything, the article's own address, and dates that can be. */
function readable(item: Item, seenAt: number): Item {
  const possible = (at: number | undefined): number | undefined =>
    at !== undefined && at >= EARLIEST && at <= seenAt + DAY ? at : undefined;
  return {
    ...item,
    link: item.original ?? item.link,
    title: item.title === '' ? cutText(item.summary, PLACEHOLDER) : item.title,
    published: possible(item.published),
    updated: possible(item.updated),
  };
}

/**
 * Of items that say the very same under one link, and under one id or one date, the latest: publishers list one
 * item in several sections, and some count its id up (`…#0`, `…#1`).
 */
function* withoutRepeats(items: readonly NamedItem[]): Generator<undefined, readonly NamedItem[]> {
  const inOrder = items.toSorted((a, b) => compareItems(b.item, a.item));
  const seen = new Set<string>();
  const kept: NamedItem[] = [];
  for (const each of inOrder) {
    const { item, names } = each;
    const said = [item.title, item.summary, names.address];
    const date = item.published ?? item.updated;
    const marks = [JSON.stringify([...said, 'on', date])];
    if (item.id !== undefined && item.id !== '')
      marks.push(JSON.stringify([...said, 'as', withoutCounter(item.id)]));
    if (!marks.some((mark) => seen.has(mark))) kept.push(each);
    for (const mark of marks) seen.add(mark);
    yield;
  }
  return kept;
}

/** Ids and links that several items of one document carry, such as a ticker's page under every line on it. */
function sharedNames(items: readonly NamedItem[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { names } of items) {
    const { id, page, place } = names;
    for (const name of [id, page, place === page ? undefined : place]) {
      if (name === undefined) continue;
      if (seen.has(name)) shared.add(name);
      seen.add(name);
    }
  }
  return shared;
}

/** What may name an item: its id, the page it links to, and the place on that page; a front page names nothing. `address` is where it links to. */
function namesOf({ id, link }: Item) {
  const canonical = link === undefined ? undefined : canonicalUrl(link);
  const page = canonical === undefined || isFrontPage(canonical) ? undefined : canonical;
  const place = link === undefined || canonical === undefined ? '' : (URL.parse(link)?.hash ?? '');
  return {
    id: id === undefined || id === '' ? undefined : `id ${id}`,
    page: page === undefined ? undefined : `page ${page}`,
    place:
      canonical === undefined || (page === undefined && place === '')
        ? undefined
        : `page ${canonical}${place}`,
    canonical: page,
    address: canonical ?? link,
  };
}

function entryOf(
  { item, names }: NamedItem,
  shared: ReadonlySet<string>,
  parsed: ParsedFeed,
  feed: ConfiguredFeed,
  seenAt: number,
): Entry {
  const source = item.source === feed.outlet ? undefined : item.source;
  const outlet = feed.aggregator === true ? (source ?? feed.outlet) : feed.outlet;
  const own = (name: string | undefined): boolean => name !== undefined && !shared.has(name);
  const page = own(names.page) ? names.canonical : undefined;
  const named = own(names.id)
    ? { id: item.id ?? '' }
    : own(names.place)
      ? { id: item.link ?? '', namedBy: 'link' as const }
      : { id: titleAndDate(item), namedBy: 'title' as const };
  const date = item.published ?? item.updated;
  return {
    feedId: feed.id,
    ...named,
    title: item.title,
    link: item.link,
    canonicalUrl: page,
    article: page,
    titleKey: titleKey(item.title, feed.outlet, source ?? ''),
    summary: item.summary,
    outlet,
    ...(source === undefined || source === outlet ? {} : { via: source }),
    lang: item.lang ?? (languageOf(feed.lang) === undefined ? (parsed.lang ?? 'und') : feed.lang),
    country: feed.country,
    publishedAt: Math.min(date ?? seenAt, seenAt),
    ...(date === undefined ? { undated: true } : {}),
  };
}

/** The BBC and others count an address up (`…#0`, `…#1`) when they promote an item again. */
export function withoutCounter(id: string): string {
  return /^https?:\/\//i.test(id) ? id.replace(/#\d{1,3}$/, '') : id;
}

function isFrontPage(canonical: string): boolean {
  return /^https:\/\/[^/?#]+\/$/.test(canonical);
}

/** Order by publication, then by what is written, so that no two different entries tie. */
function byTime(a: Entry, b: Entry): number {
  return (
    a.publishedAt - b.publishedAt || compare(a.id, b.id) || compare(JSON.stringify(a), JSON.stringify(b))
  );
}

function compareItems(a: Item, b: Item): number {
  const at = (item: Item): number => item.published ?? item.updated ?? Number.POSITIVE_INFINITY;
  const [first, second] = [at(a), at(b)];
  return (
    (first === second ? 0 : first - second) ||
    compare(b.id ?? '', a.id ?? '') ||
    compare(JSON.stringify(a), JSON.stringify(b))
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
