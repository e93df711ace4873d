/** Reads dates of HTTP headers. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sun, 06 Nov 1994 08:49:37 GMT`, with `UTC`, an offset of nought or a one-digit day as servers write them. */
const IMF_FIXDATE = /^[a-z]{3}, (\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|UTC|[+-]0000)$/i;
/** `Sunday, 06-Nov-94 08:49:37 GMT` */
const RFC_850 = /^[a-z]{3,9}, (\d{2})-([a-z]{3})-(\d{2,4}) (\d{2}):(\d{2}):(\d{2}) GMT$/i;
/** `Sun Nov  6 08:49:37 1994` */
const ASCTIME = /^[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/i;

/**
 * Epoch milliseconds of an HTTP-date in any of its three forms (RFC 9110 §5.6.7); undefined where it is none.
 * `now` settles the century of two-digit years: more than 50 years ahead means the past.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  const modern = IMF_FIXDATE.exec(trimmed) ?? RFC_850.exec(trimmed);
  if (modern !== null) {
    const [, day, month, year, hour, minute, second] = modern;
    return instant(fullYear(year, now), month, day, [hour, minute, second]);
  }
  const [match, month, day, hour, minute, second, year] = ASCTIME.exec(trimmed) ?? [];
  return match === undefined ? undefined : instant(Number(year), month, day, [hour, minute, second]);
}

function fullYear(digits: string | undefined, now: number): number {
  const year = Number(digits);
  if (digits?.length !== 2) return year;
  const thisYear = new Date(now).getUTCFullYear();
  const candidate = thisYear - (thisYear % 100) + year;
  return candidate > thisYear + 50 ? candidate - 100 : candidate;
}

function instant(
  year: number,
  monthName: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): number | undefined {
  const month = MONTHS.findIndex((name) => name.toLowerCase() === monthName?.toLowerCase());
  if (month === -1) return undefined;
  const [hour, minute, second] = time.map(Number);
  const at = Date.UTC(year, month, Number(day), hour, minute, second);
  return Number.isNaN(at) ? undefined : at;
}
