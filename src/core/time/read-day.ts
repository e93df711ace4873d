/** Reads a day in words: "tomorrow", "next friday", "the weekend", "5 december", "2026-12-05". */
import { DateTime } from 'luxon';

/** A day in words, whenever it is. */
export type SaidDay =
  /** Days from today. */
  | { readonly kind: 'offset'; readonly days: number }
  /** 1 is Monday; `next`: of the week after this one. */
  | { readonly kind: 'weekday'; readonly weekday: number; readonly next: boolean }
  /** The first day of the next week, month or year. */
  | { readonly kind: 'following'; readonly unit: 'week' | 'month' | 'year' }
  | {
      readonly kind: 'date';
      readonly day: number;
      readonly month: number;
      readonly year: number | undefined;
    };

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WEEKDAY = /^(?:(this|next|coming) )?(mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|nes|urs?)?(?:day)?s?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH =
  '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?';
const MONTH_ALONE = new RegExp(`^${MONTH}$`);
const DAY_MONTH = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?: (\\d{4}))?$`);
const MONTH_DAY = new RegExp(`^${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?: (\\d{4}))?$`);
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** A day in words, without a word such as "until" before it; undefined for other texts, and for what no calendar has. */
export function readDay(said: string): SaidDay | undefined {
  const text = said.replace(/^(?:on|the|on the) /, '');
  switch (text) {
    case 'today':
      return { kind: 'offset', days: 0 };
    case 'tomorrow':
    case 'tmrw':
    case 'tmr':
      return { kind: 'offset', days: 1 };
    case 'yesterday':
      return { kind: 'offset', days: -1 };
    case 'day after tomorrow':
    case 'day after':
      return { kind: 'offset', days: 2 };
    case 'weekend':
      return { kind: 'weekday', weekday: 6, next: false };
    case 'next week':
    case 'next month':
    case 'next year': {
      const [, unit] = text.split(' ');
      return { kind: 'following', unit: unit === 'month' ? 'month' : unit === 'year' ? 'year' : 'week' };
    }
    default:
      return weekdayOf(text) ?? dateOf(text);
  }
}

function weekdayOf(text: string): SaidDay | undefined {
  const [, which, name] = WEEKDAY.exec(text) ?? [];
  const at = WEEKDAYS.findIndex((each) => each === name);
  // "Mon", "tues" and "wednesday" are names; "sund" is none, and neither is "mones".
  const isName = name === text.replace(/^\w+ /, '') || /day$|tues$|weds?$|thurs?$/.test(text);
  return at === -1 || !isName ? undefined : { kind: 'weekday', weekday: at + 1, next: which === 'next' };
}

function dateOf(text: string): SaidDay | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) return date(iso[3], Number(iso[2]), iso[1]);
  const dotted = DOTTED.exec(text);
  if (dotted !== null) return date(dotted[1], Number(dotted[2]), dotted[3]);
  const [, first, second, year] = DAY_MONTH.exec(text) ?? [];
  if (first !== undefined) return date(first, monthOf(second), year);
  const [, alone] = MONTH_ALONE.exec(text) ?? [];
  if (alone !== undefined) return date('1', monthOf(alone), undefined);
  const [, month, day, later] = MONTH_DAY.exec(text) ?? [];
  return month === undefined ? undefined : date(day, monthOf(month), later);
}

function monthOf(name: string | undefined): number {
  return MONTHS.findIndex((each) => each === name) + 1;
}

/** Undefined for what no calendar has, in any year. */
function date(day: string | undefined, month: number, year: string | undefined): SaidDay | undefined {
  const sound = DateTime.fromObject({ year: 2024, month, day: Number(day) }).isValid;
  return sound
    ? { kind: 'date', day: Number(day), month, year: year === undefined ? undefined : Number(year) }
    : undefined;
}
