import { afterEach, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import { hastenRefused } from '../../../src/edges/store/outbox/refusals.ts';
import { type AlertRig, openAlertRig, posted } from '../rig-alerts.ts';
import { describeOnStores } from '../../stores.ts';

const NOON = Date.UTC(2026, 8, 1, 10);
const open: AlertRig[] = [];
/** A rig whose receiver `room` takes nothing until the answer is called; `desk` takes everything. */
async function openRefusing(both = false) {
  const rig = await openAlertRig({ startAt: NOON });
  open.push(rig);
  const refuse = {
    kind: 'refused',
    reason: 'the bot may not post there (50013); give its role Send Messages',
  };
  const attempts: number[] = [];
  rig.rig.answer = ({ receiver, at }) => {
    if (receiver === 'room') attempts.push(at);
    return receiver === 'room' || both ? { ...refuse, kind: 'refused' } : undefined;
  };
  const mend = (): void => {
    rig.rig.answer = () => undefined;
  };
  return { rig, attempts, mend };
}
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});
const at = (rig: AlertRig, receiver: string) => posted(rig.told.filter((each) => each.receiver === receiver));

describeOnStores('a receiver that takes nothing', () => {
  it('is told of once at another one, with why, how many wait, the gravest and what mends it', async () => {
    const { rig } = await openRefusing();
    await rig.alert('a', 'A low one', 'low');
    await rig.alert('b', 'The grave one', 'high');
    await rig.pass(10 * MINUTE);
    expect(at(rig, 'room')).toEqual([]);
    expect(at(rig, 'desk')).toEqual([
      [
        '“room” takes nothing',
        'Since Tue 1 Sep 10:00 nothing can be posted to “room”: the bot may not post there (50013).',
        'To mend it: give its role Send Messages.',
        '2 alerts wait; the gravest (high): The grave one',
        'It is tried again for 24 hours, and leaves at once when that is mended.',
      ],
    ]);
    const rows = await rig.rows();
    expect(rows.filter(({ kind }) => kind === 'post').map(({ status }) => status)).toEqual([
      'pending',
      'pending',
    ]);
  });

  it('is sent what waits as soon as one thing goes through, and the other one hears of it', async () => {
    const { rig, mend } = await openRefusing();
    for (const title of ['One', 'Two', 'Three']) await rig.alert('a', title);
    await rig.pass(20 * MINUTE);
    mend();
    await hastenRefused(rig.store.db, rig.clock.now());
    await rig.pass(MINUTE);
    expect(
      at(rig, 'room')
        .map(([title]) => String(title))
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['One', 'Three', 'Two']);
    expect(at(rig, 'desk').map(([title]) => title)).toEqual([
      '“room” takes nothing',
      '“room” takes messages again',
    ]);
  });

  it('is sent one list of what waited for longer than an hour, with every headline', async () => {
    const { rig, mend } = await openRefusing();
    const titles = Array.from({ length: 8 }, (_, i) => `Headline ${i + 1}`);
    for (const title of titles) await rig.alert('a', title);
    await rig.pass(2 * HOUR, MINUTE);
    mend();
    await hastenRefused(rig.store.db, rig.clock.now());
    await rig.pass(2 * MINUTE);
    const told = at(rig, 'room');
    expect(told.length).toBeLessThanOrEqual(2);
    const all = told.flat().join('\n');
    for (const title of titles) expect(all.split(title).length - 1).toBe(1);
  });

  it('is tried ever more rarely, and given up after 24 hours with a reason', async () => {
    const { rig, attempts } = await openRefusing();
    await rig.alert('a', 'One');
    await rig.pass(25 * HOUR, 5 * MINUTE);
    const pauses = attempts.slice(1).map((each, i) => each - (attempts[i] ?? 0));
    expect(Math.max(...pauses)).toBeGreaterThanOrEqual(3 * (pauses[0] ?? Infinity));
    expect(attempts.length).toBeLessThan(200);
    const [post] = (await rig.rows()).filter(({ kind }) => kind === 'post');
    expect([post?.status, post?.reason]).toEqual(['dead', expect.stringContaining('50013')]);
  });

  it('is told of nowhere where the other one takes nothing either, and then as soon as that does', async () => {
    const { rig } = await openRefusing(true);
    await rig.alert('a', 'One');
    await rig.pass(5 * MINUTE);
    expect(rig.told).toEqual([]);
    rig.rig.answer = ({ receiver }) =>
      receiver === 'room' ? { kind: 'refused', reason: 'gone; mend it' } : undefined;
    await rig.pass(2 * HOUR, MINUTE);
    expect(at(rig, 'desk').map(([title]) => title)).toContain('“room” takes nothing');
  });
});
