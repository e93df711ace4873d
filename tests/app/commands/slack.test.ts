/** The whole way on Slack: what is typed and pressed, through real Bolt and the real commands, back to the peer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/core/command/catalogue.ts';
import { dialogOf } from '../../../src/core/command/dialog.ts';
import { sampleAlert } from '../../conformance/notifications.ts';
import { CHANNEL, type ChatRig, openChat } from '../../edges/slack/rig-chat.ts';
import { readMessage } from '../../peers/slack/reading.ts';
import { ADMIN, BOT_USER, EDITOR, type Message, TEAM } from '../../peers/slack/workspace.ts';
import { fillNewsroom, type Newsroom, openNewsroom, report } from './newsroom.ts';

/** For every command: what is typed, words of the answer; then what is typed wrongly, and words of that answer. */
const COMMANDS: Readonly<Record<string, readonly [string, RegExp, string, RegExp]>> = {
  signals: ['harbours 14', /Ports change hands/, 'harbour', /did you mean harbours\?/],
  indicator: ['port-sales', /Port of Larkmoor sold/, 'port-sale', /did you mean port-sales\?/],
  brief: ['harbours', /Ports are being sold/, 'harbors', /did you mean harbours\?/],
  why: ['1', /Quay Holding/, '', /Missing/],
  test: ['Port of Glosmere sold', /Ports change hands/, '', /Missing/],
  search: ['days:7 port AND sold', /Port of Larkmoor sold/, 'port AND (', /\^|parenthes|expected/i],
  mute: ['dock-strikes 2h too many', /Dockers strike/, 'dock-strikes forever', /no span of time/],
  mutes: ['', /Nothing is muted/, 'all of them', /How to use mutes/],
  unmute: ['dock-strikes', /may speak again/, 'nothing-such', /no indicator/],
  part: ['1', /Two events from now on/, 'nonsense', /Which alert/],
  same: ['2 1', /One event from now on/, '2', /Missing: the alert that/],
  feeds: ['', /None of the 3 feeds was polled yet/, 'broken', /How to use feeds/],
  subscribe: ['high', /high/i, 'hihg', /did you mean high\?/],
  unsubscribe: ['high', /Not subscribed/, 'hihg', /did you mean high\?/],
  digest: ['7', /Ports change hands/, '1000', /from 1 to 365/],
  export: ['port-sales 30 csv', /your messages from Signpost/, 'port-sales 30 pdf', /pdf/],
  help: ['mute', /How to use mute/, 'mut', /did you mean mute\?/],
  'feed add': ['https://nowhere.example/', /nobody is there/i, '', /Missing/],
  'feed pause': ['Tern Post', /rests/, 'turn', /did you mean tern\?/],
  'feed resume': ['tern', /does not rest/, 'turn', /did you mean tern\?/],
  'feed remove': ['tern', /file of the operator/, 'turn', /did you mean tern\?/],
  'watch start': ['x', /none was made in a chat yet/, '', /Missing/],
  'watch drop': ['x', /none was made in a chat yet/, '', /Missing/],
  adopt: ['1234', /Answered already/, '', /Missing/],
};

let room: Newsroom;
let rig: ChatRig;
beforeEach(async () => {
  room = await openNewsroom();
  await fillNewsroom(room);
  rig = await openChat('socket', { handler: room.handler });
});
afterEach(async () => {
  await rig.close();
  await room.store.close();
  if (rig.peer.violations.length > 0)
    throw new Error(`broke the contract: ${rig.peer.violations.join('; ')}`);
});

async function ask(typed: string, user = ADMIN): Promise<string> {
  const { text, blocks } = await rig.ask(rig.peer.people.command('/signpost', typed, CHANNEL, user));
  return readMessage({ text: typeof text === 'string' ? text : '', blocks }).text;
}

/** Alert 1 of the newsroom as it stands in the channel. */
async function alertMessage(): Promise<Message> {
  const notification = { ...sampleAlert, alertId: 1 };
  const send = { deliveryId: 'd-1', notification, prior: undefined, maybeSentAt: undefined, now: Date.now() };
  await rig.slack.sink(CHANNEL)(send, new AbortController().signal);
  const message = rig.peer.messages(CHANNEL).at(-1);
  if (message === undefined) throw new Error('nothing was posted');
  return message;
}

const state = async () => {
  const rows = async (table: 'silences' | 'subscriptions' | 'verdicts' | 'audit') =>
    room.store.db.selectFrom(table).selectAll().execute();
  return [await rows('silences'), await rows('subscriptions'), await rows('verdicts'), await rows('audit')];
};

describe('commands on Slack', () => {
  it.each(CATALOGUE.flatMap(({ name }) => (dialogOf(name) === undefined ? [name] : [])))(
    '/signpost %s, rightly and wrongly',
    async (name) => {
      const [right, answer, wrong, remedy] = COMMANDS[name] ?? ['', /never/, '', /never/];
      if (name === 'unmute') await ask('mute dock-strikes 2h');
      expect(await ask(`${name} ${right}`)).toMatch(answer);
      const before = await state();
      expect(await ask(`${name} ${wrong}`)).toMatch(remedy);
      expect(await state()).toEqual(before);
      expect(rig.said.join('\n')).not.toContain('failed');
    },
  );

  it.each([
    'mute dock-strikes 2h',
    'unmute 1',
    'part 1',
    'same 2 1',
    'subscribe high',
    'unsubscribe high',
    'mute',
  ])('/signpost %s is refused to who may not change things, and nothing changes', async (typed) => {
    const before = await state();
    expect(await ask(typed, EDITOR)).toContain('Not allowed');
    expect(await state()).toEqual(before);
  });

  it('says of a posted link why it was no alert, from the menu of the message', async () => {
    const link = 'https://tern.example/strike';
    await room.poll([report('Fernhollow paints its lighthouse', 60_000, { link, canonicalUrl: link })]);
    await ask('signals public:true');
    const [posted] = rig.peer.messages(CHANNEL);
    if (posted === undefined) throw new Error('nothing was posted');
    const message = { ...posted, text: `look: <${link}|tern.example>` };
    const { blocks } = await rig.ask(rig.peer.people.shortcut(message, 'why-not', EDITOR));
    expect(readMessage({ text: '', blocks }).text).toContain('Fernhollow paints its lighthouse');
    const refused = await rig.ask(rig.peer.people.shortcut(message, 'watch-article', EDITOR));
    expect(readMessage({ text: '', blocks: refused.blocks }).text).toContain('Not allowed');
  });

  it('says on being invited what it does and what to try', async () => {
    const posted = rig.peer.nextCall('chat.postMessage');
    await rig.deliver(
      rig.peer.people.event({
        type: 'member_joined_channel',
        user: BOT_USER,
        channel: CHANNEL,
        channel_type: 'C',
        team: TEAM,
      }),
    );
    expect((await posted).result).toBe('ok');
    const said = rig.peer.messages(CHANNEL).at(-1)?.text ?? '';
    for (const words of ['/signpost signals', '/signpost feed add', '/signpost watch new'])
      expect(said).toContain(words);
    await rig.deliver(
      rig.peer.people.event({
        type: 'member_joined_channel',
        user: EDITOR,
        channel: CHANNEL,
        channel_type: 'C',
        team: TEAM,
      }),
    );
    expect(rig.peer.messages(CHANNEL)).toHaveLength(1);
  });

  it('says in help which version it is, who runs it, how many sources it has, and what it keeps', async () => {
    const text = await ask('help', EDITOR);
    for (const words of ['9.8.7', 'mailto:desk@larkmoor.example', '3 feeds', 'reads no messages'])
      expect(text).toContain(words);
  });

  it('sends the exported file', async () => {
    await ask('export port-sales 30 csv');
    const [file] = rig.peer.workspace.files.values();
    expect(file?.filename).toMatch(/\.csv$/);
    expect(file?.content?.toString('utf8')).toContain('Port of Larkmoor sold to Quay Holding');
  });

  it('tells this channel of what it subscribed to', async () => {
    await ask('subscribe port-sales');
    const rows = await room.store.db.selectFrom('subscriptions').selectAll().execute();
    expect(JSON.stringify(rows)).toContain(CHANNEL);
  });

  it('turns the pages of a long answer in place', async () => {
    for (let index = 0; index < 30; index += 1)
      await room.poll([report(`Harbour number ${index} sold to stranger number ${index}`, index * 60_000)]);
    await ask('search days:7 harbour AND sold');
    const [message] = rig.peer.seenOnlyBy(ADMIN);
    const next = /"action_id":"(page:[^"]+)"/.exec(JSON.stringify(message?.blocks))?.[1];
    if (message === undefined || next === undefined) throw new Error('the answer has no second page');
    const first = readMessage(message).text;
    await rig.ask(rig.peer.people.press(message, next, ADMIN));
    expect(rig.peer.seenOnlyBy(ADMIN)).toHaveLength(1);
    expect(readMessage(message).text).toContain('page 2');
    expect(readMessage(message).text).not.toBe(first);
  });

  it('shows the board on the home tab', async () => {
    const published = rig.peer.nextCall('views.publish');
    await rig.deliver(
      rig.peer.people.event({ type: 'app_home_opened', user: EDITOR, channel: 'D0EDITOR01', tab: 'home' }),
    );
    expect((await published).result).toBe('ok');
    expect(JSON.stringify(rig.peer.workspace.views.at(-1)?.view)).toContain('Ports change hands');
  });

  it('says hostile headlines harmlessly', async () => {
    const words =
      '<!channel> <@U012AB3CD> <https://evil.example|x> *sold* port \u202e\u200b javascript:alert(1)';
    await room.poll([report(`Port sold ${words}`, 60_000, { link: 'javascript:alert(1)' })]);
    for (const typed of [
      'signals',
      'indicator port-sales',
      'search port',
      'digest',
      'feeds',
      `test Port sold ${words}`,
    ])
      await ask(`${typed} public:true`);
    const messages = rig.peer.messages(CHANNEL);
    expect(messages.length).toBeGreaterThan(3);
    for (const message of messages) {
      expect(readMessage(message).pings).toEqual([]);
      for (const link of readMessage(message).links) expect(link).toMatch(/^https?:\/\/(?!evil)/);
    }
  });
});

describe('buttons on Slack', () => {
  const press = async (name: string, user: string): Promise<void> =>
    void (await rig.deliver(rig.peer.people.press(await alertMessage(), name, user)));
  const verbs = async () => (await room.audit()).map(({ action, actor }) => `${action} ${actor}`);

  it.each(['ack', 'relevant', 'irrelevant', 'mute'])(
    '%s changes what it says, in the name of who pressed',
    async (name) => {
      await press(name, ADMIN);
      await expect.poll(verbs).toHaveLength(1);
      expect((await verbs())[0]).toContain(`slack:${ADMIN}`);
      await room.drain();
      const { discord, slack } = room.shown(1);
      expect({ ...discord, messageId: 0 }).toEqual({ ...slack, messageId: 0 });
      expect(discord).not.toEqual(undefined);
    },
  );

  it('shows the acknowledgement on both platforms, with the name people know', async () => {
    await press('ack', ADMIN);
    await expect.poll(verbs).toHaveLength(1);
    await room.drain();
    expect(room.shown(1)['discord']?.acknowledged?.by).toBe('An Admin');
    expect(room.shown(1)['slack']?.acknowledged?.by).toBe('An Admin');
  });

  it('takes an acknowledgement back by the button that stands in its place', async () => {
    await press('ack', ADMIN);
    await expect.poll(verbs).toHaveLength(1);
    await room.drain();
    const notification = room.shown(1)['discord'];
    if (notification === undefined) throw new Error('it was not shown');
    const send = {
      deliveryId: 'd-2',
      notification,
      prior: undefined,
      maybeSentAt: undefined,
      now: Date.now(),
    };
    await rig.slack.sink(CHANNEL)(send, new AbortController().signal);
    const message = rig.peer.messages(CHANNEL).at(-1);
    if (message === undefined) throw new Error('nothing was posted');
    expect(readMessage(message).text).toContain('Acknowledged by An Admin');
    await rig.deliver(rig.peer.people.press(message, 'unack', ADMIN));
    await expect.poll(async () => (await verbs()).at(-1)).toContain('unacknowledge');
    await room.drain();
    expect(room.shown(1)['discord']?.acknowledged).toBeUndefined();
  });

  it('mutes for as long as the dialog says', async () => {
    const opened = rig.peer.nextCall('views.open');
    await press('mute-ask', ADMIN);
    await opened;
    const values = {
      duration: { duration: { type: 'static_select', selected_option: { value: '7d' } } },
      reason: { reason: { type: 'plain_text_input', value: 'summit week' } },
    };
    const view = rig.peer.workspace.views.at(-1)?.view ?? null;
    await rig.ask(rig.peer.people.submit(view, values, ADMIN));
    const [silence] = await room.store.db.selectFrom('silences').selectAll().execute();
    expect(silence).toMatchObject({
      reason: 'summit week',
      author: `slack:${ADMIN}`,
      author_name: 'An Admin',
    });
    expect(Number(silence?.expires_at) - Number(silence?.starts_at)).toBe(7 * 24 * 3_600_000);
  });

  it('says beside its field what is wrong in a dialog, and takes it once it is right', async () => {
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.command('/signpost', 'watch new', CHANNEL, ADMIN));
    await opened;
    const view = rig.peer.workspace.views.at(-1)?.view ?? null;
    const sent = (values: Readonly<Record<string, string>>) =>
      rig.peer.people.submit(
        view,
        Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            { [name]: { type: 'plain_text_input', value } },
          ]),
        ),
        ADMIN,
      );
    const right = { sign: 'a lamp goes out', words: 'lamp out', hit: 'A lamp is out', miss: 'Rain' };
    const errors = (found: Readonly<Record<string, unknown>>) => ({
      response_action: 'errors',
      errors: found,
    });
    for (const [wrong, found] of [
      [{ hit: 'Rain until Sunday' }, { hit: expect.stringContaining('do not match') }],
      [{ miss: 'Lamp is out' }, { miss: expect.stringContaining('match this headline') }],
      [{ words: 'lamp AND (' }, { words: expect.stringMatching(/./) }],
      [{ words: '$nothing_such' }, { words: expect.stringContaining('nothing_such') }],
      [{ sign: '\u200b' }, { sign: expect.stringContaining('nothing') }],
      [{ hit: ' ' }, { hit: expect.stringMatching(/missing|empty/) }],
    ] as const)
      expect(await rig.deliver(sent({ ...right, ...wrong }))).toEqual(errors(found));
    expect(await room.store.db.selectFrom('chat_signs').selectAll().execute()).toEqual([]);
    const answer = await rig.ask(sent(right));
    expect(answer['text']).toContain('Nothing is watched before you say so');
  });

  it('says beside the field that an article names no sign', async () => {
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.command('/signpost', 'watch article', CHANNEL, ADMIN));
    await opened;
    const view = rig.peer.workspace.views.at(-1)?.view ?? null;
    const article = { article: { type: 'plain_text_input', value: 'Nothing to be seen here.' } };
    expect(await rig.deliver(rig.peer.people.submit(view, { article }, ADMIN))).toMatchObject({
      response_action: 'errors',
      errors: { article: expect.stringMatching(/what to watch/i) },
    });
  });

  it('answers Why in private', async () => {
    await rig.ask(rig.peer.people.press(await alertMessage(), 'why', EDITOR));
    const [message] = rig.peer.seenOnlyBy(EDITOR);
    if (message === undefined) throw new Error('no answer');
    expect(readMessage(message).text).toContain('Quay Holding');
    expect(rig.peer.messages(CHANNEL)).toHaveLength(1);
  });

  it.each(['mute', 'mute-ask'])(
    '%s is refused to who may not change things, and nothing changes',
    async (name) => {
      const before = await state();
      const answer = await rig.ask(rig.peer.people.press(await alertMessage(), name, EDITOR));
      expect(answer['text']).toMatch(/^Not allowed\. /);
      expect(await state()).toEqual(before);
      expect(rig.peer.calls('views.open')).toEqual([]);
    },
  );
});
