import { afterEach, beforeEach, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/core/command/catalogue.ts';
import type { Asker } from '../../../src/core/command/chat.ts';
import type { RawArguments } from '../../../src/core/command/arguments.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { describeOnStores } from '../../stores.ts';
import {
  CHANNEL,
  COLLEAGUE,
  EDITOR,
  feedAnswer,
  fillNewsroom,
  type Newsroom,
  openNewsroom,
  report,
  wordsOf,
} from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom({ lists: SHIPPED_LISTS, fetchFeed: () => Promise.resolve(feedAnswer(SITE)) });
  room.scripted.push({ kind: 'rejected', reason: 'Missing Permissions' });
  await fillNewsroom(room);
});
afterEach(() => room.store.close());

const SITE = 'https://sample.example/feed';
const SIGN = { sign: 'a lamp', words: 'lamp', hit: 'A lamp', miss: 'Rain' };

const failed = async (): Promise<number> =>
  (
    await room.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('status', 'in', ['dead', 'rejected'])
      .executeTakeFirstOrThrow()
  ).id;

type CommandStep = {
  readonly args: RawArguments | (() => RawArguments);
  readonly first?: () => Promise<unknown>;
  readonly by?: Asker;
};
const mutedBefore = () => room.ask('mute', { indicator: 'dock-strikes', duration: '4h' });
const subscribedBefore = () => room.ask('subscribe', { to: 'high' }, COLLEAGUE, 'C042');

/** Every command of the catalogue that changes something, with what it needs before it; a new one is missed by name. */
const COMMANDS: Readonly<Record<string, CommandStep & { readonly row: Readonly<Record<string, unknown>> }>> =
  {
    mute: {
      args: { indicator: 'port-sales', duration: '4h', reason: 'Known sale' },
      row: { action: 'mute', subject: 'silence:1' },
    },
    unmute: {
      args: { silence: '1' },
      first: mutedBefore,
      row: { action: 'unmute', subject: 'silence:1' },
    },
    part: { args: { alert: '1' }, row: { action: 'part', subject: 'alert:1' } },
    same: { args: { alert: '2', as: '1' }, row: { action: 'join', subject: 'alert:2' } },
    subscribe: {
      args: { to: 'dock-strikes' },
      row: { action: 'subscribe', subject: 'slack:C042' },
    },
    unsubscribe: {
      args: { from: 'high' },
      first: subscribedBefore,
      row: { action: 'unsubscribe', subject: 'slack:C042' },
    },
    adopt: {
      args: () => ({ code: room.access.code() }),
      by: { ...COLLEAGUE, spaces: ['T0OTHER01'] },
      row: { action: 'adopt', subject: 'slack:T0OTHER01' },
    },
    'feed add': {
      args: { address: SITE },
      row: { action: 'feed-add', subject: 'feed:sample' },
    },
    'feed pause': { args: { feed: 'tern' }, row: { action: 'feed-pause', subject: 'feed:tern' } },
    'feed resume': {
      args: { feed: 'tern' },
      first: () => room.ask('feed pause', { feed: 'tern' }),
      row: { action: 'feed-resume', subject: 'feed:tern' },
    },
    'feed remove': {
      args: { feed: 'sample' },
      first: () => room.ask('feed add', { address: SITE }),
      row: { action: 'feed-remove', subject: 'feed:sample' },
    },
    'watch new': { args: SIGN, row: { action: 'watch-draft', subject: 'brief:chat-c042' } },
    'watch article': {
      args: { article: 'The lamp\n\nWhat to watch next\n- a court that blocks the sale\n' },
      row: { action: 'watch-draft', subject: 'brief:chat-c042' },
    },
    'watch start': {
      args: { sign: 'a-lamp' },
      first: () => room.ask('watch new', SIGN, COLLEAGUE, 'C042'),
      row: { action: 'watch-start', subject: 'sign:chat-c042/a-lamp' },
    },
    'watch drop': {
      args: { sign: 'a-lamp' },
      first: () => room.ask('watch new', SIGN, COLLEAGUE, 'C042'),
      row: { action: 'watch-drop', subject: 'sign:chat-c042/a-lamp' },
    },
  };

/** Every button that changes something. */
const BUTTONS: Readonly<
  Record<
    string,
    {
      readonly row: () => Promise<Record<string, unknown>>;
      readonly first?: () => Promise<unknown>;
      /** What stands behind its colon, where that is not the number of the row's subject. */
      readonly on?: string;
    }
  >
> = {
  ack: { row: () => Promise.resolve({ action: 'acknowledge', subject: 'alert:1' }) },
  relevant: {
    row: () => Promise.resolve({ action: 'verdict', subject: 'alert:1', detail: '{"verdict":"relevant"}' }),
  },
  irrelevant: {
    row: () => Promise.resolve({ action: 'verdict', subject: 'alert:1', detail: '{"verdict":"irrelevant"}' }),
  },
  nosign: { row: () => Promise.resolve({ action: 'verdict', subject: 'entry:5' }) },
  mute: { row: () => Promise.resolve({ action: 'mute', subject: 'silence:1' }) },
  unmute: {
    row: () => Promise.resolve({ action: 'unmute', subject: 'silence:1' }),
    first: mutedBefore,
  },
  part: { row: () => Promise.resolve({ action: 'part', subject: 'alert:1' }) },
  same: { on: '2-1', row: () => Promise.resolve({ action: 'join', subject: 'alert:2' }) },
  resend: { row: async () => ({ action: 'resend', subject: `delivery:${await failed()}` }) },
};

/** Everything that people can change, to see that a change is one and that a refusal is none. */
const state = async () => {
  const { db } = room.store;
  return {
    silences: await db.selectFrom('silences').selectAll().orderBy('id').execute(),
    feeds: await db.selectFrom('chat_feeds').selectAll().execute(),
    resting: await db.selectFrom('resting_feeds').selectAll().execute(),
    signs: await db.selectFrom('chat_signs').selectAll().execute(),
    subscriptions: await db.selectFrom('subscriptions').selectAll().orderBy('id').execute(),
    adoptions: await db.selectFrom('adoptions').selectAll().execute(),
    misses: await db.selectFrom('judged_misses').selectAll().execute(),
    verdicts: await db.selectFrom('verdicts').selectAll().orderBy('voter').execute(),
    alerts: await db.selectFrom('alerts').selectAll().orderBy('id').execute(),
    deliveries: await db.selectFrom('deliveries').selectAll().orderBy('id').execute(),
  };
};

describeOnStores('the audit', () => {
  it('is tried with every command that changes something', () => {
    const changing = CATALOGUE.filter(({ changes }) => changes).map(({ name }) => name);
    expect(Object.keys(COMMANDS).toSorted()).toEqual(changing.toSorted());
  });

  it.each(Object.keys(COMMANDS))('has one row of /%s: who, what, when and where', async (name) => {
    const { args, first, by = COLLEAGUE, row } = COMMANDS[name] ?? { args: {}, row: {} };
    await first?.();
    const [rows, before] = [await room.audit(), await state()];
    await room.clock.advance(1_234);
    await room.handler.command({
      name: CATALOGUE.find((each) => each.name === name)?.name ?? 'signals',
      args: typeof args === 'function' ? args() : args,
      by,
      channel: 'C042',
    });
    const now = room.clock.now();
    expect(await state()).not.toEqual(before);
    const added = (await room.audit()).slice(rows.length);
    expect(added).toMatchObject([
      { actor: 'slack:U9', actor_name: 'Colleague', place: 'slack:C042', at: now, ...row },
    ]);
    // The rows from before stand as they were.
    expect((await room.audit()).slice(0, rows.length)).toEqual(rows);
  });

  it.each(Object.keys(BUTTONS))('has one row of the button %s', async (verb) => {
    await BUTTONS[verb]?.first?.();
    const expected = await BUTTONS[verb]?.row();
    const subject = BUTTONS[verb]?.on ?? String(expected?.['subject']).split(':')[1];
    const [rows, before] = [await room.audit(), await state()];
    await room.clock.advance(1_234);
    await room.press(`${verb}:${subject}`, EDITOR);
    expect(await state()).not.toEqual(before);
    expect((await room.audit()).slice(rows.length)).toMatchObject([
      {
        actor: 'discord:77',
        actor_name: 'Editor',
        place: `discord:${CHANNEL}`,
        at: room.clock.now(),
        ...expected,
      },
    ]);
  });

  it('has one row for each delivery that “resend all” takes up', async () => {
    room.scripted.push({ kind: 'rejected', reason: 'Missing Permissions' });
    await room.poll([report('Consortium buys deep-water harbour near Glosmere', 0, { feed: 'tern' })]);
    await room.press('resend:all');
    const rows = await room.audit();
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ action, subject }) => `${action} ${subject}`)).size).toBe(2);
    expect(rows.every(({ action, place }) => action === 'resend' && place === `discord:${CHANNEL}`)).toBe(
      true,
    );
  });

  it('has no row of a command that only reads, nor of one that changes nothing', async () => {
    const reading = CATALOGUE.filter(({ changes }) => !changes).map(({ name }) => name);
    const args: Partial<Record<string, RawArguments>> = {
      indicator: { name: 'port-sales' },
      why: { alert: '1' },
      test: { headline: 'Port sold' },
      search: { words: 'port' },
      export: { of: 'port-sales' },
    };
    const before = await state();
    for (const name of reading) {
      const reply = await room.ask(name, args[name] ?? {});
      expect(wordsOf(reply)).not.toContain('Something went wrong');
    }
    await room.ask('unmute', { silence: '99' });
    await room.ask('unsubscribe', { from: 'high' });
    await room.press('why:1');
    expect(await room.audit()).toEqual([]);
    expect(await state()).toEqual(before);
  });
});
