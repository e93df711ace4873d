import * as fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { endSilence, insertSilence } from '../../../src/edges/store/people/silences.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';
import { type AlertRig, openAlertRig, posted } from '../rig-alerts.ts';
import { describeOnStores } from '../../stores.ts';

/** A Tuesday, noon in Brussels. */
const NOON = Date.UTC(2026, 8, 1, 10);
const open: AlertRig[] = [];
const openRig = async (...args: Parameters<typeof openAlertRig>): Promise<AlertRig> => {
  const rig = await openAlertRig(...args);
  open.push(rig);
  return rig;
};
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

const mute = (rig: AlertRig, indicatorId: string, length: number): Promise<number> => {
  const startsAt = rig.clock.now();
  const author = { author: 'discord:1', authorName: 'Ann', reason: undefined };
  return insertSilence(
    rig.store.db,
    { matchers: { indicator: [indicatorId] }, startsAt, expiresAt: startsAt + length, ...author },
    startsAt,
  );
};
const records = async (rig: AlertRig) => (await rig.rows()).map((row) => [row.kind, row.status, row.reason]);
/** Each alert that was held back, why, and the delivery that told of it after all. */
const withheld = async (rig: AlertRig) =>
  (
    await rig.store.db
      .selectFrom('message_alerts')
      .selectAll()
      .where('status', '=', 'withheld')
      .orderBy('alert_id')
      .execute()
  ).map((row) => [row.alert_id, row.reason, row.told_in]);

describeOnStores('a silence', (_open, kind) => {
  it('withholds posts with a row that names it, and says when it is over what it withheld', async () => {
    const rig = await openRig({ startAt: NOON });
    const id = await mute(rig, 'a', HOUR);
    await rig.alert('a', 'First');
    await rig.alert('b', 'Other');
    await rig.pass(20 * MINUTE);
    await rig.alert('a', 'Second');
    await rig.pass(39 * MINUTE);
    expect(posted(rig.told)).toEqual([['Other']]);
    await rig.pass(2 * MINUTE);
    expect(posted(rig.told).slice(1)).toEqual([
      [
        'Silence on Sign A ended',
        `Silence ${id} on Sign A by Ann ended; it withheld 2 alerts: 1, 3.`,
        '#1 First · The Gazette',
        '#3 Second · The Gazette',
      ],
    ]);
    expect(rig.told.at(-1)?.at).toBe(NOON + HOUR);
    const reason = `silence ${id} by Ann, until Tue 1 Sep 11:00`;
    expect(await records(rig)).toEqual([
      ['post', 'suppressed', reason],
      ['post', 'sent', null],
      ['post', 'suppressed', reason],
      ['notice', 'sent', null],
    ]);
    expect(await withheld(rig)).toEqual([
      [1, reason, 4],
      [3, reason, 4],
    ]);
    await rig.pass(2 * HOUR);
    expect(rig.told).toHaveLength(2);
  });

  it('links each headline of its last line', async () => {
    const rig = await openRig({ startAt: NOON });
    await mute(rig, 'a', MINUTE);
    await rig.alert('a', 'First');
    await rig.pass(2 * MINUTE);
    expect(rig.told.at(-1)?.send.notification).toMatchObject({
      lines: [{}, { text: '#1 First · The Gazette', link: 'https://gazette.example/1' }],
    });
  });

  it('that somebody ends says so at once, and nothing where it withheld nothing', async () => {
    const rig = await openRig({ startAt: NOON });
    const id = await mute(rig, 'a', DAY);
    const idle = await mute(rig, 'b', MINUTE);
    await rig.alert('a', 'First');
    await rig.pass(5 * MINUTE);
    expect(rig.told).toHaveLength(0);
    await endSilence(rig.store.db, id, 'Bob', rig.clock.now());
    await rig.step();
    expect(posted(rig.told)[0]?.[1]).toBe(
      `Silence ${id} on Sign A by Ann was ended by Bob; it withheld 1 alert: 1.`,
    );
    const silences = await rig.store.db.selectFrom('silences').select(['id', 'told_at']).execute();
    expect(silences.find((each) => each.id === idle)?.told_at).toBe(NOON + MINUTE);
  });

  it('that begins before a post is due withholds it; what was posted is edited on', async () => {
    const rig = await openRig({ startAt: NOON });
    const before = await rig.alert('a', 'Before');
    await rig.pass(MINUTE);
    await rig.alert('a', 'Waiting');
    await mute(rig, 'a', HOUR);
    await rig.revise(before);
    await rig.pass(MINUTE);
    expect(rig.told.map(({ send }) => send.prior?.message)).toEqual([undefined, 'm1']);
    expect(posted(rig.told)).toEqual([['Before']]);
  });

  it('leaves no edit behind of a post that it withheld', async () => {
    const rig = await openRig({ startAt: NOON });
    await mute(rig, 'a', HOUR);
    const id = await rig.alert('a', 'First');
    await rig.revise(id);
    await rig.pass(MINUTE);
    await rig.revise(id);
    await rig.pass(MINUTE);
    expect((await rig.rows()).map((row) => [row.kind, row.status])).toEqual([['post', 'suppressed']]);
  });

  it('does not stop what may have arrived already', async () => {
    const rig = await openRig({ startAt: NOON });
    rig.rig.answer = () => ({ kind: 'uncertain', reason: 'the line went dead' });
    await rig.alert('a', 'First');
    await rig.pass(31 * SECOND, SECOND);
    rig.rig.answer = () => undefined;
    await mute(rig, 'a', HOUR);
    await rig.pass(MINUTE);
    expect(posted(rig.told)).toEqual([['First']]);
    expect(rig.told[0]?.send.maybeSentAt).toBe(NOON + 30 * SECOND);
  });

  it('never adds: with it the receivers see a part of what they see without', async () => {
    const minute = fc.integer({ min: 0, max: 30 });
    const someAlert = fc.record({ indicator: fc.constantFrom('a', 'b'), at: minute });
    const someSilence = fc.record({ indicator: fc.constantFrom('a', 'b'), at: minute, length: minute });
    await fc.assert(
      fc.asyncProperty(
        fc.array(someAlert, { maxLength: 8 }),
        someSilence,
        fc.boolean(),
        async (alerts, silence, grouped) => {
          const play = async (silenced: boolean): Promise<readonly string[]> => {
            const rig = await openAlertRig({
              startAt: NOON,
              route: grouped ? { group_by: ['brief'] } : {},
              settings: { flood: { alerts: 3, within: '5m' } },
            });
            for (let now = 0; now <= 40; now += 1) {
              if (silenced && silence.at === now) await mute(rig, silence.indicator, silence.length * MINUTE);
              for (const [index, each] of alerts.entries())
                if (each.at === now) await rig.alert(each.indicator, `${index}`);
              await rig.clock.advance(MINUTE);
              await rig.step();
            }
            await rig.close();
            return rig.told.flatMap(({ send: { notification, prior } }) =>
              notification.kind === 'alert' && prior === undefined
                ? [notification.headline.text, ...(notification.grouped ?? []).map((each) => each.headline)]
                : [],
            );
          };
          const [without, within] = [await play(false), await play(true)];
          expect(new Set(within).size).toBe(within.length);
          expect(within.filter((headline) => !without.includes(headline))).toEqual([]);
        },
      ),
      // The rules are the same on both; what differs is how long a query takes.
      { numRuns: kind === 'sqlite' ? 15 : 4 },
    );
  }, 600_000);
});

describeOnStores('quiet hours', () => {
  const night = { quiet_hours: [{ from: '22:00', to: '07:00', except: { severity: 'high' } }] };
  const settings = { ...night, time_zone: 'Europe/Brussels' };
  const EVENING = Date.UTC(2026, 8, 1, 19, 59);
  const MORNING = Date.UTC(2026, 8, 2, 5);

  it('hold back what came, let exceptions through, and tell the rest in one message at the end', async () => {
    const rig = await openRig({ startAt: EVENING, settings });
    await rig.alert('a', 'Evening');
    await rig.pass(MINUTE);
    await rig.alert('a', 'One');
    await rig.alert('b', 'Two');
    await rig.alert('b', 'Urgent', 'high');
    await rig.pass(HOUR, MINUTE);
    await rig.alert('b', 'Three');
    await rig.pass(8 * HOUR - MINUTE, 10 * MINUTE);
    expect(posted(rig.told)).toEqual([['Evening'], ['Urgent']]);
    await rig.pass(MINUTE);
    expect(posted(rig.told).slice(2)).toEqual([
      [
        'While it was quiet: 3 alerts',
        'Sign A: 1 alert',
        '#2 One · The Gazette',
        'Sign B: 2 alerts',
        '#3 Two · The Gazette',
        '#5 Three · The Gazette',
      ],
    ]);
    expect(rig.told.at(-1)?.at).toBe(MORNING);
    const notice = (await rig.rows()).find((row) => row.kind === 'notice')?.id;
    const reason = 'quiet hours until Wed 2 Sep 07:00';
    expect((await records(rig))[1]).toEqual(['post', 'suppressed', reason]);
    expect((await withheld(rig)).every(([, why, toldIn]) => why === reason && toldIn === notice)).toBe(true);
    await rig.pass(HOUR, MINUTE);
    expect(rig.told).toHaveLength(3);
  });

  it('tell after a restart in the middle of them, once', async () => {
    const rig = await openRig({ startAt: EVENING + 2 * MINUTE, settings });
    await rig.alert('a', 'One');
    await rig.pass(HOUR, 10 * MINUTE);
    await rig.restart();
    await rig.pass(9 * HOUR, 10 * MINUTE);
    await rig.restart();
    await rig.pass(MINUTE);
    expect(posted(rig.told)).toEqual([
      ['While it was quiet: 1 alert', 'Sign A: 1 alert', '#1 One · The Gazette'],
    ]);
  });

  it('postpone notices, and the time they wait does not count against them', async () => {
    const friday = Date.UTC(2026, 8, 4, 20);
    const weekend = { days: ['sat', 'sun'], from: '00:00', to: '24:00' };
    const rig = await openRig({
      startAt: friday,
      settings: { ...settings, quiet_hours: [{ from: '22:00', to: '24:00' }, weekend] },
    });
    await mute(rig, 'a', 2 * MINUTE);
    await rig.alert('a', 'Muted');
    await rig.pass(10 * MINUTE);
    expect(await records(rig)).toEqual([
      ['post', 'suppressed', 'silence 1 by Ann, until Fri 4 Sep 22:02'],
      ['notice', 'pending', 'quiet hours until Mon 7 Sep 00:00'],
    ]);
    await rig.pass(2 * DAY + HOUR, 30 * MINUTE);
    rig.rig.answer = () => ({ kind: 'retry', reason: 'down' });
    await rig.pass(HOUR, 10 * MINUTE);
    expect((await records(rig))[1]?.slice(0, 3)).toEqual(['notice', 'pending', 'down']);
    rig.rig.answer = () => undefined;
    await rig.pass(HOUR, 10 * MINUTE);
    expect(posted(rig.told)[0]?.[0]).toBe('Silence on Sign A ended');
  });

  it('go by the configuration as it is now', async () => {
    const rig = await openRig({ startAt: EVENING + HOUR, settings });
    await rig.alert('a', 'Held');
    await rig.pass(MINUTE);
    rig.configure({ quiet_hours: [] });
    await rig.alert('a', 'Told');
    await rig.pass(MINUTE);
    expect(posted(rig.told)).toEqual([['Told']]);
  });

  it('hold back for those whom they name only', async () => {
    const rig = await openRig({
      startAt: EVENING + HOUR,
      settings: { ...settings, quiet_hours: [{ from: '22:00', to: '07:00', receivers: ['room'] }] },
      route: { routes: [{ receiver: 'room', continue: true }, { receiver: 'desk' }] },
    });
    await rig.alert('a', 'One');
    await rig.pass(MINUTE);
    expect(rig.told.map(({ receiver }) => receiver)).toEqual(['desk']);
  });
});

describeOnStores('the flood guard', () => {
  it('turns what comes at once into one list per receiver, each alert with its reason', async () => {
    const rig = await openRig({
      startAt: NOON,
      route: { routes: [{ receiver: 'room', continue: true }, { receiver: 'desk' }] },
    });
    for (let i = 1; i <= 31; i += 1) await rig.alert('a', `Headline ${i}`);
    await rig.alert('b', 'Of another sign');
    await rig.rise('a');
    await rig.pass(MINUTE);
    for (const receiver of ['room', 'desk'])
      expect(posted(rig.told.filter((each) => each.receiver === receiver))).toEqual([
        ['Of another sign'],
        ['a rises'],
      ]);
    await rig.pass(5 * MINUTE);
    const lists = rig.told.slice(4);
    expect(new Set(lists.map(({ receiver }) => receiver))).toEqual(new Set(['room', 'desk']));
    expect(lists).toHaveLength(2);
    for (const lines of posted(lists)) {
      expect(lines.slice(0, 4)).toEqual([
        'Many alerts at once: 31',
        'More than 30 alerts of one indicator came within 5m, so these are a list.',
        'Sign A: 31 alerts',
        '#1 Headline 1 · The Gazette',
      ]);
      expect(lines.at(-1)).toBe('and 9 more');
    }
    const held = (await rig.rows()).filter((row) => row.status === 'suppressed');
    expect(held).toHaveLength(62);
    expect(new Set(held.map((row) => row.reason))).toEqual(
      new Set(['more than 30 alerts of its indicator in 5m']),
    );
    expect((await withheld(rig)).filter(([, , toldIn]) => toldIn !== null)).toHaveLength(62);
    await rig.pass(10 * MINUTE);
    expect(rig.told).toHaveLength(6);
  });

  it('posts a stream up to the limit and lists the rest', async () => {
    const rig = await openRig({
      startAt: NOON,
      settings: { flood: { alerts: 3, within: '5m' }, group_wait: '0s' },
    });
    for (let i = 1; i <= 6; i += 1) {
      await rig.alert('a', `Headline ${i}`);
      await rig.pass(30 * SECOND);
    }
    await rig.pass(6 * MINUTE);
    expect(posted(rig.told).map(([first]) => first)).toEqual([
      'Headline 1',
      'Headline 2',
      'Headline 3',
      'Many alerts at once: 3',
    ]);
    await rig.alert('a', 'Later');
    await rig.pass(MINUTE);
    expect(posted(rig.told).at(-1)).toEqual(['Later']);
  });
});
