/** Puts what happened to a feed into words for the people who rely on it. */
import { spanInWords } from '../../time/span-in-words.ts';
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
        text: `The feed ${feed.id} has failed for ${spanInWords(now - notice.since)}: ${notice.error}. It is tried again, less and less often; check its address in feeds/. What it reports is missing from every standing until then.`,
      };
    case 'never-answered':
      return {
        title: `${feed.outlet} has not answered once`,
        text: `The feed ${feed.id} was added ${spanInWords(now - notice.since)} ago and has failed since: ${notice.error}. Check its address in feeds/; signpost feeds add looks for the right one.`,
      };
    case 'none-answers':
      return {
        title: 'No feed answers',
        text: `None of the ${notice.feeds} feeds has answered for ${spanInWords(now - notice.since)}; of ${feed.id}: ${notice.error}. Look at this machine's network, name server, proxy and clock first. Nothing that is published reaches anybody until then.`,
      };
    case 'stale':
      return {
        title: `${feed.outlet} has fallen silent`,
        text: `The feed ${feed.id} answers, but has said nothing new for ${spanInWords(now - notice.since)}; it usually does every ${spanInWords(notice.usualGap)}. Until it speaks again it counts as silent beside levels. Publishers leave old addresses standing: look whether it has a new one.`,
      };
    case 'recovered':
      return {
        title: `${feed.outlet} is back`,
        text: `The feed ${feed.id} answers again after ${spanInWords(now - notice.since)}.`,
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
