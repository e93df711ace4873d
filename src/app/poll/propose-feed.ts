/** What a found feed looks like as a line of the configuration, and what a person should know before adding it. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import { normaliseItems } from '../../core/feed/normalise.ts';
import { paceInWords } from '../../core/feed/poll/publishing-rate.ts';
import { readableId } from '../../core/feed/readable-id.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { textOf } from '../ingest/text-of.ts';
import type { FoundFeed } from './find-feed.ts';

export type Proposal = {
  readonly feed: ConfiguredFeed;
  /** What the language was known by. */
  readonly langBy: 'document' | 'detected' | 'nothing';
  readonly items: number;
  /** How often it publishes, in words; undefined where its dates do not tell. */
  readonly pace: string | undefined;
  /** The newest headlines. */
  readonly newest: readonly string[];
  /** The indicators that its items match now, `brief/indicator`, and how many of them. */
  readonly matches: ReadonlyMap<string, number>;
};

export type ProposeDeps = {
  readonly desk: string;
  /** Ids that are taken. */
  readonly taken: ReadonlySet<string>;
  readonly matcher: BriefMatcher;
  /** The language of a text, as its two or three letters; undefined where it is not sure. */
  readonly detect: (text: string) => Promise<string | undefined>;
  /** Epoch milliseconds. */
  readonly now: number;
};

const SHOWN = 5;

/** Makes a line of a found feed: its title for the outlet, an id of that, the language of the document or of its words. */
export async function proposeFeed({ url, feed: parsed }: FoundFeed, deps: ProposeDeps): Promise<Proposal> {
  const host = URL.parse(url)?.hostname.replace(/^www\./, '') ?? 'feed';
  const outlet = parsed.title === '' ? host : parsed.title;
  const detected =
    parsed.lang === undefined
      ? await deps.detect(parsed.items.map(({ title }) => title).join('. '))
      : undefined;
  const lang = parsed.lang ?? detected ?? 'und';
  const feed: ConfiguredFeed = {
    id: freeId(readableId(outlet) || readableId(host) || 'feed', deps.taken),
    url,
    outlet,
    lang,
    desk: deps.desk,
  };
  const entries = normaliseItems(parsed, feed, deps.now);
  const matches = new Map<string, number>();
  for (const entry of entries) {
    for (const { briefId, indicatorId } of deps.matcher.match(textOf(entry))) {
      const name = `${briefId}/${indicatorId}`;
      matches.set(name, (matches.get(name) ?? 0) + 1);
    }
  }
  return {
    feed,
    langBy: parsed.lang !== undefined ? 'document' : detected !== undefined ? 'detected' : 'nothing',
    items: entries.length,
    pace: paceInWords(parsed.items, deps.now),
    newest: entries
      .slice(-SHOWN)
      .toReversed()
      .map(({ title }) => title),
    matches,
  };
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
  return id;
}
