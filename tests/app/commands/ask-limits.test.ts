/** One person asks at most twenty long questions a minute; others are not held up by that. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAskLimits } from '../../../src/app/commands/ask-limits.ts';
import type { Asker } from '../../../src/core/command/chat.ts';
import type { Reply } from '../../../src/core/command/reply.ts';
import { MINUTE } from '../../../src/core/time/duration.ts';
import { EDITOR, fillNewsroom, type Newsroom, openNewsroom, READER, wordsOf } from './newsroom.ts';

const ada = {
  platform: 'discord',
  id: '1',
  name: 'Ada',
  spaces: ['1'],
  direct: false,
  groups: [],
  manages: false,
  guest: false,
} as const;

it('refuses the twenty-first question of a minute, and answers again when the first is a minute old', () => {
  const limits = createAskLimits();
  for (let at = 0; at < 20; at += 1) expect(limits.count(ada, 1_000 + at)).toBeUndefined();
  expect(JSON.stringify(limits.count(ada, 2_000))).toContain('ask again in 59 s');
  expect(limits.count({ ...ada, platform: 'slack' }, 2_000)).toBeUndefined();
  expect(limits.count(ada, 1_000 + MINUTE)).toBeUndefined();
  expect(limits.count(ada, 1_001)).toBeUndefined();
});

describe('in a chat', () => {
  let room: Newsroom;
  beforeEach(async () => {
    room = await openNewsroom();
    await fillNewsroom(room);
  });
  afterEach(() => room.store.close());

  const said = async (reply: Promise<Reply | undefined>): Promise<string> => {
    const got = await reply;
    return got === undefined ? '' : wordsOf(got);
  };
  const ways: readonly (readonly [string, (by: Asker) => Promise<Reply | undefined>])[] = [
    ['/search', (by) => room.ask('search', { words: 'editor' }, by)],
    ['/test', (by) => room.ask('test', { headline: 'Editor dismissed' }, by)],
    ['/test query:', (by) => room.ask('test', { headline: 'query: editor' }, by)],
    ['/why of an alert', (by) => room.ask('why', { alert: '1' }, by)],
    ['/why of a headline', (by) => room.ask('why', { alert: 'Editor dismissed' }, by)],
    ['the button Why', (by) => room.press('why:1', by)],
    ['/indicator', (by) => room.ask('indicator', { name: 'port-sales' }, by)],
    ['/digest', (by) => room.ask('digest', {}, by)],
    ['/export', (by) => room.ask('export', { of: 'port-sales' }, by)],
    ['a page of a search', (by) => room.press('page:search:2:words=editor', by)],
    ['the button Suggest changes', (by) => room.press('tune:a/b', by)],
  ];

  it.each(ways)('counts %s with everything else that the person asked', async (_, ask) => {
    for (let nth = 0; nth < 20; nth += 1)
      expect(await said(room.ask('test', { headline: `Editor ${nth}` }, READER))).not.toContain('Too many');
    expect(await said(ask(READER))).toContain('Too many questions');
    expect(await said(ask(EDITOR))).not.toContain('Too many questions');
  });

  it.each(ways)('lets twenty of %s pass', async (_, ask) => {
    for (let nth = 0; nth < 20; nth += 1) expect(await said(ask(READER))).not.toContain('Too many');
    expect(await said(ask(READER))).toContain('Too many questions');
  });
});
