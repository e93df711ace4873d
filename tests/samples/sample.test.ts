/** The shipped sample fortnight is what its README says: synthetic, well-formed, varied, and labelled. */
import { readdirSync, readFileSync } from 'node:fs';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { FeedFile } from '../../src/core/feed/feed.ts';
import { parseFeed } from '../../src/core/feed/read/parse.ts';
import type { Item } from '../../src/core/feed/read/item.ts';

const FOLDER = new URL('../../feeds/sample/', import.meta.url);
const EXTENSIONS = { rss: '.rss.xml', atom: '.atom.xml', rdf: '.rdf.xml', json: '.json' } as const;
const LABELS = [
  'leader-appointments',
  'synchronous-statements',
  'burden-sharing-rules',
  'parliament-pushback',
  'military-pushback',
  'us-conditionality',
] as const;

const Expected = z.strictObject({
  feed: z.string(),
  link: z.url(),
  title: z.string(),
  labels: z.array(z.enum(LABELS)),
  story: z.string().optional(),
});

const catalogue = FeedFile.parse(parseYaml(readFileSync(new URL('feeds.yaml', FOLDER), 'utf8')));
const recordings = readdirSync(FOLDER).filter((name) => /\.(?:xml|json)$/.test(name));

function recordingOf(id: string): { name: string; format: keyof typeof EXTENSIONS } {
  for (const format of ['rss', 'atom', 'rdf', 'json'] as const) {
    const name = id + EXTENSIONS[format];
    if (recordings.includes(name)) return { name, format };
  }
  throw new Error(`${id} has no recording`);
}

async function read(id: string, url: string) {
  const { name, format } = recordingOf(id);
  const outcome = await parseFeed(readFileSync(new URL(name, FOLDER)), { url, contentType: undefined });
  if (outcome.kind !== 'feed') throw new Error(`${name}: ${outcome.reason}`);
  return { name, format, feed: outcome.feed };
}

const feeds = await Promise.all(
  catalogue.feeds.map(async (feed) => ({ ...feed, ...(await read(feed.id, feed.url)) })),
);
const items: readonly (Item & { feedId: string })[] = feeds.flatMap((each) =>
  each.feed.items.map((item) => ({ ...item, feedId: each.id })),
);
const expected = readFileSync(new URL('expected.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Expected.parse(JSON.parse(line)));

/** Elements that an XML document leaves open or closes out of turn; for JSON, throws where it does not parse. */
function faults(name: string, text: string): readonly string[] {
  if (name.endsWith('.json')) {
    JSON.parse(text);
    return [];
  }
  const wrong: string[] = [];
  const parser = new Parser(
    { onclosetag: (element, implied) => void (implied && wrong.push(element)) },
    { xmlMode: true },
  );
  // Empty-element tags are written out, for they too count as closed by implication.
  parser.end(text.replaceAll(/<([\w:.-]+)([^<>]*)\/>/g, '<$1$2></$1>'));
  return wrong;
}

describe('the sample fortnight', () => {
  it('lists one recording for every feed and no other', () => {
    expect(recordings.toSorted()).toEqual(feeds.map((each) => each.name).toSorted());
    expect(catalogue.desk).toBe('sample');
  });

  it('has at least ten outlets, seven languages and two recordings of each format', () => {
    expect(new Set(catalogue.feeds.map((feed) => feed.outlet)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(catalogue.feeds.map((feed) => feed.lang))).toEqual(
      new Set(['en', 'de', 'fr', 'nl', 'it', 'es', 'pl']),
    );
    expect(feeds.filter((each) => each.feed.format !== each.format)).toEqual([]);
    const formats = Object.groupBy(feeds, (each) => each.format);
    expect(Object.keys(formats)).toHaveLength(4);
    expect(Object.values(formats).every((ofFormat) => ofFormat.length >= 2)).toBe(true);
  });

  it.each(recordings)('%s says that it is synthetic and is well-formed', (name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    expect(text).toContain('(synthetic sample feed)');
    expect(text).toContain('Synthetic sample feed. The outlet and every headline in it are made up');
    expect(faults(name, text)).toEqual([]);
  });

  it('names no address outside .example but for namespaces', () => {
    const namespaces = /^https?:\/\/(?:www\.w3\.org|purl\.org|jsonfeed\.org)\//;
    const addresses = [...recordings, 'feeds.yaml'].flatMap(
      (name) => readFileSync(new URL(name, FOLDER), 'utf8').match(/https?:\/\/[^\s"'<>&]+/g) ?? [],
    );
    const foreign = addresses.filter(
      (address) => !namespaces.test(address) && !URL.parse(address)?.hostname.endsWith('.example'),
    );
    expect(addresses.length).toBeGreaterThan(150);
    expect(foreign).toEqual([]);
  });

  it('holds at least 150 items, each with title, id, own link and a date in the fortnight, by day and by night', () => {
    expect(items.length).toBeGreaterThanOrEqual(150);
    const days = new Set<string>();
    const hours = new Set<number>();
    for (const item of items) {
      expect(item.title).not.toBe('');
      expect(item.id).toBeTruthy();
      expect(URL.parse(item.link ?? '')?.hostname).toBe(`${item.feedId}.example`);
      const at = new Date(item.published ?? Number.NaN).toISOString();
      days.add(at.slice(0, 10));
      hours.add(Number(at.slice(11, 13)));
    }
    expect([...days].toSorted()).toEqual(
      Array.from({ length: 14 }, (_, day) => `2026-09-${String(day + 1).padStart(2, '0')}`),
    );
    expect(hours.size).toBe(24);
  });

  it('lists one item again under another headline and one under another guid', () => {
    const again = (feedId: string) => {
      const own = items.filter((item) => item.feedId === feedId);
      return own.filter((item) => own.some((other) => other !== item && other.link === item.link));
    };
    const edited = again('quillhaven-wire');
    expect(edited.map((item) => item.id)).toEqual([edited[0]?.id, edited[0]?.id]);
    expect(new Set(edited.map((item) => item.title)).size).toBe(2);
    const renumbered = again('larkmoor-courier');
    expect(new Set(renumbered.map((item) => item.id)).size).toBe(2);
    expect(new Set(renumbered.map((item) => item.title)).size).toBe(1);
  });
});

describe('the expected labels', () => {
  it('point at items that exist, title by title', () => {
    const missing = expected.filter(
      ({ feed, link, title }) =>
        !items.some(
          (item) => item.feedId === feed && item.link?.split('?')[0] === link && item.title === title,
        ),
    );
    expect(missing).toEqual([]);
  });

  it('cover every indicator, about a fifth of the items', () => {
    const labelled = expected.filter((each) => each.labels.length > 0);
    expect(new Set(labelled.flatMap((each) => each.labels))).toEqual(new Set(LABELS));
    expect(labelled.length).toBeGreaterThanOrEqual(30);
    expect(labelled.length).toBeLessThan(items.length / 4);
  });

  it('hold a chorus, a wire text with five reprints, and a pressed ally that gets a post within days', () => {
    const at = (story: string) =>
      items
        .filter((item) =>
          expected.some((each) => each.story === story && each.link === item.link?.split('?')[0]),
        )
        .map((item) => item.published ?? Number.NaN);
    const praise = ['praise-pl', 'praise-nl', 'praise-it'].flatMap(at);
    expect(Math.max(...praise) - Math.min(...praise)).toBeLessThan(48 * 3_600_000);
    expect(at('troop-cuts-bill')).toHaveLength(6);
    const pressed = Math.max(...at('romania-brigade'));
    const posted = Math.min(...at('naples-command'));
    expect(posted).toBeGreaterThan(pressed);
    expect(posted - pressed).toBeLessThan(7 * 86_400_000);
  });
});
