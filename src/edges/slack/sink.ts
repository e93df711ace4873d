/** The sink of a Slack channel: posts, edits in place, and looks before it posts what may be there already. */
import type { WebClient, WebClientOptions } from '@slack/web-api';
import type { Mention } from '../../core/delivery/mention.ts';
import { nameAnswered } from '../../core/delivery/name-answered.ts';
import type { MessageRef, Send, SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { abortableClient } from './client.ts';
import type { SlackLog } from './client.ts';
import { failureOf, slackCode } from './failures.ts';
import { DELIVERY_EVENT, findDelivery } from './find-delivery.ts';
import { deliveryMetadata, followUp } from './follow-up.ts';
import { renderNotification } from './render/render.ts';

export type ChannelOptions = {
  /**
   * `true`: a reply in the thread says when more outlets report the story, beside the edit. `quiet`: what answers a
   * message is said in its thread alone, and not in the channel, too.
   */
  readonly threads?: boolean | 'quiet' | undefined;
  /** The user group that alerts mention, and from which severity on. */
  readonly mention?: Mention | undefined;
};

type SinkDeps = ChannelOptions & {
  readonly botToken: string;
  readonly options: WebClientOptions;
  readonly channel: string;
  /** Whether somebody answers buttons now. */
  readonly buttons: () => boolean;
  readonly log: SlackLog;
};

/** The message that was to be answered is gone, or takes no answers: what has to be said stands alone then. */
const TAKES_NO_ANSWER = new Set([
  'thread_not_found',
  'message_not_found',
  'cannot_reply_to_message',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
]);

/** Slack will not show the bot the channel's history, now or at the next attempt. */
const UNREADABLE = new Set([
  'missing_scope',
  'not_in_channel',
  'channel_not_found',
  'no_permission',
  'access_denied',
]);

/**
 * Where an earlier attempt may have arrived, the channel is searched first. Where the bot may not read it (scope
 * `channels:history` missing, or not a member), the message is posted again with a warning in the log: a doubled alert
 * is the lesser evil against a lost one.
 */
export function slackSink(deps: SinkDeps): Sink {
  return async (send, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: 'stopped before it was sent' };
    const client = abortableClient(deps.botToken, deps.options, signal);
    if (send.prior !== undefined) return attempt(() => edit(client, deps, send, send.prior));
    const found =
      send.maybeSentAt === undefined ? undefined : await lookUp(client, deps, send, send.maybeSentAt);
    if (found !== undefined) return found;
    const posted = await attempt(() => post(client, deps, send));
    // Only of an edit there may be nothing left to do.
    return posted.kind === 'passed' ? { kind: 'refused', reason: posted.reason } : posted;
  };
}

async function attempt(call: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await call();
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return failure;
  }
}

/** The outcome if the look-up settles it; undefined if the message is to be posted. */
async function lookUp(
  client: WebClient,
  { channel, log }: SinkDeps,
  { deliveryId, follows }: Send,
  since: number,
): Promise<SendOutcome | undefined> {
  try {
    const thread = threadOf(follows);
    const wanted = { channel, deliveryId, since };
    const within = await findDelivery(client, { ...wanted, thread }).catch((error: unknown) => {
      if (thread === undefined || slackCode(error) !== 'thread_not_found') throw error;
      return undefined;
    });
    if (within !== undefined) return { kind: 'sent', ref: refOf(channel, within, thread) };
    if (thread === undefined) return undefined;
    // Where the thread took no answer, it was said in the channel.
    const beside = await findDelivery(client, { ...wanted, thread: undefined });
    return beside === undefined ? undefined : { kind: 'sent', ref: refOf(channel, beside, undefined) };
  } catch (error) {
    const code = slackCode(error);
    if (code !== undefined && UNREADABLE.has(code)) {
      log.warn(
        { channel, deliveryId, code },
        'cannot see whether this was posted before, so it is posted again and may be doubled; ' +
          'add the scope channels:history (groups:history for private channels) and invite the bot',
      );
      return undefined;
    }
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    if (failure.kind === 'rejected' || failure.kind === 'refused') return failure;
    // Whatever became of the look-up, the first attempt is as uncertain as before.
    return { kind: 'uncertain', reason: `could not look for an earlier attempt: ${failure.reason}` };
  }
}

async function post(client: WebClient, deps: SinkDeps, send: Send): Promise<SendOutcome> {
  const thread = threadOf(send.follows);
  try {
    return await say(client, deps, send, thread);
  } catch (error) {
    if (thread === undefined || !TAKES_NO_ANSWER.has(slackCode(error) ?? '')) throw error;
    const { notification: n } = send;
    return say(client, deps, { ...send, notification: n.kind === 'answer' ? nameAnswered(n) : n }, undefined);
  }
}

/** Posts in a thread, or beside all threads. */
async function say(
  client: WebClient,
  deps: SinkDeps,
  { notification, deliveryId }: Send,
  thread: string | undefined,
): Promise<SendOutcome> {
  const { channel, mention } = deps;
  const base = {
    channel,
    ...renderNotification(notification, { buttons: deps.buttons(), mention }),
    metadata:
      deps.threads === true && notification.kind === 'alert'
        ? deliveryMetadata(deliveryId, notification.alsoReported.length)
        : { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId } },
  };
  const message =
    thread === undefined
      ? base
      : deps.threads === 'quiet'
        ? { ...base, thread_ts: thread }
        : { ...base, thread_ts: thread, reply_broadcast: true as const };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not a window's
  const answer = await client.chat.postMessage(message);
  if (answer.ts === undefined)
    return { kind: 'uncertain', reason: 'Slack accepted the message without naming it' };
  return { kind: 'sent', ref: refOf(answer.channel ?? channel, answer.ts, thread) };
}

/** The message that began the thread in which something is to be answered: an answer to an answer stands beside it. */
function threadOf(follows: Send['follows']): string | undefined {
  return follows?.thread ?? follows?.message;
}

function refOf(channel: string, message: string, thread: string | undefined): MessageRef {
  return thread === undefined ? { channel, message } : { channel, message, thread };
}

/** Metadata is left out, which keeps that of the first post: it is what a look-up searches for. */
async function edit(
  client: WebClient,
  deps: SinkDeps,
  send: Send,
  prior: Send['prior'],
): Promise<SendOutcome> {
  if (prior === undefined) throw new Error('an edit needs the message to edit');
  const { text, blocks } = renderNotification(send.notification, {
    buttons: deps.buttons(),
    mention: deps.mention,
  });
  await client.chat.update({ channel: prior.channel, ts: prior.message, text, blocks });
  if (deps.threads === true && send.notification.kind === 'alert' && prior.thread === undefined) {
    try {
      await followUp(client, prior, send.deliveryId, send.notification);
    } catch (error) {
      const failure = failureOf(error);
      if (failure?.kind !== 'rejected' && failure?.kind !== 'refused') throw error;
      // The edit shows it; a channel without threads or history is no reason to call the delivery a failure.
      deps.log.warn({ channel: prior.channel, reason: failure.reason }, 'could not reply in the thread');
    }
  }
  return { kind: 'sent', ref: prior };
}
