/** Puts what happened to a feed into words for the people who rely on it. */
import { DAY, HOUR } from '../../time/duration.ts';
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
  const [count, unit] = ms < 2 * DAY ? [Math.round(ms / HOUR), 'hour'] : [Math.round(ms / DAY), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
