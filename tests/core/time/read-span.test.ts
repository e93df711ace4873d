import { expect, it } from 'vitest';
import { readSpan } from '../../../src/core/time/read-span.ts';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/duration.ts';

const READ: readonly (readonly [string, number])[] = [
  ['30m', 30 * MINUTE],
  ['2h', 2 * HOUR],
  ['24H', DAY],
  ['2 hours', 2 * HOUR],
  ['2hours', 2 * HOUR],
  ['2 hrs', 2 * HOUR],
  ['two hours', 2 * HOUR],
  ['for two hours', 2 * HOUR],
  ['for the next 2 hours', 2 * HOUR],
  ['another hour', HOUR],
  ['last week', 7 * DAY],
  ['for the next day', DAY],
  ['an hour', HOUR],
  ['another 3 hours', 3 * HOUR],
  ['one hour', HOUR],
  ['half an hour', 30 * MINUTE],
  ['for half an hour', 30 * MINUTE],
  ['a half hour', 30 * MINUTE],
  ['half-hour', 0],
  ['half a day', 12 * HOUR],
  ['a quarter of an hour', 15 * MINUTE],
  ['quarter of an hour', 15 * MINUTE],
  ['three quarters of an hour', 45 * MINUTE],
  ['an hour and a half', 90 * MINUTE],
  ['one and a half hours', 90 * MINUTE],
  ['2 and a half days', 60 * HOUR],
  ['two days and a half', 60 * HOUR],
  ['1.5h', 90 * MINUTE],
  ['1,5 hours', 90 * MINUTE],
  ['90 minutes', 90 * MINUTE],
  ['90 mins', 90 * MINUTE],
  ['ninety minutes', 90 * MINUTE],
  ['forty-five minutes', 45 * MINUTE],
  ['1d12h', 36 * HOUR],
  ['1d 12h', 36 * HOUR],
  ['1 day 12 hours', 36 * HOUR],
  ['1 day, 12 hours', 36 * HOUR],
  ['1 day and 12 hours', 36 * HOUR],
  ['a day and a half', 36 * HOUR],
  ['1h30m', 90 * MINUTE],
  ['2 hours and 15 minutes', 135 * MINUTE],
  ['a day', DAY],
  ['a week', 7 * DAY],
  ['1w', 7 * DAY],
  ['2 weeks', 14 * DAY],
  ['a fortnight', 14 * DAY],
  ['a month', 30 * DAY],
  ['a couple of days', 2 * DAY],
  ['1 week 2 days', 9 * DAY],
  ['  A WEEK ', 7 * DAY],
];

it.each(READ)('reads “%s”', (text, ms) => {
  expect(readSpan(text)).toBe(ms === 0 ? undefined : ms);
});

// Letters without an end would take hours.
it.each(['x'.repeat(20_000), `${'x'.repeat(20_000)}_`, `2 ${'h '.repeat(20_000)}`])(
  'is no span: %#',
  (text) => {
    expect(readSpan(text)).toBeUndefined();
  },
);

it.each([
  '',
  '5',
  'h',
  'until tomorrow',
  'tomorrow',
  'forever',
  'a few hours',
  'soon',
  '-2h',
  '2 2',
  '12h 1d',
  '2h 3h',
  '2 hours later',
  'half',
  'a',
  '0h',
  '2 parsecs',
  'a day at the port',
  '١ h',
  '9'.repeat(40),
  '1d '.repeat(5000),
])('takes “%.30s” for no span', (text) => {
  expect(readSpan(text)).toBeUndefined();
});
