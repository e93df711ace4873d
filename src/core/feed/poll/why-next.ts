/** Says in a few words why a feed is polled next when it is. */
import { DAY, formatDuration, HOUR, MINUTE } from '../../time/duration.ts';
import type { FeedState } from './feed-state.ts';

/**
 * `adaptive`, `publisher asks 24 h`, `429 until 14:30`, `its own interval`; undefined where nothing is known of it.
 * `clock` writes an instant (epoch milliseconds) as a time of day.
 */
export function whyNext(state: FeedState, clock: (at: number) => string): string | undefined {
  switch (state.nextReason) {
    case undefined:
      return undefined;
    case 'own-interval':
      return 'its own interval';
    case 'interval':
      return 'the usual interval';
    case 'adaptive':
      return 'adaptive';
    case 'floor':
      return 'the least interval';
    case 'fresh':
      return `publisher asks ${spanOf(state.freshFor ?? 0)}`;
    case 'ttl':
      return `publisher asks ${spanOf(state.ttl ?? 0)}`;
    case 'cap': {
      const asked = Math.max(state.ttl ?? 0, state.freshFor ?? 0);
      return `publisher asks ${spanOf(asked)}${asked > DAY ? ', a day is the most' : ''}`;
    }
    case 'skipped':
      return 'publisher asks to be spared until then';
    case 'backoff':
      return `backing off after ${state.failures} ${state.failures === 1 ? 'failure' : 'failures'}`;
    case 'retry-after':
      return `${statusOf(state)} until ${clock(state.heldUntil ?? state.nextPollAt)}`;
    case 'gone':
      return 'gone for good';
  }
}

/** The status that the last answer had. */
function statusOf({ heldHost, error }: FeedState): string {
  if (heldHost !== undefined) return '429';
  return /\banswered (\d{3})\b/.exec(error ?? '')?.[1] ?? 'publisher wants to be left alone';
}

function spanOf(ms: number): string {
  if (ms < MINUTE) return formatDuration(ms);
  return ms < 2 * HOUR ? `${Math.round(ms / MINUTE)} min` : `${Math.round(ms / HOUR)} h`;
}
