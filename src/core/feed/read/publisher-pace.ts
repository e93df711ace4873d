/** What a publisher wishes of pollers: ttl, skipHours and skipDays (RSS 2.0), sy:updatePeriod (RSS 1.0). */
import { DAY, HOUR, MINUTE } from '../../time/duration.ts';
import type { RawFields } from './xml/raw-feed.ts';

const PERIODS: Readonly<Record<string, number>> = {
  hourly: HOUR,
  daily: DAY,
  weekly: 7 * DAY,
  monthly: 30 * DAY,
  yearly: 365 * DAY,
};

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Milliseconds between polls that the publisher asks for: the longer of `ttl` minutes and the update period. */
export function ttlOf(channel: RawFields): number | undefined {
  const minutes = numberIn(channel, 'ttl');
  const period = channel.get('sy:updateperiod')?.[0]?.text.trim().toLowerCase() ?? '';
  const frequency = numberIn(channel, 'sy:updatefrequency') ?? 1;
  const requests = [
    minutes === undefined ? undefined : minutes * MINUTE,
    Object.hasOwn(PERIODS, period) ? Math.round((PERIODS[period] ?? 0) / frequency) : undefined,
  ].filter((request) => request !== undefined);
  return requests.length === 0 ? undefined : Math.max(...requests);
}

/** UTC hours 0–23, ascending; publishers write midnight as 0 or 24. */
export function skippedHours(channel: RawFields): readonly number[] {
  const hours = (channel.get('skiphours>hour') ?? [])
    .map(({ text }) => text.trim())
    .filter((text) => /^\d{1,2}$/.test(text) && Number(text) <= 24)
    .map((text) => Number(text) % 24);
  return [...new Set(hours)].sort((a, b) => a - b);
}

/** UTC weekdays, 0 = Sunday, ascending. */
export function skippedDays(channel: RawFields): readonly number[] {
  const days = (channel.get('skipdays>day') ?? [])
    .map(({ text }) => WEEKDAYS.indexOf(text.trim().toLowerCase()))
    .filter((day) => day >= 0);
  return [...new Set(days)].sort((a, b) => a - b);
}

/** A positive whole number in the first element of that name. */
function numberIn(channel: RawFields, name: string): number | undefined {
  const text = channel.get(name)?.[0]?.text.trim() ?? '';
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}
