/** Reads a folder of recorded feed documents, with or without a catalogue beside them, as entries. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { canonicalUrl } from '../../core/feed/canonical-url.ts';
import { type ConfiguredFeed, FeedFile } from '../../core/feed/feed.ts';
import type { Entry } from '../../core/feed/entry.ts';
import type { Item, ParsedFeed } from '../../core/feed/read/item.ts';
import { itemIdentity, normaliseItems } from '../../core/feed/normalise.ts';
import { parseFeed } from '../../core/feed/read/parse.ts';

export type Recording = {
  readonly entries: readonly Entry[];
  /** Files that could not be read as a feed, with the reason. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly feeds: number;
};

const FEED_FILE = /\.(?:xml|rss|atom|rdf|json)$/i;
/** Documents that tools put beside recordings. */
const NOT_RECORDINGS = new Set(['index.json', 'package.json', 'cases.json']);

/**
 * Reads every recorded feed in the folder; the order of files does not matter. A `feeds.yaml` names outlets and
 * languages for the files called after its ids, other files are taken at their own word. Throws where the folder or
 * the catalogue cannot be read.
 */
export async function readRecording(folder: string): Promise<Recording> {
  const names = (await readdir(folder))
    .filter((name) => FEED_FILE.test(name) && !NOT_RECORDINGS.has(name))
    .sort();
  const feedList = await readFeedList(folder);
  const documents: { feed: ConfiguredFeed; parsed: ParsedFeed }[] = [];
  const skipped: { file: string; reason: string }[] = [];
  for (const name of names) {
    const id = feedIdOf(name);
    const known = feedList.get(id);
    const url = known?.url ?? `https://recorded.invalid/${encodeURIComponent(name)}`;
    const outcome = await parseFeed(await readFile(join(folder, name)), { url, contentType: undefined });
    if (outcome.kind === 'feed')
      documents.push({ feed: known ?? asConfigured(id, url, outcome.feed), parsed: outcome.feed });
    else skipped.push({ file: name, reason: outcome.reason });
  }
  const dates = documents.flatMap(({ parsed }) =>
    parsed.items.map((item) => item.published ?? item.updated ?? 0),
  );
  const end = dates.reduce((latest, date) => Math.max(latest, date), 0);
  const entries = documents.flatMap(({ feed, parsed }) =>
    snapshots(parsed).flatMap((snapshot) => normaliseItems(snapshot, feed, end)),
  );
  return { entries, skipped, feeds: documents.length };
}

/**
 * A recording is the union of what a feed listed, so an item that was listed again stands in it twice, maybe under another id.
 * Each part here holds every item once, as one polled document does.
 */
function snapshots(parsed: ParsedFeed): readonly ParsedFeed[] {
  const parts: { readonly marks: Set<string>; readonly items: Item[] }[] = [];
  for (const item of parsed.items) {
    const link = item.original ?? item.link;
    const page = link === undefined ? undefined : canonicalUrl(link);
    const marks = [itemIdentity(item), ...(page === undefined ? [] : [`${page} ${item.title}`])];
    let part = parts.find((each) => !marks.some((mark) => each.marks.has(mark)));
    if (part === undefined) parts.push((part = { marks: new Set(), items: [] }));
    for (const mark of marks) part.marks.add(mark);
    part.items.push(item);
  }
  return parts.map(({ items }) => ({ ...parsed, items }));
}

async function readFeedList(folder: string): Promise<ReadonlyMap<string, ConfiguredFeed>> {
  const text = await readFile(join(folder, 'feeds.yaml'), 'utf8').catch(() => undefined);
  if (text === undefined) return new Map();
  const { desk, feeds } = FeedFile.parse(parseYaml(text));
  return new Map(feeds.map((feed) => [feed.id, { ...feed, desk }]));
}

function feedIdOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?:\.(?:rss|atom|rdf|feed))?\.(?:xml|json|rss|atom|rdf)$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function asConfigured(id: string, url: string, parsed: ParsedFeed): ConfiguredFeed {
  return {
    id,
    url,
    outlet: parsed.title === '' ? id : parsed.title,
    lang: parsed.lang?.slice(0, 2).toLowerCase() ?? 'und',
    desk: 'recorded',
  };
}
