/** The whole way on Discord: what is typed and pressed, through discord.js and the real commands, back to the peer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/core/command/catalogue.ts';
import { dialogOf } from '../../../src/core/command/dialog.ts';
import { sampleAlert } from '../../conformance/notifications.ts';
import { type ChatRig, openChat } from '../../edges/discord/rig-chat.ts';
import type { Actor } from '../../peers/discord/peer.ts';
import { embedLinks, embedText, liveMarkup } from '../../peers/discord/markdown.ts';
import { componentsOf } from '../../walkthrough/components.ts';
import { fillNewsroom, type Newsroom, openNewsroom, report } from './newsroom.ts';

type Options = Readonly<Record<string, string | number | boolean>>;

/** For every command: what is filled in, words of the answer; then what is wrong, and words of that answer. */
const COMMANDS: Readonly<Record<string, readonly [Options, RegExp, Options, RegExp]>> = {
  signals: [
    { brief: 'harbours', days: 14 },
    /Ports change hands/,
    { brief: 'harbour' },
    /did you mean harbours\?/,
  ],
  indicator: [
    { name: 'port-sales' },
    /Port of Larkmoor sold/,
    { name: 'port-sale' },
    /did you mean port-sales\?/,
  ],
  brief: [{ name: 'harbours' }, /Ports are being sold/, { name: 'harbors' }, /did you mean harbours\?/],
  why: [{ alert: '1' }, /Quay Holding/, { alert: ' ' }, /missing|empty/],
  test: [
    { headline: 'Port of Glosmere sold' },
    /Ports change hands/,
    { headline: 'x'.repeat(3000) },
    /too long/,
  ],
  search: [
    { words: 'port AND sold', days: 7 },
    /Port of Larkmoor sold/,
    { words: 'port AND (' },
    /expected|\^|parenthes/i,
  ],
  mute: [
    { indicator: 'dock-strikes', duration: '2h', reason: 'too many' },
    /Dockers strike/,
    { indicator: 'dock-strikes', duration: 'for ever' },
    /no span of time; write for instance 30m, 2h, 1d12h/,
  ],
  mutes: [{}, /Nothing is muted/, { all: true }, /takes no all/],
  unmute: [{ silence: 'dock-strikes' }, /may speak again/, { silence: 'nothing-such' }, /no indicator/],
  part: [{ alert: '1' }, /Two events from now on/, { alert: 'Port sold' }, /Which alert/],
  same: [{ alert: '2', as: '1' }, /One event from now on/, { alert: '2' }, /Missing: the alert that/],
  feeds: [{}, /None of the 3 feeds was polled yet/, { broken: true }, /takes no broken/],
  subscribe: [{ to: 'high' }, /high/i, { to: 'hihg' }, /did you mean high\?/],
  unsubscribe: [{ from: 'high' }, /Not subscribed/, { from: 'hihg' }, /did you mean high\?/],
  digest: [{ days: 7 }, /Ports change hands/, { days: 1000 }, /from 1 to 365/],
  adopt: [{ code: '1234' }, /Answered already/, { code: ' ' }, /missing|empty/],
  help: [{ command: 'mute' }, /How to use mute/, { command: 'mut' }, /did you mean mute\?/],
  'feed add': [
    { address: 'https://nowhere.example/' },
    /nobody is there/i,
    { address: ' ' },
    /missing|empty/,
  ],
  'feed pause': [{ feed: 'tern' }, /rests/, { feed: 'turn' }, /did you mean tern\?/],
  'feed resume': [{ feed: 'tern' }, /does not rest/, { feed: 'turn' }, /did you mean tern\?/],
  'feed remove': [{ feed: 'tern' }, /file of the operator/, { feed: 'turn' }, /did you mean tern\?/],
  'watch start': [{ sign: 'x' }, /none was made in a chat yet/, { sign: ' ' }, /missing|empty/],
  'watch drop': [{ sign: 'x' }, /none was made in a chat yet/, { sign: ' ' }, /missing|empty/],
  export: [
    { of: 'port-sales', days: 30, format: 'csv' },
    /Ports change hands|port-sales/,
    { of: 'port-sales', format: 'pdf' },
    /pdf/,
  ],
};

let room: Newsroom;
let rig: ChatRig;
beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
  rig = await openChat({ handler: room.handler });
});
afterEach(async () => {
  await rig.close();
  await room.store.close();
  if (rig.peer.violations.length > 0)
    throw new Error(`broke the contract: ${rig.peer.violations.join('; ')}`);
});

const ask = (name: string, options: Options = {}, actor: Actor = 'editor') => {
  const given = Object.entries(options).map(([option, value]) => ({ name: option, value }));
  return rig.answer(rig.peer.slash(name, given, { actor }));
};
const press = async (name: string, actor: Actor = 'editor') =>
  rig.peer.press(await rig.postAlert({ ...sampleAlert, alertId: 1 }), `${name}:1`, { actor });

const state = async () => {
  const rows = async (table: 'silences' | 'subscriptions' | 'verdicts' | 'audit') =>
    room.store.db.selectFrom(table).selectAll().execute();
  return [await rows('silences'), await rows('subscriptions'), await rows('verdicts'), await rows('audit')];
};

describe('commands on Discord', () => {
  it.each(CATALOGUE.flatMap(({ name }) => (dialogOf(name) === undefined ? [name] : [])))(
    '/%s, rightly and wrongly',
    async (name) => {
      const [right, answer, wrong, remedy] = COMMANDS[name] ?? [{}, /never/, {}, /never/];
      if (name === 'unmute') await ask('mute', { indicator: 'dock-strikes', duration: '2h' });
      expect((await ask(name, right)).text).toMatch(answer);
      const before = await state();
      expect((await ask(name, wrong)).text).toMatch(remedy);
      expect(await state()).toEqual(before);
      expect(rig.log.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
    },
  );

  it.each([
    'mute',
    'unmute',
    'part',
    'same',
    'subscribe',
    'unsubscribe',
    'feed pause',
    'feed add',
    'watch start',
  ])('/%s is refused to who may not change things, and nothing changes', async (name) => {
    const before = await state();
    expect((await ask(name, COMMANDS[name]?.[0], 'reader')).text).toContain('Not allowed');
    expect(await state()).toEqual(before);
  });

  it.each([
    ['a channel', () => rig.peer.addChannel({ send: false }), /I lack Send Messages\./],
    ['a thread', () => rig.peer.openThread(rig.peer.channel, false), /I lack Send Messages in Threads\./],
  ])('subscribes nobody in %s where the bot may not post', async (_, open, lacks) => {
    const channel = open();
    const given = [{ name: 'to', value: 'high' }];
    const { text } = await rig.answer(rig.peer.slash('subscribe', given, { actor: 'editor', channel }));
    expect(text).toMatch(lacks);
    expect(await room.store.db.selectFrom('subscriptions').selectAll().execute()).toEqual([]);
  });

  it('says of a posted link why it was no alert, from the menu of the message', async () => {
    const link = 'https://tern.example/strike';
    await room.poll([report('Fernhollow paints its lighthouse', 60_000, { link, canonicalUrl: link })]);
    const message = rig.peer.say(`look at this: ${link}.`);
    const answer = await rig.answer(
      rig.peer.menu('Why was this not an alert?', message, { actor: 'reader' }),
    );
    expect(answer.text).toContain('Fernhollow paints its lighthouse');
    expect(answer.flags).toBe(64);
  });

  it('watches the signs of a posted article, from the menu of the message', async () => {
    const message = rig.peer.say('Just a remark');
    const answer = await rig.answer(rig.peer.menu('Watch the signs in this', message, { actor: 'editor' }));
    expect(answer.text).toContain('No signs found');
    const refused = await rig.answer(rig.peer.menu('Watch the signs in this', message, { actor: 'reader' }));
    expect(refused.text).toContain('Not allowed');
  });

  it('says on being invited what it does, what it lacks and what to try, and how it is adopted', async () => {
    const [guild, channel] = ['300000000000000033', '300000000000000034'];
    const posted = rig.peer.next(/^POST \/channels\/300000000000000034\/messages$/);
    // See and send, but not embed.
    rig.peer.join(guild, channel, (1n << 10n) | (1n << 11n) | (1n << 15n) | (1n << 16n));
    await posted;
    const [message] = rig.peer.messages(channel);
    for (const words of ['/adopt CODE', 'Embed Links', '/signals', '/feed add', '/watch new'])
      expect(message?.content).toContain(words);
    expect(message?.content).not.toContain('View Channels');
  });

  it('says in help which version it is, who runs it, how many sources it has, and what it keeps', async () => {
    const { text } = await ask('help', {}, 'reader');
    for (const words of ['9.8.7', 'mailto:desk@larkmoor.example', '3 feeds', 'reads no messages'])
      expect(text).toContain(words);
  });

  it('opens the dialog of a command, and refuses it to who may not change things', async () => {
    const { type, data } = await rig.peer.slash('watch new', [], { actor: 'editor' }).answered;
    expect([type, data?.['custom_id']]).toEqual([9, 'ask:watch new']);
    const refused = await rig.peer.slash('watch new', [], { actor: 'reader' }).answered;
    expect(refused.type).toBe(4);
    expect(JSON.stringify(refused.data)).toContain('Not allowed');
    const sent = await rig.answer(
      rig.peer.submit(
        'ask:watch new',
        { sign: 'a lamp', words: 'lamp', hit: 'A lamp', miss: 'Rain' },
        { actor: 'reader' },
      ),
    );
    expect(sent.text).toContain('Not allowed');
  });

  it('quotes a dialog that it cannot take, field by field, and opens it again as it was filled in', async () => {
    const typed = {
      sign: 'a lamp goes out',
      words: 'lamp out',
      hit: 'Rain until Sunday',
      miss: 'Lamp is out',
    };
    const answer = await rig.answer(rig.peer.submit('ask:watch new', typed, { actor: 'editor' }));
    for (const words of ['A headline that must match', typed.hit, 'do not match', typed.miss, typed.sign])
      expect(answer.text).toContain(words);
    expect(await room.store.db.selectFrom('chat_signs').selectAll().execute()).toEqual([]);
    const [id = ''] = componentsOf(answer.components, 'custom_id').filter((each) =>
      each.startsWith('again:'),
    );
    const again = await rig.peer.press(answer.id, id, { actor: 'editor' }).answered;
    expect([again.type, again.data?.['custom_id']]).toEqual([9, 'ask:watch new']);
    expect(componentsOf(again.data, 'value')).toEqual(Object.values(typed));
    const theirs = await rig.peer.press(answer.id, id, { actor: 'reader' }).answered;
    expect(JSON.stringify(theirs.data)).toContain('What you wrote is gone');
    const right = { ...typed, hit: 'A lamp is out', miss: 'Rain' };
    const taken = await rig.answer(rig.peer.submit('ask:watch new', right, { actor: 'editor' }));
    expect(taken.text).toContain('Nothing is watched before you say so');
  });

  it('opens a whole article again that names no sign', async () => {
    const article = `The quay\n\n${'Nothing to be seen here. '.repeat(100)}`.slice(0, 2900);
    const answer = await rig.answer(rig.peer.submit('ask:watch article', { article }, { actor: 'editor' }));
    expect(answer.text).toMatch(/what to watch/i);
    const [id = ''] = componentsOf(answer.components, 'custom_id').filter((each) =>
      each.startsWith('again:'),
    );
    const again = await rig.peer.press(answer.id, id, { actor: 'editor' }).answered;
    expect(componentsOf(again.data, 'value')).toEqual([article]);
  });

  it('attaches the exported file', async () => {
    const message = await ask('export', { of: 'port-sales', format: 'csv' });
    expect(message.attachments).toMatchObject([{ filename: expect.stringMatching(/\.csv$/) }]);
  });

  it('completes indicators, briefs, alerts, silences, durations and formats', async () => {
    await ask('mute', { indicator: 'dock-strikes', duration: '2h' });
    const first = async (name: string, option: string, typed: string): Promise<unknown> => {
      const { data } = await rig.peer.complete(name, option, typed).answered;
      return Array.isArray(data?.['choices']) ? data['choices'][0] : undefined;
    };
    expect(await first('indicator', 'name', 'dock')).toEqual({
      name: 'Dockers strike',
      value: 'dock-strikes',
    });
    expect(await first('signals', 'brief', '')).toEqual({ name: 'Harbours for sale', value: 'harbours' });
    expect(await first('why', 'alert', '')).toMatchObject({ name: expect.stringMatching(/^#\d+ /) });
    expect(await first('unmute', 'silence', '')).toMatchObject({
      name: expect.stringContaining('Dockers strike'),
    });
    expect(await first('mute', 'duration', '3')).toEqual({ name: '3h', value: '3h' });
    expect(await first('export', 'format', 'c')).toEqual({ name: 'csv', value: 'csv' });
    expect(await first('subscribe', 'to', 'hi')).toEqual({ name: 'high', value: 'high' });
  });

  it('turns the pages of a long answer in place', async () => {
    for (let index = 0; index < 30; index += 1)
      await room.poll([report(`Harbour number ${index} sold to stranger number ${index}`, index * 60_000)]);
    const first = await ask('search', { words: 'harbour AND sold', days: 7, public: true });
    const next = /"custom_id":"(page:[^"]+)"/.exec(JSON.stringify(first.components))?.[1];
    if (next === undefined) throw new Error('the answer has no second page');
    const second = await rig.answer(rig.peer.press(first.id, next));
    expect(second.id).toBe(first.id);
    expect(second.text).toContain('page 2');
    expect(rig.peer.messages()).toHaveLength(1);
  });

  it('says hostile headlines harmlessly', async () => {
    const words =
      '@everyone <@123456789012345678> [x](https://evil.example/) **sold** port \u202e\u200b # javascript:alert(1)';
    await room.poll([
      report(`Port sold ${words} ${'x'.repeat(10_000)}`, 60_000, { link: 'javascript:alert(1)' }),
    ]);
    await ask('signals', { public: true });
    await ask('indicator', { name: 'port-sales', public: true });
    await ask('search', { words: 'port', public: true });
    await ask('digest', { public: true });
    await ask('test', { headline: `Port sold ${words}`, public: true });
    await ask('why', { alert: '1', public: true });
    const messages = rig.peer.messages();
    expect(messages.length).toBeGreaterThan(4);
    for (const message of messages) {
      expect(rig.peer.pings(message.id)).toEqual([]);
      expect(JSON.stringify(message.embeds)).not.toMatch(/@everyone|<@|\u202e|\u200b/);
      for (const embed of message.embeds) {
        expect(liveMarkup(embedText(embed)).mentions).toEqual([]);
        for (const link of embedLinks(embed)) expect(link).toMatch(/^https?:\/\/(?!evil)/);
      }
    }
  });
});

describe('buttons on Discord', () => {
  const verbs = async () => (await room.audit()).map(({ action, actor }) => `${action} ${actor}`);

  it.each(['ack', 'relevant', 'irrelevant', 'mute'])(
    '%s changes what it says on both platforms, in the name of who pressed',
    async (name) => {
      await (
        await press(name)
      ).answered;
      await expect.poll(verbs).toHaveLength(1);
      expect((await verbs())[0]).toContain('discord:300000000000000006');
      await room.drain();
      const { discord, slack } = room.shown(1);
      expect({ ...discord, messageId: 0 }).toEqual({ ...slack, messageId: 0 });
      expect(discord).toBeDefined();
    },
  );

  it('answers Why in private to everybody', async () => {
    const message = await rig.answer(await press('why', 'reader'));
    expect(message.text).toContain('Quay Holding');
    expect(message.flags).toBe(64);
    expect(rig.peer.messages()).toHaveLength(1);
  });

  it.each(['mute'])('%s is refused to who may not change things, and nothing changes', async (name) => {
    const before = await state();
    const message = await rig.answer(await press(name, 'reader'));
    expect(message.text).toContain('Not allowed');
    expect(message.flags).toBe(64);
    expect(await state()).toEqual(before);
  });

  it('an acknowledged alert shows who took it on, and the button that takes it back does', async () => {
    await (
      await press('ack')
    ).answered;
    await expect.poll(verbs).toHaveLength(1);
    await room.drain();
    const notification = room.shown(1)['slack'];
    if (notification === undefined) throw new Error('it was not shown');
    const send = {
      deliveryId: 'd-2',
      notification,
      prior: undefined,
      maybeSentAt: undefined,
      now: Date.now(),
    };
    await rig.discord.sink(rig.peer.channel)(send, new AbortController().signal);
    const message = rig.peer.messages().at(-1);
    expect(JSON.stringify(message?.embeds)).toContain('Acknowledged by editor');
    await rig.peer.press(message?.id ?? '', 'unack:1', { actor: 'editor' }).answered;
    await expect.poll(async () => (await verbs()).at(-1)).toContain('unacknowledge');
    await room.drain();
    expect(room.shown(1)['slack']?.acknowledged).toBeUndefined();
  });

  it('acknowledges after the gateway was away', async () => {
    const alert = await rig.postAlert({ ...sampleAlert, alertId: 1 });
    const resumed = rig.peer.gateway.ready();
    rig.peer.gateway.drop();
    const pressed = rig.peer.press(alert, 'ack:1', { actor: 'editor' });
    expect(await resumed).toBe('RESUMED');
    await pressed.answered;
    await expect.poll(verbs).toHaveLength(1);
    await room.drain();
    expect(room.shown(1)['slack']?.acknowledged?.by).toBe('editor');
  });
});
