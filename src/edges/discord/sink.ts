/** The sink of a Discord channel: posts with a nonce, edits in place, and looks before it posts what is long overdue. */
import { RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import type { MessageRef, Send, SendOutcome, Sink } from '../../core/delivery/sink.ts';
import { MINUTE } from '../../core/time/duration.ts';
import { findDelivery } from './find-delivery.ts';
import type { DiscordLog } from './log.ts';
import { deliveryMark } from './mark.ts';
import { remedyOf } from './remedy.ts';
import { renderNotification } from './render.ts';
import type { CallResult, Rest } from './rest.ts';

type SinkDeps = {
  readonly rest: Rest;
  readonly channel: string;
  readonly buttons: boolean;
  readonly log: DiscordLog;
};

const Sent = z.object({ id: z.string(), channel_id: z.string() });

/**
 * Discord compares nonces over "the past few minutes" and does not say how many; two is the fewest that the words
 * allow. A call that takes its longest still ends within the third.
 * https://discord.com/developers/docs/resources/message#create-message (enforce_nonce)
 */
const NONCE_WINDOW = 2 * MINUTE;

/**
 * Where an earlier attempt may have arrived: within the nonce window the same nonce is sent again and Discord returns
 * the message that is there; after it the channel is searched first. Where the bot may not read the history, the
 * message is posted again with a warning in the log: a doubled alert is the lesser evil against a lost one.
 */
export function discordSink(deps: SinkDeps): Sink {
  return async (send, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: 'stopped before it was sent' };
    if (send.prior !== undefined) return edit(deps, send, send.prior, signal);
    const { maybeSentAt, now } = send;
    if (maybeSentAt === undefined || now - maybeSentAt < NONCE_WINDOW) return post(deps, send, signal);
    return (await lookUp(deps, send, maybeSentAt, signal)) ?? post(deps, send, signal);
  };
}

async function post(deps: SinkDeps, send: Send, signal: AbortSignal): Promise<SendOutcome> {
  const mark = deliveryMark(send.deliveryId);
  const body = {
    ...renderNotification(send.notification, { buttons: deps.buttons, mark }),
    nonce: send.deliveryId,
    enforce_nonce: true,
  };
  const path = Routes.channelMessages(deps.channel);
  const answer = await deps.rest({ method: RequestMethod.Post, path, body }, signal);
  if (answer.kind !== 'ok') return outcomeOf(answer);
  const sent = Sent.safeParse(answer.body);
  return sent.success
    ? { kind: 'sent', ref: { channel: sent.data.channel_id, message: sent.data.id } }
    : { kind: 'uncertain', reason: 'Discord accepted the message without naming it' };
}

/** The mark is left out: a message that can be edited has been found. */
async function edit(
  deps: SinkDeps,
  send: Send,
  prior: MessageRef,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const path = Routes.channelMessage(prior.channel, prior.message);
  const body = renderNotification(send.notification, { buttons: deps.buttons });
  const answer = await deps.rest({ method: RequestMethod.Patch, path, body }, signal);
  return answer.kind === 'ok' ? { kind: 'sent', ref: prior } : outcomeOf(answer);
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
      log.warn(
        { channel, deliveryId },
        'Discord: cannot see whether this was posted before, so it is posted again and may be doubled; ' +
          'give the bot the permission Read Message History in the channel',
      );
      return undefined;
    case 'failed': {
      const outcome = outcomeOf(search.because);
      if (outcome.kind !== 'retry' || outcome.after !== undefined) return outcome;
      return { kind: 'uncertain', reason: `could not look for an earlier attempt: ${outcome.reason}` };
    }
  }
}

function outcomeOf(answer: Exclude<CallResult, { kind: 'ok' }>): SendOutcome {
  switch (answer.kind) {
    case 'refused':
      return { kind: 'rejected', reason: remedyOf(answer) };
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
