/** The sink of a Slack incoming webhook: an address that can be posted to and nothing else, without a bot. */
import { z } from 'zod';
import type { Mention } from '../../core/delivery/mention.ts';
import type { PlatformOptions } from '../../core/delivery/platform.ts';
import { nameAnswered } from '../../core/delivery/name-answered.ts';
import type { Send, SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { shorten } from '../../core/delivery/shorten.ts';
import { parseRetryAfter } from '../../core/feed/poll/retry-after.ts';
import { SECOND } from '../../core/time/duration.ts';
import type { SlackLog } from './client.ts';
import { requestFailure } from './failures.ts';
import { followUpMessage } from './follow-up.ts';
import { renderNotification } from './render/render.ts';

type WebhookOptions = {
  /** The address, which is a secret: it appears in no outcome and no log. */
  readonly url: string;
  /** Whether further reports are said in a new message, since a webhook cannot edit; they are where left out. */
  readonly followUps?: boolean | undefined;
  /** The user group that alerts mention, and from which severity on. */
  readonly mention?: Mention | undefined;
  /** Posts and follows no redirect; without a guard where left out. */
  readonly post?: PostOnce | undefined;
  readonly log: SlackLog;
};

type Outcome = Exclude<SendOutcome, { kind: 'sent' }>;
type PostOnce = NonNullable<PlatformOptions['post']>;
type Answer = Exclude<Awaited<ReturnType<PostOnce>>, { readonly refused: string }>;

const TIMEOUT = 15 * SECOND;
const CHANNEL = 'webhook';

/** Slack answers in plain words: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/#handling_errors */
const REMEDIES: Readonly<Record<string, string>> = {
  no_service: 'the webhook was removed or disabled; make a new one and set its address',
  no_service_id: 'the address is not a whole webhook address; copy it again',
  no_team: 'the workspace of the webhook is gone',
  team_disabled: 'the workspace of the webhook is disabled',
  invalid_token: 'the address is not valid any more; copy it again or make a new webhook',
  no_active_hooks: 'the webhook is disabled; enable it or make a new one',
  channel_not_found: 'the channel of the webhook is gone; make a webhook for another channel',
  channel_is_archived:
    'the channel of the webhook is archived; unarchive it or make a webhook for another channel',
  action_prohibited: 'the webhook has no permission to post there; ask a workspace administrator',
  posting_to_general_channel_denied:
    'the webhook may not post to this channel; ask a workspace administrator',
  user_not_found: 'the webhook posts to somebody who is gone; make a webhook for a channel',
  invalid_payload: 'Slack does not accept the form of the message',
  invalid_blocks: 'Slack does not accept the form of the message',
  no_text: 'the message is empty',
};

/**
 * Makes the sink. A webhook names no message, so nothing can be looked up, edited or answered: after a lost answer the
 * message is posted again, with a warning, since a doubled alert is the lesser evil against a lost one. Of an edit only
 * further reports are said, in a short post that names what they are about; reprints need none.
 */
export function slackWebhookSink({
  url,
  followUps = true,
  mention,
  post = postOnce,
  log,
}: WebhookOptions): Sink {
  return async (send, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: 'stopped before it was sent' };
    if (!URL.canParse(url))
      return { kind: 'refused', reason: 'the address of the webhook is not an address; copy it again' };
    const message = messageOf(send, { followUps, mention });
    if (message === undefined)
      return { kind: 'passed', reason: 'an incoming webhook cannot edit, and there is no news to post' };
    if (send.maybeSentAt !== undefined) {
      log.warn(
        { deliveryId: send.deliveryId },
        'a webhook cannot show whether this was posted before, so it is posted again and may be doubled',
      );
    }
    const failure = await postMessage(post, url, { message, now: send.now }, signal);
    return failure ?? { kind: 'sent', ref: send.prior ?? { channel: CHANNEL, message: send.deliveryId } };
  };
}

/** What is posted; undefined where there is nothing new to say. */
function messageOf(
  { notification: n, prior }: Send,
  { followUps, mention }: { readonly followUps: boolean; readonly mention: Mention | undefined },
): object | undefined {
  if (prior === undefined)
    return renderNotification(n.kind === 'answer' ? nameAnswered(n) : n, { buttons: false, mention });
  if (n.kind !== 'alert' || !followUps) return undefined;
  const reports = n.reports.filter(({ relation, fresh }) => relation === 'report' && fresh);
  return reports.length === 0 ? undefined : followUpMessage(reports, n);
}

/** Posts a message; undefined where Slack took it. */
async function postMessage(
  post: PostOnce,
  url: string,
  { message, now }: { readonly message: object; readonly now: number },
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  try {
    const answer = await post(url, {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
    });
    if ('refused' in answer)
      return { kind: 'refused', reason: `the address of the webhook: ${answer.refused}` };
    return answer.status >= 200 && answer.status < 300 ? declined(answer.text) : refusal(answer, now);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return requestFailure(error);
  }
}

/** What JSON says of a message that was not taken, of whatever service that takes messages as Slack does. */
const Declined = z.union([
  z.looseObject({ ok: z.literal(false) }),
  z.looseObject({ success: z.literal(false) }),
]);

/** Why an answer that sounds like a yes is none: Slack says `ok`, and pages come from what stands in front of it. */
function declined(text: string): Outcome | undefined {
  const words = text.trim();
  if (words.startsWith('<')) {
    const reason =
      'a web page came back in place of Slack’s ok, as from a login in front of the network; look at what stands between, and at the address';
    return { kind: 'refused', reason };
  }
  if (!words.startsWith('{') || !Declined.safeParse(parsed(words)).success) return undefined;
  return { kind: 'refused', reason: `the address of the webhook did not take it: ${shorten(words, 200)}` };
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

const postOnce: PostOnce = async (url, post) => {
  const answer = await fetch(url, { method: 'POST', ...post, redirect: 'manual' });
  const retryAfter = answer.headers.get('retry-after') ?? undefined;
  return { status: answer.status, retryAfter, text: await answer.text() };
};

/** Statuses with which the address, or the right to post to it, is what is wrong. */
const MENDABLE = new Set([401, 403, 404, 405, 410]);

function refusal({ status, retryAfter, text }: Answer, now: number): Outcome {
  const words = text.trim();
  if (status === 429) {
    const after = parseRetryAfter(retryAfter, now);
    const reason = 'Slack asks for a pause (429)';
    return after === undefined ? { kind: 'retry', reason } : { kind: 'retry', reason, after };
  }
  const remedy = REMEDIES[words];
  if (remedy !== undefined) {
    const aboutIt = ['invalid_payload', 'invalid_blocks', 'no_text'].includes(words);
    return { kind: aboutIt ? 'rejected' : 'refused', reason: `${remedy} (${words})` };
  }
  if (status < 400) {
    const reason = `the address of the webhook redirects (HTTP ${status}), which is not followed; write the new address`;
    return { kind: 'refused', reason };
  }
  const said = /^[a-z_]{3,60}$/.test(words) ? ` (${words})` : '';
  const reason = `Slack answered with HTTP ${status}${said}`;
  if (MENDABLE.has(status))
    return {
      kind: 'refused',
      reason: `${reason}; see whether the webhook still exists, and copy its address again`,
    };
  // A 5xx may come after the deed.
  return status < 500 ? { kind: 'retry', reason } : { kind: 'uncertain', reason };
}
