/** Says in words what a notice about a feed is about. */
import type { FeedNotice } from './schedule.ts';

export type NoticeWords = { readonly feedId: string; readonly title: string; readonly text: string };

/** A title and one sentence for people; instants are written in UTC. */
export function describeNotice(notice: FeedNotice): NoticeWords {
  const { feedId } = notice;
  switch (notice.kind) {
    case 'failing-for-a-day':
      return {
        feedId,
        title: `Feed ${feedId} is not answering`,
        text: `It has failed since ${utc(notice.since)}: ${notice.error}. It is still tried, ever more rarely.`,
      };
    case 'recovered':
      return {
        feedId,
        title: `Feed ${feedId} is back`,
        text: `It answers again after failing since ${utc(notice.since)}.`,
      };
    case 'gone':
      return {
        feedId,
        title: `Feed ${feedId} is gone`,
        text: `${notice.url} answers 410 Gone: its publisher has ended it. It is polled no more until its address changes.`,
      };
    case 'moved':
      return {
        feedId,
        title: `Feed ${feedId} has moved`,
        text: `It has moved for good from ${notice.from} to ${notice.to}, where it is polled now.`,
      };
  }
}

/** `2026-11-22 17:05 UTC` */
function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
