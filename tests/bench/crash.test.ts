import { describe, expect, it } from 'vitest';
import { crash } from '../../bench/crash.ts';
import { faultsOf, report } from '../../bench/crash-report.ts';
import { seeded } from '../../bench/seeded.ts';
import { count } from '../../bench/crash-count.ts';
import { shownOnDiscord, shownOnSlack } from '../../bench/crash-shown.ts';
import { renderNotification as renderForDiscord } from '../../src/edges/discord/render/render.ts';
import { renderNotification as renderForSlack } from '../../src/edges/slack/render/render.ts';
import { sampleAlert } from '../conformance/notifications.ts';
import { moved, ownTime, shownAt } from '../../bench/shown-time.ts';

const REPORT = { outlet: 'Courier', headline: 'x', link: 'https://courier.example/1', at: 0 };

describe('count', () => {
  const event = { name: 'Abcduton', title: 'Abcduton zebra', alsoReportedBy: ['Ledger'], answered: false };
  const shown = {
    kind: 'message' as const,
    title: 'Abcduton zebra',
    alsoReportedBy: ['Ledger'],
    grouped: [],
    unnamed: 0,
    replies: false,
  };
  const answer = { ...shown, kind: 'answer' as const, alsoReportedBy: [], replies: true };
  const none = { inChannel: 1, answers: 0, lost: 0, doubled: 0, strays: 0, unnamed: 0 };

  it.each([
    ['what is right', [shown], none],
    ['a lost alert', [], { ...none, inChannel: 0, lost: 1 }],
    [
      'an alert that is only counted',
      [{ ...shown, title: 'Other', unnamed: 1 }],
      { ...none, inChannel: 0, unnamed: 1, strays: 1 },
    ],
    ['a doubled alert', [shown, shown], { ...none, inChannel: 2, doubled: 1 }],
    [
      'a second telling in the message of another',
      [shown, { ...shown, title: 'Other', grouped: ['Abcduton zebra'] }],
      { ...none, inChannel: 2, doubled: 1, strays: 1 },
    ],
    ['a message that nobody expects', [shown, { ...shown, title: 'Other' }], { ...none, strays: 1 }],
    ['an answer that nobody expects', [shown, answer], { ...none, strays: 1 }],
    ['an older headline', [{ ...shown, title: 'Abcduton zebra edition 1' }], { ...none, stale: 1 }],
    ['an outlet that is left out', [{ ...shown, alsoReportedBy: [] }], { ...none, stale: 1 }],
    ['an outlet too many', [{ ...shown, alsoReportedBy: ['Ledger', 'Gazette'] }], { ...none, stale: 1 }],
  ])('sees %s', (_, messages, expected) => {
    const { stale, ...counted } = count(messages, [event]);
    expect({ ...counted, stale: stale.length }).toEqual({ stale: 0, ...expected });
  });

  it.each([
    ['an answer', [shown, answer], { ...none, answers: 1 }],
    ['an answer that is lost', [shown], { ...none, lost: 1 }],
    ['an answer that is doubled', [shown, answer, answer], { ...none, answers: 2, doubled: 1 }],
  ])('sees %s', (_, messages, expected) => {
    const { stale, ...counted } = count(messages, [{ ...event, answered: true }]);
    expect({ ...counted, stale: stale.length }).toEqual({ stale: 0, ...expected });
  });

  const other = { ...sampleAlert, headline: { text: 'Abcduton zebra', marks: [] } };
  const alsoReported = ['Ledger', 'Gazette'].map((outlet) => ({ ...REPORT, outlet }));
  const grouped = Array.from({ length: 30 }, (_, i) => `Event${i} zebra`).map((headline, i) => ({
    ...REPORT,
    headline,
    alertId: i + 2,
    indicator: 'Zebras',
    severity: 'low' as const,
  }));
  const reported = { ...REPORT, outlet: 'Gazette', relation: 'report' as const, matched: true, fresh: true };
  const drawn = { ...other, alsoReported, reports: [reported], grouped };
  const said = {
    kind: 'answer' as const,
    title: 'Now also a sign of lions (high)',
    lines: [{ text: 'Abcduton zebra lion · Courier', marks: [], link: 'https://courier.example/1' }],
    about: { ...REPORT, alertId: 1, turned: undefined },
    mention: true,
    severity: 'high' as const,
  };
  const options = { buttons: true, mark: undefined, mention: undefined };

  it.each([
    ['Discord', renderForDiscord, shownOnDiscord],
    ['Slack', renderForSlack, shownOnSlack],
  ])('reads messages of %s as people do', (_, render, read) => {
    const { grouped: named, unnamed, alsoReportedBy, ...rest } = read(render(drawn, options));
    expect(rest).toEqual({ kind: 'message', title: 'Abcduton zebra', replies: false });
    expect(alsoReportedBy.toSorted()).toEqual(['Gazette', 'Ledger']);
    expect(named.slice(0, 2)).toEqual(['Event0 zebra', 'Event1 zebra']);
    expect(named.length + unnamed).toBe(30);
    expect(read(render(said, options))).toMatchObject({ kind: 'answer', title: 'Abcduton zebra lion' });
  });
});

describe('shown time', () => {
  it('jumps and goes faster without a break', () => {
    const jumped = moved(ownTime(1_000), 1_500, { ahead: 60_000 });
    expect(shownAt(jumped, 1_600)).toBe(61_600);
    const faster = moved(jumped, 2_000, { rate: 240 });
    expect([shownAt(faster, 2_000), shownAt(faster, 3_000)]).toEqual([62_000, 302_000]);
  });
});

describe('a bot that is killed in the midst of its work', () => {
  it('loses nothing, doubles nothing and shows the last state', { timeout: 600_000 }, async () => {
    const plan = {
      store: 'sqlite',
      kills: 3,
      points: ['after-send', 'after-ingest-commit', 'during-edit'],
      outages: [],
      random: seeded(7718),
    } as const;
    const result = await crash(plan);
    const { expected, struck } = result;
    expect({ faults: faultsOf(result, plan), struck: [...struck.keys()], report: report(result) }).toEqual({
      faults: [],
      struck: plan.points,
      report: expect.anything(),
    });
    expect(expected).toBeGreaterThan(2);
    // Both platforms took a message without saying so, which is what the look-ups are for.
    for (const platform of ['discord', 'slack'] as const)
      expect(result.traffic[platform].faults.get('lost-answer') ?? 0).toBeGreaterThan(0);
  });
});
