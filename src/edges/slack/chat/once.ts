/** Tells what Slack delivers for the first time from what it delivers again. */
import { MINUTE } from '../../../core/time/duration.ts';

/** Slack repeats an event at once, after one minute and after five: https://docs.slack.dev/apis/events-api/#retries */
const REMEMBERED_FOR = 15 * MINUTE;
const MOST = 10_000;

/** True for a key that was not seen in the last quarter of an hour; `now` is in epoch milliseconds. */
export function createOnce(): (key: string, now: number) => boolean {
  const seen = new Map<string, number>();
  return (key, now) => {
    for (const [old, at] of seen) {
      if (now - at < REMEMBERED_FOR && seen.size < MOST) break;
      seen.delete(old);
    }
    if (seen.has(key)) return false;
    seen.set(key, now);
    return true;
  };
}
