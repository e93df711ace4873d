/** Holds the peer to its word with the real clients: what Slack refuses it refuses, what Slack does it does. */
import { once } from 'node:events';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { ChatPostMessageArguments } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { textOf } from './json.ts';
import { startSlackPeer } from './peer.ts';
import type { SlackPeer } from './peer.ts';

const CHANNEL = 'C0PEER0001';
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

let peer: SlackPeer;
let client: WebClient;
const options = () => ({
  slackApiUrl: `${peer.origin}/api/`,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger: quiet,
});
beforeEach(async () => {
  peer = await startSlackPeer({ channels: [CHANNEL] });
  client = new WebClient(peer.botToken, options());
});
afterEach(() => peer.close());

/** One place for the linter, which takes the method for a window's. */
function post(by: WebClient, message: ChatPostMessageArguments) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method
  return by.chat.postMessage(message);
}

const button = (action_id: string) => ({
  type: 'button' as const,
  action_id,
  value: '1',
  text: { type: 'plain_text' as const, text: 'Press' },
});

describe('the Web API', () => {
  it.each([
    ['a missing fallback text', { blocks: [{ type: 'divider' }] }, 'no_text'],
    ['too long a text', { text: 'x'.repeat(4001) }, 'msg_too_long'],
    ['a live mention', { text: 'Hello <!channel>' }, 'live_mention'],
    [
      '51 blocks',
      { text: 't', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) },
      'invalid_blocks',
    ],
    ['an unknown block', { text: 't', blocks: [{ type: 'banner' }] }, 'invalid_blocks'],
    ['an unknown member', { text: 't', blocks: [{ type: 'divider', colour: 'red' }] }, 'invalid_blocks'],
    [
      'empty text',
      { text: 't', blocks: [{ type: 'section', text: { type: 'plain_text', text: '' } }] },
      'invalid_blocks',
    ],
    ['an empty section', { text: 't', blocks: [{ type: 'section' }] }, 'invalid_blocks'],
    ['an empty row of buttons', { text: 't', blocks: [{ type: 'actions', elements: [] }] }, 'invalid_blocks'],
    [
      'an action_id used twice',
      { text: 't', blocks: [{ type: 'actions', elements: [button('a'), button('a')] }] },
      'invalid_blocks',
    ],
    [
      'a block_id used twice',
      {
        text: 't',
        blocks: [
          { type: 'divider', block_id: 'b' },
          { type: 'divider', block_id: 'b' },
        ],
      },
      'invalid_blocks',
    ],
    [
      'too long a header',
      { text: 't', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] },
      'invalid_blocks',
    ],
    [
      'a script link',
      {
        text: 't',
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'x' }],
              },
            ],
          },
        ],
      },
      'invalid_blocks',
    ],
    [
      'a mention in rich text',
      {
        text: 't',
        blocks: [
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }],
          },
        ],
      },
      'live_mention',
    ],
    [
      'too much in all',
      {
        text: 't',
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section',
          text: { type: 'plain_text', text: 'x'.repeat(2900) },
        })),
      },
      'msg_blocks_too_long',
    ],
    ['an argument that does not exist', { text: 't', nonce: '1' }, 'invalid_arguments'],
  ])('refuses %s, and notes it', async (_, message, code) => {
    const posted = client.apiCall('chat.postMessage', { channel: CHANNEL, ...message });
    await expect(posted).rejects.toMatchObject({ data: { error: code } });
    expect(peer.violations).not.toEqual([]);
    expect(peer.messages()).toEqual([]);
  });

  it('takes forms and JSON alike', async () => {
    const message = { channel: CHANNEL, text: 'hello', blocks: [{ type: 'divider' as const }] };
    await post(client, message);
    const response = await fetch(`${peer.origin}/api/chat.postMessage`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${peer.botToken}`,
      },
      body: JSON.stringify(message),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel: CHANNEL });
    expect(peer.messages(CHANNEL)).toMatchObject(
      [message, message].map(({ text, blocks }) => ({ text, blocks })),
    );
    expect(peer.violations).toEqual([]);
  });

  it('tells tokens apart', async () => {
    const call = (token: string | undefined, method: string) =>
      new WebClient(token, options()).apiCall(method);
    await expect(call(undefined, 'auth.test')).rejects.toMatchObject({ data: { error: 'not_authed' } });
    await expect(call('xoxb-no', 'auth.test')).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    await expect(call(peer.botToken, 'apps.connections.open')).rejects.toMatchObject({
      data: { error: 'not_allowed_token_type' },
    });
  });

  it('pages a history from the newest, with metadata only where asked for', async () => {
    const metadata = { event_type: 'e', event_payload: { id: '1' } };
    for (const text of ['a', 'b', 'c']) {
      await post(client, { channel: CHANNEL, text, metadata });
    }
    const first = await client.conversations.history({ channel: CHANNEL, limit: 2 });
    expect(first.messages?.map(({ text }) => text)).toEqual(['c', 'b']);
    expect(first.messages?.[0]).not.toHaveProperty('metadata');
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.history({
      channel: CHANNEL,
      limit: 2,
      cursor,
      include_all_metadata: true,
    });
    expect(rest).toMatchObject({ has_more: false, messages: [{ text: 'a', metadata }] });
    const oldest = first.messages?.[1]?.ts ?? '';
    const after = await client.conversations.history({ channel: CHANNEL, oldest });
    expect(after.messages?.map(({ text }) => text)).toEqual(['c']);
  });

  it("uploads a file in Slack's three steps", async () => {
    const file = Buffer.from('\u0089PNG\r\n\u001a\n--data');
    await client.filesUploadV2({ channel_id: CHANNEL, file, filename: 'chart.png', title: 'Chart' });
    const [uploaded] = [...peer.workspace.files.values()];
    expect(uploaded).toMatchObject({ filename: 'chart.png', title: 'Chart', sharedIn: CHANNEL });
    expect(uploaded?.content?.equals(file)).toBe(true);
    expect(peer.violations).toEqual([]);
  });

  it('shows why a client must not retry by itself: a lost answer would be two messages', async () => {
    const eager = new WebClient(peer.botToken, { ...options(), retryConfig: { retries: 1, minTimeout: 1 } });
    peer.fault({ kind: 'lost-answer' });
    await post(eager, { channel: CHANNEL, text: 'once' });
    expect(peer.messages()).toHaveLength(2);
  });
});

describe('Socket Mode', () => {
  let app: App;
  let receiver: SocketModeReceiver;
  beforeEach(async () => {
    receiver = new SocketModeReceiver({
      appToken: peer.appToken,
      logger: quiet,
      installerOptions: { clientOptions: options() },
    });
    app = new App({ token: peer.botToken, receiver, logger: quiet, clientOptions: options() });
  });
  afterEach(() => receiver.client.disconnect());

  it('carries a command, its acknowledgement and its answers', async () => {
    app.command('/signals', async ({ ack, command, respond }) => {
      await ack();
      await respond({ response_type: 'ephemeral', text: `you asked for ${command.text}` });
    });
    await app.start();
    const answer = await peer.deliver(peer.people.command('/signals', 'nato-loyalty', CHANNEL));
    expect(answer).toMatchObject({ kind: 'acked', payload: undefined });
    await expect
      .poll(() => peer.responses)
      .toMatchObject([
        { channel: CHANNEL, user: 'U0EDITOR01', body: { text: 'you asked for nato-loyalty' } },
      ]);
    expect(peer.violations).toEqual([]);
  });

  it('carries a press, and a dialog opened by its trigger and sent off', async () => {
    app.action('mute', async ({ ack, body, client: web }) => {
      await ack();
      if (!('trigger_id' in body)) return;
      const text = { type: 'plain_text' as const, text: 'Why' };
      const element = { type: 'plain_text_input' as const, action_id: 'reason' };
      await web.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'mute',
          title: { type: 'plain_text', text: 'Mute' },
          submit: { type: 'plain_text', text: 'Mute' },
          blocks: [{ type: 'input', block_id: 'why', label: text, element }],
        },
      });
    });
    const reasons: unknown[] = [];
    app.view('mute', async ({ ack, view }) => {
      reasons.push(view.state.values['why']?.['reason']?.value);
      await ack();
    });
    await app.start();
    await post(client, {
      channel: CHANNEL,
      text: 't',
      blocks: [{ type: 'actions', elements: [button('mute')] }],
    });
    const [message] = peer.messages();
    if (message === undefined) throw new Error('nothing was posted');
    expect((await peer.deliver(peer.people.press(message, 'mute'))).kind).toBe('acked');
    await expect.poll(() => peer.workspace.views).toHaveLength(1);
    const values = { why: { reason: { type: 'plain_text_input', value: 'noise' } } };
    const sent = await peer.deliver(peer.people.submit(peer.workspace.views[0]?.view ?? null, values));
    expect(sent.kind).toBe('acked');
    expect(reasons).toEqual(['noise']);
    expect(peer.violations).toEqual([]);
  });

  it('carries events', async () => {
    const homes: string[] = [];
    app.event('app_home_opened', async ({ event }) => void homes.push(event.user));
    await app.start();
    const opened = { type: 'app_home_opened', user: 'U0EDITOR01', channel: 'D0HOME0001', tab: 'home' };
    expect((await peer.deliver(peer.people.event(opened))).kind).toBe('acked');
    await expect.poll(() => homes).toEqual(['U0EDITOR01']);
  });

  it('holds an answer after three seconds against the app', async () => {
    app.command('/slow', () => Promise.resolve());
    await app.start();
    expect(await peer.deliver(peer.people.command('/slow', '', CHANNEL))).toEqual({ kind: 'late' });
    expect(peer.violations).toEqual([expect.stringContaining('within 3 s')]);
  });

  it('lets a trigger open one dialog only', async () => {
    const { payload } = peer.people.command('/signals', '', CHANNEL);
    const trigger = textOf(payload, 'trigger_id') ?? '';
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'T' }, blocks: [] };
    await client.views.open({ trigger_id: trigger, view });
    await expect(client.views.open({ trigger_id: trigger, view })).rejects.toMatchObject({
      data: { error: 'invalid_trigger_id' },
    });
  });

  it('lets a ticket open one connection only', async () => {
    const { url = '' } = await new WebClient(peer.appToken, options()).apps.connections.open({});
    const first = new WebSocket(url);
    const [greeting] = await once(first, 'message');
    expect(String(greeting)).toContain('"hello"');
    const [refusal] = await once(new WebSocket(url), 'error');
    expect(String(refusal)).toContain('401');
    expect(peer.violations).toEqual([expect.stringContaining('ticket')]);
    first.terminate();
  });

  it('takes five answers through a response URL and no more', async () => {
    const { payload } = peer.people.command('/signals', '', CHANNEL);
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const response = await fetch(textOf(payload, 'response_url') ?? '', {
        method: 'POST',
        body: '{"text":"hi"}',
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });
});

describe('signed HTTP', () => {
  it('is what Bolt accepts, and what it refuses when forged or stale', async () => {
    const receiver = new HTTPReceiver({ signingSecret: peer.signingSecret, logger: quiet });
    const app = new App({ token: peer.botToken, receiver, logger: quiet, clientOptions: options() });
    const heard: string[] = [];
    app.command('/signals', async ({ ack, command }) => {
      heard.push(command.text);
      await ack();
    });
    const server = await receiver.start({ port: 0, host: '127.0.0.1' });
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/slack/events`;
    const command = (text: string) => peer.people.command('/signals', text, CHANNEL);
    expect((await peer.post(url, command('good'))).status).toBe(200);
    expect((await peer.post(url, command('forged'), { signature: `v0=${'0'.repeat(64)}` })).status).toBe(401);
    expect((await peer.post(url, command('stale'), { at: Date.now() - 6 * 60_000 })).status).toBe(401);
    expect(heard).toEqual(['good']);
    await receiver.stop();
  });
});
