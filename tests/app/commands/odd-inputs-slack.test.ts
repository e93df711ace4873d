/** What outlives its time or its place on Slack: old buttons and dialogs, odd messages, threads, presses at once. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/time/duration.ts';
import { sampleAlert } from '../../conformance/notifications.ts';
import { CHANNEL, type ChatRig, openChat } from '../../edges/slack/rig-chat.ts';
import { type Json, textOf } from '../../peers/slack/json.ts';
import { readMessage } from '../../peers/slack/reading.ts';
import { ADMIN, EDITOR, type Message } from '../../peers/slack/workspace.ts';
import { SHIPPED_LISTS } from '../../shipped-lists.ts';
import { componentsOf } from '../../walkthrough/components.ts';
import { fillNewsroom, type Newsroom, openNewsroom, report } from './newsroom.ts';

let room: Newsroom;
let rig: ChatRig;
let alert: Message;

const open = async (): Promise<void> => {
  room = await openNewsroom({ lists: SHIPPED_LISTS });
  await fillNewsroom(room);
  rig = await openChat('socket', { handler: room.handler });
  const notification = { ...sampleAlert, alertId: 1 };
  const send = { deliveryId: 'd-1', notification, prior: undefined, maybeSentAt: undefined, now: Date.now() };
  await rig.slack.sink(CHANNEL)(send, new AbortController().signal);
  const [posted] = rig.peer.messages(CHANNEL);
  if (posted === undefined) throw new Error('nothing was posted');
  alert = posted;
};
const close = async (): Promise<void> => {
  await rig.close();
  await room.store.close();
  const failed = rig.said.filter((each) => /failed|could not be handled/.test(each));
  expect([rig.peer.violations, failed]).toEqual([[], []]);
};
const rows = async (table: string): Promise<readonly unknown[]> =>
  (await sql`select * from ${sql.table(table)} order by 1`.execute(room.store.db)).rows;
const state = async () =>
  JSON.stringify(
    await Promise.all(['silences', 'subscriptions', 'verdicts', 'audit', 'alerts', 'chat_signs'].map(rows)),
  );
/** The message with one button of this name, as a bot of another version may have posted it. */
const withButton = (id: string, more: Readonly<Record<string, Json>> = {}, source = alert): Message => ({
  ...source,
  blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: id, ...more }] }],
});
const answered = async (interaction: Parameters<ChatRig['ask']>[0]) => {
  const body = await rig.ask(interaction);
  const { text } = readMessage({ text: '', blocks: body['blocks'] });
  return { body, text };
};
const asked = (typed: string, user = ADMIN, channel = CHANNEL) =>
  answered(rig.peer.people.command('/signpost', typed, channel, user));

const LINK = 'https://tern.example/odd';

describe('what has outlived its time, or was never right', () => {
  beforeAll(async () => {
    await open();
    await room.poll([report('Tern paints its lighthouse', 60_000, { link: LINK, canonicalUrl: LINK })]);
  });
  afterAll(close);

  const pressed: readonly (readonly [name: string, value: string | undefined, said: RegExp])[] = [
    ['ack', '999', /No such alert/],
    ['unack', '999', /No such alert/],
    ['why', '999', /No such alert/],
    ['vote', 'relevant:999', /No such alert/],
    ['mute', 'mute:999', /No such alert/],
    ['mute', 'mute-ask:999', /No such alert/],
    ['mute', 'mute-ask:only-999', /No such alert/],
    ['ack', undefined, /Unknown button/],
    ['ack', '', /Unknown button/],
    ['ack', 'twelve', /Unknown button/],
    ['vote', 'older:1', /Unknown button/],
    ['part:1-999999', undefined, /which report|nothing to part/i],
    ['same:1', undefined, /Unknown button/],
    ['unmute:999', undefined, /Nothing to unmute/],
    ['resend:999', undefined, /Nothing to resend/],
    ['start:harbours/gone', undefined, /not in the briefs any more/],
    ['tune:harbours/gone', undefined, /not in the briefs any more/],
    ['sign:999999/harbours/port-sales', undefined, /headline is gone/],
    ['nosign:999999', undefined, /headline is gone/],
    ['feed-remove:gone-long-ago', undefined, /taken out already/],
    ['watch-start:chat-1/x', undefined, /draft is gone/],
    ['page:search:2:~forgotten', undefined, /This page is gone/],
    ['page:indicator:2:name=gone', undefined, /no indicator “gone”/],
    ['page:adopt:1:code=off', undefined, /This page is gone/],
    ['again:watch new/x', undefined, /Unknown button/],
    ['ack', '\uff11', /Unknown button/],
    ['ack', '1\u200b', /Unknown button/],
    [`x${'y'.repeat(250)}`, undefined, /Unknown button/],
  ];
  it.each(pressed)('%s %s is answered in private and changes nothing', async (name, value, said) => {
    const before = await state();
    const message = withButton(name, value === undefined ? {} : { value });
    const { body, text } = await answered(rig.peer.people.press(message, name, ADMIN));
    expect(text).toMatch(said);
    expect(body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(await state()).toBe(before);
  });

  it('a public answer does not give way to the refusal of a guest', async () => {
    await asked('search public:true port');
    const shown = rig.peer.messages(CHANNEL).at(-1);
    if (shown === undefined) throw new Error('no public answer');
    const before = structuredClone(shown);
    rig.peer.workspace.users.set('U0GUEST', {
      id: 'U0GUEST',
      team_id: 'T0OTHER',
      name: 'guest',
      is_stranger: true,
    });
    const id = 'page:search:1:words=port&public=true';
    const { body, text } = await answered(
      rig.peer.people.press({ ...withButton(id, {}, shown) }, id, 'U0GUEST'),
    );
    expect(text).toMatch(/guest/i);
    expect(body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(rig.peer.messages(CHANNEL).at(-1)).toEqual(before);
  });

  const metadata = (given: object) => JSON.stringify(given);
  const dialogs: readonly (readonly [callback: string, carried: string, values: Record<string, Json>])[] = [
    ['ask', '', {}],
    ['ask', 'no json', {}],
    ['ask', '{}', {}],
    ['ask', metadata({ command: 'watch new', channel: CHANNEL, url: 'x', older: true }), {}],
    ['ask', metadata({ command: 'watch new', channel: CHANNEL }), {}],
    ['mute', '', {}],
    ['mute', metadata({ channel: CHANNEL, url: 'x' }), {}],
    ['mute', metadata({ channel: CHANNEL, url: 'x', days: 7 }), { duration: { days: {} } }],
  ];
  it.each(dialogs)(
    'the dialog %s that carries %s is told apart from one of ours',
    async (id, carried, values) => {
      const before = await state();
      const view = { type: 'modal', callback_id: id, private_metadata: carried, id: 'V1', blocks: [] };
      expect(await rig.deliver(rig.peer.people.submit(view, values, ADMIN))).toMatchObject({
        response_action: 'update',
        view: { type: 'modal', blocks: [{ text: { text: expect.stringContaining('another version') } }] },
      });
      expect(await state()).toBe(before);
    },
  );

  it('a dialog of a command that is no more says that it did not work', async () => {
    const { payload } = rig.peer.people.command('/signpost', '', CHANNEL, ADMIN);
    const url = textOf(payload, 'response_url') ?? '';
    const carried = metadata({ command: 'older', channel: CHANNEL, url });
    const view = { type: 'modal', callback_id: 'ask', private_metadata: carried, id: 'V1', blocks: [] };
    const { text } = await answered(rig.peer.people.submit(view, {}, ADMIN));
    expect(text).toContain('That did not work');
  });

  it('offers nothing, rather than a value that is too long, to who completes an indicator', async () => {
    const view = { type: 'modal', callback_id: 'mute', private_metadata: '', id: 'V1', blocks: [] };
    for (const typed of ['', 'dock', '\u200b', 'x'.repeat(3000), '*', 'שביתה']) {
      const options = await rig.deliver(rig.peer.people.suggest(view, 'indicator', typed, ADMIN));
      for (const text of componentsOf(options, 'value')) expect(text.length).toBeLessThanOrEqual(75);
    }
  });

  const messages: readonly (readonly [what: string, Readonly<Record<string, Json>>, RegExp])[] = [
    ['no text', { text: null, blocks: null, attachments: null }, /no words and no link/],
    ['empty text', { text: '', blocks: [], attachments: [] }, /no words and no link/],
    ['a picture alone', { text: '', files: [{ id: 'F1' }], blocks: [] }, /no words and no link/],
    ['odd attachments', { text: '', blocks: [], attachments: [null, 7, 'x', {}] }, /no words and no link/],
    [
      'what another app posted',
      { text: '', blocks: [], attachments: [{ title: 'Tern', title_link: LINK, text: 'x' }] },
      /Tern paints its lighthouse/,
    ],
    [
      'a headline that another app posted',
      {
        text: '',
        blocks: [],
        attachments: [{ title: null, text: null, fallback: 'Tern paints its lighthouse' }],
      },
      /Tern paints its lighthouse/,
    ],
    [
      'blocks alone',
      {
        text: '',
        attachments: null,
        blocks: [
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: LINK, text: 'tern' }] }],
          },
        ],
      },
      /Tern paints its lighthouse/,
    ],
    ['mentions', { text: '<!channel> <@U0ADMIN001> strike' }, /No feed has listed/],
    ['right to left', { text: 'שביתה בנמל חיפה' }, /No feed has listed/],
    ['very long', { text: 'harbour '.repeat(4000) }, /No feed has listed/],
    ['an address that is none', { text: 'see <http://|x>' }, /No feed has listed/],
  ];
  it.each(messages)('the menu of a message with %s is answered', async (_, more, said) => {
    const { text } = await answered(rig.peer.people.shortcut(alert, 'why-not', EDITOR, more));
    expect(text).toMatch(said);
  });

  it('answers for each of the links of a message', async () => {
    const text = `<${LINK}|one> and <https://nobody.example/2> and <https://nobody.example/3>, <${LINK}>`;
    const { text: said } = await answered(rig.peer.people.shortcut(alert, 'why-not', EDITOR, { text }));
    expect(said).toContain('What became of 3 links');
    expect(said).toContain('Tern paints its lighthouse');
    expect(said.match(/no feed has listed it/g)).toHaveLength(2);
  });

  it('opens the dialog with what was typed behind its command, and takes an article in several fields', async () => {
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.command('/signpost', 'watch new a lamp “goes” out', CHANNEL, ADMIN));
    await opened;
    const [view] = rig.peer.workspace.views.slice(-1);
    expect(componentsOf(view?.view, 'initial_value')).toEqual(['a lamp “goes” out']);
    const second = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.command('/signpost', 'watch article', CHANNEL, ADMIN));
    await second;
    const parts = {
      article: `The lamp\n\n${'It was put up for sale again. '.repeat(90)}`,
      part2: 'It is old. '.repeat(250),
      part3: 'It is tall. '.repeat(240),
      part4: 'What to watch next\n- a lighthouse that is closed\n- a court that blocks the sale',
    };
    const put = Object.entries(parts).map(([name, value]) => [
      name,
      { [name]: { type: 'plain_text_input', value } },
    ]);
    const dialog = rig.peer.workspace.views.at(-1)?.view ?? null;
    const { text } = await answered(rig.peer.people.submit(dialog, Object.fromEntries(put), ADMIN));
    expect(text).toContain('Signs of “The lamp”');
    expect(text).toMatch(/lighthouse[^]*court/i);
  });

  it('reads a long posted article whole, and one that was typed with its lines', async () => {
    const article = `The lamp\n\n${'It was put up for sale again. '.repeat(150)}\n\nWhat to watch next\n- a lighthouse that is closed\n- a court that blocks the sale\n`;
    expect(article.length).toBeGreaterThan(4_000);
    const long = await answered(rig.peer.people.shortcut(alert, 'watch-article', ADMIN, { text: article }));
    expect(long.text).toContain('Nothing is watched before you say so');
    const typed = await asked(
      'watch article The lamp\n\nWhat to watch next\n- a lighthouse that is closed\n- a court that blocks the sale',
    );
    expect(typed.text).toContain('Nothing is watched before you say so');
    expect(typed.text).toMatch(/lighthouse/i);
    expect(typed.text).toMatch(/court/i);
  });

  it.each([
    ['why #1\u200e', /Why alert 1/],
    ['\u200bwhy 1', /Why alert 1/],
    ['why\u200b 1', /Why alert 1/],
    ['indicator port-sales\u2060', /Ports change hands/],
    ['indicator \uff50ort-sales', /Ports change hands/],
    ['\u202eindicator port-sales\u202c', /Ports change hands/],
    ['help mute\u200b', /How to use mute/],
    ['why שביתה בנמל חיפה', /No feed has listed/],
    [`indicator ${'x'.repeat(3000)}`, /no indicator/],
    ['mute dock-strikes until yesterday', /is over already/],
    ['digest since monday', /Ports change hands/],
  ])('/signpost %s is answered', async (typed, said) => {
    const before = await state();
    expect((await asked(typed)).text).toMatch(said);
    expect(await state()).toBe(before);
  });
});

describe('odd places', () => {
  beforeAll(open);
  afterAll(close);

  it('answers in the thread in which a button was pressed, or a message asked about', async () => {
    const threaded = { ...withButton('why', { value: '1' }), thread_ts: alert.ts };
    const { body } = await answered(rig.peer.people.press(threaded, 'why', ADMIN));
    expect(body).toMatchObject({ thread_ts: alert.ts, replace_original: false });
    expect(rig.peer.seenOnlyBy(ADMIN).at(-1)?.thread_ts).toBe(alert.ts);
    const asking = { ...alert, text: 'Port sold', thread_ts: alert.ts };
    const menu = await answered(rig.peer.people.shortcut(asking, 'why-not', ADMIN));
    expect(menu.body).toMatchObject({ thread_ts: alert.ts });
    const outside = await answered(rig.peer.people.press(withButton('why', { value: '1' }), 'why', ADMIN));
    expect(outside.body).not.toHaveProperty('thread_ts');
  });

  it('subscribes nobody in a conversation of two other people, where no alert would arrive', async () => {
    const { text } = await asked('subscribe high', EDITOR, 'D0HUMANS01');
    expect(text).toContain('I am not in this conversation');
    expect(await rows('subscriptions')).toEqual([]);
    const own = await asked('subscribe high', EDITOR, rig.peer.workspace.directMessages(EDITOR).id);
    expect(own.text).toContain('Subscribed');
  });

  it('calls signs of a private channel, whose name Slack does not say, those of this channel', async () => {
    const sign = 'sign:"a lamp goes out" words:"lamp out" hit:"A lamp is out" miss:"Rain"';
    const command = rig.peer.people.command('/signpost', `watch new ${sign}`, CHANNEL, ADMIN);
    await rig.ask({ ...command, payload: { ...command.payload, channel_name: 'privategroup' } });
    const [brief] = await rows('chat_briefs');
    expect(JSON.stringify(brief)).toContain('Signs of this channel');
  });

  it('asks which of several signs is meant before the dialog that asks for how long, and loses nothing of it', async () => {
    // Sale and strike in one report: two signs, one message.
    await room.poll([
      report('Dockers strike as harbour of Glosmere is sold', 0, { feed: 'tern', lang: 'en' }),
    ]);
    const alerts = await room.store.db.selectFrom('alerts').selectAll().orderBy('id', 'desc').execute();
    const byStory = Map.groupBy(
      alerts.filter(({ kind }) => kind === 'story'),
      (each) => each.story_id,
    );
    const [story] = [...byStory.values()].filter((each) => each.length > 1);
    const id = story?.[0]?.id ?? 0;
    const press = rig.peer.people.press(withButton('mute', { value: `mute-ask:${id}` }), 'mute', ADMIN);
    const which = await answered(press);
    expect(which.text).toContain('Mute which sign?');
    expect(rig.peer.calls('views.open')).toEqual([]);
    const choice = rig.peer.seenOnlyBy(ADMIN).at(-1);
    const all = componentsOf(choice?.blocks, 'action_id').find((each) => each.startsWith('mute-ask:all-'));
    if (choice === undefined || all === undefined) throw new Error('nothing to choose');
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.press(choice, all, ADMIN));
    await opened;
    const view = rig.peer.workspace.views.at(-1)?.view ?? null;
    const values = {
      duration: { duration: { type: 'static_select', selected_option: { value: '7d' } } },
      reason: { reason: { type: 'plain_text_input', value: 'the summit' } },
    };
    await rig.ask(rig.peer.people.submit(view, values, ADMIN));
    const silences = await rows('silences');
    expect(silences.length).toBeGreaterThan(1);
    for (const each of silences)
      expect(each).toMatchObject({ reason: 'the summit', expires_at: room.clock.now() + 7 * DAY });
  });

  it('says what it did where a dialog is sent off long after it was opened', async () => {
    await room.store.db.deleteFrom('silences').execute();
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.press(withButton('mute', { value: 'mute-ask:only-1' }), 'mute', ADMIN));
    await opened;
    rig.peer.expireResponseUrls();
    const view = rig.peer.workspace.views.at(-1)?.view ?? null;
    const values = { duration: { duration: { type: 'static_select', selected_option: { value: '7d' } } } };
    const said = rig.peer.nextCall('chat.postEphemeral');
    await rig.deliver(rig.peer.people.submit(view, values, ADMIN));
    expect((await said).result).toBe('ok');
    expect(rig.peer.seenOnlyBy(ADMIN).at(-1)?.text).toContain('Muted');
    expect(await rows('silences')).toHaveLength(1);
  });

  it('mutes until a day in words', async () => {
    await room.store.db.deleteFrom('silences').execute();
    const { text } = await asked('mute Dockers strike until Monday at 9am because of the summit');
    expect(text).toContain('Dockers strike');
    expect(await rows('silences')).toMatchObject([
      { expires_at: Date.UTC(2026, 8, 14, 9), reason: 'because of the summit' },
    ]);
  });
});

describe('pressed twice at once', () => {
  beforeAll(open);
  afterAll(close);

  it('a report is parted once, and no other in its place', async () => {
    await room.poll([
      report('Port of Larkmoor sold to Quay Holding', 0, {
        feed: 'tern',
        summary:
          'The harbour board signed the contract at Fernside Hall after eleven months of talks; the new owner takes over in March.',
      }),
    ]);
    const { text } = await answered(rig.peer.people.press(withButton('part:1'), 'part:1', ADMIN));
    expect(text).toContain('Which report tells another event?');
    const choice = rig.peer.seenOnlyBy(ADMIN).at(-1);
    const [first = ''] = componentsOf(choice?.blocks, 'action_id').filter((each) => each.startsWith('part:'));
    if (choice === undefined) throw new Error('nothing to choose');
    await rig.ask(rig.peer.people.press(choice, first, ADMIN));
    const again = await answered(rig.peer.people.press(choice, first, ADMIN));
    expect(again.text).not.toContain('Two events from now on');
    expect((await room.audit()).filter(({ action }) => action === 'part')).toHaveLength(1);
  });

  it('ticks and Start alerting here are understood together, whichever arrives first', async () => {
    const draft = await asked(
      'watch article The lamp\n\nWhat to watch next\n- a lighthouse that is closed\n- a court that blocks the sale',
    );
    expect(draft.text).toContain('Nothing is watched before you say so');
    const message = rig.peer.seenOnlyBy(ADMIN).at(-1);
    const names = componentsOf(message?.blocks, 'action_id');
    const start = names.find((each) => each.startsWith('watch-start:'));
    const [only = ''] = componentsOf(message?.blocks, 'value');
    if (message === undefined || start === undefined) throw new Error('no draft');
    await rig.ask(rig.peer.people.press(message, start, ADMIN, [only]));
    const signs = await room.store.db.selectFrom('chat_signs').select(['id', 'status']).execute();
    expect(signs.length).toBeGreaterThan(1);
    for (const { id, status } of signs) expect([id, status]).toEqual([id, id === only ? 'live' : 'left']);
  });

  it('a vote and an acknowledgement count once', async () => {
    for (const [name, value] of [
      ['vote', 'relevant:1'],
      ['ack', '1'],
    ] as const) {
      const message = withButton(name, { value });
      await Promise.all([0, 1].map(() => rig.deliver(rig.peer.people.press(message, name, ADMIN))));
    }
    await expect
      .poll(async () => (await room.audit()).map(({ action }) => action).toSorted())
      .toEqual(expect.arrayContaining(['acknowledge', 'verdict']));
    const once = (await room.audit()).filter(({ action }) => ['acknowledge', 'verdict'].includes(action));
    expect(once).toHaveLength(2);
    expect(await rows('verdicts')).toHaveLength(1);
  });
});
