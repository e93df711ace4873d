/** Moments in words, for a terminal that knows neither the reader's zone nor their clock. */
import { DAY, HOUR, MINUTE } from '../../core/time/duration.ts';

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
  timeZone: 'UTC',
});

/** "Fri 20 Nov, 09:30 UTC", of epoch milliseconds. */
export function moment(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15
    ? `${format.format(at).replace(/^(\w+),/, '$1')} UTC`
    : 'at an unknown time';
}

/** "3 h ago", "2 days ago"; "now" for less than a minute and for what lies ahead. */
export function ago(at: number, now: number): string {
  const age = now - at;
  if (!(age >= MINUTE)) return 'now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)} h ago`;
  return `${Math.floor(age / DAY)} days ago`;
}
