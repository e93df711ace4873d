/** Tells what feeds showed when they were read for the first time, and what a new or changed indicator finds stored. */
import type { Labels } from '../../core/alert/route.ts';
import type { NoticeNotification } from '../../core/delivery/notification.ts';
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import type { FeedState } from '../../core/feed/poll/feed-state.ts';
import type { Brief, Indicator } from '../../core/indicator/brief.ts';
import type { BriefMatcher } from '../../core/query/language/compile-briefs.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { toJson } from '../../edges/store/engine/json.ts';
import { loadFeedStates } from '../../edges/store/feeds.ts';
import {
  type FirstReading,
  saveFirstReadings,
  selectFirstReadings,
} from '../../edges/store/first-readings.ts';
import { queueNotice } from '../../edges/store/outbox/held.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { type AlertWriter, routesOf } from '../ingest/open-alerts.ts';
import { queryHash } from '../ingest/query-hashes.ts';
import type { SayWordsFound } from '../deliver/say-words-found.ts';
import {
  composeFeedsReading,
  composeSignReading,
  findNearest,
  signOfFeeds,
} from './compose-first-reading.ts';

/** Feeds that are first read within this time are told in one notice. */
const TOGETHER = 10 * MINUTE;

/** Stands for all indicators that were there when first readings were first looked after. */
const BEGUN = 'begun';

type Mode = 'notice' | 'alert' | 'silent';

type Deps = {
  readonly store: Store;
  readonly writer: () => AlertWriter;
  readonly briefs: () => readonly Brief[];
  readonly feeds: () => readonly ConfiguredFeed[];
  readonly matcher: () => BriefMatcher;
  readonly wordsFound?: SayWordsFound;
};

/** Queues what is due to be told; the answer counts notices. What is not told now, by these settings, is never told. */
export async function tellFirstReadings(deps: Deps, mode: Mode, now: number): Promise<number> {
  const told = await selectFirstReadings(deps.store.db);
  return (await tellSigns(deps, mode, told, now)) + (await tellFeeds(deps, mode, told, now));
}

type Told = ReadonlyMap<string, FirstReading>;

/** One notice for each indicator that is new or asks for something else than before. */
async function tellSigns(deps: Deps, mode: Mode, told: Told, now: number): Promise<number> {
  const { db } = deps.store;
  const signs = deps.briefs().flatMap((brief) =>
    brief.indicators.map((indicator) => ({
      brief,
      indicator,
      subject: `indicator/${brief.id}/${indicator.id}`,
      version: queryHash(brief, indicator),
    })),
  );
  const changed = signs.filter(({ subject, version }) => told.get(subject)?.version !== version);
  if (changed.length === 0) return 0;
  const readings = changed.map(({ subject, version }) => ({ subject, version, toldAt: now }));
  // At the first start the feeds' notice has all signs, and what an earlier release knew is not new.
  const isBeginning = !told.has(BEGUN);
  if (isBeginning) readings.push({ subject: BEGUN, version: '', toldAt: now });
  const isTold = mode === 'notice' && !isBeginning;
  const notices: Addressed[] = [];
  for (const sign of isTold ? changed : []) {
    const body = await composeSignReading(db, deps.matcher(), sign, {
      wordsFound: deps.wordsFound,
      known: told.has(sign.subject),
      now,
    });
    if (body === undefined) continue;
    const occasion = `first-reading/${sign.subject}/${sign.version}/${now}`;
    for (const receiver of receiversOf(deps.writer(), labelsOf(sign.brief, sign.indicator)))
      notices.push({ receiver, occasion, body });
  }
  return send(deps, notices, readings, now);
}

/** One notice for all feeds that were first read since the last one, once all were tried or ten minutes have passed. */
async function tellFeeds(deps: Deps, mode: Mode, told: Told, now: number): Promise<number> {
  const { db } = deps.store;
  const isNew = (feed: ConfiguredFeed, version: string): boolean => {
    const known = told.get(`feed/${feed.id}`)?.version;
    return known !== version && known !== '';
  };
  const untold = deps.feeds().filter((feed) => isNew(feed, feed.url));
  if (untold.length === 0) return 0;
  const states = new Map((await loadFeedStates(db)).map((state) => [state.feedId, state]));
  const read = untold.filter((feed) => isRead(feed, states));
  const failed = untold.filter((feed) => hasFailed(feed, states) && isNew(feed, `failed ${feed.url}`));
  const since = Math.min(
    ...[...read, ...failed].map(({ id }) => {
      const state = states.get(id);
      return state?.firstPolledAt ?? state?.failingSince ?? now;
    }),
  );
  const allTried = untold.every((feed) => isRead(feed, states) || hasFailed(feed, states));
  const lastToldAt = Math.max(
    0,
    ...[...told.values()].map(({ subject, toldAt }) => (subject.startsWith('feed/') ? toldAt : 0)),
  );
  const isDue = (allTried && read.length > 0) || now - since >= TOGETHER;
  if (read.length + failed.length === 0 || !isDue || now - lastToldAt < TOGETHER) return 0;
  const readings = [
    ...read.map(({ id, url }) => ({ subject: `feed/${id}`, version: url, toldAt: now })),
    ...failed.map(({ id, url }) => ({ subject: `feed/${id}`, version: `failed ${url}`, toldAt: now })),
  ];
  const failures = failed.map((feed) => ({
    id: feed.id,
    error: states.get(feed.id)?.error ?? 'no answer',
  }));
  const notices = mode === 'notice' ? await feedsNotices(deps, read, failures, now) : [];
  return send(deps, notices, readings, now);
}

function isRead({ id, url }: ConfiguredFeed, states: ReadonlyMap<string, FeedState>): boolean {
  const state = states.get(id);
  return state?.configuredUrl === url && state.firstPolledAt !== undefined;
}

function hasFailed(feed: ConfiguredFeed, states: ReadonlyMap<string, FeedState>): boolean {
  const state = states.get(feed.id);
  return state?.configuredUrl === feed.url && state.firstPolledAt === undefined && state.failures > 0;
}

/** What each receiver is told: of all feeds, and of the signs that it is told of. */
async function feedsNotices(
  deps: Deps,
  read: readonly ConfiguredFeed[],
  failures: readonly { readonly id: string; readonly error: string }[],
  now: number,
): Promise<readonly Addressed[]> {
  const { db } = deps.store;
  const feedIds = read.map(({ id }) => id);
  const byReceiver = new Map<string, Parameters<typeof composeFeedsReading>[1][number][]>(
    receiversOf(deps.writer(), {}).map((receiver) => [receiver, []]),
  );
  const nearest = await findNearest(db, deps.matcher(), feedIds, deps.briefs());
  for (const brief of deps.briefs())
    for (const indicator of brief.indicators) {
      const sign = await signOfFeeds(db, feedIds, brief, indicator, nearest);
      for (const receiver of receiversOf(deps.writer(), labelsOf(brief, indicator)))
        byReceiver.set(receiver, [...(byReceiver.get(receiver) ?? []), sign]);
    }
  const notices: Addressed[] = [];
  for (const [receiver, signs] of byReceiver) {
    const body = await composeFeedsReading(db, signs, { feedIds, failures, wordsFound: deps.wordsFound });
    notices.push({ receiver, occasion: `first-reading/feeds/${now}`, body });
  }
  return notices;
}

type Addressed = {
  readonly receiver: string;
  readonly occasion: string;
  readonly body: NoticeNotification;
};

/** Queues the notices and notes in the same transaction what they were about. */
function send(
  { store, writer }: Deps,
  notices: readonly Addressed[],
  readings: readonly FirstReading[],
  now: number,
): Promise<number> {
  return store.transaction(async (tx) => {
    await saveFirstReadings(tx, readings);
    let queued = 0;
    for (const { receiver, occasion, body } of notices) {
      const nonce = writer().nameDelivery(occasion, receiver);
      const row = { receiver, occasion, notice: toJson(body), nonce };
      if ((await queueNotice(tx, row, now)) !== undefined) queued += 1;
    }
    return queued;
  });
}

function labelsOf({ id }: Brief, { id: indicator, severity, tags }: Indicator): Labels {
  return { kind: ['story'], brief: [id], indicator: [indicator], severity: [severity], tag: tags };
}

function receiversOf(writer: AlertWriter, labels: Labels): readonly string[] {
  const found = routesOf(writer, labels).map(({ receiver }) => writer.placeholders.get(receiver) ?? receiver);
  return [...new Set(found)];
}
