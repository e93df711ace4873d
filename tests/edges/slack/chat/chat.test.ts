import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../src/core/command/catalogue.ts';
import { dialogOf } from '../../../../src/core/command/dialog.ts';
import type { Reply } from '../../../../src/core/command/reply.ts';
import { HIDDEN, hostileAlert, sampleAlert } from '../../../conformance/notifications.ts';
import { textOf } from '../../../peers/slack/json.ts';
import type { Json } from '../../../peers/slack/json.ts';
import { readMessage } from '../../../peers/slack/reading.ts';
import { ADMIN, DESK_GROUP, DESK_MEMBER, EDITOR, TEAM } from '../../../peers/slack/workspace.ts';
import type { Message } from '../../../peers/slack/workspace.ts';
import { CHANNEL, openChat, saying } from '../rig-chat.ts';
import type { ChatRig } from '../rig-chat.ts';

/** A PNG of one pixel. */
const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
);

const WITHOUT_DIALOG = CATALOGUE.flatMap(({ name }) => (dialogOf(name) === undefined ? [name] : []));

/** Typed arguments for every command, and what the handler must be asked. */
const TYPED: Readonly<Record<string, readonly [string, Record<string, string>]>> = {
  signals: ['nato-loyalty 14', { brief: 'nato-loyalty', days: '14' }],
  indicator: ['leader-appointments public:true', { name: 'leader-appointments', public: 'true' }],
  brief: ['nato-loyalty', { name: 'nato-loyalty' }],
  why: ['12', { alert: '12' }],
  test: [
    'Alliance leaders &lt;back&gt; minister &amp; more',
    { headline: 'Alliance leaders <back> minister & more' },
  ],
  search: ['days:7 commander AND NOT sport', { days: '7', words: 'commander AND NOT sport' }],
  mute: [
    'leader-appointments 24h too much noise',
    { indicator: 'leader-appointments', duration: '24h', reason: 'too much noise' },
  ],
  mutes: ['', {}],
  unmute: ['3', { silence: '3' }],
  part: ['12 2', { alert: '12', report: '2' }],
  same: ['12 13', { alert: '12', as: '13' }],
  feeds: ['', {}],
  subscribe: ['high', { to: 'high' }],
  unsubscribe: ['high', { from: 'high' }],
  digest: ['7', { days: '7' }],
  export: ['leader-appointments 30 csv', { of: 'leader-appointments', days: '30', format: 'csv' }],
  adopt: ['1234', { code: '1234' }],
  help: ['mute', { command: 'mute' }],
  'feed add': ['<https://larkmoor.example/|larkmoor.example>', { address: 'https://larkmoor.example/' }],
  'feed pause': ['larkmoor', { feed: 'larkmoor' }],
  'feed resume': ['larkmoor', { feed: 'larkmoor' }],
  'feed remove': ['larkmoor', { feed: 'larkmoor' }],
  'watch start': ['a-sign', { sign: 'a-sign' }],
  'watch drop': ['a-sign', { sign: 'a-sign' }],
};
const AN_ADMIN = {
  platform: 'slack',
  id: ADMIN,
  name: 'An Admin',
  spaces: [TEAM],
  direct: false,
  groups: [],
  manages: true,
  guest: false,
};

let rig: ChatRig;
afterEach(async () => {
  await rig.close();
  if (rig.peer.violations.length > 0)
    throw new Error(`broke the contract: ${rig.peer.violations.join('; ')}`);
  const leak = rig.said.find((line) => /xoxb-|xapp-|ticket=|\/response\/|peer-signing-secret/.test(line));
  if (leak !== undefined) throw new Error(`a secret is in the log: ${leak}`);
});

/** Posts an alert through the sink and gives the message that stands. */
async function postAlert(notification = sampleAlert): Promise<Message> {
  const send = { deliveryId: 'd-1', notification, prior: undefined, maybeSentAt: undefined, now: Date.now() };
  await rig.slack.sink(CHANNEL)(send, new AbortController().signal);
  const message = rig.peer.messages(CHANNEL).at(-1);
  if (message === undefined) throw new Error('nothing was posted');
  return message;
}

const textOfBody = (body: Record<string, Json>): string =>
  readMessage({ text: textOf(body, 'text') ?? '', blocks: body['blocks'] }).text;
const lastOnlyFor = (user: string): Message => {
  const message = rig.peer.seenOnlyBy(user).at(-1);
  if (message === undefined) throw new Error(`nothing for ${user} alone`);
  return message;
};

describe.each(['socket', 'http'] as const)('the chat on Slack, by %s', (way) => {
  beforeEach(async () => {
    rig = await openChat(way);
  });

  it.each(WITHOUT_DIALOG)('hears /signpost %s and answers privately', async (name) => {
    const [text, args] = TYPED[name] ?? ['', {}];
    const body = await rig.ask(rig.peer.people.command('/signpost', `${name} ${text}`, CHANNEL, ADMIN));
    expect(rig.commands).toEqual([
      {
        name,
        args,
        by: AN_ADMIN,
        channel: CHANNEL,
        channelName: rig.peer.workspace.channels.get(CHANNEL)?.name,
      },
    ]);
    expect(body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(textOfBody(body)).toContain(`Answer to ${name}`);
    expect(rig.peer.messages(CHANNEL)).toEqual([]);
  });

  it.each(CATALOGUE.flatMap(({ name }) => (dialogOf(name) === undefined ? [] : [name])))(
    'opens the dialog of /signpost %s, and hears what is sent off',
    async (name) => {
      const opened = rig.peer.nextCall('views.open');
      await rig.deliver(rig.peer.people.command('/signpost', name, CHANNEL, ADMIN));
      expect((await opened).result).toBe('ok');
      const view = rig.peer.workspace.views.at(-1)?.view ?? null;
      const names = (dialogOf(name)?.fields ?? []).map((field) => field.name);
      const put = names.map((field) => [
        field,
        { [field]: { type: 'plain_text_input', value: `some ${field}` } },
      ]);
      const body = await rig.ask(rig.peer.people.submit(view, Object.fromEntries(put), ADMIN));
      expect(textOfBody(body)).toContain(`Answer to ${name}`);
      expect(rig.commands).toMatchObject([
        { name, args: Object.fromEntries(names.map((field) => [field, `some ${field}`])), channel: CHANNEL },
      ]);
    },
  );

  it('hands on what is ticked of a list', async () => {
    rig.answers.command = ({ name }) =>
      saying(name, {
        picks: {
          id: 'watch-pick:a/b',
          label: 'Signs',
          options: ['x', 'y'].map((value) => ({ value, label: value, about: 'rare', ticked: true })),
        },
      });
    await rig.ask(rig.peer.people.command('/signpost', 'feeds', CHANNEL, ADMIN));
    const message = rig.peer.seenOnlyBy(ADMIN).at(-1);
    if (message === undefined) throw new Error('no answer');
    await rig.ask(rig.peer.people.press(message, 'watch-pick:a/b', ADMIN, ['y']));
    expect(rig.presses).toMatchObject([{ button: 'watch-pick:a/b', picked: ['y'] }]);
  });

  it.each([
    ['', 'Commands'],
    ['feed', 'feed add'],
    ['signal', 'did you mean signals?'],
    ['mutes please now', 'How to use mutes'],
  ])('answers /signpost %s with the usage, without asking the handler', async (typed, words) => {
    const body = await rig.ask(rig.peer.people.command('/signpost', typed, CHANNEL));
    expect(textOfBody(body)).toContain(words);
    expect(body['response_type']).toBe('ephemeral');
    expect(rig.commands).toEqual([]);
  });

  it('hears /signals', async () => {
    await rig.ask(rig.peer.people.command('/signals', '14 public:true', CHANNEL));
    expect(rig.commands[0]).toMatchObject({ name: 'signals', args: { days: '14', public: 'true' } });
  });

  it('shows the whole channel what is public', async () => {
    rig.answers.command = () => saying('The board', { visibility: 'public' });
    await rig.ask(rig.peer.people.command('/signals', 'public:true', CHANNEL));
    expect(rig.peer.messages(CHANNEL).map(({ text }) => text)).toEqual(['The board']);
  });

  it.each(['ack', 'relevant', 'irrelevant', 'mute', 'why'])(
    'hears the button %s of an alert',
    async (name) => {
      const message = await postAlert();
      const body = await rig.ask(rig.peer.people.press(message, name, ADMIN));
      expect(rig.presses).toEqual([
        {
          button: `${name}:12`,
          by: AN_ADMIN,
          channel: CHANNEL,
        },
      ]);
      expect(body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
      expect(readMessage(lastOnlyFor(ADMIN)).text).toContain(`Done ${name}:12`);
      expect(message.edits).toEqual([]);
    },
  );

  it('asks how long and why behind Mute…, and mutes so', async () => {
    const message = await postAlert();
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.press(message, 'mute-ask', ADMIN));
    await opened;
    const view = rig.peer.workspace.views.at(-1)?.view;
    expect(view).toMatchObject({ type: 'modal', callback_id: 'mute' });
    expect(rig.presses).toMatchObject([{ button: 'mute-ask:12' }]);
    const values = {
      duration: { duration: { type: 'static_select', selected_option: { value: '7d' } } },
      reason: { reason: { type: 'plain_text_input', value: ' summit week ' } },
    };
    await rig.ask(rig.peer.people.submit(view ?? null, values, ADMIN));
    expect(rig.presses.slice(1)).toMatchObject([
      {
        button: 'mute:12',
        by: { id: ADMIN },
        channel: CHANNEL,
        fields: { duration: '7d', reason: 'summit week' },
      },
    ]);
    expect(readMessage(lastOnlyFor(ADMIN)).text).toContain('Done mute:12');
  });

  it('asks for the indicator too behind a bare /signpost mute, and completes it', async () => {
    const opened = rig.peer.nextCall('views.open');
    await rig.deliver(rig.peer.people.command('/signpost', 'mute', CHANNEL, ADMIN));
    await opened;
    const view = rig.peer.workspace.views.at(-1)?.view ?? null;
    const options = await rig.deliver(rig.peer.people.suggest(view, 'indicator', 'lead', ADMIN));
    expect(options).toEqual({
      options: [
        {
          text: { type: 'plain_text', text: 'Leader-level appointments lead' },
          value: 'leader-appointments',
        },
      ],
    });
    const values = {
      indicator: {
        indicator: { type: 'external_select', selected_option: { value: 'leader-appointments' } },
      },
      duration: { duration: { type: 'static_select', selected_option: { value: '24h' } } },
      reason: { reason: { type: 'plain_text_input', value: null } },
    };
    await rig.ask(rig.peer.people.submit(view, values, ADMIN));
    expect(rig.commands).toMatchObject([
      { name: 'mute', args: { indicator: 'leader-appointments', duration: '24h' }, channel: CHANNEL },
    ]);
    expect(rig.changes).toEqual(['mute']);
  });

  it('shows the board on the home tab, and turns its pages there', async () => {
    const page = (number: number): Reply =>
      saying(`Board, page ${number}`, {
        isPage: true,
        buttons: [{ id: `page:signals:${number + 1}`, label: 'Next', style: 'plain' }],
      });
    rig.answers.command = () => page(1);
    rig.answers.press = () => page(2);
    const published = rig.peer.nextCall('views.publish');
    const event = { type: 'app_home_opened', user: EDITOR, channel: 'D0EDITOR01', tab: 'home' };
    await rig.deliver(rig.peer.people.event(event));
    await published;
    expect(rig.commands).toMatchObject([{ name: 'signals', args: {}, by: { id: EDITOR, manages: false } }]);
    const home = rig.peer.workspace.views.at(-1);
    expect(home).toMatchObject({ user: EDITOR, view: { type: 'home' } });
    expect(JSON.stringify(home?.view)).toContain('Board, page 1');
    const turned = rig.peer.nextCall('views.publish');
    await rig.deliver(rig.peer.people.pressAtHome(home?.view ?? null, 'page:signals:2'));
    await turned;
    expect(JSON.stringify(rig.peer.workspace.views.at(-1)?.view)).toContain('Board, page 2');
  });

  it('leaves the messages tab of the home alone', async () => {
    await rig.deliver(
      rig.peer.people.event({
        type: 'app_home_opened',
        user: EDITOR,
        channel: 'D0EDITOR01',
        tab: 'messages',
      }),
    );
    await rig.ask(rig.peer.people.command('/signals', '', CHANNEL));
    expect(rig.commands).toHaveLength(1);
    expect(rig.peer.calls('views.publish')).toEqual([]);
  });

  it('turns the page in place', async () => {
    const page = (number: number): Reply =>
      saying(`Page ${number}`, {
        isPage: true,
        buttons: [
          { id: `page:signals:${number - 1}`, label: 'Back', style: 'plain' },
          { id: `page:signals:${number + 1}`, label: 'On', style: 'primary' },
        ],
      });
    rig.answers.command = () => page(1);
    rig.answers.press = () => page(2);
    await rig.ask(rig.peer.people.command('/signals', '', CHANNEL));
    const message = lastOnlyFor(EDITOR);
    const body = await rig.ask(rig.peer.people.press(message, 'page:signals:2'));
    expect(body['replace_original']).toBe(true);
    expect(rig.presses).toMatchObject([{ button: 'page:signals:2' }]);
    expect(rig.peer.seenOnlyBy(EDITOR).map(({ text }) => text)).toEqual(['Page 2']);
  });

  it('does once what Slack delivers twice', async () => {
    const message = await postAlert();
    const press = rig.peer.people.press(message, 'ack', ADMIN);
    const command = rig.peer.people.command('/signpost', 'mute leader-appointments 24h', CHANNEL, ADMIN);
    await rig.ask(press);
    await rig.deliver(press);
    await rig.ask(command);
    await rig.deliver(command);
    const event = rig.peer.people.event(
      { type: 'app_home_opened', user: EDITOR, channel: 'D0E', tab: 'home' },
      'Ev1',
    );
    const published = rig.peer.nextCall('views.publish');
    await rig.deliver(event);
    await published;
    await rig.deliver(event);
    await rig.ask(rig.peer.people.command('/signpost', 'mutes', CHANNEL));
    expect(rig.changes).toEqual(['ack:12', 'mute']);
    expect(rig.commands.map(({ name }) => name)).toEqual(['mute', 'signals', 'mutes']);
    expect(rig.peer.responses).toHaveLength(3);
  });
});

describe('who may change things', () => {
  const attempts = async (user: string): Promise<void> => {
    const message = await postAlert();
    for (const button of ['ack', 'relevant', 'irrelevant', 'mute'])
      await rig.ask(rig.peer.people.press(message, button, user));
    await rig.ask(rig.peer.people.press(message, 'mute-ask', user));
    for (const text of ['mute x 24h', 'unmute 1', 'subscribe high', 'unsubscribe high', 'mute'])
      await rig.ask(rig.peer.people.command('/signpost', text, CHANNEL, user));
  };

  it('refuses who is neither admin nor owner, and nothing changes', async () => {
    rig = await openChat('socket');
    await attempts(EDITOR);
    expect(rig.changes).toEqual([]);
    expect(rig.peer.calls('views.open')).toEqual([]);
    expect(rig.presses.every(({ by }) => !by.manages && by.groups.length === 0)).toBe(true);
    expect(rig.peer.seenOnlyBy(EDITOR)).toHaveLength(10);
    for (const { text } of rig.peer.seenOnlyBy(EDITOR)) expect(text).toMatch(/may not|Not allowed/);
  });

  it.each([
    ['a user named in the settings', [EDITOR], EDITOR, true],
    ['a member of a user group named there', [DESK_GROUP], DESK_MEMBER, true],
    ['somebody outside the group', [DESK_GROUP], EDITOR, false],
    ['an admin who is not named where others are', [DESK_GROUP], ADMIN, false],
    ['an admin where nobody is named', [], ADMIN, true],
    ['anybody where the group is unknown', ['S0NOBODY01'], DESK_MEMBER, false],
  ] as const)('%s', async (_, changers, user, may) => {
    rig = await openChat('socket', { changers });
    await rig.ask(rig.peer.people.command('/signpost', 'mute x 24h', CHANNEL, user));
    expect(rig.changes).toEqual(may ? ['mute'] : []);
  });

  it.each(['user_not_found', 'user_not_visible'])(
    'takes whom Slack does not show (%s) for a guest',
    async (error) => {
      rig = await openChat('socket');
      rig.peer.fault({ kind: 'error', method: 'users.info', error });
      await rig.ask(rig.peer.people.command('/signpost', 'feeds', CHANNEL, ADMIN));
      expect(rig.commands.at(-1)?.by).toMatchObject({ guest: true, manages: false });
    },
  );

  it('refuses while Slack does not say who somebody is, and asks again next time', async () => {
    rig = await openChat('socket');
    rig.peer.fault({ kind: 'http-500', method: 'users.info' });
    await rig.ask(rig.peer.people.command('/signpost', 'mute x 24h', CHANNEL, ADMIN));
    expect(rig.changes).toEqual([]);
    await rig.ask(rig.peer.people.command('/signpost', 'mute x 24h', CHANNEL, ADMIN));
    expect(rig.changes).toEqual(['mute']);
  });

  it('asks Slack once a minute, not once a press', async () => {
    rig = await openChat('socket');
    for (const text of ['mutes', 'feeds', 'mutes'])
      await rig.ask(rig.peer.people.command('/signpost', text, CHANNEL, ADMIN));
    expect(rig.peer.calls('users.info')).toHaveLength(1);
  });
});

describe('signed requests', () => {
  const command = () => rig.peer.people.command('/signpost', 'mute x 24h', CHANNEL, ADMIN);
  beforeEach(async () => {
    rig = await openChat('http');
  });

  it.each([
    ['a forged signature', { signature: `v0=${'0'.repeat(64)}` }],
    ['a signature of another kind', { signature: 'v1=abc' }],
    ['no signature to speak of', { signature: '' }],
    ['a timestamp six minutes old', { at: Date.now() - 6 * 60_000 }],
  ])('401 for %s, and nothing happens', async (_, options) => {
    expect((await rig.peer.post(rig.address(), command(), options)).status).toBe(401);
    expect((await rig.peer.post(rig.address(), rig.peer.people.event({ type: 'x' }), options)).status).toBe(
      401,
    );
    await rig.ask(rig.peer.people.command('/signpost', 'mutes', CHANNEL));
    expect(rig.commands.map(({ name }) => name)).toEqual(['mutes']);
    expect(rig.changes).toEqual([]);
  });

  it('401 where a signed body was changed on the way', async () => {
    const { payload } = command();
    const seconds = String(Math.floor(Date.now() / 1000));
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${'ab'.repeat(32)}`,
    };
    const body = new URLSearchParams({ text: 'mute x 24h', user_id: textOf(payload, 'user_id') ?? '' });
    expect((await fetch(rig.address(), { method: 'POST', headers, body })).status).toBe(401);
    expect((await fetch(rig.address(), { method: 'POST', body })).status).toBe(401);
  });

  it('404 anywhere else', async () => {
    const elsewhere = rig.address().replace('/slack/events', '/elsewhere');
    expect((await rig.peer.post(elsewhere, command())).status).toBe(404);
    expect((await fetch(rig.address())).status).toBe(404);
  });

  it('answers the challenge of a new request URL, if it is signed', async () => {
    const challenge = {
      type: 'events_api',
      payload: { type: 'url_verification', challenge: 'c-123' },
    } as const;
    const answer = await rig.peer.post(rig.address(), challenge);
    expect(await answer.json()).toEqual({ challenge: 'c-123' });
    expect((await rig.peer.post(rig.address(), challenge, { signature: 'v0=00' })).status).toBe(401);
  });

  it('takes nothing more once stopped', async () => {
    const address = rig.address();
    await rig.slack.stop();
    await expect(rig.peer.post(address, command())).rejects.toThrow('fetch failed');
  });
});

describe('pictures and files', () => {
  beforeEach(async () => {
    rig = await openChat('socket');
  });
  const picture = { name: 'board.png', png: PNG, alt: 'Three stories on Monday, none since.' };
  const ask = (text = 'signals') => rig.ask(rig.peer.people.command('/signpost', text, CHANNEL, EDITOR));

  it('shows a picture once Slack has looked at it', async () => {
    rig.peer.workspace.imageDelay = 2;
    rig.answers.command = () => saying('The board', { image: picture });
    const body = await ask();
    expect(body['blocks']).toContainEqual({
      type: 'image',
      slack_file: { id: expect.stringMatching(/^F/) },
      alt_text: picture.alt,
    });
    const [file] = rig.peer.workspace.files.values();
    expect(file).toMatchObject({ filename: 'board.png', sharedIn: undefined });
    expect(file?.content?.equals(Buffer.from(PNG))).toBe(true);
    expect(rig.peer.calls('files.info')).toHaveLength(3);
  });

  it.each([
    ['may not upload', () => rig.peer.scopes.delete('files:write')],
    [
      'is told that uploads fail',
      () => rig.peer.fault({ kind: 'http-500', method: 'files.getUploadURLExternal' }),
    ],
    [
      'loses the answer',
      () => rig.peer.fault({ kind: 'lost-answer', method: 'files.completeUploadExternal' }),
    ],
  ])('puts the picture into words where it %s', async (_, hinder) => {
    hinder();
    rig.answers.command = () => saying('The board', { image: picture });
    const body = await ask();
    expect(JSON.stringify(body['blocks'])).not.toContain('slack_file');
    expect(textOfBody(body)).toContain('Three stories on Monday, none since.');
  });

  const file = { name: 'dossier.md', contentType: 'text/markdown', text: '# Dossier\nÜber alles\n' };

  it('sends a private file to the asker alone', async () => {
    rig.answers.command = () => saying('Dossier', { file });
    const body = await ask('export x');
    const [uploaded] = rig.peer.workspace.files.values();
    expect(uploaded).toMatchObject({
      filename: 'dossier.md',
      sharedIn: rig.peer.workspace.directMessages(EDITOR).id,
    });
    expect(uploaded?.content?.toString('utf8')).toBe(file.text);
    expect(textOfBody(body)).toContain('only you see it');
  });

  it('shares a public file in the channel', async () => {
    rig.answers.command = () => saying('Dossier', { file, visibility: 'public' });
    await ask('export x public:true');
    expect([...rig.peer.workspace.files.values()][0]?.sharedIn).toBe(CHANNEL);
  });

  it('says why a file could not be sent', async () => {
    rig.peer.scopes.delete('im:write');
    rig.answers.command = () => saying('Dossier', { file });
    expect(textOfBody(await ask('export x'))).toMatch(/could not be sent: .*missing_scope/);
  });
});

describe('when things go wrong', () => {
  beforeEach(async () => {
    rig = await openChat('socket');
  });

  it('says so to the one who asked, without what went wrong', async () => {
    rig.answers.command = () => Promise.reject(new Error('secret detail'));
    const body = await rig.ask(rig.peer.people.command('/signals', '', CHANNEL));
    expect(textOfBody(body)).toContain('That did not work');
    expect(textOfBody(body)).not.toContain('secret detail');
    expect(rig.said.join('\n')).toContain('secret detail');
  });

  it('acknowledges at once however long the answer takes', async () => {
    let finish: (reply: Reply) => void = () => undefined;
    rig.answers.command = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    // The peer holds a missing acknowledgement against the app; this resolves although nothing is answered yet.
    await rig.deliver(rig.peer.people.command('/signals', '', CHANNEL));
    expect(rig.peer.responses).toEqual([]);
    await expect.poll(() => rig.commands.length).toBe(1);
    finish(saying('At last'));
    await rig.peer.responded(1);
    expect(rig.peer.responses[0]?.body['text']).toBe('At last');
  });

  it('hears buttons again after the socket was recycled, and after it was cut', async () => {
    const message = await postAlert();
    for (const [name, cut] of [
      ['ack', () => rig.peer.socket.disconnect('refresh_requested')],
      ['relevant', () => rig.peer.socket.drop()],
    ] as const) {
      const again = rig.peer.nextCall('apps.connections.open');
      cut();
      await again;
      await expect.poll(rig.peer.socket.connections).toBe(1);
      await rig.peer.socket.connected();
      await rig.ask(rig.peer.people.press(message, name, ADMIN));
    }
    expect(rig.presses.map(({ button }) => button)).toEqual(['ack:12', 'relevant:12']);
  });

  it('finishes the answers under way before it stops', async () => {
    let finish: (reply: Reply) => void = () => undefined;
    rig.answers.command = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    await rig.deliver(rig.peer.people.command('/signals', '', CHANNEL));
    await expect.poll(() => rig.commands.length).toBe(1);
    const stopped = rig.slack.stop();
    finish(saying('Just in time'));
    await stopped;
    expect(rig.peer.responses.map(({ body }) => body['text'])).toEqual(['Just in time']);
  });

  it('has buttons on alerts only while somebody answers them', async () => {
    const actions = (message: Message) => JSON.stringify(message.blocks).includes('"actions"');
    expect(actions(await postAlert())).toBe(true);
    await rig.slack.stop();
    expect(actions(await postAlert())).toBe(false);
  });

  it('makes hostile words harmless in every answer, wherever it is given', async () => {
    const words = hostileAlert.headline.text;
    const hostile: Reply = {
      title: words,
      blocks: [
        {
          kind: 'line',
          inlines: [
            { kind: 'text', text: words },
            { kind: 'link', text: words, url: 'javascript:alert(1)' },
          ],
        },
        { kind: 'quote', inlines: [{ kind: 'text', text: words.repeat(100), style: 'bold' }] },
        { kind: 'fields', fields: [{ name: words, value: [{ kind: 'text', text: words, style: 'code' }] }] },
        {
          kind: 'table',
          head: [words, 'n'],
          rows: [
            [words, '1'],
            ['<!channel>', words],
          ],
        },
        { kind: 'evidence', reports: hostileAlert.evidence },
      ],
      image: { name: words, png: PNG, alt: words },
      buttons: [{ id: 'page:signals:2', label: words, style: 'danger' }],
      isPage: true,
      visibility: 'public',
    };
    rig.answers.command = () => hostile;
    rig.answers.press = () => hostile;
    await rig.ask(rig.peer.people.command('/signals', '', CHANNEL));
    const message = rig.peer.messages(CHANNEL)[0];
    if (message === undefined) throw new Error('no answer');
    await rig.ask(rig.peer.people.press(message, 'page:signals:2'));
    const published = rig.peer.nextCall('views.publish');
    await rig.deliver(
      rig.peer.people.event({ type: 'app_home_opened', user: EDITOR, channel: 'D0E', tab: 'home' }),
    );
    await published;
    const home = rig.peer.workspace.views.at(-1)?.view ?? {};
    const shown = [
      ...rig.peer.messages(CHANNEL),
      {
        text: '',
        blocks: typeof home === 'object' && home !== null && 'blocks' in home ? home['blocks'] : null,
      },
    ];
    expect(shown).toHaveLength(2);
    for (const each of shown) {
      const { text, links, pings } = readMessage(each);
      expect(text).toContain('HOSTILE');
      expect(pings).toEqual([]);
      for (const link of links) expect(link).toMatch(/^https?:\/\/[^@]*$/);
      expect(text.replaceAll('\n', ' ')).not.toMatch(HIDDEN);
    }
  });
});
