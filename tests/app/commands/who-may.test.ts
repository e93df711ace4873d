/** Walks every command and every button with every kind of asker on both platforms, and looks at the database. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccessSettings } from '../../../src/app/commands/access.ts';
import { CATALOGUE, type CommandName } from '../../../src/core/command/catalogue.ts';
import type { Asker } from '../../../src/core/command/chat.ts';
import { BUTTONS } from '../../../src/core/command/permission.ts';
import type { RawArguments } from '../../../src/core/command/arguments.ts';
import { accessSettings, GUILD } from '../../access-rules.ts';
import { TEAM } from '../../peers/slack/workspace.ts';
import { EDITOR, fillNewsroom, type Newsroom, openNewsroom, wordsOf } from './newsroom.ts';

type Platform = 'discord' | 'slack';
type Kind = {
  /** The first cell of its row in docs/who-may-what.md. */
  readonly row: string;
  readonly platforms: readonly Platform[];
  readonly is: (platform: Platform) => Partial<Asker>;
  /** Whom the settings name. */
  readonly named?: readonly string[];
};

const BOTH = ['discord', 'slack'] as const;
const home = (platform: Platform): string => (platform === 'discord' ? GUILD : TEAM);
const GROUP = 'group';

const KINDS: readonly Kind[] = [
  { row: 'member', platforms: BOTH, is: () => ({}) },
  { row: 'manager, where nobody is named', platforms: BOTH, is: () => ({ manages: true }) },
  {
    row: 'manager, where others are named',
    platforms: BOTH,
    is: () => ({ manages: true }),
    named: ['somebody-else'],
  },
  { row: 'named changer', platforms: BOTH, is: () => ({}), named: ['me'] },
  { row: 'named changer', platforms: BOTH, is: () => ({ groups: ['other', GROUP] }), named: [GROUP] },
  { row: 'guest on Slack', platforms: ['slack'], is: () => ({ guest: true, manages: true }) },
  {
    row: 'guest on Slack who is named',
    platforms: ['slack'],
    is: () => ({ guest: true, spaces: ['T0ELSEWHERE'] }),
    named: ['me'],
  },
  { row: 'member, in a direct message', platforms: BOTH, is: () => ({ direct: true }), named: ['me'] },
  { row: 'stranger, in a direct message', platforms: BOTH, is: () => ({ direct: true, spaces: [] }) },
  {
    row: 'stranger, whatever they are there',
    platforms: BOTH,
    is: () => ({ manages: true, spaces: ['elsewhere'] }),
  },
];

/** How each command is typed rightly; a new one is missed by name. */
const COMMANDS: Readonly<Record<CommandName, RawArguments>> = {
  signals: {},
  indicator: { name: 'port-sales' },
  brief: {},
  why: { alert: '1' },
  test: { headline: 'Port sold' },
  search: { words: 'port' },
  mute: { indicator: 'dock-strikes', duration: '4h' },
  mutes: {},
  unmute: { silence: '1' },
  part: { alert: '1' },
  same: { alert: '1', as: '2' },
  feeds: {},
  subscribe: { to: 'low' },
  unsubscribe: { from: 'high' },
  digest: {},
  export: { of: 'port-sales' },
  adopt: { code: 'the code' },
  help: {},
  'feed add': { address: 'https://nowhere.example/' },
  'feed pause': { feed: 'tern' },
  'feed resume': { feed: 'tern' },
  'feed remove': { feed: 'tern' },
  'watch new': { sign: 'a port is closed', words: 'port closed', hit: 'Port closed', miss: 'Rain' },
  'watch article': { article: 'Nothing of the kind.' },
  'watch start': { sign: 'a-port-is-closed' },
  'watch drop': { sign: 'a-port-is-closed' },
};

/** How each button is pressed. */
const PRESSES: Readonly<Record<keyof typeof BUTTONS, string>> = {
  why: 'why:1',
  page: 'page:search:2:words=port',
  tune: 'tune:harbours/port-sales',
  sign: 'sign:6/harbours/dock-strikes',
  nosign: 'nosign:5',
  ack: 'ack:1',
  unack: 'unack:1',
  relevant: 'relevant:1',
  irrelevant: 'irrelevant:1',
  mute: 'mute:1',
  'mute-ask': 'mute-ask:1',
  unmute: 'unmute:1',
  start: 'start:harbours/port-sales',
  part: 'part:1',
  same: 'same:1-2',
  resend: 'resend:all',
  'feed-remove': 'feed-remove:tern',
  'watch-start': 'watch-start:chat-1/a',
  'watch-trial': 'watch-trial:chat-1/a',
  'watch-drop': 'watch-drop:chat-1/a',
  'watch-pick': 'watch-pick:chat-1/a',
};

/** What each row of the page allows: the cells behind its name. */
const PAGE = new Map(
  readFileSync(new URL('../../../docs/who-may-what.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, who = '', ...cells]) => [who, cells] as const),
);
const COLUMNS = { ask: 0, vote: 1, change: 2, adopt: 3 } as const;

let room: Newsroom;
const settingsFor = (kind: Kind, votes: AccessSettings['votes']): AccessSettings => {
  return accessSettings({ changers: kind.named ?? [], votes });
};

beforeEach(async () => {
  room = await openNewsroom();
  room.scripted.push({ kind: 'rejected', reason: 'too long' });
  await fillNewsroom(room);
  await room.ask('mute', { indicator: 'port-sales', duration: '4h' });
  for (const [platform, channel] of [
    ['discord', 'here'],
    ['slack', 'here'],
  ] as const)
    await room.ask('subscribe', { to: 'high' }, { ...EDITOR, platform, spaces: [home(platform)] }, channel);
});
afterEach(() => room.store.close());

/** Everything that people can change. */
const state = async () => {
  const { db } = room.store;
  const rows = async (
    table: 'silences' | 'subscriptions' | 'verdicts' | 'judged_misses' | 'alerts' | 'adoptions' | 'audit',
  ) => db.selectFrom(table).selectAll().execute();
  return JSON.stringify([
    await rows('silences'),
    await rows('subscriptions'),
    await rows('verdicts'),
    await rows('judged_misses'),
    await rows('alerts'),
    await rows('adoptions'),
    await rows('audit'),
    await db.selectFrom('deliveries').select(['id', 'status']).orderBy('id').execute(),
  ]);
};

const askerOf = (kind: Kind, platform: Platform): Asker => ({
  platform,
  id: 'me',
  name: 'Somebody',
  spaces: [home(platform)],
  direct: false,
  groups: [],
  manages: false,
  guest: false,
  ...kind.is(platform),
});

const REFUSED = /^(?:Not answered here|Not allowed|Not in a direct message)$/;
const WRITES = new Set([
  'mute',
  'unmute',
  'part',
  'same',
  'subscribe',
  'unsubscribe',
  'adopt',
  'feed pause',
  'feed resume',
  'watch new',
  'watch start',
  'watch drop',
]);

/** Whether the page lets somebody do it. */
function allowed(kind: Kind, deed: keyof typeof COLUMNS, votes: string, own: boolean): boolean {
  const cell = PAGE.get(kind.row)?.[COLUMNS[deed]];
  if (cell === undefined) throw new Error(`docs/who-may-what.md has no row "${kind.row}"`);
  if (cell === 'no') return false;
  if (cell.startsWith('yes, unless')) return votes === 'everyone' || (kind.named ?? []).includes('me');
  return cell.startsWith('yes') || cell.endsWith('with the code') || own;
}

const WALK = KINDS.flatMap((kind) =>
  kind.platforms.flatMap((platform) =>
    (['everyone', 'changers'] as const).map((votes) => ({
      name: `${kind.row}${kind.named?.includes(GROUP) === true ? ' (by a group)' : ''}, ${platform}, votes: ${votes}`,
      kind,
      platform,
      votes,
    })),
  ),
);

describe('who may what', () => {
  it('is said of every kind on the page, and of no other', () => {
    const rows = [...PAGE.keys()].filter((row) => row !== 'who' && !row.startsWith('---'));
    expect(rows).toEqual([...new Set(KINDS.map(({ row }) => row))]);
  });

  it.each(WALK)('$name', async ({ kind, platform, votes }) => {
    room.settings.current = settingsFor(kind, votes);
    const by = askerOf(kind, platform);
    for (const { name, changes } of CATALOGUE) {
      const direct = ['subscribe', 'unsubscribe', 'help'].includes(name);
      const deed = name === 'adopt' ? 'adopt' : changes ? 'change' : 'ask';
      const may = allowed(kind, deed, votes, direct && by.direct);
      const args = name === 'adopt' ? { code: room.access.code() } : COMMANDS[name];
      const before = await state();
      const reply = await room.ask(name, args, by, 'here');
      const said = [kind.row, platform, votes, name, reply.title];
      const isRefused = REFUSED.test(reply.title);
      const changed = (await state()) !== before;
      // Where a server is answered already, /adopt says so, which is no refusal.
      const expected = {
        refused: name === 'adopt' && !may ? isRefused : !may,
        changed: may && WRITES.has(name),
      };
      expect([...said, { refused: isRefused, changed }]).toEqual([...said, expected]);
      const leaks =
        isRefused && (reply.visibility === 'public' || /Larkmoor|Integrations/.test(wordsOf(reply)));
      expect([...said, leaks]).toEqual([...said, false]);
      if (name === 'adopt' && may) await room.store.db.deleteFrom('adoptions').execute();
    }
    for (const [verb, button] of Object.entries(PRESSES)) {
      const deed = BUTTONS[verb as keyof typeof PRESSES];
      const may = allowed(kind, deed.what, votes, deed.own && by.direct);
      const before = await state();
      const reply = await room.handler.press({ button, by, channel: 'here' });
      const said = [kind.row, platform, votes, button, reply?.title];
      const isRefused = reply !== undefined && REFUSED.test(reply.title);
      const kept = isRefused && (await state()) === before;
      expect([...said, isRefused, kept]).toEqual([...said, !may, !may]);
      const dialog = await room.handler.refusal({ button }, by);
      expect([...said, dialog === undefined]).toEqual([...said, may]);
    }
    const completed = await room.handler.complete('why', 'alert', '', by);
    expect(completed.length > 0).toBe(allowed(kind, 'ask', votes, false));
  });
});

describe('an adoption', () => {
  const stranger: Asker = { ...EDITOR, id: '99', manages: false, spaces: ['elsewhere'] };

  it('opens a server once for one code, is audited, and ends with what its channels subscribed to', async () => {
    const code = room.access.code();
    expect((await room.ask('adopt', { code: 'ffffffffff' }, stranger)).title).toBe('Not the code');
    expect((await room.ask('adopt', { code: ` ${code.toUpperCase()} ` }, stranger)).title).toBe('Adopted');
    expect((await room.ask('signals', {}, stranger)).title).not.toMatch(REFUSED);
    expect((await room.ask('adopt', { code }, { ...stranger, spaces: ['a third'] })).title).toBe(
      'Not the code',
    );
    const editor = { ...stranger, manages: true };
    await room.ask('subscribe', { to: 'low' }, editor, 'lair');
    expect((await room.ask('adopt', { code: 'off' }, stranger)).title).toBe('Not allowed');
    expect((await room.ask('adopt', { code: 'off' }, editor)).title).toBe('No longer adopted');
    expect((await room.ask('signals', {}, editor)).title).toBe('Not answered here');
    const left = await room.store.db.selectFrom('subscriptions').select('channel').execute();
    expect(left.map(({ channel }) => channel)).toEqual(['here', 'here']);
    expect((await room.audit()).slice(-3).map(({ action, subject }) => [action, subject])).toEqual([
      ['adopt', 'discord:elsewhere'],
      ['subscribe', `discord:lair`],
      ['release', 'discord:elsewhere'],
    ]);
  });

  it('is not needed where the settings name the server, and cannot be ended there', async () => {
    room.settings.current = accessSettings({ spaces: ['elsewhere'] });
    const editor = { ...stranger, manages: true };
    expect((await room.ask('adopt', { code: room.access.code() }, editor)).title).toBe('Answered already');
    expect((await room.ask('adopt', { code: 'off' }, editor)).title).toBe('Not adopted');
  });
});
