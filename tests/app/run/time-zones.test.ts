import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import { type AlertRig, openAlertRig, posted } from '../rig-alerts.ts';

const own = process.env['TZ'];
let rig: AlertRig;
afterEach(async () => {
  await rig.close();
  if (own === undefined) delete process.env['TZ'];
  else process.env['TZ'] = own;
});

const HALF_PAST_TWO = { time_zone: 'Europe/Brussels', digest: { at: '02:30', receivers: ['desk'] } };
const times = (receiver: string): readonly string[] =>
  rig.told
    .filter((each) => each.receiver === receiver)
    .map(({ at }) => new Date(at).toISOString().slice(0, 16));

describe.each(['UTC', 'America/New_York', 'Asia/Kathmandu'])('a machine in %s', (zone) => {
  beforeEach(() => {
    process.env['TZ'] = zone;
  });

  it('sends one digest a day where the clocks go back, and the hour of it comes twice', async () => {
    rig = await openAlertRig({ startAt: Date.UTC(2026, 9, 23, 12), settings: HALF_PAST_TWO });
    await rig.pass(4 * DAY, 30 * MINUTE);
    expect(times('desk')).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
      '2026-10-27T01:30',
    ]);
  });

  it('sends one digest a day where the clocks go forward, and its hour does not come', async () => {
    rig = await openAlertRig({ startAt: Date.UTC(2026, 2, 27, 12), settings: HALF_PAST_TWO });
    await rig.pass(4 * DAY, 30 * MINUTE);
    expect(times('desk')).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
  });

  it('is quiet for the hours of a night by the clocks there, longer or shorter', async () => {
    const settings = { ...HALF_PAST_TWO, digest: undefined, quiet_hours: [{ from: '22:00', to: '07:00' }] };
    rig = await openAlertRig({ startAt: Date.UTC(2026, 9, 24, 21), settings });
    await rig.alert('a', 'In the long night');
    await rig.pass(8 * HOUR, 30 * MINUTE);
    expect(rig.told).toEqual([]);
    await rig.pass(2 * HOUR, 30 * MINUTE);
    expect(posted(rig.told).map(([title]) => title)).toEqual(['While it was quiet: 1 alert']);
    expect(times('room')).toEqual(['2026-10-25T06:00']);
    // The process did take its zone over.
    expect(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()).toBe(
      { UTC: 0, 'America/New_York': 300 }[zone] ?? -345,
    );
  });
});

it('a zone that an operator changes sends no digest twice, and none is left out', async () => {
  rig = await openAlertRig({
    startAt: Date.UTC(2026, 8, 1, 5),
    settings: { ...HALF_PAST_TWO, digest: { at: '08:00', receivers: ['desk'] } },
  });
  await rig.pass(2 * HOUR, 15 * MINUTE);
  rig.configure({ time_zone: 'America/New_York', digest: { at: '08:00', receivers: ['desk'] } });
  await rig.pass(DAY, 30 * MINUTE);
  expect(times('desk')).toEqual(['2026-09-01T06:00', '2026-09-01T12:00']);
  expect(posted(rig.told).map(([title]) => title)).toEqual([
    'Digest: Mon 31 Aug 08:00 to Tue 1 Sep 08:00',
    'Digest: Tue 1 Sep 02:00 to Tue 1 Sep 08:00',
  ]);
});
