/** Headlines in other languages carry the words by which they were found wherever a receiver is told of them. */
import { afterEach, describe, expect, it } from 'vitest';
import { sayWordsFound } from '../../../src/app/deliver/say-words-found.ts';
import { raise } from '../../../src/app/ingest/open-alerts.ts';
import { correlationAlert, storyAlert } from '../../../src/core/alert/alert.ts';
import { Brief } from '../../../src/core/indicator/brief.ts';
import { compileBriefs } from '../../../src/core/query/language/compile-briefs.ts';
import { HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import { insertSilence } from '../../../src/edges/store/people/silences.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { type AlertRig, BRIEF, openAlertRig, words } from '../rig-alerts.ts';

const NOON = Date.UTC(2026, 8, 1, 12);
const WALKOUT = Brief.parse({
  ...BRIEF,
  title: 'What becomes of the harbour and of the talks of its owners',
  lists: {
    strikes: { en: ['walkout'], pl: ['strajk*'], de: ['streik*'], fr: ['grève'] },
    dockers: { en: ['dockers'], pl: ['doker*'], de: ['hafenarbeiter*'], fr: ['dockers'] },
  },
  indicators: ['a', 'b'].map((id) => ({
    id,
    name: `Sign ${id.toUpperCase()}`,
    quote: 'a strike of the dockers',
    query: '$strikes AND $dockers',
    examples: { hits: ['dockers in a walkout'], misses: ['a strike'] },
  })),
});
const matcher = compileBriefs([WALKOUT]);
const wordsFound = sayWordsFound(() => matcher, SHIPPED_LISTS);

const POLISH = 'Dokerzy zaczynają strajk w Larkmoor';
const FRENCH = 'Grève des dockers à Fernhollow';
const DENIED = 'Streik der Hafenarbeiter von Glosmere findet nicht statt';
const OF_POLISH = { lang: 'pl', words: ['dockers', 'walkout'] };
const OF_FRENCH = { lang: 'fr', words: ['walkout', 'dockers'] };
const SAID = 'pl · dockers · walkout (words found, no translation)';

const rigs: AlertRig[] = [];
const openRig = async (options: Partial<Parameters<typeof openAlertRig>[0]> = {}): Promise<AlertRig> => {
  const rig = await openAlertRig({ startAt: NOON, brief: WALKOUT, wordsFound, ...options });
  rigs.push(rig);
  return rig;
};
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

type Reported = Awaited<ReturnType<AlertRig['entry']>>;
const alertOn = async (
  rig: AlertRig,
  { seq, storyId, text }: Reported,
  sign: 'a' | 'b',
  severity: 'low' | 'high',
): Promise<void> => {
  const indicator = WALKOUT.indicators.find(({ id }) => id === sign);
  if (indicator === undefined) throw new Error(`no indicator ${sign}`);
  const draft = storyAlert({ ...indicator, severity }, storyId, { briefId: WALKOUT.id, entry: seq, text });
  await rig.store.transaction((tx) => raise(tx, rig.writer(), draft, rig.clock.now()));
};
const correlate = async (rig: AlertRig, reports: readonly Reported[], severity: 'low' | 'high') => {
  const last = reports.at(-1);
  if (last === undefined) throw new Error('nothing to correlate');
  const signals = reports.map(({ seq }) => ({ indicatorId: 'a', entry: seq }));
  const draft = correlationAlert(
    { id: 'chorus', severity, tags: [] },
    { key: `chorus/${last.seq}`, signals } as unknown as Parameters<typeof correlationAlert>[1],
    '2 reports within a day.',
    { briefId: WALKOUT.id, indicatorId: 'a', entry: last.seq, text: last.text },
  );
  await rig.store.transaction((tx) => raise(tx, rig.writer(), draft, rig.clock.now()));
};
const last = (rig: AlertRig) => rig.told.at(-1)?.send.notification;

describe('a list of what was held back', () => {
  const silenced = async (): Promise<AlertRig> => {
    const rig = await openRig();
    await insertSilence(
      rig.store.db,
      {
        matchers: { indicator: ['a'] },
        startsAt: NOON,
        expiresAt: NOON + 5 * MINUTE,
        author: 'discord:1',
        authorName: 'Ann',
        reason: undefined,
      },
      NOON,
    );
    return rig;
  };
  const quiet = () =>
    openRig({ settings: { quiet_hours: [{ from: '11:00', to: '12:05' }], time_zone: 'UTC' } });
  const flooded = () => openRig({ settings: { flood: { alerts: 1, within: '2m' } } });

  it.each([
    ['by a silence', silenced],
    ['by quiet hours', quiet],
    ['by the flood guard', flooded],
  ] as const)('%s says the words beside each headline, and none where a negation stands', async (_, open) => {
    const rig = await open();
    await rig.alert('a', POLISH, 'medium', 'pl');
    await rig.alert('a', DENIED, 'medium', 'de');
    await rig.alert('a', 'Dockers of Fernhollow begin a walkout');
    await rig.pass(10 * MINUTE);
    expect(rig.told).toHaveLength(1);
    const notice = last(rig);
    const lines = notice === undefined ? [] : words(notice).filter((line) => line.includes('#'));
    expect(lines).toEqual([
      `#1 ${POLISH} · The Gazette · ${SAID}`,
      `#2 ${DENIED} · The Gazette`,
      '#3 Dockers of Fernhollow begin a walkout · The Gazette',
    ]);
  });
});

it('a message that tells of several events says the words of each', async () => {
  const rig = await openRig({ route: { group_by: ['brief'] } });
  await rig.alert('a', 'Dockers of Fernhollow begin a walkout');
  await rig.alert('b', POLISH, 'medium', 'pl');
  await rig.alert('b', DENIED, 'medium', 'de');
  await rig.pass(MINUTE);
  expect(last(rig)).toMatchObject({
    kind: 'alert',
    grouped: [{ headline: POLISH, wordsFound: OF_POLISH }, { headline: DENIED }],
  });
  expect(JSON.stringify(last(rig))).not.toContain('"de"');
});

describe('a pattern', () => {
  it('that is a message of its own says the words of the headline and of what it rests on', async () => {
    const rig = await openRig();
    const early = await rig.entry('a', POLISH, NOON, 'pl');
    const late = await rig.entry('a', FRENCH, NOON, 'fr');
    await correlate(rig, [early, late], 'high');
    await rig.pass(MINUTE);
    expect(last(rig)).toMatchObject({
      headline: { text: FRENCH },
      wordsFound: OF_FRENCH,
      evidence: [
        { headline: POLISH, wordsFound: OF_POLISH },
        { headline: FRENCH, wordsFound: OF_FRENCH },
      ],
    });
  });

  it('in the message of a report says the words of its earlier reports', async () => {
    const rig = await openRig();
    const early = await rig.entry('a', POLISH, NOON, 'pl');
    const late = await rig.entry('a', FRENCH, NOON, 'fr');
    await alertOn(rig, late, 'a', 'high');
    await correlate(rig, [early, late], 'low');
    await rig.pass(MINUTE);
    expect(last(rig)).toMatchObject({
      wordsFound: OF_FRENCH,
      patterns: [{ reports: [{ headline: POLISH, wordsFound: OF_POLISH }] }],
    });
  });
});

it('a development has its words in the message that it follows, and that one in its own', async () => {
  const rig = await openRig();
  const first = await rig.entry('a', POLISH, NOON, 'pl');
  await alertOn(rig, first, 'a', 'high');
  await rig.pass(MINUTE);
  const second = await rig.entry('a', FRENCH, rig.clock.now(), 'fr');
  const { db } = rig.store;
  await db.updateTable('stories').set({ follows: first.storyId }).where('id', '=', second.storyId).execute();
  await db.updateTable('entries').set({ relation: 'development' }).where('seq', '=', second.seq).execute();
  await alertOn(rig, second, 'a', 'high');
  await rig.pass(MINUTE);
  const edited = rig.told.find(({ send }) => send.prior?.message === 'm1')?.send.notification;
  expect(edited).toMatchObject({ developments: [{ headline: FRENCH, wordsFound: OF_FRENCH }] });
  const posted = rig.told.findLast(({ send }) => send.prior === undefined)?.send.notification;
  expect(posted).toMatchObject({
    headline: { text: FRENCH },
    follows: { headline: POLISH, wordsFound: OF_POLISH },
  });
});

describe('an answer', () => {
  it('says the words of the report that it names, and what it answers with them', async () => {
    const rig = await openRig();
    const report = await rig.entry('a', POLISH, NOON, 'pl');
    await alertOn(rig, report, 'a', 'low');
    await rig.pass(MINUTE);
    await alertOn(rig, report, 'b', 'high');
    await rig.pass(HOUR, MINUTE);
    const answer = rig.told.find(({ send }) => send.notification.kind === 'answer')?.send.notification;
    expect(answer).toMatchObject({
      title: 'Now also a sign of Sign B (high)',
      lines: [{ text: `${POLISH} · The Gazette · ${SAID}` }],
      about: { headline: POLISH, wordsFound: OF_POLISH },
    });
  });
});
