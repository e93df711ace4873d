/** Dates: an instant from any of the ways in which publishers write one. */
import { DAY } from '../../time/duration.ts';
import { isTimeZone, offsetAt } from '../../time/local-time.ts';
import { foldWord, monthOf, seasonalZone, zoneOf } from './date-words.ts';
import { epochIn, plainDate } from './plain-date.ts';

/** Longer texts are prose, not dates. */
const LONGEST = 120;

const CLOCK = /(\d{1,2})(?:\s*:\s*|h)(\d{1,2})(?:\s*:\s*(\d{1,2})(?:[.,]\d{1,9})?)?/;
const OFFSET = /(?:\b(?:gmt|utc)\s*)?([+-])\s*(\d{1,2}):?(\d{2})?\b/;

type Day = { readonly year: number; readonly month: number; readonly day: number };
/** Minutes east of UTC, or the IANA name of a zone whose minutes depend on the day. */
type Zone = number | string;
/** Milliseconds after midnight, the zone, and the text that named neither. */
type Time = { readonly ofDay: number; readonly east: Zone; readonly rest: string };

/** What a document tells of the dates in it. */
export type DateHints = {
  /** Primary language subtag, in whose words months are read first. */
  readonly lang?: string | undefined;
  /** Whether `3/4/2026` is in April; undefined where nothing tells. */
  readonly dayFirst?: boolean | undefined;
};

/**
 * Epoch milliseconds of a publisher's date: RFC 822 and RFC 2822 (names in a dozen languages, two-digit
 * years), RFC 3339 and ISO 8601 (also weeks, ordinal days and shortened forms, and zones in brackets), asctime, `Y/M/D`,
 * `D.M.Y`, seconds of the epoch and parts of them, zones by name, IANA's among them. Whole seconds: publishers write one date with and
 * without its fraction. Zoneless means UTC. Days beyond a month's end roll over, as publishers' own clocks do.
 * Undefined where the text is none of these, is ambiguous (`3/4/2020` without a hint), lies outside 1900–9999, or is
 * what programs write that know no date: the first days of 1900 and of 1970.
 */
export function parseDate(text: string | undefined, hints: DateHints = {}): number | undefined {
  const at = readDate(text, hints);
  return at === undefined || isNoDate(at) ? undefined : at;
}

const SLASHED = /\b(\d{1,2})(?:[-/](\d{1,2})[-/]\d{4}|\/(\d{1,2})\/\d{2})\b/;

/**
 * Whether the dates of one document begin with the day, as `28/10/2026` shows of `05/11/2026` beside it; undefined
 * where none of them can only be one, or they show both.
 */
export function isDayFirst(dates: readonly string[]): boolean | undefined {
  let [dayFirst, monthFirst] = [false, false];
  for (const date of dates) {
    if (date.length > LONGEST) continue;
    const [, first = '', long, short = ''] = SLASHED.exec(inAsciiDigits(date)) ?? [];
    const second = long ?? short;
    if (Number(first) > 12) dayFirst = true;
    if (Number(second) > 12) monthFirst = true;
  }
  return dayFirst === monthFirst ? undefined : dayFirst;
}

/** Midnight of 1 January 1970 and 1900 in any zone. */
function isNoDate(at: number): boolean {
  return [0, Date.UTC(1900, 0, 1)].some((origin) => Math.abs(at - origin) <= DAY);
}

function readDate(text: string | undefined, hints: DateHints): number | undefined {
  const trimmed = inAsciiDigits(text?.trim().toLowerCase() ?? '');
  if (trimmed === '' || trimmed.length > LONGEST) return undefined;
  const customary = customaryForm(trimmed);
  if (customary !== undefined) return customary;
  const epoch = epochIn(trimmed);
  if (epoch !== undefined) return epoch;
  const plain = plainDate(trimmed);
  const compact = compactForm(plain);
  if (compact !== undefined) return compact;
  const time = readTime(plain);
  if (time === undefined) return undefined;
  const day = numericDay(time.rest, hints) ?? weekDay(time.rest) ?? wordyDay(time.rest, hints);
  return day === undefined ? undefined : instant(day, time.ofDay, time.east);
}

const RFC_822 =
  /^(?:[a-z]{3}, )?(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) (\d{4}) (\d\d):(\d\d):(\d\d) (?:gmt|z|ut|utc|([+-])(\d\d)(\d\d))$/;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:z|([+-])(\d\d):(\d\d))$/;

/** The two forms that nearly all dates have, read at once: RFC 822 with a four-digit year, and RFC 3339. */
function customaryForm(text: string): number | undefined {
  const [rfc822, rfc3339] = [RFC_822.exec(text), RFC_3339.exec(text)];
  const [
    ,
    first = '',
    second = '',
    third = '',
    hour,
    minute,
    secs,
    sign,
    zoneHours = '0',
    zoneMinutes = '0',
  ] = rfc822 ?? rfc3339 ?? [];
  if (hour === undefined) return undefined;
  const size = Number(zoneHours) * 60 + Number(zoneMinutes);
  const date = rfc822 === null ? dayOf(first, second, third) : dayOf(third, String(monthOf(second)), first);
  if (date === undefined || size > 18 * 60) return undefined;
  const ofDay = milliseconds(Number(hour), Number(minute), Number(secs));
  return instant(date, ofDay, sign === '-' ? -size : size);
}

/** `20031231T101455Z` and its shorter forms (ISO 8601 basic format). */
function compactForm(text: string): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:[t ]?(\d{2}):?(\d{2}):?(\d{2})?)?(.*)$/.exec(text);
  if (match === null) return undefined;
  const [, year, month = '', day = '', hour = '0', minute = '0', second = '0', tail = ''] = match;
  const east = tail.trim() === '' ? 0 : readZone(tail)?.east;
  if (east === undefined) return undefined;
  const date = dayOf(year, month, day);
  if (date === undefined) return undefined;
  return instant(date, milliseconds(Number(hour), Number(minute), Number(second)), east);
}

const IANA =
  /\b(?:etc\/(?:gmt(?:[+-]\d{1,2})?|utc)|(?:africa|america|antarctica|arctic|asia|atlantic|australia|canada|europe|indian|pacific|us)\/[a-z_]+(?:\/[a-z_]+)?)\b/;

/** Years of the Buddhist era, in which Thailand counts, are 543 more; none before this one are written today. */
const BUDDHIST = 2_500;

/** Digits of other scripts: ten in a row, each script's own nought first. */
const NOUGHTS = ['\u0660', '\u06f0', '\u0966', '\u09e6', '\u0e50', '\uff10'];

function inAsciiDigits(text: string): string {
  if (!/[^\0-\u065f]/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.charCodeAt(0);
    const nought = NOUGHTS.find((zero) => code >= zero.charCodeAt(0) && code < zero.charCodeAt(0) + 10);
    return nought === undefined ? digit : String(code - nought.charCodeAt(0));
  });
}

/** Takes the time of day and the zone out of a date. */
function readTime(text: string): Time | undefined {
  const clock = CLOCK.exec(text);
  if (clock === null) {
    const bare = readZone(text);
    return { ofDay: 0, east: 0, rest: bare?.rest ?? text };
  }
  const [whole, hourText, minute, second = '0'] = clock;
  const before = text.slice(0, clock.index).replace(/(\d)t$/, '$1 ');
  const after = text.slice(clock.index + whole.length);
  const half = /^\s*([ap])\.?m\b\.?/.exec(after)?.[1];
  let hour = Number(hourText);
  if (half === 'p') hour = hour < 12 ? hour + 12 : hour;
  if (half === 'a' && hour === 12) hour = 0;
  const tail = after.replace(/^\s*[ap]\.?m\b\.?/, ' ');
  const zone = readZone(tail);
  return {
    ofDay: milliseconds(hour, Number(minute), Number(second)),
    east: zone?.east ?? 0,
    rest: `${before} ${zone?.rest ?? tail}`.trim(),
  };
}

/** The zone in the text after a time, and what else stands there (asctime has the year there). */
function readZone(text: string): { readonly east: Zone; readonly rest: string } | undefined {
  const named = IANA.exec(text);
  if (named !== null && isTimeZone(named[0]))
    return { east: named[0], rest: text.slice(0, named.index) + text.slice(named.index + named[0].length) };
  const offset = OFFSET.exec(text);
  if (offset !== null && !/\d\s*$/.test(text.slice(0, offset.index))) {
    const [whole, sign, hours, minutes = '0'] = offset;
    const size = Number(hours) * 60 + Number(minutes);
    if (size <= 18 * 60)
      return {
        east: sign === '-' ? -size : size,
        rest: text.slice(0, offset.index) + text.slice(offset.index + whole.length),
      };
  }
  for (const word of text.matchAll(/\b[a-z]+\b/g)) {
    const east = zoneOf(word[0]) ?? seasonalZone(word[0]);
    if (east !== undefined)
      return { east, rest: text.slice(0, word.index) + text.slice(word.index + word[0].length) };
  }
  return undefined;
}

/** `2003-12-31`, `2003/12/31`, `2003-12`, `2003`, `2003-335`, `31.12.2003`, `12/31/2003`. */
function numericDay(text: string, { lang, dayFirst }: DateHints): Day | undefined {
  // What stood between the day and the clock that was taken out.
  const written = text.replace(/[\s,|–—-]+$/, '');
  const bare = written.replace(/^(\p{L}+)\.?,? /u, (whole, word: string) =>
    monthOf(foldWord(word), lang) === undefined ? '' : whole,
  );
  const front = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(bare);
  if (front !== null) {
    const [, year, month = '1', day] = front;
    // A word before a bare year is prose, not a weekday.
    return day === undefined && bare !== written ? undefined : dayOf(year, month, day ?? '1');
  }
  const ordinal = /^(\d{4})-?(\d{3})$/.exec(bare);
  if (ordinal !== null) {
    const day = Number(ordinal[2]);
    return day < 1 || day > 366 ? undefined : { year: Number(ordinal[1]), month: 1, day };
  }
  // Words behind a full day name the clock: `5.10.2026 klo`, `um … Uhr`. Of two digits, `26-10-05` could be either end's year.
  const back = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|(?<=[/.])\d{2})\.?(?:[\s,|–—-]+\p{L}{1,6}\.?){0,2}$/u.exec(
    bare,
  );
  if (back === null) return undefined;
  const [, first = '', separator, second = '', digits = ''] = back;
  const year = String(fullYear(digits));
  if (separator === '.' || Number(first) > 12 || Number(first) === Number(second))
    return dayOf(year, second, first);
  if (Number(second) > 12 || dayFirst === false) return dayOf(year, first, second);
  return dayFirst === true ? dayOf(year, second, first) : undefined;
}

function dayOf(year: string | undefined, month: string, day: string): Day | undefined {
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31 ? undefined : date;
}

/** `2003-w01-1`: week 1 holds 4 January, weeks begin on Monday (ISO 8601 §4.1.4). */
function weekDay(text: string): Day | undefined {
  const match = /^(\d{4})-?w(\d{2})(?:-?([1-7]))?$/.exec(text);
  if (match === null) return undefined;
  const [year, week, weekday] = [Number(match[1]), Number(match[2]), Number(match[3] ?? '1')];
  const fourth = new Date(Date.UTC(year, 0, 4)).getUTCDay();
  const day = 4 - (fourth === 0 ? 7 : fourth) + weekday + (week - 1) * 7;
  return week < 1 || week > 53 ? undefined : { year, month: 1, day };
}

/** A day with its month in words, in any order: `thu, 01 jan 2004`, `jan 4 2004`, `2004-július-13`, `1. märz 04`. */
function wordyDay(text: string, { lang }: DateHints): Day | undefined {
  const words = (text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).map(foldWord);
  // Arabic and Irish have months of two words.
  const months = words
    .map((word, at) => monthOf(word + (words[at + 1] ?? ''), lang) ?? monthOf(word, lang))
    .filter((month) => month !== undefined);
  const numbers = (text.match(/\d+/g) ?? []).filter((digits) => digits.length <= 4);
  const month = months.at(-1);
  if (month === undefined || numbers.length > 3) return undefined;
  const years = numbers.filter((digits) => digits.length >= 3);
  const days = numbers.filter((digits) => digits.length <= 2);
  const year = years[0] ?? days[1];
  if (year === undefined) return undefined;
  return dayOf(String(fullYear(year)), String(month), days[0] ?? '1');
}

/** Two- and three-digit years as RFC 5322 §4.3 reads them. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

const milliseconds = (hour: number, minute: number, second: number): number =>
  ((hour * 60 + minute) * 60 + second) * 1_000;

function instant(day: Day, ofDay: number, east: Zone): number | undefined {
  const year = day.year > BUDDHIST && day.year < BUDDHIST + 200 ? day.year - 543 : day.year;
  if (year < 1900) return undefined;
  const local = Date.UTC(year, day.month - 1, day.day) + ofDay;
  return local - (typeof east === 'number' ? east : offsetAt(east, local)) * 60_000;
}
