import { afterEach, describe, expect, it } from 'vitest';
import type { ChatHandler } from '../../../src/core/command/chat.ts';
import type { Send, SendOutcome } from '../../../src/core/delivery/sink.ts';
import { openDiscord } from '../../../src/edges/discord/connect.ts';
import { MENTION_CASES } from '../../conformance/mentions.ts';
import { developedAlert, followed, sampleAlert, sampleAnswer } from '../../conformance/notifications.ts';
import { describeSink } from '../../conformance/sink.ts';
import { type DiscordPeer, openDiscordPeer } from '../../peers/discord/peer.ts';
import { recordingLog } from './recording-log.ts';
import { openHarness } from './sink-harness.ts';

const never = () => new AbortController().signal;

function connect(peer: DiscordPeer, token = peer.token) {
  return openDiscord({ token, apiUrl: peer.origin, log: recordingLog() });
}

describeSink('Discord', () =>
  openHarness({
    writes: /^(POST|PATCH) \/channels\/\d+\/messages/,
    sinks: (peer, gone) => ({
      sink: connect(peer).sink(peer.channel),
      unknownChannel: connect(peer).sink('299999999999999999'),
      noPermission: connect(peer).sink(peer.addChannel({ send: false })),
      badToken: connect(peer, 'wrong').sink(peer.channel),
      unreachable: connect(gone).sink(peer.channel),
    }),
    messages: (peer) => peer.messages(),
  }),
);

const silentHandler: ChatHandler = {
  command: () => Promise.resolve({ title: 'x', blocks: [], visibility: 'private' }),
  press: () => Promise.resolve(undefined),
  complete: () => Promise.resolve([]),
  refusal: () => Promise.resolve(undefined),
  faults: () => Promise.resolve([]),
  invited: () => Promise.reject(new Error('nobody invites it here')),
  answered: () => Promise.resolve([]),
};

describe('Discord sink, beyond the common contract', () => {
  let peer: DiscordPeer;
  afterEach(async () => {
    await peer.close();
  });
  const send = (more: Partial<Send> = {}): Send => ({
    deliveryId: 'delivery',
    notification: sampleAlert,
    prior: undefined,
    maybeSentAt: undefined,
    now: Date.now(),
    ...more,
  });
  const bodies = () =>
    peer.requests.filter((request) => request.method !== 'GET').map((request) => request.body);

  it('posts with an enforced nonce and edits without one, mentions forbidden on both', async () => {
    peer = await openDiscordPeer();
    const sink = connect(peer).sink(peer.channel);
    const outcome = await sink(send(), never());
    const prior = outcome.kind === 'sent' ? outcome.ref : undefined;
    await sink(send({ notification: developedAlert, prior }), never());
    const [post, edit] = bodies();
    expect(post).toMatchObject({ nonce: 'delivery', enforce_nonce: true, allowed_mentions: { parse: [] } });
    expect(edit).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(edit).not.toHaveProperty('nonce');
    expect(edit).not.toHaveProperty('enforce_nonce');
    expect(edit).not.toHaveProperty('components');
    expect([post, edit]).toMatchObject([
      { content: expect.stringContaining('supreme commander') },
      { content: expect.stringContaining('supreme commander') },
    ]);
  });

  it.each(MENTION_CASES)('calls from a severity on, and lets be quiet what may: $what', async (each) => {
    peer = await openDiscordPeer();
    const role = '323456789012345678';
    const mention = { id: role, severity: 'high' } as const;
    const { notification } = each;
    await connect(peer).sink(peer.channel, { mention })(send({ notification }), never());
    await connect(peer).sink(peer.channel, { silent: false })(
      send({ notification, deliveryId: 'loud' }),
      never(),
    );
    const [message, loud] = bodies();
    const roles = each.rings ? { parse: [], roles: [role] } : { parse: [] };
    expect(message).toMatchObject({ allowed_mentions: roles });
    expect(JSON.stringify(message).includes(`<@&${role}>`)).toBe(each.rings);
    expect(Object(message)['flags']).toBe(each.quiet ? 4096 : undefined);
    expect(Object(loud)['flags']).toBeUndefined();
    expect(peer.violations).toEqual([]);
  });

  it('draws buttons only while somebody answers them', async () => {
    peer = await openDiscordPeer();
    const discord = openDiscord({ token: peer.token, apiUrl: `${peer.origin}/`, log: recordingLog() });
    const sink = discord.sink(peer.channel);
    await sink(send(), never());
    await discord.chat.start(silentHandler);
    await sink(send({ deliveryId: 'second' }), never());
    await discord.stop();
    const ids = peer.messages().map(({ components }) => JSON.stringify(components).match(/[a-z]+:12/g));
    expect(ids).toEqual([null, ['ack:12', 'relevant:12', 'irrelevant:12', 'why:12']]);
    expect(peer.violations).toEqual([]);
  });

  it('resends with the same nonce inside the window, without looking', async () => {
    peer = await openDiscordPeer();
    const sink = connect(peer).sink(peer.channel);
    const now = Date.now();
    await sink(send(), never());
    const again = await sink(send({ maybeSentAt: now - 119_000, now }), never());
    expect(again).toMatchObject({ kind: 'sent', ref: { message: peer.messages()[0]?.id } });
    expect(peer.requests.map((request) => request.method)).toEqual(['POST', 'POST']);
    expect(peer.messages()).toHaveLength(1);
  });

  it('finds its message below two hundred others', async () => {
    peer = await openDiscordPeer();
    const sink = connect(peer).sink(peer.channel);
    for (let nth = 0; nth < 120; nth += 1) peer.say('before');
    peer.fault({ kind: 'cut-answer' });
    const now = Date.now();
    expect(await sink(send({ now }), never())).toMatchObject({ kind: 'uncertain' });
    for (let nth = 0; nth < 120; nth += 1) peer.say(`delivery ${nth}`);
    peer.forgetNonces();
    const outcome = await sink(send({ maybeSentAt: now, now: now + 7_200_000 }), never());
    expect(outcome).toEqual({
      kind: 'sent',
      ref: { channel: peer.channel, message: peer.messages()[120]?.id },
    });
    expect(peer.messages()).toHaveLength(241);
    expect(peer.violations).toEqual([]);
  });

  it('takes no other delivery of its own for the one it looks for', async () => {
    peer = await openDiscordPeer();
    const sink = connect(peer).sink(peer.channel);
    const now = Date.now();
    await sink(send({ deliveryId: 'other' }), never());
    await sink(send({ maybeSentAt: now, now: now + 7_200_000 }), never());
    expect(peer.messages()).toHaveLength(2);
  });

  it('posts again with a warning where it may not read the history', async () => {
    peer = await openDiscordPeer();
    const blind = peer.addChannel({ history: false });
    const log = recordingLog();
    const sink = openDiscord({ token: peer.token, apiUrl: peer.origin, log }).sink(blind);
    const now = Date.now();
    await sink(send({ now }), never());
    peer.forgetNonces();
    const outcome = await sink(send({ maybeSentAt: now, now: now + 7_200_000 }), never());
    expect(outcome.kind).toBe('sent');
    expect(peer.messages(blind)).toHaveLength(2);
    expect(log.lines.map((line) => line.message).join('\n')).toContain('Read Message History');
  });

  it('does not post where the look-up fails', async () => {
    peer = await openDiscordPeer();
    const sink = connect(peer).sink(peer.channel);
    const now = Date.now();
    const retry = send({ maybeSentAt: now, now: now + 7_200_000 });
    const outcomes: SendOutcome['kind'][] = [];
    for (const fault of ['dropped', 'lost-answer', 'error'] as const) {
      peer.fault({ kind: fault, match: '^GET /channels' });
      outcomes.push((await sink(retry, never())).kind);
    }
    expect(outcomes).toEqual(['uncertain', 'uncertain', 'uncertain']);
    peer.fault({ kind: 'rate-limit', seconds: 60, match: '^GET /channels' });
    expect(await sink(retry, never())).toMatchObject({ kind: 'retry', after: expect.any(Number) });
    expect(peer.messages()).toEqual([]);
  });

  it('waits for a bucket that refills soon, and does not exceed it', async () => {
    peer = await openDiscordPeer({ bucket: { limit: 2, windowMs: 400 } });
    const sink = connect(peer).sink(peer.channel);
    for (let nth = 0; nth < 5; nth += 1) {
      expect((await sink(send({ deliveryId: `delivery-${nth}` }), never())).kind).toBe('sent');
    }
    expect(peer.requests.map((request) => request.status)).toEqual([200, 200, 200, 200, 200]);
  });

  it('answers at once when stopped while it waits for a bucket, and nothing is sent later', async () => {
    peer = await openDiscordPeer({ bucket: { limit: 2, windowMs: 1500 } });
    const sink = connect(peer).sink(peer.channel);
    // The client learns a bucket's name from its first answer and how full it is from its second.
    await sink(send(), never());
    await sink(send({ deliveryId: 'second' }), never());
    const stop = new AbortController();
    const waiting = sink(send({ deliveryId: 'third' }), stop.signal);
    setImmediate(() => stop.abort());
    expect(await waiting).toMatchObject({ kind: 'retry' });
    await sink(send({ deliveryId: 'fourth' }), never());
    expect(peer.requests.map(({ body }) => body)).toMatchObject(
      ['delivery', 'second', 'fourth'].map((nonce) => ({ nonce })),
    );
  });

  it('leaves a proxy alone that bans without saying for how long', async () => {
    peer = await openDiscordPeer();
    peer.fault({ kind: 'rate-limit', times: 50 });
    const outcome = await connect(peer).sink(peer.channel)(send(), never());
    expect(outcome).toEqual({ kind: 'retry', reason: 'Discord asks for a pause (429)' });
    expect(peer.requests).toHaveLength(1);
  });

  it.each(['soon', 'Wed, 21 Oct 2099 07:28:00 GMT', '-5', 'NaN', '99999999999'])(
    'asks once where something in front of Discord says Retry-After: %s',
    async (retryAfter) => {
      peer = await openDiscordPeer();
      peer.fault({ kind: 'rate-limit', retryAfter, times: 50 });
      expect(await connect(peer).sink(peer.channel)(send(), never())).toMatchObject({ kind: 'retry' });
      expect(peer.requests).toHaveLength(1);
    },
  );

  it.each([
    ['a development', { ...sampleAlert, follows: followed }, sampleAlert.headline.text],
    ['an answer', sampleAnswer, `About #3: ${followed.headline}`],
  ] as const)('says %s alone where it may not read what it answers', async (_, notification, said) => {
    peer = await openDiscordPeer();
    const blind = peer.addChannel({ history: false });
    const sink = connect(peer).sink(blind);
    const first = await sink(send(), never());
    const follows = first.kind === 'sent' ? first.ref : undefined;
    const outcome = await sink(send({ deliveryId: 'second', notification, follows }), never());
    expect(outcome.kind).toBe('sent');
    const [, second] = peer.messages(blind);
    expect(JSON.stringify(second)).toContain(said);
    expect(second?.['message_reference']).toBeUndefined();
    expect(peer.violations).toEqual([]);
  });

  it('hands on a global limit', async () => {
    peer = await openDiscordPeer();
    peer.fault({ kind: 'rate-limit', seconds: 30, global: true });
    const outcome = await connect(peer).sink(peer.channel)(send(), never());
    expect(outcome).toMatchObject({ kind: 'retry', after: expect.any(Number) });
  });

  it.each([
    [{ kind: 'error', status: 502, html: true }, 'uncertain'],
    [{ kind: 'error', status: 503, accept: true }, 'uncertain'],
    [{ kind: 'error', status: 403, html: true }, 'refused'],
    [{ kind: 'cut-answer' }, 'uncertain'],
  ] as const)('never throws: %j', async (fault, kind) => {
    peer = await openDiscordPeer();
    peer.fault(fault);
    const sink = connect(peer).sink(peer.channel);
    const now = Date.now();
    expect((await sink(send({ now }), never())).kind).toBe(kind);
    expect((await sink(send({ maybeSentAt: now, now: now + 5000 }), never())).kind).toBe('sent');
    expect(peer.messages()).toHaveLength(1);
  });

  it('asks Discord again after a refused token, and says so each time', async () => {
    peer = await openDiscordPeer();
    const sink = connect(peer, 'wrong').sink(peer.channel);
    for (let nth = 0; nth < 2; nth += 1) {
      expect(await sink(send(), never())).toMatchObject({ reason: expect.stringContaining('DISCORD_TOKEN') });
    }
    expect(peer.requests.map((request) => request.status)).toEqual([401, 401]);
  });

  it.each([
    [{ type: 4 }, /kind of channel/],
    [{ view: false }, /View Channel/],
    [{ embed: false }, /Embed Links/],
  ])('says what to mend about a channel %j', async (channel, remedy) => {
    peer = await openDiscordPeer();
    const sink = connect(peer).sink(peer.addChannel(channel));
    expect(await sink(send(), never())).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(remedy),
    });
  });
});
