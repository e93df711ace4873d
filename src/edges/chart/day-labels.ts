/** Dates as charts write them, in a named time zone: `3 Sep`, `3 Sep to 16 Sep 2026, UTC`. */

/** An instant's date there, such as `3 Sep`. Throws a RangeError for a zone that does not exist. */
export function dayLabel(at: number, zone: string): string {
  return date(at, { month: 'short', day: 'numeric', timeZone: zone });
}

/** The dates of two instants there, with the year of the later one and the zone. */
export function period(from: number, to: number, zone: string): string {
  const last = date(to, { month: 'short', day: 'numeric', year: 'numeric', timeZone: zone });
  const first = dayLabel(from, zone);
  const days = first === dayLabel(to, zone) ? last : `${first} to ${last}`;
  return `${days}, ${zone}`;
}

/** Which of `count` columns get a label if `most` have room: evenly spaced, the last one always. */
export function labelled(count: number, most: number): readonly number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) => (count - 1 - index) % step === 0,
  );
}

function date(at: number, options: Intl.DateTimeFormatOptions): string {
  const parts = new Intl.DateTimeFormat('en-US', options).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('day')} ${part('month')} ${part('year')}`.trimEnd();
}
