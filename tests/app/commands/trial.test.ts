/** An indicator on trial matches, counts and is judged, and takes part in nothing else until somebody starts it. */
import { afterEach, expect, it } from 'vitest';
import { createHousekeeper } from '../../../src/app/housekeeping/housekeeper.ts';
import { PLATFORMS } from '../../../src/app/run/platforms.ts';
import { settingsSchema } from '../../../src/config/settings.ts';
import type { Brief } from '../../../src/core/indicator/brief.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import { createLog } from '../../../src/edges/log/log.ts';
import { deliveryNamer } from '../../../src/app/ingest/name-delivery.ts';
import { describeOnStores } from '../../stores.ts';
import { HARBOURS, type Newsroom, openNewsroom, READER, report, wordsOf } from './newsroom.ts';

/** `dock-strikes` on trial; a strike after a sale would be a pattern, and two strikes a level. */
const TRIED: Brief = {
  ...HARBOURS,
  indicators: HARBOURS.indicators.map((each) =>
    each.id === 'dock-strikes' ? { ...each, status: 'trial', active_at: 2 } : { ...each, active_at: 9 },
  ),
};

let room: Newsroom;
afterEach(() => room.store.close());

const alerts = () =>
  room.store.db
    .selectFrom('alerts')
    .select(['id', 'kind', 'indicator_id', 'correlation_id', 'key'])
    .orderBy('id')
    .execute();

/** The headlines that a receiver was sent. */
const told = (receiver: string): readonly string[] =>
  room.sends.flatMap(({ receiver: to, notification }) =>
    to === receiver && notification.kind === 'alert'
      ? [`${notification.indicator.name}: ${notification.headline.text}`]
      : [],
  );

async function news(): Promise<void> {
  await room.poll([report('Port of Larkmoor sold to Quay Holding', 5 * HOUR)]);
  await room.poll([report('Dockers at Fernhollow strike over night shifts', 4 * HOUR)]);
  await room.poll([report('Skerry: dockers on strike for better gloves', 3 * HOUR)]);
}

describeOnStores('a trial', () => {
  it('is counted, and tells nobody, no pattern and no level', async () => {
    room = await openNewsroom({ brief: TRIED });
    await news();
    expect((await alerts()).map(({ kind, indicator_id: id }) => [kind, id])).toEqual([
      ['story', 'port-sales'],
      ['story', 'dock-strikes'],
      ['story', 'dock-strikes'],
    ]);
    expect(told('discord')).toEqual(['Ports change hands: Port of Larkmoor sold to Quay Holding']);
    const signals = await room.store.db.selectFrom('signals').select('indicator_id').execute();
    expect(signals.filter(({ indicator_id: id }) => id === 'dock-strikes')).toHaveLength(2);
    expect(await room.store.db.selectFrom('standings').select('indicator_id').execute()).toEqual(
      expect.not.arrayContaining([{ indicator_id: 'dock-strikes' }]),
    );
    const board = wordsOf(await room.ask('signals'));
    expect(board).toContain('On trial: Dockers strike (2 stories in 7 days)');
    expect(board).not.toMatch(/[◔◐●] Dockers strike/);
  });

  it('is told to the receiver that the settings name, as a trial and apart from the story', async () => {
    room = await openNewsroom({ brief: TRIED, trial: 'backroom' });
    await news();
    expect(told('backroom')).toEqual([
      'On trial: Dockers strike: Dockers at Fernhollow strike over night shifts',
      'On trial: Dockers strike: Skerry: dockers on strike for better gloves',
    ]);
    expect(told('discord')).toEqual(['Ports change hands: Port of Larkmoor sold to Quay Holding']);
  });

  it('is judged in /indicator, and started by whoever may, whatever the score says', async () => {
    room = await openNewsroom({ brief: TRIED });
    await news();
    const reply = await room.ask('indicator', { name: 'dock-strikes' });
    expect(wordsOf(reply)).toContain(
      'On trial: it matches, counts and is judged, is told of in one line a day',
    );
    expect(wordsOf(reply)).not.toMatch(/^Level/m);
    const labels = reply.buttons?.map(({ label }) => label) ?? [];
    expect(labels).toContain('#3 not relevant');
    const button = (label: string): string => reply.buttons?.find((each) => each.label === label)?.id ?? '';
    await room.press(button('#2 not relevant'));
    await room.press(button('#3 not relevant'));
    const judged = wordsOf(await room.ask('indicator', { name: 'dock-strikes' }));
    expect(judged).toContain('Precision: 0 % relevant (95 %: 0 to 66 %, n = 2)');
    expect(judged).not.toContain('relevant?');

    expect((await room.press(button('End the trial, alert'), READER))?.title).toBe('Not allowed');
    expect((await room.press(button('End the trial, alert')))?.title).toBe('Started');
    expect(await room.audit()).toContainEqual(
      expect.objectContaining({ action: 'start', subject: 'indicator:harbours/dock-strikes' }),
    );
    await room.poll([report('Tern dockers vote to strike on Sunday', HOUR)]);
    expect(told('discord').at(-1)).toContain('Tern dockers vote to strike on Sunday');
    const kinds = (await alerts()).map(({ kind }) => kind);
    expect(kinds).toContain('correlation');
    expect(kinds).toContain('rising');
    const after = await room.ask('indicator', { name: 'dock-strikes' });
    expect(after.buttons?.map(({ label }) => label)).not.toContain('End the trial, alert');
    expect((await room.press(button('End the trial, alert')))?.title).toBe('Not on trial');
  });

  it('is told of in one line a day, where nobody is told of each story', async () => {
    room = await openNewsroom({ brief: TRIED });
    await news();
    const nameDelivery = deliveryNamer('test');
    const keeper = createHousekeeper({
      store: room.store,
      writer: () => ({
        route: { match: {}, receiver: 'discord', continue: false, routes: [] },
        groupWait: 0,
        placeholders: new Map(),
        nameDelivery,
      }),
      settings: () =>
        settingsSchema(PLATFORMS).parse({
          receivers: { discord: { type: 'console' } },
          route: { receiver: 'discord' },
          first_reading: 'silent',
        }),
      briefs: () => [TRIED],
      feeds: () => [],
      clock: room.clock,
      log: createLog({ level: 'silent', secrets: [] }),
      wake: () => undefined,
    });
    const notices = () =>
      room.store.db
        .selectFrom('deliveries')
        .select(['notice', 'occasion'])
        .where('occasion', 'like', 'trials/%')
        .execute();
    await room.clock.advance(DAY);
    await keeper.tick();
    await keeper.tick();
    const [first, ...others] = await notices();
    expect(others).toEqual([]);
    expect(first?.notice).toContain('Dockers strike: 2 stories; nobody has judged one yet');
    await room.clock.advance(DAY);
    await keeper.tick();
    // Nothing came in the second day.
    expect(await notices()).toHaveLength(1);
  });
});
