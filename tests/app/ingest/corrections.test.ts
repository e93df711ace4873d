import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDispatcher } from '../../../src/app/deliver/dispatcher.ts';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { createPlanner } from '../../../src/app/deliver/plan-delivery.ts';
import { createRenderer } from '../../../src/app/deliver/render-delivery.ts';
import { currentStanding } from '../../../src/app/ingest/watch-standings.ts';
import type { Notification } from '../../../src/core/delivery/notification.ts';
import type { Send } from '../../../src/core/delivery/sink.ts';
import { simulatedClock } from '../../../src/edges/clock/clock.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { DAY, HOUR, MINUTE, type News, type NewsBench, openNewsBench, START, ZOO } from '../bench-of-news.ts';
import { describeOnStores } from '../../stores.ts';

describeOnStores('corrections', (open) => {
  let bench: NewsBench;
  let clock: ReturnType<typeof simulatedClock>;
  let sent: Send[];
  let drain: () => Promise<void>;
  beforeEach(async () => {
    bench = await openNewsBench(await open());
    clock = simulatedClock(START);
    sent = [];
    const dispatcher = createDispatcher({
      store: bench.store,
      sinks: new Map([
        [
          'room',
          (send: Send) => {
            sent.push(send);
            return Promise.resolve({
              kind: 'sent',
              ref: { channel: 'room', message: `m${sent.length}` },
            } as const);
          },
        ],
      ]),
      plan: createPlanner({
        db: bench.store.db,
        rules: () => ({ quietHours: [], zone: 'UTC', flood: { alerts: 1_000, within: HOUR } }),
      }),
      render: createRenderer({
        db: bench.store.db,
        briefs: () => [ZOO],
        sources: () => Promise.resolve({ down: 0, total: 0 }),
      }),
      clock,
      log: createLog({ level: 'silent', secrets: [] }),
      random: () => 0.5,
      owner: 'test',
      nameDelivery: deliveryNamer('test'),
    });
    drain = async () => {
      await dispatcher.drain();
    };
  });
  afterEach(() => bench.store.close());

  /** Polls, and sends what is due within a minute. */
  const poll = async (news: readonly News[], at: number, history = false): Promise<void> => {
    await clock.advanceTo(at);
    await bench.poll(news, at, history);
    await drain();
    await clock.advanceTo(at + MINUTE);
    await drain();
  };
  const item = (title: string, summary = '', at = START): News => ({
    id: 'one',
    link: 'https://alpha.example/one',
    title,
    summary,
    at,
  });
  const posts = (): readonly Notification[] =>
    sent.flatMap(({ prior, notification }) =>
      prior === undefined && notification.kind === 'alert' ? [notification] : [],
    );
  const answers = (): readonly (readonly string[])[] =>
    sent.flatMap(({ notification }) =>
      notification.kind === 'answer'
        ? [[notification.title, ...notification.lines.map(({ text }) => text)]]
        : [],
    );
  const alertsSent = () =>
    sent.flatMap(({ notification }) => (notification.kind === 'alert' ? [notification] : []));
  const week = async (indicator: string): Promise<number | undefined> =>
    (await currentStanding(bench.store.db, ZOO, indicator, clock.now()))?.week.reduce((a, b) => a + b, 0);

  it('withdraws what no longer matches: message, answer and level say so', async () => {
    await poll([item('Zebra walks into town hall')], START);
    expect(await week('zebras')).toBe(1);
    await poll([item('Correction: it was a painted donkey after all')], START + HOUR);
    expect(alertsSent().at(-1)?.corrections).toEqual([
      {
        outlet: 'The alpha',
        before: 'Zebra walks into town hall',
        after: 'Correction: it was a painted donkey after all',
        at: START + HOUR,
        clock: '13:00',
        withdrawn: ['zebras'],
      },
    ]);
    expect(answers()).toEqual([
      [
        'Corrected by The alpha, 13:00. No longer a sign of zebras.',
        'Before: Zebra walks into town hall',
        'Now: Correction: it was a painted donkey after all',
      ],
    ]);
    expect([posts().length, await week('zebras')]).toEqual([1, 0]);
    const versions = await bench.store.db
      .selectFrom('entry_versions')
      .select('title')
      .orderBy('seen_at')
      .execute();
    expect(versions.map(({ title }) => title)).toEqual([
      'Zebra walks into town hall',
      'Correction: it was a painted donkey after all',
    ]);
  });

  it('does not answer while another outlet still reports it', async () => {
    await poll([item('Zebra walks into town hall and sits down')], START);
    await poll(
      [{ title: 'Zebra walks into town hall and sits down', feed: 'beta', at: START + MINUTE }],
      START + 10 * MINUTE,
    );
    await poll([item('Correction: it was a painted donkey after all')], START + HOUR);
    expect([answers(), alertsSent().at(-1)?.corrections.length]).toEqual([[], 1]);
  });

  it('says of a correlation that it does not hold any more', async () => {
    await poll([item('Zebra crosses the river')], START);
    await poll([{ title: 'Tall giraffe blocks motorway', at: START + HOUR }], START + HOUR);
    expect((await bench.alerts()).map(({ kind }) => kind)).toContain('correlation');
    await poll([item('Correction: it was a painted donkey after all')], START + 2 * HOUR);
    expect(answers().flat().join('\n')).toContain(
      'Both: no longer holds. The alpha corrected “Zebra crosses the river”.',
    );
    const alert = await bench.store.db
      .selectFrom('alerts')
      .select(['finding', 'evidence'])
      .where('kind', '=', 'correlation')
      .executeTakeFirstOrThrow();
    expect(alert).toEqual({ finding: 'No longer holds: The alpha corrected its report.', evidence: '[2]' });
  });

  it('tells again what was taken back and comes back later', async () => {
    await poll([item('Zebra walks into town hall')], START);
    await poll([item('Correction: it was a painted donkey after all')], START + HOUR);
    await poll([item('It was a zebra that walked into town hall, police say')], START + 30 * HOUR);
    expect(posts().map((each) => each.kind === 'alert' && each.headline.text)).toEqual([
      'Zebra walks into town hall',
      'It was a zebra that walked into town hall, police say',
    ]);
  });

  it('edits in silence what is only worded anew', async () => {
    await poll([item('Zebra walks into town hal')], START);
    await poll([item('Zebra walks into town hall')], START + HOUR);
    expect([posts().length, answers(), alertsSent().at(-1)?.headline.text]).toEqual([
      1,
      [],
      'Zebra walks into town hall',
    ]);
    expect(alertsSent().at(-1)?.corrections).toEqual([]);
  });

  it('lets two wordings that servers show in turn change nothing more', async () => {
    const wordings = ['Zebra law passes by three votes', 'Correction: donkey law fails'];
    for (let n = 0; n < 60; n += 1) await poll([item(wordings[n % 2] ?? '')], START + n * HOUR);
    expect([posts().length, answers().length]).toEqual([1, 1]);
  });

  it('takes the first wording for the true one again once the other is not shown for a day', async () => {
    await poll([item('Zebra walks into town hall')], START);
    await poll([item('Correction: it was a painted donkey after all')], START + HOUR);
    for (let n = 2; n < 30; n += 1) await poll([item('Zebra walks into town hall')], START + n * HOUR);
    expect(posts()).toHaveLength(2);
  });

  it.each([
    ['its headline', item('Level four: zebra evacuated', '', START + DAY)],
    ['its summary', item('Travel advice', 'A zebra blocks the road.')],
  ])('tells an entry of the first reading that comes to match by %s', async (_, changed) => {
    await poll([item('Travel advice', 'Take care.')], START, true);
    await poll([changed], START + 5 * DAY);
    expect(posts()).toHaveLength(1);
    const { at, history } = await bench.store.db
      .selectFrom('signals')
      .select(['at', 'history'])
      .executeTakeFirstOrThrow();
    expect([at, history]).toEqual([START + 5 * DAY, 0]);
  });

  it('says nothing of one that matched already and is mended by a letter', async () => {
    await poll([item('Zebra breeders sue citty of Graz')], START, true);
    await poll([item('Zebra breeders sue city of Graz')], START + HOUR);
    expect(sent).toEqual([]);
  });

  it('places what says another thing and is a sign still anew', async () => {
    await poll([item('Zebra walks into town hall')], START);
    await poll([item('Court lifts export ban on every zebra in Malta')], START + HOUR);
    expect(posts().map((each) => each.kind === 'alert' && each.headline.text)).toEqual([
      'Zebra walks into town hall',
      'Court lifts export ban on every zebra in Malta',
    ]);
  });

  it('places anew what turns into its opposite by one word', async () => {
    await poll([item('Zoo offers a zebra to the town of Graz')], START);
    await poll([item('Zoo withdraws offer of a zebra to the town of Graz')], START + HOUR);
    expect(posts().map((each) => each.kind === 'alert' && each.headline.text)).toEqual([
      'Zoo offers a zebra to the town of Graz',
      'Zoo withdraws offer of a zebra to the town of Graz',
    ]);
    // The same turn in other words is no other thing.
    await poll([item('Zoo calls off offer of a zebra to the town of Graz')], START + 2 * HOUR);
    expect(posts()).toHaveLength(2);
  });

  it('keeps with each signal the hashes of query and text that it was read by', async () => {
    await poll([item('Zebra walks into town hall')], START);
    const before = await bench.store.db.selectFrom('signals').selectAll().executeTakeFirstOrThrow();
    await poll([item('A zebra walks into town hall')], START + HOUR);
    const after = await bench.store.db.selectFrom('signals').selectAll().executeTakeFirstOrThrow();
    expect([before.query_hash, before.text_hash]).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    expect([after.query_hash === before.query_hash, after.text_hash === before.text_hash]).toEqual([
      true,
      false,
    ]);
  });

  it('looks at a number that counts in a summary, and keeps no version of it', async () => {
    for (let n = 0; n < 5; n += 1)
      await poll([item('Zebra walks into town hall', `Seen by ${n} people`)], START + n * HOUR);
    expect(await bench.store.db.selectFrom('entry_versions').selectAll().execute()).toEqual([]);
  });
});
