import { describe, expect, it } from 'vitest';
import { parseText } from '../../../src/core/command/parse-text.ts';

describe('parseText', () => {
  it.each<[string, string, object]>([
    ['signals', 'signals', {}],
    ['/Signals', 'signals', {}],
    ['signals nato-loyalty 14 public', 'signals', { brief: 'nato-loyalty', days: '14', public: 'public' }],
    ['signals 14', 'signals', { days: '14' }],
    ['signals days=14 public:true', 'signals', { days: '14', public: 'true' }],
    [
      'indicator "Leader-level appointments" 30',
      'indicator',
      { name: 'Leader-level appointments', days: '30' },
    ],
    ['indicator “Leader-level appointments”', 'indicator', { name: 'Leader-level appointments' }],
    ['mute port-sales 24h', 'mute', { indicator: 'port-sales', duration: '24h' }],
    [
      'mute port-sales 24h a known   sale, "again"',
      'mute',
      { indicator: 'port-sales', duration: '24h', reason: 'a known sale, "again"' },
    ],
    [
      'mute port-sales 24h reason:"a known sale"',
      'mute',
      { indicator: 'port-sales', duration: '24h', reason: '"a known sale"' },
    ],
    ['why 12', 'why', { alert: '12' }],
    ['why 12 public:true', 'why', { alert: '12', public: 'true' }],
    ['why Ministers agree: the day after', 'why', { alert: 'Ministers agree: the day after' }],
    ['test 5 generals "resign" in protest', 'test', { headline: '5 generals "resign" in protest' }],
    [
      'search title:"exact phrase" AND NOT lang:de days:7',
      'search',
      { words: 'title:"exact phrase" AND NOT lang:de', days: '7' },
    ],
    ['search days:7 2026 budget', 'search', { words: '2026 budget', days: '7' }],
    ['export nato-loyalty csv', 'export', { of: 'nato-loyalty', format: 'csv' }],
    [
      'export nato-loyalty 30 md public',
      'export',
      { of: 'nato-loyalty', days: '30', format: 'md', public: 'public' },
    ],
    ['test a 5" gun', 'test', { headline: 'a 5" gun' }],
    ['unmute 3', 'unmute', { silence: '3' }],
  ])('reads %s', (line, name, args) => {
    expect(parseText(line)).toEqual({ kind: 'ok', name, args });
  });

  it.each([
    ['', 'Commands'],
    ['help', 'Commands'],
    ['signal', 'did you mean signals?'],
    ['frobnicate all', 'there is no command “frobnicate”'],
    ['export nato-loyalty xls', 'it is not clear what “xls” means here'],
    ['mutes now', 'it is not clear what “now” means here'],
  ])('answers “%s” with the usage', (line, expected) => {
    const outcome = parseText(line);
    if (outcome.kind !== 'usage') throw new Error('taken for a command');
    expect(JSON.stringify(outcome.reply).toLowerCase()).toContain(expected.toLowerCase());
    expect(outcome.reply.visibility).toBe('private');
  });
});
