/** The sink of a Discord channel: posts with a nonce, edits in place, and looks before it posts what is long overdue. */
import { RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import type { Mention } from '../../core/delivery/mention.ts';
import { nameAnswered } from '../../core/delivery/name-answered.ts';
import type { Notification } from '../../core/delivery/notification.ts';
import type { MessageRef, Send, SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { findDelivery } from './find-delivery.ts';
import type { DiscordLog } from './log.ts';
import { deliveryMark } from './mark.ts';
import { isBeyondEditing, isLimit, isMendable, remedyOf } from './remedy.ts';
import { renderNotification } from './render/render.ts';
import type { CallResult, Rest } from './rest.ts';

export type SinkDeps = {
  readonly rest: Rest;
  readonly channel: string;
  /** Whether somebody answers buttons now. */
  readonly buttons: () => boolean;
  /** The one role that a new alert mentions, and from which severity on. */
  readonly mention: Mention | undefined;
  /** True where low severity and notices arrive without a sound. */
  readonly silent: boolean;
  readonly log: DiscordLog;
};

const Sent = z.object({ id: z.string(), channel_id: z.string() });

/**
 * Discord compares nonces over "the past few minutes" and does not say how many; two is the fewest that the words
 * allow. A call that takes its longest still ends within the third.
 * https://discord.com/developers/docs/resources/message#create-message (enforce_nonce)
 */
const NONCE_WINDOW = 2 * MINUTE;
const THREAD_IS_ARCHIVED = 50083;
const FORBIDDEN = 403;
/** What Discord says of an answer where the bot may not read the history: the right to post is not enough for one. */
const MAY_NOT_ANSWER = new Set([160002, 160009, 160010]);

/**
 * Where an earlier attempt may have arrived: within the nonce window the same nonce is sent again and Discord returns
 * the message that is there; after it the channel is searched first. Where the bot may not read the history, the
 * message is posted again with a warning in the log: a doubled alert is the lesser evil against a lost one.
 */
export function discordSink(deps: SinkDeps): Sink {
  return async (send, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: 'stopped before it was sent' };
    if (send.prior !== undefined) return editMessage(deps, send, send.prior, signal);
    const { maybeSentAt, now } = send;
    if (maybeSentAt === undefined || now - maybeSentAt < NONCE_WINDOW) return post(deps, send, signal);
    return (await lookUp(deps, send, maybeSentAt, signal)) ?? post(deps, send, signal);
  };
}

async function post(deps: SinkDeps, send: Send, signal: AbortSignal): Promise<SendOutcome> {
  const mark = deliveryMark(send.deliveryId);
  const drawn = (notification: Notification): object => ({
    ...renderNotification(notification, {
      buttons: deps.buttons(),
      mark,
      mention: deps.mention,
      silent: deps.silent,
    }),
    nonce: send.deliveryId,
    enforce_nonce: true,
  });
  const path = Routes.channelMessages(deps.channel);
  const say = (message: object): Promise<CallResult> =>
    deps.rest({ method: RequestMethod.Post, path, body: message }, signal);
  const { notification } = send;
  let answer = await say({ ...drawn(notification), ...replyTo(send) });
  if (answer.kind === 'refused' && MAY_NOT_ANSWER.has(answer.code ?? 0))
    answer = await say(drawn(notification.kind === 'answer' ? nameAnswered(notification) : notification));
  return answer.kind === 'ok' ? sentAs(answer.body) : outcomeOf(answer);
}

/** A message that follows another answers it; where that is gone, it stands alone. */
function replyTo({ follows }: Send) {
  if (follows === undefined) return {};
  return { message_reference: { message_id: follows.message, fail_if_not_exists: false } };
}

/** The outcome of a message that Discord took, from what it answered. */
export function sentAs(body: unknown): SendOutcome {
  const sent = Sent.safeParse(body);
  return sent.success
    ? { kind: 'sent', ref: { channel: sent.data.channel_id, message: sent.data.id } }
    : { kind: 'uncertain', reason: 'Discord accepted the message without naming it' };
}

/**
 * Brings a sent message up to date. The mark is left out: a message that can be edited has been found. A thread that
 * fell asleep is opened again first, which its author may do.
 */
export async function editMessage(
  deps: Pick<SinkDeps, 'rest' | 'buttons' | 'mention'>,
  send: Send,
  prior: MessageRef,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const path = Routes.channelMessage(prior.channel, prior.message);
  const body = renderNotification(send.notification, {
    buttons: deps.buttons(),
    mention: deps.mention,
    edit: true,
  });
  const change = { method: RequestMethod.Patch, path, body };
  let answer = await deps.rest(change, signal);
  if (answer.kind === 'refused' && answer.code === THREAD_IS_ARCHIVED) {
    const opened = await deps.rest(
      { method: RequestMethod.Patch, path: Routes.channel(prior.channel), body: { archived: false } },
      signal,
    );
    if (opened.kind === 'refused' && opened.status === FORBIDDEN)
      return { kind: 'passed', reason: 'the thread is archived and locked, so that nothing in it is edited' };
    answer = opened.kind === 'ok' ? await deps.rest(change, signal) : opened;
  }
  return answer.kind === 'ok' ? editedAs(answer.body, prior) : outcomeOfEdit(answer);
}

/** The outcome of an edit that was answered with a yes: a page of something in front of Discord is none. */
export function editedAs(body: unknown, prior: MessageRef): SendOutcome {
  return Sent.safeParse(body).success
    ? { kind: 'sent', ref: prior }
    : { kind: 'uncertain', reason: 'something else than the edited message came back from Discord' };
}

/** What an edit that was not taken means: what cannot be edited any more is no failure. */
export function outcomeOfEdit(answer: Exclude<CallResult, { kind: 'ok' }>): SendOutcome {
  return answer.kind === 'refused' && isBeyondEditing(answer)
    ? { kind: 'passed', reason: remedyOf(answer) }
    : outcomeOf(answer);
}

/** The outcome if the look-up settles it; undefined if the message is to be posted. */
async function lookUp(
  { rest, channel, log }: SinkDeps,
  { deliveryId }: Send,
  since: number,
  signal: AbortSignal,
): Promise<SendOutcome | undefined> {
  const search = await findDelivery(rest, { channel, deliveryId, since }, signal);
  switch (search.kind) {
    case 'found':
      return { kind: 'sent', ref: { channel, message: search.message } };
    case 'absent':
      return undefined;
    case 'unreadable':
      warnOfBlindness(log, channel, deliveryId);
      return undefined;
    case 'failed':
      return unsettled(search.because);
  }
}

/** The outcome of a delivery whose look-up failed: it is as doubtful as before. */
export function unsettled(because: Exclude<CallResult, { kind: 'ok' }>): SendOutcome {
  const outcome = outcomeOf(because);
  if (outcome.kind !== 'retry' || outcome.after !== undefined) return outcome;
  return { kind: 'uncertain', reason: `could not look for an earlier attempt: ${outcome.reason}` };
}

/** Says in the log that a message may be doubled, and how to mend it. */
export function warnOfBlindness(log: DiscordLog, channel: string, deliveryId: string): void {
  log.warn(
    { channel, deliveryId },
    'Discord: cannot see whether this was posted before, so it is posted again and may be doubled; ' +
      'give the bot the permission Read Message History in the channel',
  );
}

/** What a call that was not answered as hoped means for a delivery. */
export function outcomeOf(answer: Exclude<CallResult, { kind: 'ok' }>): SendOutcome {
  switch (answer.kind) {
    case 'refused':
      if (isLimit(answer)) return { kind: 'retry', reason: remedyOf(answer) };
      return { kind: isMendable(answer) ? 'refused' : 'rejected', reason: remedyOf(answer) };
    case 'limited': {
      const reason = 'Discord asks for a pause (429)';
      return answer.after === undefined
        ? { kind: 'retry', reason }
        : { kind: 'retry', reason, after: answer.after };
    }
    case 'unsent':
      return { kind: 'retry', reason: answer.reason };
    case 'lost':
      return { kind: 'uncertain', reason: answer.reason };
  }
}
