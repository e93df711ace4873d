import { MENTION_CASES } from '../../conformance/mentions.ts';
import { setImmediate as soon } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Send, Sink } from '../../../src/core/delivery/sink.ts';
import { openSlack } from '../../../src/edges/slack/connect.ts';
import {
  developedAlert,
  followed,
  foreignAlert,
  HIDDEN,
  hostileAlert,
  sampleAlert,
  sampleAnswer,
} from '../../conformance/notifications.ts';
import { describeSink } from '../../conformance/sink.ts';
import type { SinkFault } from '../../conformance/sink.ts';
import type { Fault } from '../../peers/slack/faults.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';
import type { PeerOptions, SlackPeer } from '../../peers/slack/peer.ts';
import { readMessage } from '../../peers/slack/reading.ts';

const CHANNEL = 'C0PEER0001';
const WRITES = ['chat.postMessage', 'chat.update'];

const warnings: string[] = [];
const log = {
  info: () => undefined,
  warn: (_: object, message: string) => void warnings.push(message),
  error: (_: object, message: string) => void warnings.push(message),
};

function faultFor(fault: SinkFault): Fault {
  const method = WRITES;
  switch (fault.kind) {
    case 'lost-answer':
    case 'dropped':
    case 'stalled':
      return { kind: fault.kind, method };
    case 'server-error':
      return { kind: 'http-500', method };
    case 'rate-limit':
      return { kind: 'rate-limited', method, retryAfter: fault.seconds };
  }
}

describeSink('Slack', async () => {
  const peer = await startSlackPeer({ channels: [CHANNEL, 'C0STRANGER'] });
  const stranger = peer.workspace.channels.get('C0STRANGER');
  if (stranger !== undefined) stranger.member = false;
  const slack = openSlack({ botToken: peer.botToken, apiUrl: peer.origin, log });
  const impostor = openSlack({ botToken: 'xoxb-wrong', apiUrl: peer.origin, log });
  const nobody = await startSlackPeer();
  await nobody.close();
  return {
    sink: slack.sink(CHANNEL),
    unknownChannel: slack.sink('C0NOWHERE1'),
    noPermission: slack.sink('C0STRANGER'),
    badToken: impostor.sink(CHANNEL),
    unreachable: openSlack({ botToken: peer.botToken, apiUrl: nobody.origin, log }).sink(CHANNEL),
    messages: () =>
      peer.messages(CHANNEL).map((message) => ({
        ref: { channel: message.channel, message: message.ts },
        ...readMessage(message),
        edited: message.edits.length > 0,
      })),
    violations: () => peer.violations,
    writes: () => peer.calls(...WRITES).length,
    fail: (fault) => peer.fault(faultFor(fault)),
    accepted: async () => {
      await peer.nextCall(...WRITES);
    },
    remove: ({ channel, message }) => peer.workspace.remove(channel, message),
    // Slack forgets nothing: what was posted stays in the history.
    forget: () => undefined,
    close: peer.close,
  };
});

describe('Slack sink, beyond the contract', () => {
  let peer: SlackPeer;
  const open = async (options: PeerOptions = {}) => {
    await peer?.close();
    peer = await startSlackPeer({ channels: [CHANNEL], ...options });
    return openSlack({ botToken: peer.botToken, apiUrl: peer.origin, log }).sink(CHANNEL);
  };
  const { signal } = new AbortController();
  const send = (more: Partial<Send> = {}): Send => ({
    deliveryId: 'd-1',
    notification: sampleAlert,
    prior: undefined,
    maybeSentAt: undefined,
    now: Date.now(),
    ...more,
  });
  beforeEach(() => void warnings.splice(0));
  afterEach(() => peer.close());

  it('puts the delivery id, and nothing else, into the metadata, and keeps it through an edit', async () => {
    const sink = await open();
    const outcome = await sink(send(), signal);
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
    await sink(send({ deliveryId: 'd-2', notification: developedAlert, prior: outcome.ref }), signal);
    const metadata = { event_type: 'signpost_delivery', event_payload: { delivery_id: 'd-1' } };
    expect(peer.messages()).toMatchObject([{ metadata, edits: [expect.any(String)] }]);
    expect(peer.calls('chat.postMessage')[0]?.args).toMatchObject({
      unfurl_links: false,
      unfurl_media: false,
    });
    expect(peer.violations).toEqual([]);
  });

  it('finds an earlier attempt many pages back, and asks with metadata and a lower bound', async () => {
    const sink = await open({ historyPage: 2 });
    peer.fault({ kind: 'lost-answer', method: 'chat.postMessage' });
    const first = send();
    expect((await sink(first, signal)).kind).toBe('uncertain');
    for (let index = 2; index < 8; index += 1) await sink(send({ deliveryId: `d-${index}` }), signal);
    const outcome = await sink({ ...first, maybeSentAt: first.now }, signal);
    expect(outcome).toEqual({ kind: 'sent', ref: { channel: CHANNEL, message: peer.messages()[0]?.ts } });
    expect(peer.messages()).toHaveLength(7);
    const pages = peer.calls('conversations.history');
    expect(pages).toHaveLength(4);
    expect(pages[0]?.args).toMatchObject({ include_all_metadata: true });
    const oldest = Number(pages[0]?.args['oldest']) * 1000;
    expect(first.now - oldest).toBeCloseTo(600_000, -1);
  });

  it('does not look where nothing can have arrived', async () => {
    const sink = await open();
    await sink(send(), signal);
    expect(peer.log.map(({ method }) => method)).toEqual(['chat.postMessage']);
  });

  it('posts again, with a warning, where it may not read the history', async () => {
    const sink = await open({ scopes: ['chat:write'] });
    expect((await sink(send({ maybeSentAt: Date.now() }), signal)).kind).toBe('sent');
    expect(peer.calls('conversations.history')[0]?.result).toBe('missing_scope');
    expect(peer.messages()).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('channels:history')]);
  });

  it.each([
    ['thread_not_found', sampleAlert, sampleAlert.headline.text],
    ['restricted_action_non_threadable_channel', sampleAlert, sampleAlert.headline.text],
    ['restricted_action_thread_locked', sampleAnswer, `About #3: ${followed.headline}`],
    ['cannot_reply_to_message', sampleAnswer, `About #3: ${followed.headline}`],
    ['message_not_found', sampleAnswer, `About #3: ${followed.headline}`],
  ] as const)('says alone what a thread does not take: %s', async (error, notification, said) => {
    const sink = await open();
    const first = await sink(send(), signal);
    if (first.kind !== 'sent') throw new Error(first.reason);
    peer.fault({ kind: 'error', method: 'chat.postMessage', error });
    const outcome = await sink(send({ deliveryId: 'd-2', notification, follows: first.ref }), signal);
    const [, second] = peer.messages(CHANNEL);
    expect(outcome).toEqual({ kind: 'sent', ref: { channel: CHANNEL, message: second?.ts } });
    expect(second?.thread_ts).toBeUndefined();
    expect(JSON.stringify(second?.blocks)).toContain(said);
    expect(peer.violations).toEqual([]);
  });

  it('says alone what answers a message that somebody deleted, once although the answer was lost', async () => {
    const sink = await open();
    const first = await sink(send(), signal);
    if (first.kind !== 'sent') throw new Error(first.reason);
    peer.workspace.remove(CHANNEL, first.ref.message);
    const second = send({ deliveryId: 'd-2', notification: sampleAnswer, follows: first.ref });
    // The first try is in the thread that is gone, and its answer arrives.
    peer.fault({ kind: 'error', method: 'chat.postMessage', error: 'thread_not_found' });
    peer.fault({ kind: 'lost-answer', method: 'chat.postMessage' });
    expect((await sink(second, signal)).kind).toBe('uncertain');
    expect(await sink({ ...second, maybeSentAt: second.now }, signal)).toMatchObject({ kind: 'sent' });
    expect(peer.messages(CHANNEL)).toHaveLength(1);
  });

  it.each([
    ['lost-answer', {}],
    ['http-500', {}],
    ['rate-limited', { retryAfter: 30 }],
    ['not-json', {}],
  ] as const)('posts nothing while a look-up fails: %s', async (kind, more) => {
    const sink = await open();
    peer.fault({ kind, method: 'conversations.history', ...more });
    expect((await sink(send({ maybeSentAt: Date.now() }), signal)).kind).toBe('uncertain');
    expect(peer.calls('chat.postMessage')).toEqual([]);
    expect((await sink(send({ maybeSentAt: Date.now() }), signal)).kind).toBe('sent');
  });

  it('is uncertain after an error that may have come after the deed', async () => {
    const sink = await open();
    const first = send();
    peer.fault({ kind: 'http-500-after', method: 'chat.postMessage' });
    expect((await sink(first, signal)).kind).toBe('uncertain');
    expect((await sink({ ...first, maybeSentAt: first.now }, signal)).kind).toBe('sent');
    expect(peer.messages()).toHaveLength(1);
  });

  it.each([
    ['channel_not_found', 'refused', 'invite'],
    ['not_in_channel', 'refused', '/invite'],
    ['is_archived', 'refused', 'unarchive'],
    ['invalid_auth', 'refused', 'token'],
    ['token_revoked', 'refused', 'install'],
    ['missing_scope', 'refused', 'chat:write'],
    ['message_not_found', 'refused', 'deleted'],
    ['invalid_blocks', 'rejected', 'form'],
    ['ratelimited', 'retry', 'pause'],
    ['fatal_error', 'uncertain', 'internal error'],
    ['some_new_error', 'refused', 'some_new_error'],
  ] as const)('%s is %s', async (error, kind, words) => {
    const sink = await open();
    peer.fault({ kind: 'error', error });
    expect(await sink(send(), signal)).toMatchObject({ kind, reason: expect.stringContaining(words) });
    expect(peer.messages()).toEqual([]);
  });

  it('waits as the peer asks when the channel is posted to too fast', async () => {
    const sink = await open({ perSecond: 1 });
    expect((await sink(send(), signal)).kind).toBe('sent');
    expect(await sink(send({ deliveryId: 'd-2' }), signal)).toMatchObject({ kind: 'retry', after: 1000 });
    expect(peer.calls('chat.postMessage').map(({ status }) => status)).toEqual([200, 429]);
  });

  it('never names the token, whatever happens', async () => {
    const sink = await open();
    const outcomes = [];
    for (const kind of ['dropped', 'http-500', 'not-json', 'lost-answer'] as const) {
      peer.fault({ kind });
      outcomes.push(await sink(send(), signal));
    }
    await soon();
    expect(JSON.stringify([outcomes, warnings])).not.toContain(peer.botToken);
  });

  describe('an answer', () => {
    const follow = async (threads?: boolean | 'quiet') => {
      await open();
      const sink = openSlack({ botToken: peer.botToken, apiUrl: peer.origin, log }).sink(CHANNEL, {
        threads,
      });
      const first = await sink(send(), signal);
      if (first.kind !== 'sent') throw new Error(first.reason);
      return { sink, first: first.ref };
    };

    it('is a reply in the thread that is shown in the channel, too, and so is an answer to it', async () => {
      const { sink, first } = await follow();
      const call = peer.nextCall('chat.postMessage');
      const second = await sink(send({ deliveryId: 'd-2', follows: first }), signal);
      expect((await call).args).toMatchObject({ thread_ts: first.message, reply_broadcast: true });
      if (second.kind !== 'sent') throw new Error(second.reason);
      await sink(send({ deliveryId: 'd-3', follows: second.ref }), signal);
      expect(peer.messages().map(({ thread_ts }) => thread_ts)).toEqual([
        undefined,
        first.message,
        first.message,
      ]);
      expect(peer.violations).toEqual([]);
    });

    it('stays in the thread where threads are quiet', async () => {
      const { sink, first } = await follow('quiet');
      const call = peer.nextCall('chat.postMessage');
      await sink(send({ deliveryId: 'd-2', follows: first }), signal);
      expect((await call).args).not.toHaveProperty('reply_broadcast');
    });

    it('is said once although its own answer was lost', async () => {
      const { sink, first } = await follow('quiet');
      peer.fault({ kind: 'lost-answer', method: 'chat.postMessage' });
      const answer = send({ deliveryId: 'd-2', follows: first });
      expect((await sink(answer, signal)).kind).toBe('uncertain');
      expect((await sink({ ...answer, maybeSentAt: answer.now }, signal)).kind).toBe('sent');
      expect(peer.messages()).toHaveLength(2);
    });
  });

  describe('with threads', () => {
    const later = (count: number): Partial<Send> => ({
      notification: { ...developedAlert, alsoReported: developedAlert.alsoReported.slice(0, count) },
    });
    const threaded = async (options: PeerOptions = {}) => {
      await open(options);
      return openSlack({ botToken: peer.botToken, apiUrl: peer.origin, log }).sink(CHANNEL, {
        threads: true,
      });
    };
    const post = async (sink: Sink, more: Partial<Send> = {}) => {
      const outcome = await sink(send(more), signal);
      if (outcome.kind !== 'sent') throw new Error(outcome.reason);
      return outcome.ref;
    };
    const inThread = (ts: string) => peer.messages().filter((message) => message.thread_ts === ts);

    it('says in the thread what is new, once, and edits the alert besides', async () => {
      const sink = await threaded({ historyPage: 1 });
      const prior = await post(sink);
      await sink(send({ deliveryId: 'd-2', prior, ...later(1) }), signal);
      await sink(send({ deliveryId: 'd-3', prior, ...later(1) }), signal);
      expect(await sink(send({ deliveryId: 'd-4', prior, ...later(3) }), signal)).toEqual({
        kind: 'sent',
        ref: prior,
      });
      const texts = inThread(prior.message).map((message) => readMessage(message).text);
      expect(texts).toHaveLength(2);
      expect(texts[0]).toContain('Another outlet reports it');
      expect(texts[0]).toContain('Baltic Ledger: supreme commander to be confirmed');
      expect(texts[1]).toContain('2 more outlets report it');
      expect(texts[1]).not.toContain('Baltic Ledger');
      expect(peer.messages()[0]?.edits).toHaveLength(3);
      expect(peer.violations).toEqual([]);
    });

    it('says there by which words a further headline in another language was found', async () => {
      const sink = await threaded();
      const prior = await post(sink);
      const [report] = foreignAlert.reports;
      const notification = { ...sampleAlert, alsoReported: report === undefined ? [] : [report] };
      await sink(send({ deliveryId: 'd-2', prior, notification }), signal);
      const [said] = inThread(prior.message).map((message) => readMessage(message).text);
      expect(said).toMatch(/Polens Präsident dankt[^]*\bde\W+Polish president\W+thanks/);
      expect(peer.violations).toEqual([]);
    });

    it('does not repeat in the thread what the post had said', async () => {
      const sink = await threaded();
      const prior = await post(sink, later(3));
      await sink(send({ deliveryId: 'd-2', prior, ...later(3) }), signal);
      expect(inThread(prior.message)).toEqual([]);
    });

    it('says it once although the answer was lost', async () => {
      const sink = await threaded();
      const prior = await post(sink);
      peer.fault({ kind: 'lost-answer', method: 'chat.postMessage' });
      const edit = send({ deliveryId: 'd-2', prior, ...later(2) });
      expect((await sink(edit, signal)).kind).toBe('uncertain');
      expect((await sink({ ...edit, maybeSentAt: edit.now }, signal)).kind).toBe('sent');
      expect(inThread(prior.message)).toHaveLength(1);
    });

    it('still edits where it may not read the thread, and says so in the log', async () => {
      const sink = await threaded({ scopes: ['chat:write'] });
      const prior = await post(sink);
      expect((await sink(send({ deliveryId: 'd-2', prior, ...later(2) }), signal)).kind).toBe('sent');
      expect(inThread(prior.message)).toEqual([]);
      expect(peer.messages()[0]?.edits).toHaveLength(1);
      expect(warnings).toEqual([expect.stringContaining('thread')]);
    });

    it('makes hostile reports harmless there too', async () => {
      const sink = await threaded();
      const prior = await post(sink);
      await sink(send({ deliveryId: 'd-2', prior, notification: hostileAlert }), signal);
      const [reply] = inThread(prior.message);
      if (reply === undefined) throw new Error('there is no reply');
      const { links, pings, text } = readMessage(reply);
      expect(pings).toEqual([]);
      for (const link of links) expect(link).toMatch(/^https?:\/\/[^@]*$/);
      expect(text).not.toMatch(HIDDEN);
      expect(peer.violations).toEqual([]);
    });
  });

  it('mentions the user group that the receiver names, and nobody a headline names', async () => {
    await open({ mentions: true });
    const slack = openSlack({ botToken: peer.botToken, apiUrl: peer.origin, log });
    const sink = slack.sink(CHANNEL, { mention: 'S0DESK0001' });
    const outcome = await sink(send({ notification: hostileAlert }), signal);
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
    const only = () => peer.messages().map((message) => readMessage(message).pings);
    expect(only()).toEqual([['!subteam^S0DESK0001', 'usergroup']]);
    await sink(send({ notification: hostileAlert, prior: outcome.ref }), signal);
    expect(only()).toEqual([['!subteam^S0DESK0001', 'usergroup']]);
    expect(peer.violations).toEqual([]);
  });

  it.each(MENTION_CASES)(
    'calls the user group from a severity on: $what',
    async ({ notification, rings }) => {
      await open({ mentions: true });
      const slack = openSlack({ botToken: peer.botToken, apiUrl: peer.origin, log });
      const sink = slack.sink(CHANNEL, { mention: { id: 'S0DESK0001', severity: 'high' } });
      const outcome = await sink(send({ notification }), signal);
      if (outcome.kind !== 'sent') throw new Error(outcome.reason);
      const pings = peer.messages().flatMap((message) => readMessage(message).pings);
      expect(pings).toEqual(rings ? ['!subteam^S0DESK0001', 'usergroup'] : []);
      expect(peer.violations).toEqual([]);
    },
  );

  it('gives a hostile alert no live link but http and https', async () => {
    const sink = await open();
    await sink(send({ notification: hostileAlert }), signal);
    const [message] = peer.messages();
    if (message === undefined) throw new Error('nothing was posted');
    for (const link of readMessage(message).links) expect(link).toMatch(/^https?:/);
    expect(JSON.stringify(message.blocks)).not.toContain('"mrkdwn"');
  });
});
