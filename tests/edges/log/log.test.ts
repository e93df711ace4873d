import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/edges/log/log.ts';

function logInto(options: { readonly forPeople?: boolean }) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, log: createLog({ level: 'info', secrets: ['hunter2hunter2'], destination, ...options }) };
}

describe.each([{ forPeople: false }, { forPeople: true }])('the log, %j', (options) => {
  it('blots secrets out of fields, messages and stacks, also where they are part of an address', () => {
    const { lines, log } = logInto(options);
    log.warn({ url: 'https://feeds.example/?key=hunter2hunter2' }, 'asked with hunter2hunter2');
    log.error({ err: new Error('no entry for hunter2hunter2') }, 'refused');
    const all = lines.join('');
    expect(all).toContain('[secret]');
    expect(all).toContain('no entry for [secret]');
    expect(all).not.toContain('hunter2');
  });

  it('blots out secrets that JSON and addresses spell in their own way, and none of one that begins like another', () => {
    const lines: string[] = [];
    const secrets = ['correct', 'correct"horse\\battery', 'pass word/é'];
    const destination = { write: (line: string) => void lines.push(line) };
    const log = createLog({ level: 'info', secrets, destination, ...options });
    log.warn({ said: 'no correct"horse\\battery here' }, 'https://x.example/?key=pass%20word%2F%C3%A9');
    log.error({ err: new Error('bad pass word/é') }, 'refused');
    const all = lines.join('');
    for (const part of ['horse', 'battery', 'word']) expect(all).not.toContain(part);
  });

  it('leaves out what is below its level', () => {
    const { lines, log } = logInto(options);
    log.debug({}, 'details');
    expect(lines).toEqual([]);
  });
});

describe('the shape of a line', () => {
  it('is JSON for programs', () => {
    const { lines, log } = logInto({});
    log.info({ feed: 'harbour-wire' }, 'polled');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, feed: 'harbour-wire', msg: 'polled' });
  });

  it('is the time of day, a word and the message for people', () => {
    const { lines, log } = logInto({ forPeople: true });
    log.info({ feed: 'harbour-wire' }, 'polled');
    // oxlint-disable-next-line no-control-regex -- colours are control characters
    const plain = lines.join('').replaceAll(/\u001B\[\d+m/g, '');
    expect(plain).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: polled \{"feed":"harbour-wire"\}\n$/);
  });
});
