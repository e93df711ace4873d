/** Reads an end or a beginning in words, as people type them in a chat: "until friday", "till tomorrow 9am", "since monday". */
import { DateTime } from 'luxon';
import { DAY } from './duration.ts';
import { readDay, type SaidDay } from './read-day.ts';
import { LONGEST_TEXT } from './read-span.ts';

/** An instant in words: a day, a time of day, or both. */
type Said = {
  readonly day: SaidDay | undefined;
  readonly time: { readonly hour: number; readonly minute: number } | undefined;
  /** "Through friday": friday counts as well. */
  readonly whole: boolean;
};

/** Words of an end or a beginning at most. */
export const LONGEST_UNTIL = 9;

/** Nine in the morning, or as clocks show it. A number alone is no time of day. */
const CLOCK = /^(?:at |@ ?)?(\d{1,2})(?:[:.](\d{2})|h(\d{2})?)? ?(am|pm|o'?clock)?$/;
const NAMED_TIMES: Readonly<Record<string, number>> = {
  morning: 8,
  noon: 12,
  midday: 12,
  afternoon: 14,
  evening: 18,
  tonight: 20,
  night: 21,
};
/** What stands before an end. */
const BEFORE = /^(?:up )?(until|untill|till|'?til|through|thru|to) (?:the )?/;
/** What is an end without such a word. */
const REST =
  /^(?:for )?(?:today|(?:(?:the )?rest of (?:the |this )?|all |(?:the )?whole )(today|day|week|month|year))$/;
const END = /^(?:end of|close of)(?: the| this)? (day|today|business|week|month|year)$/;
const SHORT_ENDS: Readonly<Record<string, 'day' | 'week' | 'month'>> = {
  eod: 'day',
  eow: 'week',
  eom: 'month',
};

/** Whether a text is meant for an end, such as "until friday", whenever that is. */
export function isUntil(text: string): boolean {
  return untilOf(text) !== undefined;
}

/**
 * The instant that is meant by an end in words, by the clocks of a zone; epoch milliseconds. A day without a time of day
 * begins it: "until friday" ends as Friday begins, "through friday" as it is over. Undefined for other texts, and for
 * what is over.
 */
export function readUntil(text: string, now: number, zone: string): number | undefined {
  const said = untilOf(text);
  const at = said && instantOf(said, DateTime.fromMillis(now, { zone }));
  return at === undefined || !at.isValid || at.toMillis() <= now ? undefined : at.toMillis();
}

/** Whether a text is meant for a beginning, such as "since monday" or "this week". */
export function isSince(text: string): boolean {
  return sinceOf(text) !== undefined;
}

/** How many days back a beginning lies, begun ones counted whole; undefined for other texts, and for what is to come. */
export function readSince(text: string, now: number, zone: string): number | undefined {
  const day = sinceOf(text);
  const today = DateTime.fromMillis(now, { zone }).startOf('day');
  const from = day && lastSuch(day, today);
  if (from === undefined || !from.isValid || from > today) return undefined;
  return Math.ceil((now - from.toMillis()) / DAY) || 1;
}

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/[\s,]+/g, ' ')
    .replaceAll(/\b([ap])\.m\b\.?/g, '$1m')
    .replace(/(\D)[.!;]+$/, '$1');
}

function untilOf(text: string): Said | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const words = plain(text);
  const unit = REST.exec(words);
  if (unit !== null) return following(unit[1] ?? 'day');
  if (/^(?:over|for|during|through|thru) the weekend$/.test(words)) return following('week');
  const before = BEFORE.exec(words);
  if (before === null) return undefined;
  const said = words.slice(before[0].length);
  const end = END.exec(said)?.[1] ?? SHORT_ENDS[said];
  if (end !== undefined) return following(end);
  const whole = before[1]?.startsWith('thr') === true;
  return momentOf(said, whole);
}

/** The end of a day, week, month or year is the beginning of the next. */
function following(unit: string): Said {
  const day: SaidDay =
    unit === 'week' || unit === 'month' || unit === 'year'
      ? { kind: 'following', unit }
      : { kind: 'offset', days: 1 };
  return { day, time: undefined, whole: false };
}

/** A day, a time, or both in either order: "friday", "9am", "friday at 9am", "9am on friday". */
function momentOf(said: string, whole: boolean): Said | undefined {
  const words = said.split(' ');
  for (let cut = words.length; cut >= 0; cut -= 1) {
    const [first, second] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')];
    for (const [day, time] of [
      [first, second],
      [second.replace(/^on /, ''), first],
    ] as const) {
      const found = {
        day: day === '' ? undefined : readDay(day),
        time: time === '' ? undefined : timeOf(time),
      };
      const isRead = (day === '' || found.day !== undefined) && (time === '' || found.time !== undefined);
      if (isRead && (day !== '' || time !== ''))
        return { ...found, whole: whole && found.time === undefined };
    }
  }
  return undefined;
}

function timeOf(said: string): Said['time'] {
  const text = said.replace(/^(?:in|at) the /, '').replace(/^(?:the|this|at) /, '');
  if (text === 'midnight') return { hour: 0, minute: 0 };
  const named = NAMED_TIMES[text];
  if (named !== undefined) return { hour: named, minute: 0 };
  const [, hours, minutes, more, half] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const isBare = minutes === undefined && half === undefined && !/\dh/.test(text);
  const [hour, minute] = [Number(hours), Number(minutes ?? more ?? 0)];
  const isHalf = half === 'am' || half === 'pm';
  if (isBare || minute > 59 || hour > 23 || (isHalf && (hour < 1 || hour > 12))) return undefined;
  return { hour: isHalf ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour, minute };
}

function instantOf({ day, time, whole }: Said, now: DateTime): DateTime {
  const today = now.startOf('day');
  if (day === undefined) {
    const at = today.set(time ?? {});
    return at > now ? at : today.plus({ days: 1 }).set(time ?? {});
  }
  const isLater = time !== undefined && today.set(time) > now;
  const found = nextSuch(day, today, isLater).set(time ?? {});
  return whole ? found.plus({ days: 1 }) : found;
}

/** The beginning of the next such day after today, or of today where it counts. */
function nextSuch(day: SaidDay, today: DateTime, isTodayMeant: boolean): DateTime {
  switch (day.kind) {
    case 'offset':
      return today.plus({ days: day.days });
    case 'following':
      return today.startOf(day.unit).plus({ [day.unit]: 1 });
    case 'weekday': {
      const ahead = (day.weekday - today.weekday + 7) % 7;
      if (day.next) return today.startOf('week').plus({ days: 6 + day.weekday });
      return today.plus({ days: ahead === 0 && !isTodayMeant ? 7 : ahead });
    }
    case 'date': {
      const { month, day: nth } = day;
      const at = today.set({ year: day.year ?? today.year, month, day: nth });
      const isOver = at < today || (at.equals(today) && !isTodayMeant);
      return day.year === undefined && isOver ? at.plus({ years: 1 }) : at;
    }
  }
}

function sinceOf(text: string): SaidDay | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const words = plain(text);
  if (words === 'today' || words === 'yesterday') return readDay(words);
  const [, unit] = /^this (week|month|year)$/.exec(words) ?? [];
  if (unit === 'week' || unit === 'month' || unit === 'year') return { kind: 'following', unit };
  const said = /^(?:since|from) (.+)$/.exec(words)?.[1];
  const day = said === undefined ? undefined : readDay(said.replace(/^last /, ''));
  return day?.kind === 'following' ? undefined : day;
}

/** The beginning of the last such day, today counted. */
function lastSuch(day: SaidDay, today: DateTime): DateTime {
  switch (day.kind) {
    case 'offset':
      return today.plus({ days: day.days });
    case 'following':
      return today.startOf(day.unit);
    case 'weekday':
      return today.minus({ days: (today.weekday - day.weekday + 7) % 7 });
    case 'date': {
      const { month, day: nth } = day;
      const at = today.set({ year: day.year ?? today.year, month, day: nth });
      return day.year === undefined && at > today ? at.minus({ years: 1 }) : at;
    }
  }
}
