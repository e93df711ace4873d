/** Lines as people type them: with stops and colons, thanks, words between options, and commands the other way round. */
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/core/command/arguments.ts';
import { type CommandName, commandNamed } from '../../../src/core/command/catalogue.ts';
import { parseText } from '../../../src/core/command/parse-text.ts';
import { readSpan } from '../../../src/core/time/read-span.ts';
import { HOUR, MINUTE } from '../../../src/core/time/duration.ts';
import { BRIEFS } from './named-briefs.ts';

const NOW = Date.UTC(2026, 8, 10, 12);
const problemsOf = (name: CommandName, raw: Readonly<Record<string, string>>): readonly string[] => {
  const spec = commandNamed(name);
  if (spec === undefined) throw new Error(`no command ${name}`);
  const read = parseArguments(spec, raw, BRIEFS, { now: NOW, zone: 'UTC' });
  return read.kind === 'ok' ? [] : read.problems;
};

describe('a typed line', () => {
  it.each<[string, CommandName, object]>([
    ['mutes?', 'mutes', {}],
    ['why?', 'why', {}],
    ['mute: dock-strikes 2h', 'mute', { indicator: 'dock-strikes', duration: '2h' }],
    ['mute dock-strikes, 2 hours', 'mute', { indicator: 'dock-strikes', duration: '2h' }],
    ['mute dock-strikes 2h30', 'mute', { indicator: 'dock-strikes', duration: '150m' }],
    ['unmute "dock-strikes".', 'unmute', { silence: 'dock-strikes' }],
    ['unmute dock-strikes please', 'unmute', { silence: 'dock-strikes' }],
    ['unmute all, thanks!', 'unmute', { silence: 'all' }],
    ['show me the feeds please', 'feeds', {}],
    ['digest, 3 days.', 'digest', { days: '3d' }],
    ['export harbours 2 weeks as json', 'export', { of: 'harbours', days: '14d', format: 'json' }],
    ['export harbours (csv)', 'export', { of: 'harbours', format: 'csv' }],
    ['export harbours in csv, please', 'export', { of: 'harbours', format: 'csv' }],
    ['same 1 as 2', 'same', { alert: '1', as: '2' }],
    ['same 1 and 2', 'same', { alert: '1', as: '2' }],
    ['feed list', 'feeds', {}],
    ['watch list', 'signals', {}],
    ['feeds add tern.example', 'feed add', { address: 'tern.example' }],
    ['add feed https://tern.example/feed.xml,', 'feed add', { address: 'https://tern.example/feed.xml' }],
    ['pause feed tern', 'feed pause', { feed: 'tern' }],
    ['hello', 'help', {}],
    ['commands', 'help', {}],
    ['help: mute', 'help', { command: 'mute' }],
    // What is a text stays as it was typed.
    ['search port, sold.', 'search', { words: 'port, sold.' }],
    ['why Owners say: sell, please', 'why', { alert: 'Owners say: sell, please' }],
    [
      'mute dock-strikes 2h known, please.',
      'mute',
      { indicator: 'dock-strikes', duration: '2h', reason: 'known, please.' },
    ],
  ])('%s', (line, name, args) => {
    expect(parseText(line)).toEqual({ kind: 'ok', name, args });
  });
});

describe('a value', () => {
  it.each<[CommandName, Record<string, string>]>([
    ['subscribe', { to: 'high severity' }],
    ['subscribe', { to: 'severity: high' }],
    ['subscribe', { to: 'HIGH alerts' }],
    ['why', { alert: 'tern.example/odd' }],
    ['why', { alert: '12, please' }],
    ['why', { alert: '12?!' }],
  ])('/%s takes %o', (name, raw) => {
    expect(problemsOf(name, raw)).toEqual([]);
  });

  it.each<[CommandName, Record<string, string>, RegExp]>([
    ['subscribe', { to: 'everything' }, /write low, medium or high/],
    ['subscribe', { to: 'high and medium' }, /are 2; write one at a time, first high/],
    ['subscribe', { to: 'high, low' }, /are 2/],
    ['mute', { indicator: 'leader-appointments', duration: 'tomorrow' }, /until tomorrow is one/],
    ['mute', { indicator: 'leader-appointments', duration: 'friday' }, /until friday is one/],
    ['mute', { indicator: 'leader-appointments', duration: 'noise' }, /write for instance/],
    ['why', { alert: '1,2' }, /write one number/],
    ['why', { alert: '-1' }, /write one number/],
    ['why', { alert: '1.5' }, /write one number/],
    ['why', { alert: '9'.repeat(30) }, /write one number/],
  ])('/%s says of %o what to write', (name, raw, said) => {
    expect(problemsOf(name, raw).join('\n')).toMatch(said);
  });

  it('of an address without a scheme is one', () => {
    const spec = commandNamed('why');
    const read = spec && parseArguments(spec, { alert: 'www.tern.example/a?b=1' }, BRIEFS);
    expect(read).toMatchObject({
      kind: 'ok',
      args: { alert: { kind: 'address', url: 'https://www.tern.example/a?b=1' } },
    });
  });

  it('of hours and minutes may leave the last unit out', () => {
    expect(readSpan('2h30')).toBe(2 * HOUR + 30 * MINUTE);
    expect(readSpan('2 h 5')).toBe(2 * HOUR + 5 * MINUTE);
    expect(readSpan('2d30')).toBeUndefined();
  });
});
