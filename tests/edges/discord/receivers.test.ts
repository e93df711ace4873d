import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Send, Sink } from '../../../src/core/delivery/sink.ts';
import { openDiscord } from '../../../src/edges/discord/connect.ts';
import { discordWebhookSink, webhookAddress } from '../../../src/edges/discord/webhook.ts';
import { developedAlert, hostileAlert, sampleAlert, sampleNotice } from '../../conformance/notifications.ts';
import { describeSink } from '../../conformance/sink.ts';
import { type DiscordPeer, openDiscordPeer } from '../../peers/discord/peer.ts';
import { recordingLog } from './recording-log.ts';
import { openHarness } from './sink-harness.ts';

const FORUM = '300000000000000015';
const THREAD = '300000000000000011';
const ROLE = '323456789012345678';
const TAGS = [
  { id: '300000000000000101', name: 'Staffing' },
  { id: '300000000000000102', name: 'command' },
  { id: '300000000000000103', name: 'sport' },
];

function connect(peer: DiscordPeer, token = peer.token, log = recordingLog()) {
  return openDiscord({ token, apiUrl: peer.origin, log });
}

function addThread(peer: DiscordPeer): string {
  const thread = { parent: peer.channel, owner: peer.bot.id, archived: false, tags: [] };
  return peer.addChannel({ id: THREAD, type: 11, thread });
}

describeSink('Discord thread', () =>
  openHarness({
    writes: /^(POST|PATCH) \/channels\/\d+\/messages/,
    sinks: (peer, gone) => ({
      sink: connect(peer).sink(addThread(peer)),
      unknownChannel: connect(peer).sink('299999999999999999'),
      noPermission: connect(peer).sink(peer.addChannel({ type: 11, send: false })),
      badToken: connect(peer, 'wrong').sink(THREAD),
      unreachable: connect(gone).sink(THREAD),
    }),
    messages: (peer) => peer.messages(THREAD),
  }),
);

describeSink('Discord forum', () =>
  openHarness({
    writes: /^(POST \/channels\/\d+\/threads|PATCH \/channels\/\d+\/messages)/,
    sinks: (peer, gone) => ({
      sink: connect(peer).forum(peer.addChannel({ id: FORUM, type: 15, tags: TAGS })),
      unknownChannel: connect(peer).forum('299999999999999999'),
      noPermission: connect(peer).forum(peer.addChannel({ type: 15, send: false })),
      badToken: connect(peer, 'wrong').forum(FORUM),
      unreachable: connect(gone).forum(FORUM),
    }),
    messages: (peer) => peer.threads(FORUM).flatMap(({ id }) => peer.messages(id)),
  }),
);

describeSink(
  'Discord webhook',
  () =>
    openHarness({
      writes: /^(POST|PATCH) \/webhooks\//,
      sinks: (peer, gone) => {
        const at = (url: string, apiUrl = peer.origin): Sink =>
          discordWebhookSink({ url, apiUrl, log: recordingLog() });
        const url = peer.webhook(peer.channel);
        return {
          sink: at(url),
          unknownChannel: at(`${url}?thread_id=299999999999999999`),
          noPermission: at(url.replace(/\d{15,}/, '299999999999999999')),
          badToken: at(url.replace(/.{4}$/, 'xxxx')),
          unreachable: at(url, gone.origin),
        };
      },
      messages: (peer) => peer.messages(),
    }),
  {
    forgetful: true,
    remedies: { unknownChannel: /channel/, noPermission: /webhook was deleted/, badToken: /token/ },
  },
);

describe('Discord receivers, beyond the common contract', () => {
  let peer: DiscordPeer;
  beforeEach(async () => {
    peer = await openDiscordPeer();
  });
  afterEach(async () => {
    await peer.close();
  });
  const never = () => new AbortController().signal;
  const send = (more: Partial<Send> = {}): Send => ({
    deliveryId: 'delivery',
    notification: sampleAlert,
    prior: undefined,
    maybeSentAt: undefined,
    now: Date.now(),
    ...more,
  });
  const forum = (more = {}) => peer.addChannel({ id: FORUM, type: 15, tags: TAGS, ...more });
  const posted = async (sink: Sink, more: Partial<Send> = {}) => {
    const outcome = await sink(send(more), never());
    if (outcome.kind !== 'sent') throw new Error(`${outcome.kind}: ${outcome.reason}`);
    return outcome.ref;
  };

  it('opens one post an alert, under its headline and with the tags that the forum has', async () => {
    const sink = connect(peer).forum(forum());
    const ref = await posted(sink);
    await posted(sink, { deliveryId: 'notice', notification: sampleNotice });
    expect(peer.threads(FORUM)).toMatchObject([
      {
        id: ref.channel,
        name: 'Alliance leaders back minister as next supreme commander',
        thread: { tags: ['300000000000000101', '300000000000000102'] },
      },
      { name: 'Silence over: Leader-level appointments', thread: { tags: [] } },
    ]);
    expect(peer.violations).toEqual([]);
  });

  it('says another alert of a story in the post of the story, and opens a new one where that is gone', async () => {
    const sink = connect(peer).forum(forum());
    const beside = await posted(sink);
    const second = { deliveryId: 'second', notification: { ...sampleAlert, alertId: 13 }, follows: beside };
    const ref = await posted(sink, second);
    expect(ref.channel).toBe(beside.channel);
    expect(peer.messages(beside.channel).map(({ id }) => id)).toEqual([beside.message, ref.message]);
    const edited = await sink(send({ prior: ref, notification: developedAlert }), never());
    expect(edited).toEqual({ kind: 'sent', ref });
    const gone = { channel: '299999999999999999', message: '299999999999999999' };
    const third = await posted(sink, { deliveryId: 'third', follows: gone });
    expect(peer.threads(FORUM).map(({ id }) => id)).toEqual([beside.channel, third.channel]);
    expect(peer.violations).toEqual([]);
  });

  it('says it once in the post of the story although the answer was lost', async () => {
    const sink = connect(peer).forum(forum());
    const beside = await posted(sink);
    const now = Date.now();
    const second = send({ deliveryId: 'second', follows: beside, now });
    peer.fault({ kind: 'lost-answer' });
    expect((await sink(second, never())).kind).toBe('uncertain');
    expect((await sink({ ...second, maybeSentAt: now, now: now + 5000 }, never())).kind).toBe('sent');
    peer.forgetNonces();
    expect((await sink({ ...second, maybeSentAt: now, now: now + 3_600_000 }, never())).kind).toBe('sent');
    expect(peer.messages(beside.channel)).toHaveLength(2);
    expect(peer.threads(FORUM)).toHaveLength(1);
  });

  it('keeps a hostile headline within the title of a post', async () => {
    await posted(connect(peer).forum(forum()), { notification: hostileAlert });
    const [post] = peer.threads(FORUM);
    expect(post?.name.length).toBeLessThanOrEqual(100);
    expect(post?.name).not.toMatch(/@everyone|@here|<@/);
  });

  it('opens a sleeping post again to edit its first message', async () => {
    const sink = connect(peer).forum(forum());
    const prior = await posted(sink);
    peer.archive(prior.channel);
    expect(await sink(send({ prior, notification: developedAlert }), never())).toEqual({
      kind: 'sent',
      ref: prior,
    });
    expect(peer.messages(prior.channel)[0]?.edited_timestamp).not.toBeNull();
    expect(peer.threads(FORUM)).toHaveLength(1);
  });

  it('opens another post where a moderator locked that of the story, and leaves that one as it is', async () => {
    const sink = connect(peer).forum(forum());
    const prior = await posted(sink);
    peer.lock(prior.channel);
    const edit = await sink(send({ prior, notification: developedAlert }), never());
    expect(edit).toMatchObject({ kind: 'passed', reason: expect.stringContaining('locked') });
    const second = { deliveryId: 'second', notification: { ...sampleAlert, alertId: 13 }, follows: prior };
    const ref = await posted(sink, second);
    expect(peer.threads(FORUM).map(({ id }) => id)).toEqual([prior.channel, ref.channel]);
    expect(peer.messages(prior.channel)).toHaveLength(1);
  });

  it('finds a lost post although it has fallen asleep among others', async () => {
    const sink = connect(peer).forum(forum());
    peer.fault({ kind: 'lost-answer', match: '^POST /channels/\\d+/threads' });
    const now = Date.now();
    expect((await sink(send({ now }), never())).kind).toBe('uncertain');
    await posted(sink, { deliveryId: 'other' });
    for (const { id } of peer.threads(FORUM)) peer.archive(id);
    const outcome = await sink(send({ maybeSentAt: now, now: now + 3_600_000 }), never());
    expect(outcome).toMatchObject({ kind: 'sent', ref: { message: peer.threads(FORUM)[0]?.id } });
    expect(peer.threads(FORUM)).toHaveLength(2);
  });

  it('does not open a post while it cannot look for an earlier one', async () => {
    const sink = connect(peer).forum(forum());
    const retry = send({ maybeSentAt: Date.now() - 5000 });
    for (const match of ['^GET /channels/\\d+$', '^GET /guilds', '^GET /users'])
      for (const kind of ['error', 'lost-answer'] as const) {
        peer.fault({ kind, match });
        expect((await sink(retry, never())).kind).toBe('uncertain');
      }
    expect(peer.threads(FORUM)).toEqual([]);
  });

  it('says what to mend about a forum', async () => {
    const strict = connect(peer).forum(forum({ tagRequired: true }));
    expect(await strict(send({ notification: sampleNotice }), never())).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('tag'),
    });
    expect(await connect(peer).forum(peer.channel)(send(), never())).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('no forum'),
    });
  });

  it('warns where it may not see whether a post is there', async () => {
    const log = recordingLog();
    const sink = connect(peer, peer.token, log).forum(forum({ history: false }));
    expect((await sink(send({ maybeSentAt: Date.now() - 5000 }), never())).kind).toBe('sent');
    expect(log.lines.map((line) => line.message).join()).toContain('Read Message History');
  });

  it.each(['channel', 'forum', 'webhook'] as const)(
    'mentions exactly the one role of the receiver, on new alerts only: %s',
    async (kind) => {
      const sinks = {
        channel: () => connect(peer).sink(peer.channel, { mention: ROLE }),
        forum: () => connect(peer).forum(forum(), { mention: ROLE }),
        webhook: () =>
          discordWebhookSink({
            url: peer.webhook(peer.channel),
            apiUrl: peer.origin,
            mention: ROLE,
            log: recordingLog(),
          }),
      };
      const sink = sinks[kind]();
      const prior = await posted(sink, { notification: hostileAlert });
      expect(peer.pings(prior.message)).toEqual([`role ${ROLE}`]);
      await sink(send({ prior, notification: hostileAlert }), never());
      expect(peer.pings(prior.message)).toEqual([`role ${ROLE}`]);
      const notice = await posted(sink, { deliveryId: 'notice', notification: sampleNotice });
      expect(peer.pings(notice.message)).toEqual([]);
      expect(peer.violations).toEqual([]);
    },
  );

  it('posts by a webhook without the token of a bot, waits for the message, and keeps the address to itself', async () => {
    const log = recordingLog();
    const url = peer.webhook(peer.channel);
    const sink = discordWebhookSink({ url, apiUrl: peer.origin, log });
    await posted(sink);
    await posted(sink, { deliveryId: 'again', maybeSentAt: Date.now() });
    const [post] = peer.requests;
    expect(post).toMatchObject({ query: { wait: 'true' }, body: { allowed_mentions: { parse: [] } } });
    expect(post?.headers).not.toHaveProperty('authorization');
    const token = url.split('/').at(-1) ?? '';
    expect(JSON.stringify(log.lines)).toContain('may be doubled');
    expect(JSON.stringify(log.lines)).not.toContain(token);
  });

  it('posts by a webhook into a thread, and edits there', async () => {
    const url = `${peer.webhook(peer.channel)}?thread_id=${addThread(peer)}`;
    const sink = discordWebhookSink({ url, apiUrl: peer.origin, log: recordingLog() });
    const prior = await posted(sink);
    expect(prior.channel).toBe(THREAD);
    expect(await sink(send({ prior, notification: developedAlert }), never())).toEqual({
      kind: 'sent',
      ref: prior,
    });
    expect(peer.messages(THREAD)[0]?.edited_timestamp).not.toBeNull();
  });

  it.each([
    'https://discord.com.evil.example/api/webhooks/300000000000000001/abcdefghijklmnop',
    'http://discord.com/api/webhooks/300000000000000001/abcdefghijklmnop',
    'https://discord.com:8443/api/webhooks/300000000000000001/abcdefghijklmnop',
    'https://discord.com/api/webhooks/300000000000000001/abcdefghijklmnop/github',
    'https://discord.com/api/webhooks/1/x',
    'https://discord.com/api/webhooks/300000000000000001/abcdefghijklmnop?thread_id=../1',
    'webhook',
  ])('does not take %s for a webhook of Discord', async (url) => {
    expect(webhookAddress(url)).toBeUndefined();
    const sink = discordWebhookSink({ url, apiUrl: peer.origin, log: recordingLog() });
    expect(await sink(send(), never())).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('copy it whole'),
    });
    expect(peer.requests).toEqual([]);
  });
});
