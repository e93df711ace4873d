/** What outlives its time or its place on Discord: old buttons and dialogs, odd messages, threads, presses at once. */
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDiscord } from '../../../src/edges/discord/connect.ts';
import { DAY } from '../../../src/core/time/duration.ts';
import { sampleAlert } from '../../conformance/notifications.ts';
import { type ChatRig, openChat } from '../../edges/discord/rig-chat.ts';
import { recordingLog } from '../../edges/discord/recording-log.ts';
import type { Invocation } from '../../peers/discord/interactions.ts';
import { componentsOf } from '../../walkthrough/components.ts';
import { fillNewsroom, type Newsroom, NOON, openNewsroom, report } from './newsroom.ts';

const EDITOR = { actor: 'editor' } as const;
const [VIEW, SEND, EMBED, THREADS] = [1n << 10n, 1n << 11n, 1n << 14n, 1n << 38n];
const EPHEMERAL = 64;

let room: Newsroom;
let rig: ChatRig;
/** A message of the bot's with buttons, and a public answer to a search. */
let alert: string;
let answer: string;

const open = async (): Promise<void> => {
  room = await openNewsroom();
  await fillNewsroom(room);
  rig = await openChat({ handler: room.handler });
  alert = await rig.postAlert({ ...sampleAlert, alertId: 1 });
};
const close = async (): Promise<void> => {
  await rig.close();
  await room.store.close();
  const errors = rig.log.lines.filter(({ level }) => level === 'error');
  expect([rig.peer.violations, errors]).toEqual([[], []]);
};
const slash = (name: string, options: Readonly<Record<string, string | boolean>>, by: object = EDITOR) =>
  rig.peer.slash(
    name,
    Object.entries(options).map(([option, value]) => ({ name: option, value })),
    by,
  );
const rows = async (table: string): Promise<readonly unknown[]> =>
  (await sql`select * from ${sql.table(table)} order by 1`.execute(room.store.db)).rows;
/** What people's changes are kept in. */
const state = async () =>
  JSON.stringify(
    await Promise.all(['silences', 'subscriptions', 'verdicts', 'audit', 'alerts', 'chat_signs'].map(rows)),
  );

describe('what has outlived its time, or was never right', () => {
  beforeAll(async () => {
    await open();
    answer = (await rig.answer(slash('search', { words: 'port', public: true }))).id;
  });
  afterAll(close);

  const pressed: readonly (readonly [id: string, said: RegExp])[] = [
    ['ack:999', /No such alert/],
    ['unack:999', /No such alert/],
    ['why:999', /No such alert/],
    ['relevant:999', /No such alert/],
    ['irrelevant:999', /No such alert/],
    ['mute:only-999', /No such alert/],
    ['mute:999', /No such alert/],
    ['mute-ask:999', /No such alert/],
    ['part:999', /No such alert/],
    ['part:1-999999', /which report|nothing to part/i],
    ['part:2-1', /nothing to part/i],
    ['same:1-1', /One event already/],
    ['same:1', /Unknown button/],
    ['same:1-999', /No such alert/],
    ['unmute:999', /Nothing to unmute/],
    ['resend:999', /Nothing to resend/],
    ['start:harbours/gone', /not in the briefs any more/],
    ['start:gone', /not in the briefs any more/],
    ['start:harbours/port-sales', /alerts already/],
    ['tune:harbours/gone', /not in the briefs any more/],
    ['sign:999999/harbours/port-sales', /headline is gone/],
    ['sign:1/harbours/gone', /indicator is gone/],
    ['sign:1', /indicator is gone/],
    ['nosign:999999', /headline is gone/],
    ['feed-remove:tern', /file of the operator/],
    ['feed-remove:gone-long-ago', /taken out already/],
    ['watch-start:chat-1/x', /draft is gone/],
    ['watch-trial:chat-1/x', /draft is gone/],
    ['watch-drop:chat-1/x', /draft is gone/],
    ['watch-start:', /draft is gone/],
    ['again:watch new/3f0c8a52-older', /type \/watch new once more and copy/],
    ['again:3f0c8a52-older', /type the command once more and copy/],
    ['page:search:2:~forgotten', /This page is gone/],
    ['page:indicator:2:name=gone', /no indicator “gone”/],
    ['page:mute:1:indicator=dock-strikes', /This page is gone/],
    ['page:adopt:1:code=off', /This page is gone/],
    ['page:signals:0', /This page is gone/],
    ['WHY:1', /Unknown button/],
    ['ack:\uff11', /Unknown button/],
    ['relevant:1\u200b', /Unknown button/],
    ['ack:1:2', /Unknown button/],
    ['ack:-1', /Unknown button/],
    [`ack:${'9'.repeat(40)}`, /Unknown button/],
    ['\u202e1:kca', /Unknown button/],
  ];

  it.each(pressed)('%s is answered in private and changes nothing', async (id, said) => {
    const before = await state();
    const invocation = rig.peer.press(alert, id, EDITOR);
    const message = await rig.answer(invocation);
    expect(message.text).toMatch(said);
    expect(message.flags).toBe(EPHEMERAL);
    expect(await state()).toBe(before);
  });

  it.each(['page:search:2:~forgotten', 'page:indicator:2:name=gone', 'nonsense'])(
    '%s below a public answer leaves that as it is',
    async (id) => {
      const [before] = rig.peer.messages().filter((each) => each.id === answer);
      const message = await rig.answer(rig.peer.press(answer, id, EDITOR));
      expect(message.id).not.toBe(answer);
      expect(message.flags).toBe(EPHEMERAL);
      expect(rig.peer.messages().filter((each) => each.id === answer)).toEqual([before]);
    },
  );

  it('a page below a public answer does not give way to the refusal of who may not ask', async () => {
    const [before] = rig.peer.messages().filter((each) => each.id === answer);
    const stranger = { ...EDITOR, guild: '300000000000000099' };
    const message = await rig.answer(rig.peer.press(answer, 'page:search:1:words=port', stranger));
    expect(message.text).toContain('Not answered here');
    expect(rig.peer.messages().filter((each) => each.id === answer)).toEqual([before]);
  });

  it('a page behind the last shows the last', async () => {
    const message = await rig.answer(rig.peer.press(answer, 'page:search:90:words=port&public=true', EDITOR));
    expect(message.id).toBe(answer);
    expect(message.text).toContain('Port of Larkmoor sold');
  });

  it('ticks of a list that is gone say so', async () => {
    const message = await rig.answer(rig.peer.pick(alert, 'watch-pick:chat-1/x', ['a', 'b'], EDITOR));
    expect(message.text).toContain('draft is gone');
  });

  const dialogs: readonly (readonly [id: string, fields: Readonly<Record<string, string>>, said: RegExp])[] =
    [
      ['ask:', { x: 'y' }, /No such command/],
      ['ask:older thing', { x: 'y' }, /No such command/],
      ['watch', { sign: 'a' }, /No such command/],
      ['ask:watch new', {}, /Missing/],
      ['ask:watch new', { sign: '\u200b', words: '\u2060', hit: '\u00ad', miss: '\u200e' }, /can be read/],
      ['ask:watch article', { article: '\u200b\u200b' }, /what to watch/],
      ['ask:watch article', { article: 'x'.repeat(3000) }, /what to watch/],
      ['ask:why', { alert: '999' }, /No such alert/],
    ];
  it.each(dialogs)('the dialog %s with %o is answered in private', async (id, fields, said) => {
    const before = await state();
    const message = await rig.answer(rig.peer.submit(id, fields, EDITOR));
    expect(message.text).toMatch(said);
    expect(message.flags).toBe(EPHEMERAL);
    expect(await state()).toBe(before);
  });

  const WHY = 'Why was this not an alert?';
  const LINK = 'https://tern.example/odd';
  const snapshot = (message: object) => ({
    message_reference: { type: 1, channel_id: rig.peer.channel, message_id: '300000000000000077' },
    message_snapshots: [
      {
        message: {
          type: 0,
          content: '',
          embeds: [],
          attachments: [],
          mentions: [],
          mention_roles: [],
          timestamp: '2026-09-10T12:00:00.000000+00:00',
          edited_timestamp: null,
          flags: 0,
          components: [],
          ...message,
        },
      },
    ],
  });

  it('says that a message without words or link holds nothing to ask about', async () => {
    for (const name of [WHY, 'Watch the signs in this']) {
      const message = await rig.answer(rig.peer.menu(name, rig.peer.say(''), EDITOR));
      expect(message.text).toContain('no words and no link');
      expect(message.flags).toBe(EPHEMERAL);
    }
    const refused = await rig.answer(rig.peer.menu('Watch the signs in this', rig.peer.say('')));
    expect(refused.text).toContain('Not allowed');
  });

  it('answers for each of the links of a message', async () => {
    const said = rig.peer.say('https://tern.example/a, https://nobody.example/b (https://nobody.example/c)');
    const { text } = await rig.answer(rig.peer.menu(WHY, said, EDITOR));
    expect(text).toContain('What became of 3 links');
    expect(text.match(/no feed has listed it/g)).toHaveLength(3);
  });

  it('takes an article in the fields of one dialog', async () => {
    const { data } = await rig.peer.slash('watch article', [], EDITOR).answered;
    expect(componentsOf(data, 'custom_id')).toEqual([
      'ask:watch article',
      'article',
      'part2',
      'part3',
      'part4',
    ]);
    const parts = {
      article: `The lamp\n\n${'It was put up for sale again. '.repeat(90)}`,
      part2: 'What to watch next\n- a lighthouse that is closed\n- a court that blocks the sale',
    };
    const taken = await rig.answer(rig.peer.submit('ask:watch article', parts, EDITOR));
    expect(taken.text).toContain('Signs of “The lamp”');
    expect(taken.text).toMatch(/court[^]*lighthouse/i);
  });

  it('says what to do about words that are too many, and about an address in place of a headline', async () => {
    const written = { sign: 'a lamp', words: 'when the lamp is out', hit: 'A lamp is lit', miss: 'Rain' };
    const few = await rig.answer(rig.peer.submit('ask:watch new', written, EDITOR));
    expect(few.text).toContain('it needs out. All words of one line must stand in it');
    const address = { ...written, hit: 'https://tern.example/lamp' };
    const odd = await rig.answer(rig.peer.submit('ask:watch new', address, EDITOR));
    expect(odd.text).toContain('Is an address: write the words that stand there');
    const minus = { ...written, words: '- lamp out -oil', hit: 'Lamp is out', miss: 'Oil lamp is out' };
    const taken = await rig.answer(rig.peer.submit('ask:watch new', minus, EDITOR));
    expect(taken.text).toContain('lamp out AND NOT oil');
  });

  it('reads what was forwarded, its words and its links', async () => {
    await room.poll([report('Tern paints its lighthouse', 60_000, { link: LINK, canonicalUrl: LINK })]);
    const forwarded = snapshot({ content: `look: <${LINK}>` });
    const asked = await rig.answer(rig.peer.menu(WHY, rig.peer.say(''), EDITOR, forwarded));
    expect(asked.text).toContain('Tern paints its lighthouse');
    const embedded = snapshot({ embeds: [{ type: 'rich', title: 'Tern', url: LINK }] });
    const again = await rig.answer(rig.peer.menu(WHY, rig.peer.say(''), EDITOR, embedded));
    expect(again.text).toContain('Tern paints its lighthouse');
  });

  it.each([
    ['a menu of another version', 'Older menu', 'words', /No such command/],
    ['a headline from right to left', WHY, 'שביתה בנמל חיפה', /No feed has listed/],
    ['a very long message', WHY, 'harbour '.repeat(240), /No feed has listed/],
    ['mentions in a headline', WHY, '@everyone <@123456789012345678> strike', /No feed has listed/],
    ['zero-width words', WHY, '\u200bPort of Larkmoor sold to Quay Holding\u200b', /matched|told/],
    ['an address that is none', WHY, 'see https://', /No feed has listed/],
    ['an address without a name', WHY, 'https://[::1', /No feed has listed/],
  ] as const)('%s is answered', async (_, name, words, said) => {
    const message = await rig.answer(rig.peer.menu(name, rig.peer.say(words), EDITOR));
    expect(message.text).toMatch(said);
    expect(rig.peer.pings(message.id)).toEqual([]);
  });

  it.each([
    ['why', { alert: '#1\u200e' }, /Why alert 1/],
    ['why', { alert: '\u200b' }, /missing|empty/],
    ['indicator', { name: 'port-sales\u200b' }, /Ports change hands/],
    ['indicator', { name: '\uff50ort-sales' }, /Ports change hands/],
    ['indicator', { name: '\u202eport-sales\u202c' }, /Ports change hands/],
    ['indicator', { name: 'x'.repeat(3000) }, /no indicator/],
    ['search', { words: '\u200b' }, /no letter/i],
    ['help', { command: 'mute\u2060' }, /How to use mute/],
    ['feed pause', { feed: '\u200b' }, /empty|missing/],
    ['watch drop', { sign: '\u202e' }, /empty|missing|none was made/],
  ] as const)('/%s %o is answered', async (name, options, said) => {
    const before = await state();
    expect((await rig.answer(slash(name, options))).text).toMatch(said);
    expect(await state()).toBe(before);
  });
});

describe('odd places', () => {
  beforeAll(open);
  afterAll(close);

  it('subscribes a thread where it may post in threads, and says what it lacks where it may not', async () => {
    const channel = rig.peer.openThread(rig.peer.channel, true);
    const lacking = { ...EDITOR, channel, rights: VIEW | SEND | EMBED };
    const refused = await rig.answer(slash('subscribe', { to: 'high' }, lacking));
    expect(refused.text).toContain('Send Messages in Threads');
    expect(await rows('subscriptions')).toEqual([]);
    const able = { ...EDITOR, channel, rights: VIEW | EMBED | THREADS };
    expect((await rig.answer(slash('subscribe', { to: 'high' }, able))).text).toContain('Subscribed');
    expect(await rows('subscriptions')).toMatchObject([{ channel, value: 'high' }]);
  });

  it('says in a channel where it may not post that it may not', async () => {
    const by = { ...EDITOR, rights: VIEW };
    const { text } = await rig.answer(slash('subscribe', { to: 'port-sales' }, by));
    expect(text).toContain('Send Messages');
    expect(text).toContain('Embed Links');
  });

  it('offers no muting where it would be refused: in a direct message, and to readers', async () => {
    const offered = async (by: object) => {
      const { components } = await rig.answer(rig.peer.press(alert, 'why:1', by));
      return componentsOf(components, 'custom_id');
    };
    expect(await offered(EDITOR)).toContain('mute:1');
    expect(await offered({ actor: 'reader' })).toEqual([]);
    const channel = rig.peer.directMessages('editor');
    await rig.discord.sink(channel)(
      { deliveryId: 'd-9', notification: sampleAlert, prior: undefined, maybeSentAt: undefined, now: NOON },
      new AbortController().signal,
    );
    const [direct] = rig.peer.messages(channel);
    const by = { actor: 'editor', direct: true } as const;
    const why = await rig.answer(rig.peer.press(direct?.id ?? '', 'why:1', by));
    expect(componentsOf(why.components, 'custom_id')).toEqual([]);
    const mute = await rig.answer(rig.peer.press(direct?.id ?? '', 'mute:1', by));
    expect(mute.text).toContain('Not in a direct message');
    expect(await rows('silences')).toEqual([]);
  });

  it('mutes until a day in words', async () => {
    // Noon on Thursday, 10 September 2026, and a few minutes.
    const { text } = await rig.answer(
      slash('mute', { indicator: 'dock-strikes', duration: 'until Monday 9am', reason: '@everyone' }),
    );
    expect(text).toContain('Dockers strike');
    expect(await rows('silences')).toMatchObject([{ expires_at: Date.UTC(2026, 8, 14, 9) }]);
    const over = await rig.answer(slash('mute', { indicator: 'dock-strikes', duration: 'until yesterday' }));
    expect(over.text).toContain('is over already');
    expect(await rows('silences')).toMatchObject([{ expires_at: Date.UTC(2026, 8, 14, 9) }]);
  });
});

describe('pressed twice at once', () => {
  beforeAll(open);
  afterAll(close);
  const both = async (press: () => Invocation): Promise<void> => {
    const [one, other] = [press(), press()];
    await Promise.all([one.answered, other.answered]);
    // Some of these are answered by the changed message alone.
    await wait(300);
  };
  const actions = async () => (await room.audit()).map(({ action }) => action);

  it.each([
    ['ack:1', 'acknowledge'],
    ['relevant:1', 'verdict'],
    ['mute:1', 'mute'],
    ['unack:1', 'unacknowledge'],
  ])('%s is done once', async (id, action) => {
    await both(() => rig.peer.press(alert, id, EDITOR));
    expect((await actions()).filter((each) => each === action)).toHaveLength(1);
  });

  it('the smaller mute takes the place of the wider one once, and lasts as long', async () => {
    await room.ask('mute', { indicator: 'port-sales', duration: '7d', reason: 'the summit' });
    await both(() => rig.peer.press(alert, 'mute:event-1-1', EDITOR));
    const [wide, ...smaller] = await rows('silences');
    expect(wide).toMatchObject({ ended_at: room.clock.now() });
    expect(smaller).toMatchObject([
      {
        matchers: expect.stringContaining('story'),
        expires_at: room.clock.now() + 7 * DAY,
        reason: 'the summit',
      },
    ]);
  });

  it('a sign of two who write down the same at once is kept twice, each under its own id', async () => {
    const sign = { sign: 'a lamp goes out', words: 'lamp out', hit: 'A lamp is out', miss: 'Rain' };
    await both(() => rig.peer.submit('ask:watch new', sign, EDITOR));
    await expect.poll(() => rows('chat_signs')).toHaveLength(2);
    expect(await rows('chat_signs')).toMatchObject([{ id: 'a-lamp-goes-out' }, { id: 'a-lamp-goes-out-2' }]);
  });
});

describe('after a restart', () => {
  beforeAll(open);
  afterAll(close);

  it('Change what you wrote says in one private sentence what to do', async () => {
    const typed = {
      sign: 'a lamp goes out',
      words: `lamp out${'\nlamp broken'.repeat(40)}`,
      hit: 'Rain until Sunday',
      miss: 'Lamp is out',
    };
    const refused = await rig.answer(rig.peer.submit('ask:watch new', typed, EDITOR));
    // All of it stands there to be copied.
    for (const words of [typed.sign, typed.hit, typed.miss]) expect(refused.text).toContain(words);
    expect(refused.text.match(/lamp broken/g)).toHaveLength(40);
    const [id = ''] = componentsOf(refused.components, 'custom_id').filter((each) =>
      each.startsWith('again:'),
    );
    await rig.discord.stop();
    const { token, origin } = rig.peer;
    const later = openDiscord({ token, apiUrl: origin, log: recordingLog() });
    const ready = rig.peer.gateway.ready();
    await later.start();
    await later.chat.start(room.handler);
    await ready;
    const press = await rig.peer.press(refused.id, id, EDITOR).answered;
    expect(press).toMatchObject({ type: 4, data: { flags: EPHEMERAL } });
    expect(componentsOf(press.data, 'content').join().replaceAll('\\', '')).toContain(
      'type /watch new once more and copy what you wrote from above',
    );
    expect(await rows('chat_signs')).toEqual([]);
    await later.stop();
  });
});
