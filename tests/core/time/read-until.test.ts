import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { isSince, isUntil, readSince, readUntil } from '../../../src/core/time/read-until.ts';

const ZONE = 'Europe/Brussels';
/** A Thursday, ten past twelve in Brussels. */
const NOW = DateTime.fromISO('2026-09-10T12:10', { zone: ZONE }).toMillis();
const at = (iso: string, zone = ZONE): number => DateTime.fromISO(iso, { zone }).toMillis();
const shown = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : DateTime.fromMillis(ms, { zone: ZONE }).toFormat("yyyy-MM-dd'T'HH:mm");

it.each([
  ['until friday', '2026-09-11T00:00'],
  ['until Fri', '2026-09-11T00:00'],
  ['till friday', '2026-09-11T00:00'],
  ["'til friday", '2026-09-11T00:00'],
  ['until friday.', '2026-09-11T00:00'],
  ['until thursday', '2026-09-17T00:00'],
  ['until thursday 18:00', '2026-09-10T18:00'],
  ['until thursday 9:00', '2026-09-17T09:00'],
  ['until wednesday', '2026-09-16T00:00'],
  ['until weds', '2026-09-16T00:00'],
  ['until tues', '2026-09-15T00:00'],
  ['until this sunday', '2026-09-13T00:00'],
  ['until next friday', '2026-09-18T00:00'],
  ['until next monday', '2026-09-14T00:00'],
  ['until friday 9am', '2026-09-11T09:00'],
  ['until friday at 9 a.m.', '2026-09-11T09:00'],
  ['until 9am on friday', '2026-09-11T09:00'],
  ['until friday noon', '2026-09-11T12:00'],
  ['until noon', '2026-09-11T12:00'],
  ['until 18:00', '2026-09-10T18:00'],
  ['until 6pm', '2026-09-10T18:00'],
  ['until 12am', '2026-09-11T00:00'],
  ['until 12 pm', '2026-09-11T12:00'],
  ['until 18h', '2026-09-10T18:00'],
  ['until 8:30', '2026-09-11T08:30'],
  ['until midnight', '2026-09-11T00:00'],
  ['until tonight', '2026-09-10T20:00'],
  ['until the evening', '2026-09-10T18:00'],
  ['until tomorrow', '2026-09-11T00:00'],
  ['until tomorrow morning', '2026-09-11T08:00'],
  ['until the day after tomorrow', '2026-09-12T00:00'],
  ['through friday', '2026-09-12T00:00'],
  ['through today', '2026-09-11T00:00'],
  ['today', '2026-09-11T00:00'],
  ['for today', '2026-09-11T00:00'],
  ['for the rest of the day', '2026-09-11T00:00'],
  ['until the end of the day', '2026-09-11T00:00'],
  ['until eod', '2026-09-11T00:00'],
  ['until end of week', '2026-09-14T00:00'],
  ['rest of the week', '2026-09-14T00:00'],
  ['until the end of the month', '2026-10-01T00:00'],
  ['until next week', '2026-09-14T00:00'],
  ['until next month', '2026-10-01T00:00'],
  ['until the weekend', '2026-09-12T00:00'],
  ['over the weekend', '2026-09-14T00:00'],
  ['through the weekend', '2026-09-14T00:00'],
  ['until 5 december', '2026-12-05T00:00'],
  ['until december 5th', '2026-12-05T00:00'],
  ['until 1st of may', '2027-05-01T00:00'],
  ['until Dec 5, 2026', '2026-12-05T00:00'],
  ['until december', '2026-12-01T00:00'],
  ['until 2026-12-05', '2026-12-05T00:00'],
  ['until 2026-12-05 18:00', '2026-12-05T18:00'],
  ['until 5.12.', '2026-12-05T00:00'],
  ['until 5.12.2026', '2026-12-05T00:00'],
  ['  UNTIL   TOMORROW ', '2026-09-11T00:00'],
])('reads “%s”', (text, expected) => {
  expect(isUntil(text)).toBe(true);
  expect(shown(readUntil(text, NOW, ZONE))).toBe(expected);
});

it.each([
  'until',
  'until further notice',
  'until the vote',
  'until 5',
  'until 25:00',
  'until 13pm',
  'until 31 february',
  'until 2026-13-01',
  'until marathon',
  'until sund',
  'friday',
  'tomorrow',
  'forever',
  'by friday',
  'untilfriday',
  '',
  'all',
])('“%s” is no end', (text) => {
  expect(isUntil(text)).toBe(false);
  expect(readUntil(text, NOW, ZONE)).toBeUndefined();
});

it.each([`until ${'x'.repeat(50_000)}`, `until ${'1 '.repeat(50_000)}`, `since ${'. '.repeat(50_000)}!`])(
  'a text that is far too long is neither: %#',
  (text) => {
    expect([isUntil(text), isSince(text)]).toEqual([false, false]);
  },
);

it.each(['until yesterday', 'until today', 'until 2020-01-01', 'until today 9am'])(
  '“%s” is an end that is over',
  (text) => {
    expect(isUntil(text)).toBe(true);
    expect(readUntil(text, NOW, ZONE)).toBeUndefined();
  },
);

it('goes by the clocks of the zone, also where they are changed meanwhile', () => {
  const saturday = at('2026-10-24T12:00');
  expect(readUntil('until sunday 9am', saturday, ZONE)).toBe(at('2026-10-25T09:00'));
  expect((readUntil('until sunday 9am', saturday, ZONE) ?? 0) - saturday).toBe(22 * 3_600_000);
  expect(readUntil('until friday', NOW, 'Asia/Tokyo')).toBe(at('2026-09-11T00:00', 'Asia/Tokyo'));
});

it.each([
  ['since monday', 4],
  ['since thursday', 1],
  ['since last friday', 7],
  ['since yesterday', 2],
  ['yesterday', 2],
  ['today', 1],
  ['this week', 4],
  ['this month', 10],
  ['since 1 september', 10],
  ['since 2026-09-01', 10],
  ['from monday', 4],
  ['since december', 284],
])('“%s” is %i days', (text, days) => {
  expect(isSince(text)).toBe(true);
  expect(readSince(text, NOW, ZONE)).toBe(days);
});

it.each(['since', 'monday', 'since the vote', 'until monday', 'this harbour'])(
  '“%s” is no beginning',
  (text) => {
    expect(isSince(text)).toBe(false);
  },
);

it.each(['since tomorrow', 'since 2027-01-01'])('“%s” is a beginning that is to come', (text) => {
  expect(readSince(text, NOW, ZONE)).toBeUndefined();
});
