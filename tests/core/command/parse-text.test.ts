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
    [
      'mute Dockers strike for two days the summit',
      'mute',
      { indicator: 'Dockers strike', duration: '2d', reason: 'the summit' },
    ],
    ['MUTE dock strikes 2 HRS', 'mute', { indicator: 'dock strikes', duration: '2h' }],
    ['mute „dock strikes“ 2h', 'mute', { indicator: 'dock strikes', duration: '2h' }],
    ['mute dock-strikes noise', 'mute', { indicator: 'dock-strikes', duration: 'noise' }],
    ['indicator Ports change hands 14', 'indicator', { name: 'Ports change hands', days: '14' }],
    ['indicator ports change hands public', 'indicator', { name: 'ports change hands', public: 'public' }],
    ['signals last week', 'signals', { days: '7d' }],
    ['signals days: 14', 'signals', { days: '14' }],
    ['search port days: 7', 'search', { words: 'port', days: '7' }],
    ['version', 'help', {}],
    ['signals Harbours for sale 2 weeks', 'signals', { brief: 'Harbours for sale', days: '14d' }],
    ['unmute the dock strikes', 'unmute', { silence: 'dock strikes' }],
    ['subscribe to port-sales', 'subscribe', { to: 'port-sales' }],
    ['unsubscribe from port sales', 'unsubscribe', { from: 'port sales' }],
    ['export port sales as csv', 'export', { of: 'port sales', format: 'csv' }],
    ['export port sales for 30 days csv', 'export', { of: 'port sales', days: '30d', format: 'csv' }],
    ['export harbour pdf', 'export', { of: 'harbour', format: 'pdf' }],
    ['subscribe to', 'subscribe', {}],
    ['export port sales as PDF', 'export', { of: 'port sales', format: 'PDF' }],
    ['`mute port-sales 24h`', 'mute', { indicator: 'port-sales', duration: '24h' }],
    ['```signals```', 'signals', {}],
    ['*signals*', 'signals', {}],
    ['“signals”', 'signals', {}],
    ['search docker*', 'search', { words: 'docker*' }],
    ['@signpost: feeds', 'feeds', {}],
    ['signpost signals harbour', 'signals', { brief: 'harbour' }],
    ['please show me the signals', 'signals', {}],
    ['can you list feeds', 'feeds', {}],
    ['watch new port sold “abroad”', 'watch new', { sign: 'port sold “abroad”' }],
    ['watch new sign:port words:"port sold"', 'watch new', { sign: 'port', words: 'port sold' }],
  ])('reads %s', (line, name, args) => {
    expect(parseText(line)).toEqual({ kind: 'ok', name, args });
  });

  it.each([
    ['', 'Commands'],
    ['signal', 'did you mean signals?'],
    ['frobnicate all', 'there is no command “frobnicate”'],
    ['status', 'did you mean signals?'],
    ['stop', 'did you mean unsubscribe or mute?'],
    ['add https://larkmoor.example', 'did you mean feed add or watch new?'],
    ['ack 12', 'a button below each alert'],
    ['please frobnicate', 'there is no command “please”'],
    ['mutes now', 'it is not clear what “now” means here'],
    ['help mutte', 'did you mean mute?'],
    ['feed', 'what is to be done with feed?'],
    ['help watch', 'watch new'],
    ['watch over', 'watch has no “over”'],
    ['export nato-loyalty xls soon', 'it is not clear what “soon” means here'],
  ])('answers “%s” with the usage', (line, expected) => {
    const outcome = parseText(line);
    if (outcome.kind !== 'usage') throw new Error('taken for a command');
    expect(JSON.stringify(outcome.reply).toLowerCase()).toContain(expected.toLowerCase());
    expect(outcome.reply.visibility).toBe('private');
  });

  it('lists a few commands, and not all of them, behind a word that is none', () => {
    const outcome = parseText('frobnicate');
    expect(outcome.kind === 'usage' && outcome.reply.blocks.length).toBe(5);
  });

  it.each([
    `please ${'show '.repeat(20_000)}`,
    '`'.repeat(20_000),
    `*${'*a'.repeat(20_000)}`,
    `mute ${'x'.repeat(20_000)}_`,
    `mute ${'a '.repeat(20_000)}`,
    `mute ${'until '.repeat(5_000)}friday`,
    `signals ${'since '.repeat(5_000)}`,
  ])('is done with a line however long: %#', (line) => {
    expect(['ok', 'usage']).toContain(parseText(line).kind);
  });

  it.each([
    ['help', 'help', {}],
    ['help mute', 'help', { command: 'mute' }],
    ['mute help', 'help', { command: 'mute' }],
    ['help feed add', 'help', { command: 'feed add' }],
    ['watch new help', 'help', { command: 'watch new' }],
    ['feed add https://larkmoor.example/', 'feed add', { address: 'https://larkmoor.example/' }],
    ['/watch new', 'watch new', {}],
    ['watch drop chat-1/port', 'watch drop', { sign: 'chat-1/port' }],
    ['watch article Watch for closed ports.', 'watch article', { article: 'Watch for closed ports.' }],
  ])('takes “%s” for %s', (line, name, args) => {
    expect(parseText(line)).toEqual({ kind: 'ok', name, args });
  });

  it.each([
    ['mute pushback 2 hours', { indicator: 'pushback', duration: '2h' }],
    ['mute pushback half an hour', { indicator: 'pushback', duration: '30m' }],
    ['mute pushback for an hour and a half spam', { indicator: 'pushback', duration: '90m', reason: 'spam' }],
    [
      'mute pushback 1 day and 12 hours too loud',
      { indicator: 'pushback', duration: '36h', reason: 'too loud' },
    ],
    ['mute pushback 1d12h', { indicator: 'pushback', duration: '36h' }],
    ['mute pushback a fortnight', { indicator: 'pushback', duration: '14d' }],
    ['mute 2h pushback', { indicator: 'pushback', duration: '2h' }],
    ["mute 'pushback' another hour", { indicator: 'pushback', duration: '1h' }],
    ['mute pushback duration: 3h', { indicator: 'pushback', duration: '3h' }],
    ['mute A second front 2h', { indicator: 'A second front', duration: '2h' }],
    [
      'mute pushback for two days because of noise',
      { indicator: 'pushback', duration: '2d', reason: 'because of noise' },
    ],
    ['mute pushback a week', { indicator: 'pushback', duration: '7d' }],
    ['mute pushback 2hours spam', { indicator: 'pushback', duration: '2h', reason: 'spam' }],
    [
      'mute pushback 24h waiting for 2 weeks',
      { indicator: 'pushback', duration: '24h', reason: 'waiting for 2 weeks' },
    ],
    ['mute pushback until friday', { indicator: 'pushback', duration: 'until friday' }],
    ['mute pushback till Friday', { indicator: 'pushback', duration: 'till Friday' }],
    [
      'mute A second front until friday at 9am spam',
      { indicator: 'A second front', duration: 'until friday at 9am', reason: 'spam' },
    ],
    [
      'mute pushback until the end of the day',
      { indicator: 'pushback', duration: 'until the end of the day' },
    ],
    ['mute pushback until tomorrow morning', { indicator: 'pushback', duration: 'until tomorrow morning' }],
    [
      'mute pushback until the day after tomorrow at 6 pm',
      { indicator: 'pushback', duration: 'until the day after tomorrow at 6 pm' },
    ],
    ['mute pushback through friday', { indicator: 'pushback', duration: 'through friday' }],
    ['mute pushback over the weekend', { indicator: 'pushback', duration: 'over the weekend' }],
    ['mute pushback until 5 december', { indicator: 'pushback', duration: 'until 5 december' }],
    ['mute pushback until Dec 5, 2026', { indicator: 'pushback', duration: 'until Dec 5 2026' }],
    [
      'mute pushback until 2026-12-05 the vote',
      { indicator: 'pushback', duration: 'until 2026-12-05', reason: 'the vote' },
    ],
    ['mute pushback until 18:00', { indicator: 'pushback', duration: 'until 18:00' }],
    ['mute pushback until noon', { indicator: 'pushback', duration: 'until noon' }],
    ['mute pushback for the rest of the day', { indicator: 'pushback', duration: 'for the rest of the day' }],
    ['mute pushback today', { indicator: 'pushback', duration: 'for today' }],
    ['mute pushback for today', { indicator: 'pushback', duration: 'for today' }],
    ['mute until monday pushback', { indicator: 'pushback', duration: 'until monday' }],
    ['mute pushback duration:"until friday"', { indicator: 'pushback', duration: 'until friday' }],
    [
      'mute pushback 2h until friday they strike',
      { indicator: 'pushback', duration: '2h', reason: 'until friday they strike' },
    ],
    [
      'mute pushback until further notice',
      { indicator: 'pushback', duration: 'until', reason: 'further notice' },
    ],
    ['mute pushback until the vote', { indicator: 'pushback', duration: 'until', reason: 'the vote' }],
    ['mute Today in ports 2h', { indicator: 'Today in ports', duration: '2h' }],
    ['\u200bmute\u200b pushback\u2060 2h', { indicator: 'pushback', duration: '2h' }],
    ['signals since monday', { days: 'since monday' }],
    ['signals harbour since yesterday', { brief: 'harbour', days: 'since yesterday' }],
    ['digest this week', { days: 'this week' }],
    ['digest today', { days: 'today' }],
    ['digest since 1 december', { days: 'since 1 december' }],
    ['indicator port sales since friday', { name: 'port sales', days: 'since friday' }],
    ['export harbour this month csv', { of: 'harbour', days: 'this month', format: 'csv' }],
    ['test until friday the port is shut', { headline: 'until friday the port is shut' }],
    ['why today of all days', { alert: 'today of all days' }],
    ['search since monday', { words: 'since monday' }],
    ['watch article One\n\nTwo  three', { article: 'One\n\nTwo three' }],
    ['signals last 7 days', { days: '7d' }],
    ['export harbour pdf', { of: 'harbour', format: 'pdf' }],
    ['test 2 hours after the vote', { headline: '2 hours after the vote' }],
  ])('reads “%s” as people mean it', (line, args) => {
    const outcome = parseText(line);
    expect(outcome.kind === 'ok' ? outcome.args : outcome.reply).toEqual(args);
  });
});
