import { describe, expect, it } from 'vitest';
import { parseArguments, type RawArguments } from '../../../src/core/command/arguments.ts';
import { commandNamed, type CommandName } from '../../../src/core/command/catalogue.ts';
import { DAY, HOUR } from '../../../src/core/time/duration.ts';
import { BRIEFS } from './named-briefs.ts';

/** Noon on a Thursday. */
const AT = { now: Date.UTC(2026, 8, 10, 12), zone: 'UTC' };

function parse(name: CommandName, raw: RawArguments, at = AT) {
  const spec = commandNamed(name);
  if (spec === undefined) throw new Error(`no command ${name}`);
  return parseArguments(spec, raw, BRIEFS, at);
}

describe('parseArguments', () => {
  it.each<[CommandName, RawArguments, object]>([
    ['signals', {}, {}],
    [
      'signals',
      { brief: 'HARBOUR', days: '14', public: 'yes' },
      { brief: 'harbour', days: 14, public: true },
    ],
    ['signals', { brief: 'rails and borders', public: false }, { brief: 'rail', public: false }],
    [
      'indicator',
      { name: 'Ports change hands' },
      { name: { briefId: 'harbour', indicatorId: 'port-sales' } },
    ],
    ['indicator', { name: 'rail/strikes' }, { name: { briefId: 'rail', indicatorId: 'strikes' } }],
    [
      'mute',
      { indicator: 'port-sales', duration: '24H', reason: '"a known sale"' },
      {
        indicator: { briefId: 'harbour', indicatorId: 'port-sales' },
        duration: 24 * HOUR,
        reason: 'a known sale',
      },
    ],
    [
      'mute',
      { indicator: 'port-sales\u200b', duration: 'until Friday' },
      { indicator: { briefId: 'harbour', indicatorId: 'port-sales' }, duration: 12 * HOUR },
    ],
    ['signals', { days: 'since monday' }, { days: 4 }],
    ['signals', { days: 'this week' }, { days: 4 }],
    ['signals', { days: 'today' }, { days: 1 }],
    ['why', { alert: '#12\u200e' }, { alert: { kind: 'alert', id: 12 } }],
    ['indicator', { name: '\uff50ort-sales' }, { name: { briefId: 'harbour', indicatorId: 'port-sales' } }],
    ['why', { alert: '#12' }, { alert: { kind: 'alert', id: 12 } }],
    ['why', { alert: 'Alert 12.' }, { alert: { kind: 'alert', id: 12 } }],
    ['why', { alert: 'did alert #12 fire?' }, { alert: { kind: 'alert', id: 12 } }],
    ['why', { alert: 'Alert 12 dead' }, { alert: { kind: 'headline', text: 'Alert 12 dead' } }],
    ['unmute', { silence: 'All' }, { silence: { kind: 'all' } }],
    ['unsubscribe', { from: 'everything' }, { from: { kind: 'all' } }],
    ['unsubscribe', { from: 'low' }, { from: { kind: 'severity', severity: 'low' } }],
    ['help', { command: 'Watch' }, { command: 'watch' }],
    ['indicator', { name: 'port\u2011sales' }, { name: { briefId: 'harbour', indicatorId: 'port-sales' } }],
    ['indicator', { name: 'Port Sales' }, { name: { briefId: 'harbour', indicatorId: 'port-sales' } }],
    [
      'why',
      { alert: '<https://a.example/x?y=1|a.example>' },
      { alert: { kind: 'address', url: 'https://a.example/x?y=1' } },
    ],
    [
      'why',
      { alert: '“Port of Larkmoor sold”' },
      { alert: { kind: 'headline', text: 'Port of Larkmoor sold' } },
    ],
    ['search', { words: '"exact phrase"' }, { words: '"exact phrase"' }],
    ['unmute', { silence: '3' }, { silence: { kind: 'number', id: 3 } }],
    [
      'unmute',
      { silence: 'port-sales' },
      { silence: { kind: 'indicator', briefId: 'harbour', indicatorId: 'port-sales' } },
    ],
    ['subscribe', { to: 'High' }, { to: { kind: 'severity', severity: 'high' } }],
    ['subscribe', { to: 'rail' }, { to: { kind: 'brief', briefId: 'rail' } }],
    [
      'export',
      { of: 'port-sales', format: 'md' },
      { of: { kind: 'indicator', briefId: 'harbour', indicatorId: 'port-sales' }, format: 'markdown' },
    ],
  ])('reads %s %o', (name, raw, args) => {
    expect(parse(name, raw)).toEqual({ kind: 'ok', args });
  });

  it.each<[CommandName, RawArguments, string]>([
    ['indicator', {}, 'missing: which indicator; there are port-sales, strikes'],
    ['indicator', { name: 'port-sails' }, 'there is no indicator “port-sails”; did you mean port-sales?'],
    ['indicator', { name: 'Ports change hand' }, 'did you mean port-sales?'],
    ['indicator', { name: 'change hands' }, 'did you mean port-sales?'],
    [
      'mute',
      { indicator: '#12', duration: '2h' },
      '“#12” is a number, such as alerts have, and no indicator',
    ],
    ['indicator', { name: 'zzz' }, 'there are port-sales, strikes'],
    ['indicator', { name: 'strikes' }, 'write harbour/strikes or rail/strikes'],
    ['signals', { brief: 'harbor' }, 'there is no brief “harbor”; did you mean harbour?'],
    ['signals', { days: 0 }, 'days must be from 1 to 365; the nearest is 1'],
    ['signals', { days: '1e3' }, 'days must be a whole number from 1 to 365, not “1e3”'],
    ['signals', { days: 2.5 }, 'days must be a whole number'],
    ['signals', { public: 'maybe' }, 'public is true or false'],
    ['mute', { indicator: 'port-sales', duration: '2 parsecs' }, 'write for instance 30m, 2h'],
    ['mute', { indicator: 'port-sales', duration: '2 wks later' }, 'is no span of time'],
    ['mute', { indicator: 'port-sales', duration: 'tomorrow' }, 'until tomorrow is one'],
    ['mute', { indicator: 'port-sales', duration: '9999d' }, 'the nearest is 365d'],
    ['export', { of: 'rail', format: 'jsn' }, 'there is no format “jsn”; did you mean json?'],
    ['subscribe', { to: 'hgih' }, 'there is no severity “hgih”; did you mean high?'],
    ['subscribe', { to: 'nothing at all' }, 'there is no brief'],
    ['why', { alert: 'x'.repeat(2_001) }, 'paste its address instead'],
    ['mutes', { days: 3 }, '/mutes takes no days'],
  ])('says what is wrong with %s %o', (name, raw, problem) => {
    expect(parse(name, raw)).toMatchObject({ kind: 'wrong', problems: [expect.stringContaining(problem)] });
  });

  it('names every problem at once', () => {
    const outcome = parse('mute', { indicator: 'nil', duration: 'x' });
    expect(outcome.kind === 'wrong' && outcome.problems).toHaveLength(2);
  });

  it('keeps the durations exact', () => {
    expect(parse('mute', { indicator: 'port-sales', duration: '7d' })).toMatchObject({
      args: { duration: 7 * DAY },
    });
  });
});
