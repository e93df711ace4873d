/** Reads a span of time as people type it in a chat: "2 hours", "1d12h", "half an hour", "a week". */
import { DAY, HOUR, MINUTE, SECOND } from './duration.ts';

/** Forms that are read, for whoever wrote another. */
export const SPAN_FORMS = '30m, 2h, 1d12h, half an hour, 2 days, a week or until friday';

/** By what the names of units begin with, or are; a month is 30 days and a year 365. */
const UNITS: readonly (readonly [names: RegExp, ms: number])[] = [
  [/^(?:s|secs?|seconds?)$/, SECOND],
  [/^(?:m|mins?|minutes?)$/, MINUTE],
  [/^(?:h|hrs?|hours?)$/, HOUR],
  [/^(?:d|days?)$/, DAY],
  [/^(?:w|wks?|weeks?)$/, 7 * DAY],
  [/^(?:fortnights?)$/, 14 * DAY],
  [/^(?:mos?|months?)$/, 30 * DAY],
  [/^(?:y|yrs?|years?)$/, 365 * DAY],
];
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'forty-five': 45,
  ninety: 90,
  half: 0.5,
};
/** What stands before a span and says nothing of its length. */
const FILLERS = /^(?:(?:for|in|of|the|next|last|past|another)\s+)+/;
/** "Last week" and "another hour" are one of them. */
const A_LAST = /^(?:(?:for|in|of|the)\s+)*(?:last|past|next|another)\s+(hour|day|week|fortnight|month|year)$/;
/** Characters of a span at most. */
export const LONGEST_TEXT = 80;
/** Words in a span at most. */
export const LONGEST_SPAN = 7;

/**
 * Milliseconds, a whole number of seconds; undefined where the text is no span, such as "until tomorrow", or a number
 * without a unit. Parts are added up, each with another unit, the longer first: "1 day and 12 hours".
 */
export function readSpan(text: string): number | undefined {
  // What follows takes more than linear time.
  if (text.length > LONGEST_TEXT) return undefined;
  const said = text
    .trim()
    .toLowerCase()
    .replace(A_LAST, 'a $1')
    .replace(FILLERS, '')
    .replaceAll(/(\d)[,](\d)/g, '$1.$2')
    .replace(/(\d ?h) ?(\d{1,2})$/, '$1 $2m')
    .replaceAll(/[\s,+&]+/g, ' ')
    .replaceAll(/([a-z0-9.]+) and a half ([a-z]+)/g, '$1 $2 half $2')
    .replaceAll(/([a-z]+) and a half$/g, '$1 half $1')
    .replaceAll(/\ba couple(?: of)?\b/g, 'two')
    .replaceAll(/\b(an? quarter|quarter|three quarters)(?: of)? an hour\b/g, (_, of: string) =>
      of.startsWith('three') ? '45 m' : '15 m',
    )
    .replaceAll(/\bhalf(?: of)? an? ([a-z]+)/g, 'half $1')
    .replaceAll(/\ba half[ -]([a-z]+)/g, 'half $1')
    .replaceAll(/ and /g, ' ');
  const parts = [...said.matchAll(/(\d{1,6}(?:\.\d{1,2})?|[a-z]+(?:-five)?) ?([a-z]+)(?: |$|(?=\d))/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== said) return undefined;
  let sum = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const [, amount = '', name = ''] of parts) {
    const times = /^\d/.test(amount) ? Number(amount) : NUMBERS[amount];
    const unit = UNITS.find(([names]) => names.test(name))?.[1];
    // "An hour and a half" has its unit twice, everything else once.
    if (times === undefined || unit === undefined || unit > last || (unit === last && times !== 0.5))
      return undefined;
    sum += times * unit;
    last = unit;
  }
  const ms = Math.round(sum / SECOND) * SECOND;
  return ms > 0 ? ms : undefined;
}
