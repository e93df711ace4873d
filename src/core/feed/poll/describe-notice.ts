/** Puts what happened to a feed into words for the people who rely on it. */
import { DAY, HOUR, MINUTE } from '../../time/duration.ts';
import type { Feed } from '../feed.ts';
import type { FeedNotice } from './schedule.ts';

/** A title and a sentence that says what happened and what to do about it. */
export function describeFeedNotice(
  notice: FeedNotice,
  feed: Pick<Feed, 'id' | 'outlet'>,
  now: number,
): { readonly title: string; readonly text: string } {
  switch (notice.kind) {
    case 'failing-for-a-day':
      return {
        title: `${feed.outlet} does not answer`,
        text: `The feed ${feed.id} has failed for ${span(now - notice.since)}: ${notice.error}. It is tried again, less and less often; check its address in feeds/. What it reports is missing from every standing until then.`,
      };
    case 'never-answered':
      return {
        title: `${feed.outlet} has not answered once`,
        text: `The feed ${feed.id} was added ${span(now - notice.since)} ago and has failed since: ${notice.error}. Check its address in feeds/; signpost feeds add looks for the right one.`,
      };
    case 'none-answers':
      return {
        title: 'No feed answers',
        text: `None of the ${notice.feeds} feeds has answered for ${span(now - notice.since)}; of ${feed.id}: ${notice.error}. Look at this machine's network, name server, proxy and clock first. Nothing that is published reaches anybody until then.`,
      };
    case 'stale':
      return {
        title: `${feed.outlet} has fallen silent`,
        text: `The feed ${feed.id} answers, but has said nothing new for ${span(now - notice.since)}; it usually does every ${span(notice.usualGap)}. Until it speaks again it counts as silent beside levels. Publishers leave old addresses standing: look whether it has a new one.`,
      };
    case 'recovered':
      return {
        title: `${feed.outlet} is back`,
        text: `The feed ${feed.id} answers again after ${span(now - notice.since)}.`,
      };
    case 'gone':
      return {
        title: `${feed.outlet} has closed its feed`,
        text: `The publisher answers 410 Gone for ${feed.id} (${notice.url}), so it is not asked any more. Give it a new address in feeds/, or take it out.`,
      };
    case 'moved':
      return {
        title: `${feed.outlet} has moved its feed`,
        text: `${feed.id} redirects for good from ${notice.from} to ${notice.to}, and is polled there. Take the new address over in feeds/.`,
      };
  }
}

function span(ms: number): string {
  const [count, unit] =
    ms < HOUR
      ? [Math.max(1, Math.round(ms / MINUTE)), 'minute']
      : ms < 2 * DAY
        ? [Math.round(ms / HOUR), 'hour']
        : [Math.round(ms / DAY), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
