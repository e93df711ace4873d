import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';
import { type AlertRig, openAlertRig, posted } from '../rig-alerts.ts';
import { describeOnStores } from '../../stores.ts';

/** A Tuesday, 07:00 in Brussels. */
const MORNING = Date.UTC(2026, 8, 1, 5);
const settings = { time_zone: 'Europe/Brussels', digest: { at: '08:00', receivers: ['desk'] } };
const open: AlertRig[] = [];
const openRig = async (over: Partial<Parameters<typeof openAlertRig>[0]> = {}): Promise<AlertRig> => {
  const rig = await openAlertRig({ startAt: MORNING, ...over });
  open.push(rig);
  return rig;
};
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});
const digests = (rig: AlertRig) => posted(rig.told.filter(({ receiver }) => receiver === 'desk'));
const headlines = (rig: AlertRig): readonly string[] =>
  posted(rig.told.filter(({ receiver }) => receiver === 'room')).flat();

describeOnStores('a clock that is set back', () => {
  it('keeps no alert waiting until it was right again', async () => {
    const rig = await openRig({ route: { group_wait: '30s' } });
    await rig.pass(MINUTE);
    await rig.alert('a', 'Waiting');
    rig.rig.answer = ({ send }) => (send.prior === undefined ? { kind: 'retry', reason: 'down' } : undefined);
    await rig.alert('b', 'Retried');
    await rig.pass(20 * SECOND);
    expect(headlines(rig)).toEqual([]);
    rig.set(-DAY);
    rig.rig.answer = () => undefined;
    await rig.pass(2 * MINUTE, 30 * SECOND);
    expect(headlines(rig).toSorted()).toEqual(['Retried', 'Waiting']);
  });

  it('while no bot ran keeps no alert waiting either', async () => {
    const rig = await openRig({ route: { group_wait: '30s' } });
    await rig.alert('a', 'Waiting');
    rig.set(-DAY);
    await rig.restart();
    await rig.pass(MINUTE);
    expect(headlines(rig)).toEqual(['Waiting']);
  });

  it('lets a group go on in its usual time', async () => {
    const route = { group_by: ['brief'], group_wait: '30s', group_interval: '5m' };
    const rig = await openRig({ route });
    await rig.alert('a', 'First');
    await rig.pass(MINUTE);
    await rig.alert('b', 'Second');
    rig.set(-HOUR);
    await rig.pass(MINUTE);
    expect(headlines(rig)).toEqual(['First']);
    await rig.pass(5 * MINUTE, MINUTE);
    await rig.alert('b', 'Third');
    await rig.pass(6 * MINUTE, MINUTE);
    expect(headlines(rig)).toEqual(['First', 'Second', 'Third']);
  });
});

describe('a clock that is set back', () => {
  it('over the hour of the digest repeats none', async () => {
    const rig = await openRig({ settings });
    await rig.pass(90 * MINUTE, 10 * MINUTE);
    expect(digests(rig)).toHaveLength(1);
    rig.set(-HOUR);
    await rig.restart();
    await rig.pass(DAY - HOUR, 30 * MINUTE);
    expect(digests(rig)).toHaveLength(1);
    await rig.pass(2 * HOUR, 10 * MINUTE);
    expect(digests(rig).map(([title]) => title)).toEqual([
      'Digest: Mon 31 Aug 08:00 to Tue 1 Sep 08:00',
      'Digest: Tue 1 Sep 08:00 to Wed 2 Sep 08:00',
    ]);
  });

  it('in the night keeps quiet until the quiet hours are over by the clock', async () => {
    const night = Date.UTC(2026, 8, 1, 20, 30);
    const quiet_hours = [{ from: '22:00', to: '07:00' }];
    const rig = await openRig({ startAt: night, settings: { ...settings, quiet_hours } });
    await rig.alert('a', 'Held');
    await rig.pass(10 * MINUTE);
    rig.set(-20 * MINUTE);
    await rig.pass(8 * HOUR, 10 * MINUTE);
    expect(headlines(rig)).toEqual([]);
    await rig.pass(2 * HOUR, 10 * MINUTE);
    expect(headlines(rig)[0]).toBe('While it was quiet: 1 alert');
  });
});

describe('a clock that is set forward a day', () => {
  it('loses no alert, sends one digest for the time it skipped, and none twice when it is corrected', async () => {
    const rig = await openRig({ settings });
    await rig.pass(90 * MINUTE, 10 * MINUTE);
    await rig.alert('a', 'Before');
    rig.set(DAY);
    await rig.pass(MINUTE, 10 * SECOND);
    await rig.alert('a', 'Ahead');
    await rig.pass(MINUTE, 10 * SECOND);
    rig.set(-DAY);
    await rig.pass(10 * SECOND);
    await rig.alert('a', 'After');
    await rig.pass(2 * DAY, 30 * MINUTE);
    expect(headlines(rig)).toEqual(['Before', 'Ahead', 'After']);
    // The second of September was told of under the wrong clock; the third is the next.
    expect(digests(rig).map(([title]) => title)).toEqual([
      'Digest: Mon 31 Aug 08:00 to Tue 1 Sep 08:00',
      'Digest: Tue 1 Sep 08:00 to Wed 2 Sep 08:00',
      'Digest: Wed 2 Sep 08:00 to Thu 3 Sep 08:00',
    ]);
  });

  it('gives up no alert that a platform would not take at that moment', async () => {
    const rig = await openRig();
    rig.rig.answer = () => ({ kind: 'retry', reason: 'down' });
    await rig.alert('a', 'Patient');
    await rig.pass(10 * MINUTE, MINUTE);
    rig.set(DAY);
    await rig.pass(10 * MINUTE, MINUTE);
    rig.rig.answer = () => undefined;
    await rig.pass(20 * MINUTE, MINUTE);
    expect(headlines(rig)).toEqual(['Patient']);
  });
});
