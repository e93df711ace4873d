import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertNotification } from '../../../src/core/delivery/notification.ts';
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

  const withReports = (...outlets: readonly string[]): AlertNotification => ({
    ...developedAlert,
    reports: outlets.map((outlet, index) => ({
      outlet,
      headline: `${outlet}: commander named`,
      link: `https://outlet-${index}.example/`,
      at: sampleAlert.at,
      relation: outlet.startsWith('Re') ? 'reprint' : 'report',
      matched: true,
      fresh: !outlet.startsWith('Old'),
    })),
  });

  it('says further reports in a short post that names what they are about, but not reprints nor what it said before', async () => {
    const sink = slackWebhookSink({ url: peer.webhook(CHANNEL), log });
    const prior = await post(sink);
    const edit = (notification: Send['notification']) => sink(send({ notification, prior }), signal);
    expect(await edit(withReports('Old Ledger', 'Rhine Gazette'))).toEqual({ kind: 'sent', ref: prior });
    expect((await edit(withReports('Old Ledger', 'Reprinting Post'))).kind).toBe('passed');
    const texts = peer.messages().map((message) => readMessage(message).text);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('#12');
    expect(texts[1]).toContain('Rhine Gazette: commander named');
    expect(texts[1]).not.toContain('Old Ledger');
  });

  it('says no reports with follow_ups off, but how the matter moves on all the same', async () => {
    const sink = slackWebhookSink({ url: peer.webhook(CHANNEL), followUps: false, log });
    const prior = await post(sink);
    const outcome = await sink(send({ notification: withReports('Rhine Gazette'), prior }), signal);
    expect(outcome.kind).toBe('passed');
    const { headline, outlet, link, at } = sampleAlert;
    const follows = { alertId: 12, headline: headline.text, outlet, link, at, turned: undefined };
    const moved = {
      ...sampleAlert,
      alertId: 14,
      headline: { text: 'Leaders drop minister', marks: [] },
      follows,
    };
    expect((await sink(send({ notification: moved, follows: prior }), signal)).kind).toBe('sent');
    const [, second] = peer.messages().map((message) => readMessage(message).text);
    expect(second).toContain('Leaders drop minister');
    expect(second).toContain('#12');
  });

  it('names what an answer is about', async () => {
    const sink = slackWebhookSink({ url: peer.webhook(CHANNEL), log });
    const { headline, outlet, link, at } = sampleAlert;
    const about = { alertId: 12, headline: headline.text, outlet, link, at, turned: undefined };
    const answer = {
      kind: 'answer',
      title: 'Now also a sign of B',
      lines: [],
      about,
      mention: false,
      severity: 'high',
    } as const;
    expect((await sink(send({ notification: answer }), signal)).kind).toBe('sent');
    const [text] = peer.messages().map((message) => readMessage(message).text);
    expect(text).toContain('Now also a sign of B');
    expect(text).toContain(`About #12: ${headline.text}`);
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
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining(words) });
    expect(peer.messages()).toEqual([]);
  });

  it('refuses what is no address', async () => {
    const outcome = await slackWebhookSink({ url: 'not an address', log })(send(), signal);
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('address') });
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
      'refused',
      'retry',
    ]);
    expect(JSON.stringify([outcomes, said])).not.toContain(new URL(url).pathname);
  });
});
