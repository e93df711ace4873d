/** What briefs would have brought from stored entries: stories, alerts, correlations, near misses, and what runs now. */
import { chanceOf } from '../../core/correlation/chance.ts';
import { evaluateCorrelations } from '../../core/correlation/evaluate.ts';
import { createSignalLog } from '../../core/correlation/signal-log.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import type { Signal } from '../../core/indicator/signal.ts';
import { anyWordOf, type WordQuery, wordQueryOf } from '../../core/query/engine/word-query.ts';
import { nearestMisses } from '../../core/query/explain/nearest-misses.ts';
import { missCost } from '../../core/query/explain/nearest-miss.ts';
import { type BriefMatcher, compileBriefs } from '../../core/query/language/compile-briefs.ts';
import { parseQuery } from '../../core/query/language/parse.ts';
import type { MatchText, Span } from '../../core/query/words/text.ts';
import type { EntryText } from '../../edges/store/entry-texts.ts';
import { selectSignals } from '../../edges/store/signals.ts';
import { textOf } from '../ingest/text-of.ts';
import { type Archive, scanArchive, type Scanned } from './scan-archive.ts';
import { type Deciding, weighWords } from '../../core/query/explain/deciding-words.ts';

export type TryRequest = {
  /** Found sound by `checkBrief`. */
  readonly briefs: readonly Brief[];
  /** Publication, epoch milliseconds, both included. */
  readonly since: number;
  readonly until: number;
  /** Milliseconds after which the trial says how far it got. */
  readonly patience: number;
};

export type Hit = {
  readonly entry: number;
  readonly story: string;
  readonly title: string;
  readonly outlet: string;
  readonly at: number;
};
export type Miss = { readonly title: string; readonly outlet: string; readonly miss: string };

/** What one indicator would have brought; each story by its first report. */
export type TriedIndicator = {
  readonly briefId: string;
  readonly indicatorId: string;
  readonly name: string;
  readonly speaks: boolean;
  readonly entries: number;
  /** Oldest first. */
  readonly stories: readonly Hit[];
  /** Stories that the stored signals know and the trial does not, and the other way; undefined where it does not run. */
  readonly change:
    | { readonly added: readonly Hit[]; readonly removed: number; readonly now: number }
    | undefined;
  /** The newest hits, and the entries that missed most narrowly. */
  readonly newest: readonly Hit[];
  readonly misses: readonly Miss[];
  /** Stories that would be lost without a word, most first. */
  readonly alone: readonly Deciding[];
};

export type Tried = Scanned & {
  readonly indicators: readonly TriedIndicator[];
  readonly correlations: readonly {
    readonly briefId: string;
    readonly name: string;
    readonly found: number;
    /** Milliseconds. */
    readonly timespan: number;
    /** How probably chance completes it once its first signal stands; undefined where it is too early to tell. */
    readonly chance: number | undefined;
  }[];
};

/** Hits that are kept; a query that brings more says enough by that. */
const MOST_HITS = 50_000;
/** Entries that are asked how nearly they missed, and those that are shown. */
const MOST_ASKED = 300;
const SHOWN = 5;

type Found = Hit & {
  readonly key: string;
  readonly signal: Signal;
  readonly spans: readonly Span[];
  readonly text: MatchText;
};

/** Tries the briefs on stored entries; with the same hits as matching every entry. */
export async function tryBriefs(archive: Archive, request: TryRequest): Promise<Tried> {
  const { briefs, ...bounds } = request;
  const matcher = compileBriefs(briefs);
  const found: Found[] = [];
  const narrow: EntryText[] = [];
  const words = wordsOfAll(briefs);
  const scanned = await scanArchive(archive, { ...bounds, words }, (entry) => {
    const text = textOf(entry);
    const hits = matcher.match(text);
    for (const hit of hits) found.push(foundOf(entry, hit, text));
    if (hits.length === 0 && words !== undefined && narrow.length < MOST_ASKED) narrow.push(entry);
    return found.length >= MOST_HITS;
  });
  const near = narrow.length < SHOWN ? await nearEntries(archive, request, words) : narrow;
  const indicators: TriedIndicator[] = [];
  const byIndicator = Map.groupBy(found, ({ key }) => key);
  for (const brief of briefs) {
    for (const indicator of brief.indicators) {
      const hits = byIndicator.get(`${brief.id}/${indicator.id}`) ?? [];
      const stories = firstReports(hits);
      indicators.push({
        briefId: brief.id,
        indicatorId: indicator.id,
        name: indicator.name,
        speaks: indicator.alert === 'each',
        entries: hits.length,
        stories: stories.map(plain),
        change: await changeOf(archive, brief.id, indicator.id, stories, scanned.back),
        newest: hits.slice(0, SHOWN).map(plain),
        misses: missesOf(matcher, brief.id, indicator.id, near),
        alone: weighWords((text) => matcher.matches(brief.id, indicator.id, text), hits),
      });
    }
  }
  return {
    ...scanned,
    indicators,
    correlations: briefs.flatMap((brief) => correlationsOf(brief, found, scanned.back, bounds.until)),
  };
}

/** The words of which each entry that matches any indicator holds one; undefined where entries may hold any. */
function wordsOfAll(briefs: readonly Brief[]): WordQuery | undefined {
  const all = briefs.flatMap(({ indicators, lists }) =>
    indicators.map(({ query }) => {
      const parsed = parseQuery(query);
      return parsed.kind === 'ok' ? wordQueryOf(parsed.ast, lists) : undefined;
    }),
  );
  const parts = all.filter((each) => each !== undefined);
  return parts.length < all.length ? undefined : { kind: 'any', parts };
}

/** The newest entries that hold any word of the queries. */
async function nearEntries(
  archive: Archive,
  { since, until, patience }: TryRequest,
  words: WordQuery | undefined,
): Promise<readonly EntryText[]> {
  const near: EntryText[] = [];
  const asked = words === undefined ? undefined : anyWordOf(words);
  const scan = { words: asked, since, until, patience: patience / 4, most: MOST_ASKED };
  await scanArchive(archive, scan, (entry) => {
    near.push(entry);
    return false;
  });
  return near;
}

function foundOf(
  entry: EntryText,
  hit: {
    readonly briefId: string;
    readonly indicatorId: string;
    readonly spans: readonly Span[];
    readonly actors: readonly string[];
  },
  text: MatchText,
): Found {
  const { seq, storyId: story, title, outlet, publishedAt: at, country, lang } = entry;
  return {
    key: `${hit.briefId}/${hit.indicatorId}`,
    entry: seq,
    story,
    title,
    outlet,
    at,
    signal: { ...hit, entry: seq, story, at, outlet, country, lang },
    spans: hit.spans,
    text,
  };
}

function plain({ entry, story, title, outlet, at }: Hit): Hit {
  return { entry, story, title, outlet, at };
}

/** The first report of each story, oldest first; the hits come newest first. */
function firstReports(hits: readonly Found[]): readonly Found[] {
  const first = new Map(hits.map((hit) => [hit.story, hit]));
  return [...first.values()].toReversed().toSorted((a, b) => a.at - b.at);
}

async function changeOf(
  { db }: Archive,
  briefId: string,
  indicatorId: string,
  stories: readonly Hit[],
  since: number,
): Promise<TriedIndicator['change']> {
  const signals = (await selectSignals(db, { briefId, since })).filter(
    (each) => each.indicatorId === indicatorId,
  );
  if (signals.length === 0) return undefined;
  const now = new Set(signals.map(({ story }) => story));
  const mine = new Set(stories.map(({ story }) => story));
  return {
    now: now.size,
    added: stories.filter(({ story }) => !now.has(story)).map(plain),
    removed: [...now].filter((story) => !mine.has(story)).length,
  };
}

function correlationsOf(
  brief: Brief,
  found: readonly Found[],
  since: number,
  now: number,
): Tried['correlations'] {
  const signals = found.flatMap(({ signal }) => (signal.briefId === brief.id ? [signal] : []));
  const log = createSignalLog(signals.toReversed());
  return brief.correlations.map((correlation) => ({
    briefId: brief.id,
    name: correlation.name,
    timespan: correlation.timespan,
    found: evaluateCorrelations([correlation], log, { briefId: brief.id, now }).length,
    chance: chanceOf(correlation, signals, now - since),
  }));
}

function missesOf(
  matcher: BriefMatcher,
  briefId: string,
  indicatorId: string,
  near: readonly EntryText[],
): readonly Miss[] {
  const explained = near.flatMap((entry) => {
    const explanation = matcher.explain(briefId, indicatorId, textOf(entry));
    return explanation === undefined || explanation.matched
      ? []
      : [{ title: entry.title, outlet: entry.outlet, explanation, cost: missCost(explanation) }];
  });
  return nearestMisses(explained, SHOWN).map(({ title, outlet, miss }) => ({ title, outlet, miss }));
}
