import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Send } from '../../../src/core/delivery/sink.ts';
import { slackWebhookSink } from '../../../src/edges/slack/webhook-sink.ts';
import { developedAlert, sampleAlert, sampleNotice } from '../../conformance/notifications.ts';
import { describeSink } from '../../conformance/sink.ts';
import type { SinkFault } from '../../conformance/sink.ts';
import type { Fault } from '../../peers/slack/faults.ts';
import { startSlackPeer } from '../../peers/slack/peer.ts';
import type { SlackPeer } from '../../peers/slack/peer.ts';
import { readMessage } from '../../peers/slack/reading.ts';

const CHANNEL = 'C0PEER0001';

const said: string[] = [];
const say = (about: object, message: string): void => void said.push(`${message} ${JSON.stringify(about)}`);
const log = { info: say, warn: say, error: say };

function faultFor(fault: SinkFault): Fault {
  const method = 'webhook';
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

describeSink(
  'Slack webhook',
  async () => {
    const peer = await startSlackPeer({ channels: [CHANNEL, 'C0STRANGER'] });
    const stranger = peer.workspace.channels.get('C0STRANGER');
    if (stranger !== undefined) stranger.member = false;
    const nobody = await startSlackPeer();
    await nobody.close();
    const sink = (url: string) => slackWebhookSink({ url, log });
    return {
      sink: sink(peer.webhook(CHANNEL)),
      unknownChannel: sink(peer.webhook('C0NOWHERE1')),
      noPermission: sink(peer.webhook('C0STRANGER')),
      badToken: async (send, signal) => {
        peer.fault({ kind: 'error', method: 'webhook', error: 'invalid_token' });
        return sink(peer.webhook(CHANNEL))(send, signal);
      },
      unreachable: sink(`${nobody.origin}/services/T0/B0/x`),
      messages: () =>
        peer.messages(CHANNEL).map((message) => ({
          ref: { channel: message.channel, message: message.ts },
          ...readMessage(message),
          edited: message.edits.length > 0,
        })),
      violations: () => peer.violations,
      writes: () => peer.webhookCalls.length,
      fail: (fault) => peer.fault(faultFor(fault)),
      accepted: peer.nextWebhookCall,
      remove: ({ channel, message }) => peer.workspace.remove(channel, message),
      forget: () => undefined,
      close: peer.close,
    };
  },
  { blind: true },
);

describe('Slack webhook sink, beyond the contract', () => {
  let peer: SlackPeer;
  const { signal } = new AbortController();
  const send = (more: Partial<Send> = {}): Send => ({
    deliveryId: 'd-1',
    notification: sampleAlert,
    prior: undefined,
    maybeSentAt: undefined,
    now: Date.now(),
    ...more,
  });
  beforeEach(async () => {
    said.splice(0);
    peer = await startSlackPeer({ channels: [CHANNEL], mentions: true });
  });
  afterEach(async () => {
    await peer.close();
    if (peer.violations.length > 0) throw new Error(`broke the contract: ${peer.violations.join('; ')}`);
  });
  const post = async (sink: ReturnType<typeof slackWebhookSink>) => {
    const outcome = await sink(send(), signal);
    if (outcome.kind !== 'sent') throw new Error(outcome.reason);
    return outcome.ref;
  };

  it('says later developments in a new line, each once, where that is wanted', async () => {
    const sink = slackWebhookSink({ url: peer.webhook(CHANNEL), followUps: true, log });
    const prior = await post(sink);
    const [first] = developedAlert.alsoReported;
    if (first === undefined) throw new Error('the sample has no reports');
    const once = { ...sampleAlert, alsoReported: [first] };
    expect(await sink(send({ notification: once, prior }), signal)).toEqual({ kind: 'sent', ref: prior });
    expect((await sink(send({ notification: once, prior }), signal)).kind).toBe('rejected');
    expect((await sink(send({ notification: developedAlert, prior }), signal)).kind).toBe('sent');
    const texts = peer.messages().map((message) => readMessage(message).text);
    expect(texts).toHaveLength(3);
    expect(texts[1]).toContain('#12');
    expect(texts[1]).toContain('Another outlet reports it');
    expect(texts[1]).toContain('Baltic Ledger');
    expect(texts[2]).toContain('2 more outlets report it');
    expect(texts[2]).not.toContain('Baltic Ledger');
  });

  it('mentions the user group it is told to, in alerts only', async () => {
    const sink = slackWebhookSink({ url: peer.webhook(CHANNEL), mention: 'S0DESK0001', log });
    await post(sink);
    await sink(send({ notification: sampleNotice }), signal);
    expect(peer.messages().map((message) => readMessage(message).pings)).toEqual([
      ['!subteam^S0DESK0001', 'usergroup'],
      [],
    ]);
  });

  it.each([
    ['no_service', 'make a new one'],
    ['channel_is_archived', 'unarchive'],
    ['action_prohibited', 'administrator'],
    ['invalid_token', 'copy it again'],
  ] as const)('says what to mend: %s', async (error, words) => {
    const sink = slackWebhookSink({ url: peer.webhook(CHANNEL), log });
    peer.fault({ kind: 'error', method: 'webhook', error });
    const outcome = await sink(send(), signal);
    expect(outcome).toMatchObject({ kind: 'rejected', reason: expect.stringContaining(words) });
    expect(peer.messages()).toEqual([]);
  });

  it('refuses what is no address', async () => {
    const outcome = await slackWebhookSink({ url: 'not an address', log })(send(), signal);
    expect(outcome).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('address') });
  });

  it('never names the address, whatever happens', async () => {
    const url = peer.webhook(CHANNEL);
    const sink = slackWebhookSink({ url, log });
    const outcomes = [];
    for (const kind of ['dropped', 'http-500', 'lost-answer', 'error'] as const) {
      peer.fault({ kind, method: 'webhook' });
      outcomes.push(await sink(send({ maybeSentAt: 1 }), signal));
    }
    await peer.close();
    outcomes.push(await sink(send(), signal));
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'uncertain',
      'uncertain',
      'uncertain',
      'rejected',
      'retry',
    ]);
    expect(JSON.stringify([outcomes, said])).not.toContain(new URL(url).pathname);
  });
});
