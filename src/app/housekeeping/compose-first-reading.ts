/** Words for what was there when a feed or an indicator was new: how much of it answers which sign, and what nearly does. */
import { foreignWords, reportInWords } from '../../core/delivery/foreign-words.ts';
import { foundInWords } from '../../core/delivery/found-in-words.ts';
import type { NoticeLine, NoticeNotification } from '../../core/delivery/notification.ts';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import { missCost, nearestMiss, NOTHING_OCCURS } from '../../core/query/explain/nearest-miss.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { DAY } from '../../core/time/duration.ts';
import { createYieldOften } from '../../edges/clock/yield-often.ts';
import { entriesBefore, selectEntries, type StoredEntry } from '../../edges/store/entries.ts';
import { countAnswers, countEntries } from '../../edges/store/first-readings.ts';
import type { Db } from '../../edges/store/open-store.ts';
import type { SayWordsFound } from '../deliver/say-words-found.ts';
import { textOf } from '../ingest/text-of.ts';
import { andMore, heading, plainLine } from './notice-lines.ts';

/** What one sign has, or what came nearest to it. */
export type SignReading = {
  readonly brief: Brief;
  readonly indicator: Indicator;
  readonly count: number;
  readonly newest: StoredEntry | undefined;
  readonly nearest: NearMiss | undefined;
};

/** An entry that nearly answers an indicator, and what it lacks. */
export type NearMiss = { readonly entry: StoredEntry; readonly miss: string };

/** How far back (milliseconds) a new indicator looks, and at how many entries at most. */
const LOOK_BACK = 30 * DAY;
const MOST_ENTRIES = 5_000;
/** Entries that are explained to find the nearest miss: each takes a good part of a millisecond for each sign. */
const MOST_EXPLAINED = 300;
/** Signs that a notice lists, and failures. */
const MOST_LINES = 30;

const TELLS = 'Each new one from now on alerts.';

/** Of each sign, by `brief/indicator`, the entry among the newest of some feeds that missed it most narrowly. */
export async function findNearest(
  db: Db,
  matcher: BriefMatcher,
  feedIds: readonly string[],
  briefs: readonly Brief[],
): Promise<ReadonlyMap<string, NearMiss>> {
  const feeds = new Set(feedIds);
  const entries = (await newestEntries(db, MOST_ENTRIES, 0)).filter(({ feedId }) => feeds.has(feedId));
  const nearest = new Map<string, NearMiss>();
  for (const brief of briefs)
    for (const indicator of brief.indicators) {
      const found = await nearestOf(matcher, brief, indicator, entries.slice(0, MOST_EXPLAINED));
      if (found !== undefined) nearest.set(`${brief.id}/${indicator.id}`, found);
    }
  return nearest;
}

async function nearestOf(
  matcher: BriefMatcher,
  brief: Brief,
  indicator: Indicator,
  entries: readonly StoredEntry[],
): Promise<NearMiss | undefined> {
  const yieldOften = createYieldOften();
  let best: (NearMiss & { readonly cost: number }) | undefined;
  for (const entry of entries) {
    await yieldOften();
    const explanation = matcher.explain(brief.id, indicator.id, textOf(entry));
    const miss = explanation === undefined ? undefined : nearestMiss(explanation);
    if (explanation === undefined || miss === undefined || miss === NOTHING_OCCURS) continue;
    const cost = missCost(explanation);
    if (best === undefined || cost < best.cost) best = { entry, miss, cost };
  }
  return best;
}

/** What some feeds have of one sign. */
export async function signOfFeeds(
  db: Db,
  feedIds: readonly string[],
  brief: Brief,
  indicator: Indicator,
  nearest: ReadonlyMap<string, NearMiss>,
): Promise<SignReading> {
  const { count, newest } = await countAnswers(db, feedIds, brief.id, indicator.id);
  const [entry] = newest === undefined ? [] : await selectEntries(db, { seqs: [newest] });
  return { brief, indicator, count, newest: entry, nearest: nearest.get(`${brief.id}/${indicator.id}`) };
}

/** The notice on feeds that were read for the first time. */
export async function composeFeedsReading(
  db: Db,
  signs: readonly SignReading[],
  of: {
    readonly feedIds: readonly string[];
    readonly failures: readonly { readonly id: string; readonly error: string }[];
    readonly wordsFound?: SayWordsFound | undefined;
  },
): Promise<NoticeNotification> {
  const { feedIds, failures, wordsFound } = of;
  const headlines = await countEntries(db, feedIds);
  const lines: NoticeLine[] = [];
  if (feedIds.length > 0)
    lines.push(
      plainLine(
        `${counted(feedIds.length, 'feed was', 'feeds were')} read for the first time: ${counted(headlines, 'headline', 'headlines')}. What stood there before is kept and alerts nobody. ${TELLS}`,
      ),
    );
  let brief: Brief | undefined;
  for (const sign of signs.slice(0, MOST_LINES)) {
    if (sign.brief !== brief) lines.push(heading(sign.brief.title));
    brief = sign.brief;
    lines.push(...signLines(sign, wordsFound));
  }
  lines.push(...andMore(signs.length - MOST_LINES));
  if (failures.length > 0) {
    lines.push(heading(counted(failures.length, 'feed was not read', 'feeds were not read')));
    lines.push(...failures.slice(0, MOST_LINES).map(({ id, error }) => plainLine(`${id}: ${error}`)));
    lines.push(...andMore(failures.length - MOST_LINES));
  }
  const title =
    feedIds.length === 0
      ? `First reading: ${counted(failures.length, 'feed', 'feeds')} failed`
      : `First reading: ${counted(headlines, 'headline', 'headlines')} of ${counted(feedIds.length, 'feed', 'feeds')}`;
  return { kind: 'notice', title, lines };
}

/**
 * The notice on an indicator that is new, or `known` and asks for something else now, from what is stored; undefined
 * where nothing is.
 */
export async function composeSignReading(
  db: Db,
  matcher: BriefMatcher,
  { brief, indicator }: { readonly brief: Brief; readonly indicator: Indicator },
  {
    known,
    now,
    wordsFound,
  }: { readonly known: boolean; readonly now: number; readonly wordsFound?: SayWordsFound | undefined },
): Promise<NoticeNotification | undefined> {
  const entries = await newestEntries(db, MOST_ENTRIES, now - LOOK_BACK);
  const oldest = entries.at(-1);
  if (oldest === undefined) return undefined;
  const yieldOften = createYieldOften();
  const answers: StoredEntry[] = [];
  for (const entry of entries) {
    await yieldOften();
    const hits = matcher.match(textOf(entry));
    if (hits.some((hit) => hit.briefId === brief.id && hit.indicatorId === indicator.id)) answers.push(entry);
  }
  const nearest =
    answers.length > 0
      ? undefined
      : await nearestOf(matcher, brief, indicator, entries.slice(0, MOST_EXPLAINED));
  const days = Math.max(1, Math.ceil((now - oldest.publishedAt) / DAY));
  const [newest] = answers;
  return {
    kind: 'notice',
    title: `${known ? 'Changed' : 'New'} sign: ${foreignWords(indicator.name)}`,
    lines: [
      plainLine(
        `Looked for among ${counted(entries.length, 'stored headline', 'stored headlines')} of the last ${counted(days, 'day', 'days')}, for “${foreignWords(brief.title)}”. ${TELLS}`,
      ),
      ...signLines({ brief, indicator, count: answers.length, newest, nearest }, wordsFound),
    ],
  };
}

/** Newest first. */
function newestEntries(db: Db, limit: number, since: number): Promise<readonly StoredEntry[]> {
  return entriesBefore(db, { publishedAt: Number.MAX_SAFE_INTEGER, seq: 0 }, { since, limit });
}

function signLines(
  { brief, indicator, count, newest, nearest }: SignReading,
  wordsFound: SayWordsFound | undefined,
): readonly NoticeLine[] {
  if (newest !== undefined)
    return [
      plainLine(
        `${foreignWords(indicator.name)}: ${counted(count, 'headline answers it', 'headlines answer it')}, the newest`,
      ),
      linked(newest, foundInWords(wordsFound?.(brief, { indicatorId: indicator.id }, newest))),
    ];
  if (nearest === undefined)
    return [plainLine(`${foreignWords(indicator.name)}: none yet, and nothing near it`)];
  return [
    plainLine(
      `${foreignWords(indicator.name)}: none yet. Nearest miss (${nearest.miss.replaceAll('*', '')})`,
    ),
    linked(nearest.entry),
  ];
}

function linked({ title, outlet, link }: StoredEntry, found?: string): NoticeLine {
  return { ...plainLine(reportInWords({ headline: title, outlet }, found)), link };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
