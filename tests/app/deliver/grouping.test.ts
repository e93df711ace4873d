import { afterEach, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';
import { releaseLeases } from '../../../src/edges/store/outbox/claims.ts';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { type AlertRig, openAlertRig, posted, words } from '../rig-alerts.ts';
import { describeOnStores } from '../../stores.ts';

const NOON = Date.UTC(2026, 8, 1, 12);
const open: AlertRig[] = [];
const openRig = async (
  route: Record<string, unknown>,
  settings: Record<string, unknown> = {},
): Promise<AlertRig> => {
  const rig = await openAlertRig({ startAt: NOON, route, settings });
  open.push(rig);
  return rig;
};
afterEach(async () => {
  for (const rig of open.splice(0)) await rig.close();
});

describeOnStores('alerts of one group', () => {
  it('are one message, and later ones the next, an interval after', async () => {
    const rig = await openRig({ group_by: ['brief'] });
    await rig.alert('a', 'One');
    await rig.pass(10 * SECOND);
    await rig.alert('b', 'Two');
    await rig.pass(MINUTE);
    await rig.alert('a', 'Three');
    await rig.alert('b', 'Four');
    await rig.pass(10 * MINUTE);
    expect(rig.told.map(({ at, send }) => [(at - NOON) / SECOND, words(send.notification)])).toEqual([
      [30, ['One', '+ Two']],
      [330, ['Three', '+ Four']],
    ]);
    expect((await rig.rows()).map((row) => [row.status, row.reason, row.told_in])).toEqual([
      ['sent', null, null],
      ['superseded', 'told in message 1', 1],
      ['sent', null, null],
      ['superseded', 'told in message 3', 3],
    ]);
    expect(rig.told[0]?.send.notification).toMatchObject({
      grouped: [{ alertId: 2, indicator: 'Sign B', severity: 'medium', outlet: 'The Gazette' }],
    });
  });

  it('go each their own way without group_by, and where the labels differ', async () => {
    const rig = await openRig({});
    await rig.alert('a', 'One');
    await rig.alert('a', 'Two');
    await rig.pass(MINUTE);
    expect(posted(rig.told)).toEqual([['One'], ['Two']]);
    const apart = await openRig({ group_by: ['indicator'] });
    await apart.alert('a', 'One');
    await apart.alert('b', 'Two');
    await apart.alert('a', 'Three');
    await apart.pass(MINUTE);
    expect(posted(apart.told)).toEqual([['One', '+ Three'], ['Two']]);
  });

  it('are edited in the message that told them', async () => {
    const rig = await openRig({ group_by: ['brief'] });
    await rig.alert('a', 'One');
    const second = await rig.alert('b', 'Two');
    await rig.revise(second);
    await rig.pass(MINUTE);
    expect(rig.told).toHaveLength(1);
    await rig.revise(second);
    await rig.pass(MINUTE);
    expect(rig.told.map(({ send }) => [send.prior?.message, words(send.notification)])).toEqual([
      [undefined, ['One', '+ Two']],
      ['m1', ['One', '+ Two']],
    ]);
    const rows = await rig.rows();
    expect(rows.filter((row) => row.status === 'pending')).toEqual([]);
    // Each alert counts its own revisions; the message has one count.
    const first = 1;
    await rig.revise(first);
    await rig.pass(MINUTE);
    await rig.revise(first);
    await rig.pass(MINUTE);
    await rig.revise(second);
    await rig.pass(MINUTE);
    expect(rig.told.slice(2).map(({ send }) => send.prior?.message)).toEqual(['m1', 'm1', 'm1']);
  });

  it('leave out those that are silenced, and the next leads where the first is', async () => {
    const rig = await openRig({ group_by: ['brief'] });
    const author = { author: 'slack:U1', authorName: 'Ann', reason: undefined };
    const matchers = { indicator: ['a'] };
    await insertSilence(rig.store.db, { matchers, startsAt: NOON, expiresAt: NOON + DAY, ...author }, NOON);
    await rig.alert('a', 'Muted');
    await rig.alert('b', 'One');
    await rig.alert('a', 'Muted, too');
    await rig.alert('b', 'Two');
    await rig.pass(MINUTE);
    expect(posted(rig.told)).toEqual([['One', '+ Two']]);
    expect((await rig.rows()).map((row) => row.status)).toEqual([
      'suppressed',
      'sent',
      'suppressed',
      'superseded',
    ]);
  });

  it('wait for a message that could not be sent, and go with it', async () => {
    const rig = await openRig({ group_by: ['brief'] });
    await rig.alert('a', 'One');
    await rig.alert('b', 'Two');
    rig.rig.answer = () => ({ kind: 'retry', reason: 'slow down', after: 90_000 });
    await rig.pass(40 * SECOND);
    rig.rig.answer = () => undefined;
    await rig.pass(5 * MINUTE, SECOND);
    expect(posted(rig.told)).toEqual([['One', '+ Two']]);
  });

  it('are led by the next where the first is refused', async () => {
    const rig = await openRig({ group_by: ['brief'] });
    await rig.alert('a', 'One');
    await rig.alert('b', 'Two');
    await rig.alert('b', 'Three');
    rig.rig.answer = ({ send }) =>
      words(send.notification)[0] === 'One' ? { kind: 'rejected', reason: 'too long' } : undefined;
    await rig.pass(MINUTE);
    expect(posted(rig.told)).toEqual([['Two', '+ Three']]);
  });

  it('are not doubled by a crash between the sending and the note of it', async () => {
    const rig = await openRig({ group_by: ['brief'] });
    await rig.alert('a', 'One');
    await rig.alert('b', 'Two');
    await rig.clock.advance(30 * SECOND);
    const { claimDue } = await import('../../../src/edges/store/outbox/claims.ts');
    const claim = { owner: 'killed', now: rig.clock.now(), leaseFor: MINUTE, limit: 10 };
    await claimDue(rig.store.db, claim);
    await releaseLeases(rig.store.db, rig.clock.now());
    await rig.pass(MINUTE);
    // The sink is told that the first may have arrived, and looks before it posts; nobody posts the second by itself.
    const posts = rig.told.filter(({ send }) => send.prior === undefined);
    expect(posts.map(({ send }) => [words(send.notification), send.maybeSentAt])).toEqual([
      [['One', '+ Two'], NOON + 30 * SECOND],
    ]);
  });

  it('are not doubled where the look for the message of the dead process fails', async () => {
    const rig = await openRig({ group_by: ['brief'] });
    for (const title of ['One', 'Two', 'Three']) await rig.alert('a', title);
    await rig.clock.advance(30 * SECOND);
    const { claimDue } = await import('../../../src/edges/store/outbox/claims.ts');
    await claimDue(rig.store.db, {
      owner: 'killed',
      now: rig.clock.now(),
      leaseFor: MINUTE,
      limit: 10,
    });
    await releaseLeases(rig.store.db, rig.clock.now());
    let looks = 0;
    rig.rig.answer = () => {
      looks += 1;
      return looks <= 2 ? { kind: 'uncertain', reason: 'could not look' } : undefined;
    };
    await rig.pass(5 * MINUTE, SECOND);
    const posts = rig.told.filter(({ send }) => send.prior === undefined);
    expect(posts.map(({ send }) => [words(send.notification), send.maybeSentAt])).toEqual([
      [['One', '+ Two', '+ Three'], NOON + 30 * SECOND],
    ]);
    expect((await rig.rows()).filter(({ kind }) => kind === 'post').map(({ status }) => status)).toEqual([
      'sent',
      'superseded',
      'superseded',
    ]);
  });
});

describeOnStores('reminders', () => {
  const repeat = { repeat: true, group_wait: '0s' };

  it('come while an indicator stays active and nobody has acknowledged it', async () => {
    const rig = await openRig(repeat);
    for (const title of ['One', 'Two']) await rig.entry('a', title);
    const id = await rig.rise('a');
    await rig.pass(9 * HOUR, 10 * MINUTE);
    expect(posted(rig.told)).toEqual([
      ['a rises'],
      ...[4, 8].map(() => [
        'Still active: Sign A',
        '3 stories in 7 days, active from 3.',
        'Alert #1 of Tue 1 Sep 12:00 has not been acknowledged; acknowledge it and these reminders end.',
      ]),
    ]);
    expect(rig.told.map(({ at }) => (at - NOON) / HOUR)).toEqual([0, 4, 8]);
    await rig.store.db
      .updateTable('alerts')
      .set({ acknowledged_by: 'Ann', acknowledged_at: rig.clock.now() })
      .where('id', '=', id)
      .execute();
    await rig.pass(9 * HOUR, 10 * MINUTE);
    expect(rig.told).toHaveLength(3);
  });

  it('do not come of news, of routes that do not ask for them, or once it is quieter', async () => {
    const unasked = await openRig({ group_wait: '0s' });
    await unasked.rise('a');
    await unasked.pass(9 * HOUR, HOUR);
    expect(unasked.told).toHaveLength(1);
    const rig = await openRig(repeat);
    await rig.alert('a', 'News');
    // One story alone does not keep it active.
    await rig.rise('a');
    await rig.pass(9 * HOUR, HOUR);
    expect(posted(rig.told)).toEqual([['News'], ['a rises']]);
  });

  it('do not come of what was held back', async () => {
    const rig = await openRig(repeat, { quiet_hours: [{ from: '11:00', to: '13:00' }] });
    for (const title of ['One', 'Two']) await rig.entry('a', title);
    await rig.rise('a');
    await rig.pass(9 * HOUR, HOUR);
    expect(posted(rig.told).map(([first]) => first)).toEqual(['While it was quiet: 1 alert']);
  });

  it('pause during a silence and quiet hours, and are not made up for', async () => {
    const rig = await openRig(repeat, { quiet_hours: [{ from: '14:00', to: '23:00' }] });
    for (const title of ['One', 'Two']) await rig.entry('a', title);
    await rig.rise('a');
    await rig.pass(14 * HOUR, 10 * MINUTE);
    // Due at 16:00 and 20:00; told at 23:00 as one, then in its turn at midnight.
    expect(rig.told.map(({ at }) => (at - NOON) / HOUR)).toEqual([0, 11, 12]);
  });
});
