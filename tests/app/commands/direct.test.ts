/** What one person sets up in direct messages with the bot, on both platforms, through the real clients and commands. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetPeople } from '../../../src/app/housekeeping/forget-people.ts';
import { sampleAlert } from '../../conformance/notifications.ts';
import * as discordRig from '../../edges/discord/rig-chat.ts';
import * as slackRig from '../../edges/slack/rig-chat.ts';
import { readMessage } from '../../peers/slack/reading.ts';
import { ADMIN, EDITOR, TEAM } from '../../peers/slack/workspace.ts';
import { GUILD } from '../../access-rules.ts';
import { EDITOR as ROOM_EDITOR, fillNewsroom, type Newsroom, NOON, openNewsroom } from './newsroom.ts';

const alertTo = (deliveryId: string) => ({
  deliveryId,
  notification: { ...sampleAlert, alertId: 1 },
  prior: undefined,
  maybeSentAt: undefined,
  now: NOON,
});

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
});
afterEach(() => room.store.close());

const subscriptions = () =>
  room.store.db.selectFrom('subscriptions').select(['platform', 'channel', 'value', 'person']).execute();
const audited = async () => (await room.audit()).map(({ action, actor }) => `${action} ${actor}`);

describe('in direct messages on Discord', () => {
  let rig: discordRig.ChatRig;
  beforeEach(async () => {
    rig = await discordRig.openChat({ handler: room.handler });
  });
  afterEach(async () => {
    await rig.close();
    if (rig.peer.violations.length > 0) throw new Error(rig.peer.violations.join('; '));
  });
  const ask = async (name: string, value: string) => {
    const option = name === 'subscribe' ? 'to' : name === 'unsubscribe' ? 'from' : 'command';
    const by = { actor: 'reader', direct: true } as const;
    return (await rig.answer(rig.peer.slash(name, [{ name: option, value }], by))).text;
  };

  it('the help there speaks of the person, not of a channel', async () => {
    const said = [await ask('help', 'subscribe'), await ask('help', 'unsubscribe')].join(' ');
    expect(said).toMatch(/Tell you about/);
    expect(said).not.toContain('channel');
  });

  it('somebody who may change nothing subscribes for themselves, and takes it back', async () => {
    expect(await ask('subscribe', 'port-sales')).toContain('Subscribed');
    expect(await subscriptions()).toEqual([
      {
        platform: 'discord',
        channel: rig.peer.directMessages('reader'),
        value: 'harbours/port-sales',
        person: '300000000000000005',
      },
    ]);
    expect(await ask('unsubscribe', 'port-sales')).toContain('Unsubscribed');
    expect(await subscriptions()).toEqual([]);
    expect(await ask('subscribe', 'port-sale')).toContain('did you mean port-sales?');
  });

  it('an alert arrives there, with its buttons', async () => {
    const channel = rig.peer.directMessages('reader');
    await rig.discord.sink(channel)(alertTo('d-1'), new AbortController().signal);
    const [message] = rig.peer.messages(channel);
    expect(message?.content).toContain(sampleAlert.headline.text);
    const pressed = rig.peer.press(message?.id ?? '', 'why:1', { actor: 'reader', direct: true });
    expect((await rig.answer(pressed)).text).toContain('Why alert 1');
  });

  it('nothing else is offered there', () => {
    for (const name of ['mute', 'signals', 'feed add', 'export'])
      expect(() => rig.peer.slash(name, [], { direct: true })).toThrow('not offered');
  });

  it('who is no member of the server is refused', async () => {
    rig.peer.leave('reader');
    expect(await ask('subscribe', 'port-sales')).toMatch(/only members of a server/);
    expect(await subscriptions()).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it('what is told to somebody ends when they have left, and no sooner', async () => {
    const isGone = (platform: string, person: string) =>
      rig.discord.chat.isGone?.(person, platform === 'discord' ? [GUILD] : []) ?? Promise.resolve(false);
    await ask('subscribe', 'high');
    expect(await forgetPeople(room.store, isGone, NOON)).toBe(0);
    rig.peer.fault({ kind: 'error', match: '^GET /guilds' });
    rig.peer.leave('reader');
    // What Discord does not say is not known.
    expect(await forgetPeople(room.store, isGone, NOON)).toBe(0);
    rig.peer.clearFaults();
    // Where the bot is not itself, nobody can speak for anybody; nor does that alone say that they have left.
    const elsewhere = (_: string, person: string) =>
      rig.discord.chat.isGone?.(person, ['300000000000000999']) ?? Promise.resolve(false);
    expect(await forgetPeople(room.store, elsewhere, NOON)).toBe(0);
    const both = (_: string, person: string) =>
      rig.discord.chat.isGone?.(person, ['300000000000000999', GUILD]) ?? Promise.resolve(false);
    expect(await forgetPeople(room.store, both, NOON)).toBe(1);
    expect(await subscriptions()).toEqual([]);
    expect((await audited()).at(-1)).toBe('unsubscribe signpost');
  });
});

describe('what is told in direct messages', () => {
  it('ends with the last server that is answered, and not with another one before it', async () => {
    room.homes.current = [];
    const editor = { ...ROOM_EDITOR, manages: true };
    const adopt = async (space: string, code: string): Promise<string> =>
      (await room.ask('adopt', { code }, { ...editor, spaces: [space] })).title;
    for (const space of ['one', 'two']) expect(await adopt(space, room.access.code())).toBe('Adopted');
    const person = { ...editor, spaces: ['one'], direct: true };
    await room.ask('subscribe', { to: 'high' }, person, 'private');
    expect(await adopt('two', 'off')).toBe('No longer adopted');
    expect(await subscriptions()).toMatchObject([{ channel: 'private' }]);
    expect(await adopt('one', 'off')).toBe('No longer adopted');
    expect(await subscriptions()).toEqual([]);
  });
});

describe('in direct messages on Slack', () => {
  let rig: slackRig.ChatRig;
  beforeEach(async () => {
    rig = await slackRig.openChat('socket', { handler: room.handler });
  });
  afterEach(async () => {
    await rig.close();
    if (rig.peer.violations.length > 0) throw new Error(rig.peer.violations.join('; '));
  });
  const ask = async (typed: string): Promise<string> => {
    const channel = rig.peer.workspace.directMessages(EDITOR).id;
    const { text, blocks } = await rig.ask(rig.peer.people.command('/signpost', typed, channel, EDITOR));
    return readMessage({ text: typeof text === 'string' ? text : '', blocks }).text;
  };
  const become = (more: object): void =>
    void rig.peer.workspace.users.set(EDITOR, { id: EDITOR, team_id: TEAM, name: 'editor', ...more });

  it('the help there speaks of the person, not of a channel', async () => {
    const said = [await ask('help'), await ask('help subscribe')].join(' ');
    expect(said).toMatch(/Tell you about[^]*Stop telling you/);
    expect(said).not.toContain('this channel');
  });

  it('somebody who may change nothing subscribes for themselves, and takes it back', async () => {
    expect(await ask('subscribe port-sales')).toContain('Subscribed');
    expect(await subscriptions()).toEqual([
      {
        platform: 'slack',
        channel: rig.peer.workspace.directMessages(EDITOR).id,
        value: 'harbours/port-sales',
        person: EDITOR,
      },
    ]);
    expect(await ask('unsubscribe port-sales')).toContain('Unsubscribed');
    expect(await subscriptions()).toEqual([]);
    expect(await ask('subscribe port-sale')).toContain('did you mean port-sales?');
  });

  it.each(['mute dock-strikes 2h', 'signals', 'feed add https://tern.example/', 'export port-sales'])(
    '%s is refused there',
    async (typed) => {
      expect(await ask(typed)).toContain('Not in a direct message');
      expect(await audited()).toEqual([]);
    },
  );

  it('in a conversation of several people nothing can be posted, and the answer says where', async () => {
    const { id } = rig.peer.workspace.groupMessages();
    const { text } = await rig.ask(rig.peer.people.command('/signpost', 'subscribe high', id, ADMIN));
    expect(text).toMatch(/cannot post in conversations of several people/);
    expect(await subscriptions()).toEqual([]);
  });

  it('an alert arrives there', async () => {
    const channel = rig.peer.workspace.directMessages(EDITOR).id;
    await rig.slack.sink(channel)(alertTo('d-1'), new AbortController().signal);
    expect(
      rig.peer
        .messages(channel)
        .map(({ text }) => text)
        .join(),
    ).toContain(sampleAlert.headline.text);
  });

  it('a guest is refused', async () => {
    become({ is_stranger: true });
    expect(await ask('subscribe port-sales')).toMatch(/guest/i);
    expect(await subscriptions()).toEqual([]);
  });

  it('what is told to somebody ends when they have left, and no sooner', async () => {
    const isGone = (_: string, person: string) =>
      rig.slack.chat?.isGone?.(person, [TEAM]) ?? Promise.resolve(false);
    await ask('subscribe high');
    expect(await forgetPeople(room.store, isGone, NOON)).toBe(0);
    become({ deleted: true });
    expect(await forgetPeople(room.store, isGone, NOON)).toBe(1);
    expect(await subscriptions()).toEqual([]);
    expect((await audited()).at(-1)).toBe('unsubscribe signpost');
  });
});
