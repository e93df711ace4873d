/** Times of day and days of the week in a named zone, as people write them: `22:00`, `[sat, sun]`, `Europe/Brussels`. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import { DAY } from './duration.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const Weekday = z.enum(WEEKDAYS);
export type Weekday = z.infer<typeof Weekday>;

/** `00:00` to `24:00`, the end of the day. */
export const TimeOfDay = z
  .string()
  .regex(
    /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
    'is not a time of day; write hours and minutes in quotes, such as "07:00" or "22:30"',
  );

export const TimeZone = z
  .string()
  .refine(isTimeZone, 'is not a time zone; write an IANA name such as Europe/Brussels or UTC');

/** One day of the calendar in a zone. */
export type LocalDay = {
  readonly weekday: Weekday;
  /**
   * The instant (epoch milliseconds) at which clocks there show a time of this day. A time that is skipped in spring
   * is taken an hour later; of one that comes twice in autumn the first counts.
   */
  readonly at: (time: string) => number;
};

/** The day that clocks in a zone show at an instant (epoch milliseconds), or `offset` days later. */
export function localDay(now: number, zone: string, offset = 0): LocalDay {
  const midnight = DateTime.fromMillis(now, { zone }).startOf('day').plus({ days: offset });
  return {
    weekday: WEEKDAYS[midnight.weekday - 1] ?? 'mon',
    at: (time) => {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      if (hour === 24) return midnight.plus({ days: 1 }).startOf('day').toMillis();
      return midnight.set({ hour, minute }).toMillis();
    },
  };
}

/** An instant as clocks in a zone show it: `Tue 1 Sep 07:00`. */
export function clockTime(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone, locale: 'en-US' }).toFormat('ccc d LLL HH:mm');
}

/** The same, and only the time of day where it is within the next or last day of `now`: `07:00`. */
export function clockFrom(now: number, at: number, zone: string): string {
  const time = clockTime(at, zone);
  return Math.abs(at - now) < DAY ? time.slice(-'07:00'.length) : time;
}

/** A daily appointment, on all days or some. */
export type Daily = {
  readonly at: string;
  readonly days?: readonly Weekday[] | undefined;
  readonly zone: string;
};

/** The last time the appointment fell due, not after `now` (epoch milliseconds). */
export function lastDue(daily: Daily, now: number): number {
  for (let offset = 0; ; offset -= 1) {
    const day = localDay(now, daily.zone, offset);
    const at = day.at(daily.at);
    if (at <= now && (daily.days?.includes(day.weekday) ?? true)) return at;
    if (offset < -8) throw new Error(`no day of the week is among ${String(daily.days)}`);
  }
}

/** Minutes east of UTC in a zone whose clocks show `local`, epoch milliseconds as if they were UTC's. */
export function offsetAt(zone: string, local: number): number {
  return DateTime.fromMillis(local, { zone: 'utc' }).setZone(zone, { keepLocalTime: true }).offset;
}

/** Names that were asked about: the runtime makes a whole formatter to tell, and a feed asks again with every date. */
const KNOWN_ZONES = new Map<string, boolean>();
const MOST_KNOWN = 1_000;

/** Whether an IANA zone has that name, in capitals or not. */
export function isTimeZone(name: string): boolean {
  const known = KNOWN_ZONES.get(name);
  if (known !== undefined) return known;
  if (KNOWN_ZONES.size >= MOST_KNOWN) KNOWN_ZONES.clear();
  const is = runtimeKnows(name);
  KNOWN_ZONES.set(name, is);
  return is;
}

function runtimeKnows(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
