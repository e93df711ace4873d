/** What one receiver is told of one event: one message, edited and answered, by what the receiver was sent. */
import { afterEach, expect, it } from 'vitest';
import { correlationAlert, storyAlert } from '../../../src/core/alert/alert.ts';
import type { AlertNotification, AnswerNotification } from '../../../src/core/delivery/notification.ts';
import type { Severity } from '../../../src/core/indicator/brief.ts';
import { raise } from '../../../src/app/ingest/open-alerts.ts';
import { queueAnswer } from '../../../src/app/ingest/queue.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time/duration.ts';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { saveStories } from '../../../src/edges/store/stories.ts';
import { describeOnStores } from '../../stores.ts';
import { type AlertRig, BRIEF, openAlertRig } from '../rig-alerts.ts';

const NOON = Date.UTC(2026, 8, 1, 10);
const rigs: AlertRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});
const openRig = async (options: Partial<Parameters<typeof openAlertRig>[0]> = {}): Promise<AlertRig> => {
  const rig = await openAlertRig({ startAt: NOON, ...options });
  rigs.push(rig);
  return rig;
};

/** Opens an alert of an indicator for a report of a story that stands already. */
const alertOn = async (
  rig: AlertRig,
  report: Awaited<ReturnType<AlertRig['entry']>>,
  indicatorId: string,
  severity: Severity,
): Promise<void> => {
  const indicator = BRIEF.indicators.find(({ id }) => id === indicatorId);
  if (indicator === undefined) throw new Error(`no indicator ${indicatorId}`);
  const place = { briefId: BRIEF.id, entry: report.seq, text: report.text };
  const draft = storyAlert({ ...indicator, severity }, report.storyId, place);
  await rig.store.transaction((tx) => raise(tx, rig.writer(), draft, rig.clock.now()));
};
const correlate = async (
  rig: AlertRig,
  reports: readonly Awaited<ReturnType<AlertRig['entry']>>[],
  severity: Severity = 'low',
): Promise<void> => {
  const last = reports.at(-1);
  if (last === undefined) throw new Error('nothing to correlate');
  const signals = reports.map(({ seq }) => ({ indicatorId: 'a', entry: seq }));
  const draft = correlationAlert(
    { id: 'chorus', severity, tags: [] },
    { key: `chorus/${last.seq}`, signals } as unknown as Parameters<typeof correlationAlert>[1],
    '2 reports within a day.',
    { briefId: BRIEF.id, indicatorId: 'a', entry: last.seq, text: last.text },
  );
  await rig.store.transaction((tx) => raise(tx, rig.writer(), draft, rig.clock.now()));
};
const mute = (rig: AlertRig, indicatorId: string) =>
  insertSilence(
    rig.store.db,
    {
      matchers: { indicator: [indicatorId] },
      startsAt: rig.clock.now(),
      expiresAt: rig.clock.now() + 10 * HOUR,
      author: 'discord:1',
      authorName: 'Ann',
      reason: undefined,
    },
    rig.clock.now(),
  );
const isAlert = (n: { readonly kind: string }): n is AlertNotification => n.kind === 'alert';
const isAnswer = (n: { readonly kind: string }): n is AnswerNotification => n.kind === 'answer';
const alerts = (rig: AlertRig) => rig.told.map(({ send }) => send.notification).filter(isAlert);
const answers = (rig: AlertRig) => rig.told.map(({ send }) => send.notification).filter(isAnswer);

describeOnStores('the alerts of one event at a receiver', () => {
  it('are one message, led by the highest severity, each other with its name', async () => {
    const rig = await openRig();
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'low');
    await alertOn(rig, report, 'b', 'high');
    await rig.pass(MINUTE);
    expect(rig.told).toHaveLength(1);
    expect(alerts(rig)[0]).toMatchObject({
      alertId: 2,
      indicator: { id: 'b' },
      severity: 'high',
      others: [{ alertId: 1, indicator: { id: 'a', name: 'Sign A' } }],
    });
  });

  it('go out when the first of them is due', async () => {
    const rig = await openRig({
      route: {
        group_wait: '10m',
        routes: [{ match: { indicator: 'b' }, receiver: 'room', group_wait: '5s' }],
      },
    });
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'low');
    await rig.pass(MINUTE);
    expect(rig.told).toHaveLength(0);
    await alertOn(rig, report, 'b', 'low');
    await rig.pass(10 * SECOND, SECOND);
    expect(rig.told).toHaveLength(1);
    expect(alerts(rig)[0]?.others).toHaveLength(1);
  });

  it('that come later edit it; only what is graver than all before answers it', async () => {
    const rig = await openRig();
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'medium');
    await rig.pass(MINUTE);
    await alertOn(rig, report, 'b', 'medium');
    await rig.pass(MINUTE);
    expect(rig.told.map(({ send }) => [send.notification.kind, send.prior?.message])).toEqual([
      ['alert', undefined],
      ['alert', 'm1'],
    ]);
    const graver = await openRig();
    const other = await graver.entry('a', 'Board sells the cranes');
    await alertOn(graver, other, 'a', 'medium');
    await graver.pass(MINUTE);
    await alertOn(graver, other, 'b', 'high');
    await graver.pass(MINUTE);
    expect(answers(graver)).toMatchObject([{ title: 'Now also a sign of Sign B (high)', mention: true }]);
    expect(graver.told.find(({ send }) => isAnswer(send.notification))?.send.follows?.message).toBe('m1');
    expect(alerts(graver).at(-1)).toMatchObject({ severity: 'high', indicator: { id: 'b' } });
  });

  it('leave out what is silenced; with nothing else there is no message', async () => {
    const rig = await openRig();
    await mute(rig, 'a');
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'high');
    await rig.pass(MINUTE);
    expect(rig.told).toHaveLength(0);
    await alertOn(rig, report, 'b', 'low');
    await rig.pass(MINUTE);
    expect(alerts(rig)).toMatchObject([{ indicator: { id: 'b' }, others: [] }]);
    const rows = await rig.store.db.selectFrom('message_alerts').selectAll().orderBy('alert_id').execute();
    expect(rows.map(({ status, withheld_by }) => [status, withheld_by])).toEqual([
      ['withheld', 'silence/1'],
      ['shown', null],
    ]);
  });

  it('let what quiet hours would hold ride along with what they let through', async () => {
    const quiet = { from: '00:00', to: '23:59', except: { severity: 'high' } };
    const rig = await openRig({ settings: { quiet_hours: [quiet], time_zone: 'UTC' } });
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'low');
    await alertOn(rig, report, 'b', 'high');
    await rig.pass(MINUTE);
    expect(alerts(rig)).toMatchObject([{ indicator: { id: 'b' }, others: [{ alertId: 1 }] }]);
    await rig.pass(14 * HOUR, HOUR);
    expect(rig.told).toHaveLength(1);
  });

  it('reach a receiver whose routes bring it only some of them with those and no others', async () => {
    const rig = await openRig({
      route: {
        routes: [
          { receiver: 'room', continue: true },
          { match: { indicator: 'b' }, receiver: 'desk' },
        ],
      },
    });
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'high');
    await alertOn(rig, report, 'b', 'low');
    await rig.pass(MINUTE);
    const shown = new Map(
      rig.told.flatMap(({ receiver, send: { notification: n } }) =>
        isAlert(n) ? [[receiver, [n.alertId, ...n.others.map(({ alertId }) => alertId)]]] : [],
      ),
    );
    expect(shown).toEqual(
      new Map([
        ['room', [1, 2]],
        ['desk', [2]],
      ]),
    );
  });

  it('are not answered again by what is no graver than the gravest shown', async () => {
    const rig = await openRig();
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'high');
    await rig.pass(MINUTE);
    await alertOn(rig, report, 'b', 'low');
    await rig.pass(MINUTE);
    expect(answers(rig)).toEqual([]);
    expect(alerts(rig).at(-1)).toMatchObject({ severity: 'high', others: [{ indicator: { id: 'b' } }] });
  });

  it('that come silenced to a message that was sent are not shown in it and do not answer it', async () => {
    const rig = await openRig();
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'low');
    await rig.pass(MINUTE);
    await mute(rig, 'b');
    await alertOn(rig, report, 'b', 'high');
    await rig.pass(HOUR, MINUTE);
    expect(answers(rig)).toEqual([]);
    expect(alerts(rig).at(-1)).toMatchObject({ severity: 'low', indicator: { id: 'a' }, others: [] });
  });

  it('have their message alone where one of the routes that bring them does not group', async () => {
    const rig = await openRig({
      route: {
        routes: [
          { receiver: 'room', group_by: ['brief'], continue: true },
          { match: { indicator: 'b' }, receiver: 'room' },
        ],
      },
    });
    const reports = [
      await rig.entry('a', 'Board sells the cranes'),
      await rig.entry('b', 'Council shuts the quay'),
      await rig.entry('a', 'Tram line opens a week late'),
    ];
    for (const [index, sign] of ['a', 'b', 'a'].entries()) {
      const report = reports[index];
      if (report !== undefined) await alertOn(rig, report, sign, 'low');
    }
    await rig.pass(10 * MINUTE);
    const posts = rig.told.filter(({ send }) => send.prior === undefined);
    const shown = posts.map(({ send: { notification: n } }) => (isAlert(n) ? [n.headline.text] : [n.kind]));
    // The two of sign a share one post; b's, which one route brings ungrouped, has its own.
    expect(shown).toHaveLength(2);
    expect(shown).toContainEqual(['Council shuts the quay']);
  });
});

describeOnStores('the severity of an answer', () => {
  it('is the highest of the stored alerts that it tells of, whatever the message has besides', async () => {
    const rig = await openRig();
    const early = await rig.entry('a', 'Board sells the cranes');
    const late = await rig.entry('a', 'Council sells the quay');
    await alertOn(rig, late, 'a', 'high');
    await rig.pass(MINUTE);
    await correlate(rig, [early, late], 'low');
    await rig.pass(MINUTE);
    expect(answers(rig)).toMatchObject([{ title: 'chorus: 2 reports within a day.', severity: 'low' }]);
    const graver = await openRig();
    const one = await graver.entry('a', 'Board sells the cranes');
    const two = await graver.entry('a', 'Council sells the quay');
    await alertOn(graver, two, 'a', 'low');
    await graver.pass(MINUTE);
    await alertOn(graver, two, 'b', 'medium');
    await correlate(graver, [one, two], 'high');
    await graver.pass(MINUTE);
    expect(answers(graver).map(({ severity }) => severity)).toEqual(['high']);
  });

  it('is that of the message where it tells of none, as its alerts are stored by then', async () => {
    const rig = await openRig();
    const report = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, report, 'a', 'high');
    await rig.pass(MINUTE);
    const [message] = await rig.store.db.selectFrom('messages').select('id').execute();
    const say = async (text: string): Promise<void> => {
      const answer = { alerts: [], lines: [{ text, marks: [] }], mention: true };
      const named = rig.writer().nameDelivery;
      await rig.store.transaction((tx) => queueAnswer(tx, named, message?.id ?? 0, answer, rig.clock.now()));
      await rig.pass(MINUTE);
    };
    await say('The outlet took it back');
    await rig.store.db.updateTable('alerts').set({ severity: 'low' }).execute();
    await say('And said so again');
    expect(answers(rig).map(({ title, severity }) => [title, severity])).toEqual([
      ['The outlet took it back', 'high'],
      ['And said so again', 'low'],
    ]);
  });
});

describeOnStores('a correlation', () => {
  it('stands in the message of the report that completed it, with its earlier reports', async () => {
    const rig = await openRig();
    const early = await rig.entry('a', 'Board sells the cranes');
    await alertOn(rig, early, 'a', 'medium');
    await rig.pass(HOUR, MINUTE);
    const late = await rig.entry('a', 'Council sells the quay');
    await alertOn(rig, late, 'a', 'medium');
    await correlate(rig, [early, late]);
    await rig.pass(MINUTE);
    expect(rig.told).toHaveLength(2);
    expect(alerts(rig)[1]).toMatchObject({
      headline: { text: 'Council sells the quay' },
      patterns: [{ kind: 'correlation', reports: [{ headline: 'Board sells the cranes' }] }],
    });
  });

  it('answers that message where it was sent already', async () => {
    const rig = await openRig();
    const early = await rig.entry('a', 'Board sells the cranes');
    const late = await rig.entry('a', 'Council sells the quay');
    await alertOn(rig, late, 'a', 'medium');
    await rig.pass(MINUTE);
    await correlate(rig, [early, late]);
    await rig.pass(MINUTE);
    expect(answers(rig)).toMatchObject([{ title: 'chorus: 2 reports within a day.' }]);
    expect(alerts(rig).at(-1)?.patterns).toHaveLength(1);
  });

  it('is a message of its own only at the receiver that is not told of the report', async () => {
    const rig = await openRig({
      route: {
        routes: [{ match: { kind: 'correlation' }, receiver: 'desk', continue: true }, { receiver: 'room' }],
      },
    });
    const early = await rig.entry('a', 'Board sells the cranes');
    const late = await rig.entry('a', 'Council sells the quay');
    await alertOn(rig, late, 'a', 'medium');
    await correlate(rig, [early, late]);
    await rig.pass(MINUTE);
    const told = rig.told.map(({ receiver, send: { notification: n } }) => [
      receiver,
      isAlert(n) ? n.patterns.length : n.kind,
    ]);
    expect(told.toSorted((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1))).toEqual([
      ['desk', 0],
      ['room', 1],
    ]);
  });

  it('says nothing where it is silenced with its sign', async () => {
    const rig = await openRig();
    await mute(rig, 'a');
    const early = await rig.entry('a', 'Board sells the cranes');
    const late = await rig.entry('a', 'Council sells the quay');
    await alertOn(rig, late, 'a', 'medium');
    await correlate(rig, [early, late]);
    await rig.pass(MINUTE);
    expect(rig.told).toEqual([]);
  });

  it('is a message of its own where the receiver has none to stand in', async () => {
    const rig = await openRig();
    const early = await rig.entry('a', 'Board sells the cranes');
    const late = await rig.entry('a', 'Council sells the quay');
    await correlate(rig, [early, late]);
    await rig.pass(MINUTE);
    expect(alerts(rig)).toMatchObject([
      { finding: '2 reports within a day.', evidence: [{}, {}], others: [], patterns: [] },
    ]);
  });
});

describeOnStores('a development', () => {
  const develop = async (rig: AlertRig, reversal: readonly string[] = []) => {
    const first = await rig.entry('a', 'Board offers the cranes');
    await alertOn(rig, first, 'a', 'medium');
    return {
      first,
      next: async () => {
        const second = await rig.entry('a', 'Board withdraws the offer');
        await saveStories(rig.store.db, []);
        await rig.store.db
          .updateTable('stories')
          .set({ follows: first.storyId })
          .where('id', '=', second.storyId)
          .execute();
        await rig.store.db
          .updateTable('entries')
          .set({ relation: 'development', reversal: JSON.stringify(reversal) })
          .where('seq', '=', second.seq)
          .execute();
        await alertOn(rig, second, 'a', 'medium');
      },
    };
  };

  it('answers the message of the story that it follows, which has a line of it', async () => {
    const rig = await openRig();
    const { next } = await develop(rig, ['withdraws']);
    await rig.pass(MINUTE);
    await next();
    await rig.pass(MINUTE);
    const posts = rig.told.filter(({ send }) => send.prior === undefined);
    expect(posts.map(({ send }) => send.follows?.message)).toEqual([undefined, 'm1']);
    const edited = rig.told.find(({ send }) => send.prior?.message === 'm1')?.send.notification;
    expect(edited).toMatchObject({ developments: [{ turned: 'withdraws' }] });
    expect(posts[1]?.send.notification).toMatchObject({
      headline: { text: 'Board withdraws the offer' },
      follows: { headline: 'Board offers the cranes', turned: 'withdraws' },
    });
  });

  it('waits until it is known whether that message was sent', async () => {
    const rig = await openRig();
    rig.rig.answer = ({ send }) =>
      isAlert(send.notification) && send.notification.headline.text.includes('offers')
        ? { kind: 'uncertain', reason: 'the line went dead' }
        : undefined;
    const { next } = await develop(rig);
    await rig.pass(31 * SECOND, SECOND);
    await next();
    await rig.pass(HOUR, MINUTE);
    expect(rig.told).toHaveLength(0);
    rig.rig.answer = () => undefined;
    await rig.pass(HOUR, MINUTE);
    const posts = rig.told.filter(({ send }) => send.prior === undefined);
    expect(posts.map(({ send }) => send.follows?.message)).toEqual([undefined, 'm1']);
  });

  it('is a message of its own where that one was given up', async () => {
    const rig = await openRig();
    rig.rig.answer = () => ({ kind: 'rejected', reason: 'no such channel' });
    const { next } = await develop(rig);
    await rig.pass(MINUTE);
    rig.rig.answer = () => undefined;
    await next();
    await rig.pass(MINUTE);
    expect(rig.told.map(({ send }) => send.follows)).toEqual([undefined]);
    expect(alerts(rig)[0]?.follows).toBeUndefined();
  });
});
