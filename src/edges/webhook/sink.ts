/** The sink of a generic webhook: a signed JSON body, posted to an address that the operator names. */
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import type { SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { allowList } from '../../core/feed/allow-list.ts';
import { parseRetryAfter } from '../../core/feed/poll/retry-after.ts';
import { SECOND } from '../../core/time/duration.ts';
import { webhookBody } from './body.ts';
import { signedHeaders, signingKey } from './sign.ts';

export type WebhookOptions = {
  /** May carry credentials of its own, so it appears in no outcome. */
  readonly url: string;
  /** What the body is signed with; see `signingKey`. */
  readonly secret: string;
  /** Hosts (`host` or `host:port`) that may be posted to over plain http. */
  readonly allowHosts: readonly string[];
  readonly userAgent: string;
  /** Why an IP address may not be connected to; undefined where it may. Hosts that are allowed are not asked about. */
  readonly whyForbidden?: (address: string) => string | undefined;
};

const ANSWER_WITHIN = 15 * SECOND;

/** Failures of a connection before anything was sent over it. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a receiver may say no with for ever, and what to mend. */
const REMEDIES: Readonly<Record<number, string>> = {
  401: 'the receiver does not accept the signature; is the secret the same on both sides?',
  403: 'the receiver does not permit this; ask whoever runs it for permission',
  404: 'there is nothing at the address; check it',
  410: 'the receiver says that it is gone for good; remove it or give its new address',
  413: 'the receiver does not take bodies of this size',
};

/** Statuses that are about this very body (RFC 9110 §15.5, RFC 4918 §11.2). */
const ABOUT_THE_BODY = new Set([400, 413, 414, 415, 422, 431]);

/**
 * An edit is a body like the first with the same `message`. After a lost answer the same body is posted again under
 * the same id, which the receiver is to remember. Redirects are not followed: they would lead anywhere.
 */
export function webhookSink({
  url,
  secret,
  allowHosts,
  userAgent,
  whyForbidden = () => undefined,
}: WebhookOptions): Sink {
  const address = checkedAddress(url, allowHosts);
  const key = signingKey(secret);
  if (typeof address === 'string') return refuse(address);
  if (key === undefined)
    return refuse('the secret is too short; make one with: echo "whsec_$(openssl rand -base64 32)"');
  const open = isAllowed(address, allowHosts);
  const written =
    isIP(bare(address.hostname)) === 0 || open ? undefined : whyForbidden(bare(address.hostname));
  if (written !== undefined) return refuse(forbidden(address.host, written));
  const lookup = open ? {} : { lookup: guardedLookup(address.host, whyForbidden) };
  const agent = new Agent({ connect: { timeout: ANSWER_WITHIN, ...lookup } });
  return async (send, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: 'stopped before it was sent' };
    const body = JSON.stringify(webhookBody(send));
    try {
      const answer = await request(address, {
        dispatcher: agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': userAgent,
          ...signedHeaders(key, send.deliveryId, send.now, body),
        },
        body,
        headersTimeout: ANSWER_WITHIN,
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]),
      });
      const isTaken = answer.statusCode >= 200 && answer.statusCode < 300;
      const page = isTaken && (await isPage(answer));
      answer.body.on('error', () => undefined).destroy();
      if (page) return { kind: 'refused', reason: PAGE };
      if (isTaken)
        return { kind: 'sent', ref: { channel: 'webhook', message: send.prior?.message ?? send.deliveryId } };
      return refused(answer.statusCode, answer.headers['retry-after'], send.now);
    } catch (error) {
      return failed(error, signal);
    }
  };
}

const PAGE =
  'a web page came back in place of the receiver’s answer, as from a login in front of the network; look at what stands between, and at the address; a receiver says yes with an empty answer, plain text or JSON';

/** Milliseconds that the first bytes of an answer may take after its head: what says yes and then hangs has said yes. */
const FIRST_BYTES_WITHIN = 2 * SECOND;

/** Whether a whole web page was answered, which no receiver does; a receiver's line of text may be labelled as one. */
async function isPage({ headers, body }: Dispatcher.ResponseData): Promise<boolean> {
  if (!/^text\/html\b|^application\/xhtml\+xml\b/i.test([headers['content-type']].flat()[0] ?? ''))
    return false;
  const first = async (): Promise<string> => {
    for await (const bytes of body) return String(bytes);
    return '';
  };
  const pause = new AbortController();
  const late = setTimeout(FIRST_BYTES_WITHIN, '', { signal: pause.signal }).catch(() => '');
  const text = await Promise.race([first().catch(() => ''), late]);
  pause.abort();
  return /^[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype|html|head|body)\b/i.test(text);
}

function refuse(reason: string): Sink {
  return () => Promise.resolve({ kind: 'refused', reason });
}

/** The address, or what is wrong with it: https, or http to a host that the operator allows. */
function checkedAddress(url: string, allowHosts: readonly string[]): URL | string {
  const address = URL.parse(url.trim());
  if (address === null) return 'the address of the webhook is not an address';
  if (address.protocol === 'https:') return address;
  if (address.protocol !== 'http:') return 'the address of the webhook has to begin with https://';
  const { host } = address;
  return isAllowed(address, allowHosts)
    ? address
    : `the address of the webhook has to begin with https://; if ${host} is yours, add "${host}" to polling.allow_hosts`;
}

function isAllowed({ hostname, port, protocol }: URL, allowHosts: readonly string[]): boolean {
  const usual = protocol === 'https:' ? 443 : 80;
  return allowList(allowHosts).allows(hostname, port === '' ? usual : Number(port));
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const FORBIDDEN = 'SIGNPOST_FORBIDDEN';

function forbidden(host: string, why: string): string {
  return `the address of the webhook leads to ${why}; if it is yours, add "${host}" to polling.allow_hosts`;
}

/** Resolves a name to the addresses that may be posted to, and connects to no other. */
function guardedLookup(host: string, whyForbidden: (address: string) => string | undefined): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const permitted =
        error === null ? found.filter(({ address }) => whyForbidden(address) === undefined) : [];
      const [first] = permitted;
      if (error !== null) callback(error, '', 0);
      else if (first === undefined) {
        const why = whyForbidden(found[0]?.address ?? '') ?? 'no address';
        callback(Object.assign(new Error(forbidden(host, why)), { code: FORBIDDEN }), '', 0);
      } else if (options.all === true) callback(null, permitted);
      else callback(null, first.address, first.family);
    });
  };
}

function refused(status: number, retryAfter: string | string[] | undefined, now: number): SendOutcome {
  const reason = `the receiver answered with HTTP ${status}`;
  if (status === 408 || status === 425 || status === 429 || status === 503) {
    const after = parseRetryAfter([retryAfter].flat()[0], now);
    return after === undefined ? { kind: 'retry', reason } : { kind: 'retry', reason, after };
  }
  // The work may have been done before it failed.
  if (status >= 500) return { kind: 'uncertain', reason };
  if (status >= 300 && status < 400)
    return {
      kind: 'refused',
      reason: `${reason}, a redirect, which is not followed; write the new address`,
    };
  // What is wrong with a body is wrong for ever; everything else somebody can mend at the other end or in the settings.
  const mendable = !ABOUT_THE_BODY.has(status);
  return { kind: mendable ? 'refused' : 'rejected', reason: `${REMEDIES[status] ?? reason} (${status})` };
}

function failed(error: unknown, signal: AbortSignal): SendOutcome {
  if (!(error instanceof Error)) throw error;
  if (signal.aborted) return { kind: 'uncertain', reason: 'stopped before the receiver answered' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (code === FORBIDDEN) return { kind: 'refused', reason: error.message };
  if (NOT_REACHED.has(code)) return { kind: 'retry', reason: `the receiver cannot be reached (${code})` };
  return { kind: 'uncertain', reason: `the receiver did not answer (${code})` };
}
