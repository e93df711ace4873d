import { describe, expect, it } from 'vitest';
import { describeFinding } from '../../../src/core/correlation/describe.ts';
import { evaluateCorrelations } from '../../../src/core/correlation/evaluate.ts';
import type { Correlation } from '../../../src/core/correlation/schema.ts';
import { createSignalLog } from '../../../src/core/correlation/signal-log.ts';
import type { Signal } from '../../../src/core/indicator/signal.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import { correlation, signal, START } from './signals.ts';

const find = (c: Correlation, signals: readonly Signal[], now = START + 400 * DAY) =>
  evaluateCorrelations([c], createSignalLog(signals), { briefId: 'b', now });

const said = (c: Correlation, signals: readonly Signal[]) =>
  find(c, signals).map((finding) => [finding.key, describeFinding(c, finding)]);

describe('event_count', () => {
  const three = correlation({ type: 'event_count', condition: { gte: 3 } });

  it('fires on three stories within the timespan and names them', () => {
    const [finding, ...more] = find(three, [
      signal({ hours: 0 }),
      signal({ hours: 5 }),
      signal({ hours: 48 }),
    ]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      key: 'b/c/story-0',
      correlationId: 'c',
      briefId: 'b',
      group: {},
      firstAt: START,
      lastAt: START + 48 * HOUR,
    });
    expect(finding?.signals.map((each) => each.story)).toEqual(['story-0', 'story-5', 'story-48']);
  });

  it('does not fire on three stories a moment too far apart', () => {
    expect(find(three, [signal({ hours: 0 }), signal({ hours: 5 }), signal({ hours: 48.001 })])).toEqual([]);
  });

  it('counts twelve reprints of one story as one', () => {
    const reprints = Array.from({ length: 12 }, (_, i) =>
      signal({ hours: i, story: 'wire', outlet: `Outlet ${i}` }),
    );
    expect(find(three, [...reprints, signal({ hours: 13 })])).toEqual([]);
    expect(find(three, [...reprints, signal({ hours: 13 }), signal({ hours: 14 })])[0]?.signals).toHaveLength(
      3,
    );
  });

  it('counts a story once though two of its indicators saw it', () => {
    const c = correlation({
      type: 'event_count',
      indicators: ['praise', 'pressure'],
      condition: { gte: 2 },
    });
    const twice = [
      signal({ hours: 0, story: 's' }),
      signal({ hours: 1, story: 's', indicatorId: 'pressure' }),
    ];
    expect(find(c, twice)).toEqual([]);
    expect(find(c, [...twice, signal({ hours: 2, indicatorId: 'pressure' })])).toHaveLength(1);
  });

  it('goes on behind an episode, and what comes within it only updates it', () => {
    const hours = [0, 1, 2, 40, 49, 50, 51];
    expect(
      said(
        three,
        hours.map((each) => signal({ hours: each })),
      ),
    ).toEqual([
      ['b/c/story-0', '4 stories within 40 hours.'],
      ['b/c/story-49', '3 stories within 2 hours.'],
    ]);
  });

  it('leaves other briefs, other indicators and what is yet to come alone', () => {
    const signals = [
      signal({ hours: 0 }),
      signal({ hours: 1, briefId: 'other' }),
      signal({ hours: 2, indicatorId: 'other' }),
      signal({ hours: 3 }),
      signal({ hours: 4 }),
    ];
    expect(find(three, signals, START + 3 * HOUR)).toEqual([]);
    expect(find(three, signals, START + 4 * HOUR)).toHaveLength(1);
  });

  it('puts a signal with several actors into the group of each, and one without actors into none', () => {
    const byActor = correlation({ type: 'event_count', condition: { gte: 2 }, 'group-by': ['actor'] });
    const signals = [
      signal({ hours: 0, actors: ['macron', 'meloni'] }),
      signal({ hours: 1, actors: ['meloni'] }),
      signal({ hours: 2 }),
      signal({ hours: 3 }),
    ];
    expect(said(byActor, signals)).toEqual([['b/c/meloni/story-0', '2 stories within 1 hour (Meloni).']]);
    expect(find(byActor, signals)[0]?.group).toEqual({ actor: 'meloni' });
  });
});

describe('value_count', () => {
  const chorus = correlation({ type: 'value_count', field: 'actor', condition: { gte: 3 } });

  it('fires on three leaders, whether in one story or in three', () => {
    expect(said(chorus, [signal({ hours: 0, actors: ['macron', 'meloni', 'merz'] })])).toEqual([
      ['b/c/story-0', '3 actors within 1 hour: Macron, Meloni, Merz.'],
    ]);
    const apart = ['macron', 'meloni', 'merz'].map((actor, i) => signal({ hours: i * 20, actors: [actor] }));
    expect(said(chorus, apart)).toEqual([['b/c/story-0', '3 actors within 40 hours: Macron, Meloni, Merz.']]);
  });

  it('does not fire on one leader three times', () => {
    expect(
      find(
        chorus,
        [0, 1, 2].map((hours) => signal({ hours, actors: ['macron'] })),
      ),
    ).toEqual([]);
  });

  it('counts several at once as so many voices', () => {
    expect(said(chorus, [signal({ hours: 0, actors: ['5-allies'] })])).toEqual([
      ['b/c/story-0', '5 actors within 1 hour: 5 allies.'],
    ]);
    expect(find(chorus, [signal({ hours: 0, actors: ['2-allies'] })])).toEqual([]);
    // Two counts may be of the same allies, who may be those that are named elsewhere.
    expect(
      find(chorus, [signal({ hours: 0, actors: ['2-allies'] }), signal({ hours: 1, actors: ['2-allies'] })]),
    ).toEqual([]);
    expect(
      find(chorus, [signal({ hours: 0, actors: ['2-allies'] }), signal({ hours: 1, actors: ['merz'] })]),
    ).toHaveLength(1);
  });

  it('counts every outlet of a story where outlets are asked for', () => {
    const outlets = correlation({ type: 'value_count', field: 'outlet', condition: { gte: 3 } });
    const reports = ['A', 'B', 'B', 'C'].map((outlet, i) => signal({ hours: i, story: 'wire', outlet }));
    expect(find(outlets, reports)[0]?.values).toEqual(['A', 'B', 'C']);
    expect(find(outlets, reports.slice(0, 3))).toEqual([]);
  });
});

describe('temporal', () => {
  const both = correlation({ type: 'temporal', indicators: ['praise', 'pressure'] });

  it('fires in any order, on two stories', () => {
    const signals = [signal({ hours: 0, indicatorId: 'pressure' }), signal({ hours: 30 })];
    expect(said(both, signals)).toEqual([['b/c/story-0', 'praise and pressure within 30 hours.']]);
  });

  it('does not fire on one story that answers to both', () => {
    const one = [signal({ hours: 0, story: 's', indicatorId: 'pressure' }), signal({ hours: 1, story: 's' })];
    expect(find(both, one)).toEqual([]);
    expect(find(both, [...one, signal({ hours: 2 })])).toHaveLength(1);
  });

  it('does not fire across groups', () => {
    const byActor = correlation({ ...both, timespan: '48h', 'group-by': ['actor'] });
    const signals = [
      signal({ hours: 0, indicatorId: 'pressure', actors: ['romania'] }),
      signal({ hours: 1, actors: ['spain'] }),
    ];
    expect(find(byActor, signals)).toEqual([]);
  });
});

describe('temporal_ordered', () => {
  const favour = correlation({
    type: 'temporal_ordered',
    indicators: ['pressure', 'post'],
    'group-by': ['actor'],
    timespan: '30d',
  });
  const pressure = (days: number, actor = 'romania', story = `pressure-${days}`) =>
    signal({ hours: days * 24, indicatorId: 'pressure', actors: [actor], story });
  const post = (days: number, actor = 'romania', story = `post-${days}`) =>
    signal({ hours: days * 24, indicatorId: 'post', actors: [actor], story });

  it('fires on pressure, then a post for the same actor', () => {
    expect(said(favour, [post(5), pressure(0)])).toEqual([
      ['b/c/romania/pressure-0', 'pressure, then post, within 5 days (Romania).'],
    ]);
  });

  it.each([
    ['in the wrong order', [post(0), pressure(5)]],
    ['at the same moment', [pressure(5), post(5)]],
    ['for another actor', [pressure(0), post(5, 'spain')]],
    ['after the timespan', [pressure(0), post(30.01)]],
    ['in one and the same story', [pressure(0, 'romania', 's'), post(1, 'romania', 's')]],
  ])('does not fire %s', (_, signals) => {
    expect(find(favour, signals)).toEqual([]);
  });

  it('begins at the first pressure that a post answers, and leaves out what no chain goes through', () => {
    const [finding] = find(favour, [
      pressure(0),
      post(31),
      pressure(20),
      pressure(25),
      pressure(45),
      post(10.5, 'spain'),
    ]);
    expect(finding?.signals.map((each) => each.story)).toEqual(['pressure-20', 'pressure-25', 'post-31']);
  });

  it('takes any number of steps', () => {
    const three = correlation({
      type: 'temporal_ordered',
      indicators: ['pressure', 'praise', 'post'],
      timespan: '10d',
    });
    const chain = [pressure(0), signal({ hours: 48, story: 'praise' }), post(5)];
    expect(said(three, chain)).toEqual([
      ['b/c/pressure-0', 'pressure, then praise, then post, within 5 days.'],
    ]);
    expect(find(three, [pressure(0), signal({ hours: 6 * 24 }), post(5)])).toEqual([]);
  });
});

describe('a log that is asked again', () => {
  it('finds the same after a restart in the middle, from a log that reaches over a gap', () => {
    const three = correlation({ type: 'event_count', condition: { gte: 3 } });
    const old = [0, 1, 2].map((hours) => signal({ hours }));
    const recent = [60, 61, 62].map((hours) => signal({ hours: 24 * 30 + hours }));
    const whole = find(three, [...old, ...recent]).map((finding) => finding.key);
    expect(find(three, recent).map((finding) => finding.key)).toEqual(whole.slice(1));
  });
});
