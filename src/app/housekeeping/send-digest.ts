/** Sends the digest when it is due: once for every appointment, also after a time in which the bot did not run. */
import type { ConfiguredFeed } from '../../core/feed/feed.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { lastDue, type Weekday } from '../../core/time/local-time.ts';
import { lastOccasion } from '../../edges/store/outbox/held.ts';
import type { Store } from '../../edges/store/open-store.ts';
import { composeDigest } from './digest.ts';
import type { SayWordsFound } from '../deliver/say-words-found.ts';
import { noticeReceivers } from '../ingest/notice-receivers.ts';
import type { AlertWriter } from '../ingest/open-alerts.ts';
import { tellOccasion } from './tell-occasion.ts';

export type DigestSettings = {
  readonly at: string;
  readonly days?: readonly Weekday[] | undefined;
  readonly receivers?: readonly string[] | undefined;
  readonly time_zone?: string | undefined;
};

type Deps = {
  readonly store: Store;
  readonly writer: () => AlertWriter;
  readonly briefs: () => readonly Brief[];
  readonly feeds: () => readonly ConfiguredFeed[];
  /** Since when the bot has been running (epoch milliseconds): the first digest is not one of a time before it. */
  readonly startedAt: number;
  readonly wordsFound?: SayWordsFound | undefined;
};

const OCCASION = 'digest/';

/**
 * Queues the digest that fell due last, unless it was before. It reaches back to the one before it, whenever that was.
 * The answer counts notices.
 * @param zone for digests that name none
 */
export async function sendDigest(
  deps: Deps,
  digest: DigestSettings | undefined,
  zone: string,
  now: number,
): Promise<number> {
  if (digest === undefined) return 0;
  const daily = { at: digest.at, days: digest.days, zone: digest.time_zone ?? zone };
  const due = lastDue(daily, now);
  const { db } = deps.store;
  const before = instantOf(await lastOccasion(db, OCCASION));
  if (before === undefined ? due < deps.startedAt : due <= before) return 0;
  const from = before ?? lastDue(daily, due - 1);
  const body = await composeDigest(db, deps.briefs(), from, due, {
    feeds: deps.feeds(),
    zone: daily.zone,
    wordsFound: deps.wordsFound,
  });
  const writer = deps.writer();
  const receivers = noticeReceivers(writer, digest.receivers);
  return tellOccasion(deps.store, writer, receivers, `${OCCASION}${due}`, body, now);
}

function instantOf(occasion: string | undefined): number | undefined {
  return occasion === undefined ? undefined : Number(occasion.slice(OCCASION.length));
}
