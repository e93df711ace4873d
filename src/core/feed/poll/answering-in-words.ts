/** Says how many of the feeds answer, and how many nobody has asked yet. */
import type { FeedState } from './feed-state.ts';

/** One status a feed; undefined is a feed of which nothing is known yet. "2 of 3 feeds answer; 1 was not polled yet." */
export function answeringInWords(statuses: readonly (FeedState['status'] | undefined)[]): string {
  const total = statuses.length;
  if (total === 0) return 'No feed is polled.';
  const unasked = statuses.filter((status) => status === undefined || status === 'new').length;
  if (unasked === total)
    return `${total === 1 ? 'The one feed was not' : `None of the ${total} feeds was`} polled yet; whether ${total === 1 ? 'it answers' : 'they answer'} shows within minutes.`;
  const answering = statuses.filter((status) => status === 'ok').length;
  const waiting = unasked === 0 ? '' : `; ${unasked} ${unasked === 1 ? 'was' : 'were'} not polled yet`;
  return `${answering} of ${total} ${total === 1 ? 'feed answers' : 'feeds answer'}${waiting}.`;
}
