/** The names under which one entry is recognised again, whatever its guid or date says today. */
import { DAY } from '../time/duration.ts';
import type { Entry } from './entry.ts';

/** A title this short may honestly come again ("Morning briefing"), so it names nothing. */
const SHORTEST_TITLE = 20;

/** How long a title that no feed shows any more still stands for its old entry. */
const TITLE_FADES_AFTER = 30 * DAY;

/** Keys of an entry, surest first: id within its feed, canonical address anywhere, title within its outlet. */
export function entryKeys(entry: Entry): readonly string[] {
  const keys = [`id:${entry.feedId}:${entry.id}`];
  if (entry.canonicalUrl !== undefined) keys.push(`url:${entry.canonicalUrl}`);
  if (entry.titleKey.length >= SHORTEST_TITLE) keys.push(`title:${entry.outlet}:${entry.titleKey}`);
  return keys;
}

/** True where a key that was last seen then no longer speaks for its entry: an outlet may reuse a headline next year. */
export function isFaded(key: string, lastSeenAt: number, now: number): boolean {
  return key.startsWith('title:') && now - lastSeenAt > TITLE_FADES_AFTER;
}
