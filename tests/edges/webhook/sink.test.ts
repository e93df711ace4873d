import { whyForbidden } from '../../../src/edges/http/address-guard.ts';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Send } from '../../../src/core/delivery/sink.ts';
import { type WebhookBody, webhookSchema } from '../../../src/edges/webhook/webhook-schema.ts';
import { signedHeaders, signingKey } from '../../../src/edges/webhook/sign.ts';
import { webhookSink } from '../../../src/edges/webhook/sink.ts';
import {
  correlationAlert,
  developedAlert,
  hostileAlert,
  sampleAlert,
} from '../../conformance/notifications.ts';
import { describeSink, type SinkFault } from '../../conformance/sink.ts';
import { startWebhookPeer, type WebhookFault } from '../../peers/webhook/peer.ts';

const SECRET = `whsec_${Buffer.from('a secret that nobody else knows').toString('base64')}`;
const userAgent = 'Signpost/test';

type Peer = Awaited<ReturnType<typeof startWebhookPeer>>;

function sinkFor(url: string, secret = SECRET, allowHosts = [new URL(url).host]) {
  return webhookSink({ url, secret, allowHosts, userAgent });
}

function faultFor(fault: SinkFault): WebhookFault {
  switch (fault.kind) {
    case 'rate-limit':
      return { kind: 'status', status: 429, headers: { 'Retry-After': String(fault.seconds) } };
    case 'server-error':
      return { kind: 'status', status: 500 };
    case 'lost-answer':
    case 'dropped':
    case 'stalled':
      return { kind: fault.kind };
  }
}

/** Every string of a body, in order. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function linksIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'link' && typeof each === 'string' ? [each] : linksIn(each),
  );
}

function readable({ notification: n }: WebhookBody): string {
  return [...strings(n), ...(n.kind === 'alert' ? [`#${n.alert}`] : [])].join('\n');
}

describeSink(
  'Webhook',
  async () => {
    const peer = await startWebhookPeer(SECRET);
    const gone = await startWebhookPeer(SECRET);
    await gone.close();
    return {
      sink: sinkFor(peer.url),
      unknownChannel: sinkFor(`http://${peer.host}/elsewhere`),
      noPermission: sinkFor(`http://${peer.host}/private`),
      badToken: sinkFor(peer.url, 'another secret than the one agreed upon'),
      unreachable: sinkFor(gone.url),
      messages: () =>
        peer.messages().map(({ body, edited }) => ({
          ref: { channel: 'webhook', message: body.message },
          text: readable(body),
          links: linksIn(body.notification),
          pings: [],
          edited,
        })),
      violations: () => peer.violations,
      writes: () => peer.requests.length,
      fail: (fault) => peer.fault(faultFor(fault)),
      accepted: peer.accepted,
      remove: () => undefined,
      forget: () => undefined,
      close: peer.close,
    };
  },
  {
    undeletable: true,
    remedies: { unknownChannel: /address/, noPermission: /permission/, badToken: /secret/ },
  },
);

describe('Webhook sink, beyond the common contract', () => {
  let peer: Peer;
  beforeEach(async () => {
    peer = await startWebhookPeer(SECRET);
  });
  afterEach(async () => {
    await peer.close();
  });
  const never = () => new AbortController().signal;
  const now = Date.UTC(2026, 10, 20, 12);
  const send = (more: Partial<Send> = {}): Send => ({
    deliveryId: 'delivery',
    notification: sampleAlert,
    prior: undefined,
    maybeSentAt: undefined,
    now,
    ...more,
  });

  it('is published as the schema in docs', () => {
    expect(readFileSync(new URL('../../../docs/webhook.schema.json', import.meta.url), 'utf8')).toBe(
      webhookSchema(),
    );
  });

  it('signs as the Standard Webhooks specification does', () => {
    // The example of the specification's own test suite.
    const key = signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const body = '{"test": 2432232314}';
    const at = 1_614_265_330_000;
    expect(signedHeaders(key ?? Buffer.alloc(0), 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body)).toMatchObject({
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('sends the same body and id again, and a later timestamp', async () => {
    const sink = sinkFor(peer.url);
    await sink(send(), never());
    await sink(send({ maybeSentAt: now, now: now + 5000 }), never());
    const [first, second] = peer.requests;
    expect(second?.raw).toBe(first?.raw);
    expect(first?.headers).toMatchObject({
      'webhook-id': 'delivery',
      'idempotency-key': 'delivery',
      'webhook-timestamp': String(now / 1000),
      'user-agent': userAgent,
    });
    expect(second?.headers['webhook-timestamp']).toBe(String(now / 1000 + 5));
    expect(peer.messages()).toHaveLength(1);
  });

  it('keeps one message name over posts and edits', async () => {
    const sink = sinkFor(peer.url);
    const outcome = await sink(send(), never());
    const prior = outcome.kind === 'sent' ? outcome.ref : undefined;
    await sink(send({ deliveryId: 'later', notification: developedAlert, prior }), never());
    expect(peer.messages()).toMatchObject([
      { edited: true, body: { event: 'edited', delivery: 'later', message: 'delivery' } },
    ]);
    expect(peer.violations).toEqual([]);
  });

  it.each([correlationAlert, { ...hostileAlert, grouped: [] }, { ...sampleAlert, at: Number.NaN }])(
    'sends what its schema says',
    async (notification) => {
      expect((await sinkFor(peer.url)(send({ notification }), never())).kind).toBe('sent');
      expect(peer.violations).toEqual([]);
    },
  );

  it.each([
    [301, 'refused', /redirect/],
    [400, 'rejected', /400/],
    [408, 'retry', /408/],
    [410, 'refused', /gone/],
    [503, 'retry', /503/],
    [502, 'uncertain', /502/],
  ])('maps HTTP %i to %s', async (status, kind, reason) => {
    peer.fault({ kind: 'status', status, headers: { Location: peer.url } });
    expect(await sinkFor(peer.url)(send(), never())).toMatchObject({
      kind,
      reason: expect.stringMatching(reason),
    });
    expect(peer.requests).toHaveLength(1);
  });

  it.each([
    ['a page of a login', '<!DOCTYPE html>\n<title>Sign in</title>', 'refused'],
    ['a page behind a comment', '<!-- wall --> <HTML lang="en">', 'refused'],
    ['a line of text', 'ok', 'sent'],
    ['a line with markup', '<b>thanks</b>', 'sent'],
    ['nothing', '', 'sent'],
  ])('takes 200 with %s for what it is', async (_, text, kind) => {
    peer.fault({
      kind: 'status',
      status: 200,
      headers: { 'Content-Type': 'text/html; charset=UTF-8' },
      text,
    });
    expect(await sinkFor(peer.url)(send(), never())).toMatchObject({ kind });
    expect(peer.messages()).toEqual([]);
  });

  it('takes a yes that never ends for a yes', async () => {
    peer.fault({ kind: 'status', status: 200, headers: { 'Content-Type': 'text/html' }, hangs: true });
    expect(await sinkFor(peer.url)(send(), never())).toMatchObject({ kind: 'sent' });
  });

  it('reads Retry-After as a date too', async () => {
    const later = new Date(now + 60_000).toUTCString();
    peer.fault({ kind: 'status', status: 503, headers: { 'Retry-After': later } });
    expect(await sinkFor(peer.url)(send(), never())).toMatchObject({ kind: 'retry', after: 60_000 });
  });

  it.each([
    ['plain http to a host that is not allowed', (url: string) => sinkFor(url, SECRET, []), /https/],
    ['plain http to another port', (url: string) => sinkFor(url, SECRET, ['127.0.0.1:1']), /allow_hosts/],
    ['another scheme', () => sinkFor('ftp://127.0.0.1/x'), /https/],
    ['no address', () => webhookSink({ url: 'x', secret: SECRET, allowHosts: [], userAgent }), /address/],
    ['a short secret', (url: string) => sinkFor(url, 'hunter2'), /secret is too short/],
    [
      'a secret that is no base64',
      (url: string) => sinkFor(url, `whsec_${'!'.repeat(40)}`),
      /secret is too short/,
    ],
  ])('refuses %s', async (_, make, reason) => {
    const outcome = await make(peer.url)(send(), never());
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) });
    expect(peer.requests).toEqual([]);
  });

  it('tells nobody the path or query of its address, which may be secret', async () => {
    const url = `http://${peer.host}/elsewhere?key=hush`;
    expect(JSON.stringify(await sinkFor(url)(send(), never()))).not.toMatch(/hush|elsewhere/);
  });

  it.each([
    ['an address inside our network', 'https://127.0.0.1/hook'],
    ['a name that leads there', 'https://localhost/hook'],
    ['where machines find their keys', 'https://169.254.169.254/hook'],
    ['one in IPv6', 'https://[::1]/hook'],
  ])('posts to no %s, and says how to allow it', async (_, url) => {
    const sink = webhookSink({ url, secret: SECRET, allowHosts: [], userAgent, whyForbidden });
    expect(await sink(send(), never())).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('polling.allow_hosts'),
    });
  });
});
