/** The calls with which one interaction is answered: the first answer in time, then its message and follow-ups. */
import { setTimeout as pause } from 'node:timers/promises';
import { MessageFlags, RequestMethod, Routes } from 'discord.js';
import { SECOND } from '../../../core/time/duration.ts';
import type { DiscordLog } from '../log.ts';
import { remedyOf } from '../remedy.ts';
import type { RenderedReply } from '../render/render-reply.ts';
import type { CallResult, Rest } from '../rest.ts';

export type Interaction = { readonly id: string; readonly token: string; readonly applicationId: string };

export type InteractionCalls = {
  /** Sends the first answer; false where the interaction is not ours to answer any more, and nothing is to be done. */
  readonly acknowledge: (answer: object) => Promise<boolean>;
  /** Fills the deferred answer, or changes the message whose button was pressed. */
  readonly edit: (reply: RenderedReply) => Promise<void>;
  /** A message of its own, seen by the asker alone where `isPrivate`. */
  readonly followUp: (reply: RenderedReply, isPrivate: boolean) => Promise<void>;
  /** Takes the deferred answer away, so that something private can be said instead. */
  readonly withdraw: () => Promise<void>;
};

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const ALREADY_ANSWERED = 40060;
const UNKNOWN_INTERACTION = 10062;
/** Discord waits three seconds for the first answer: https://discord.com/developers/docs/interactions/receiving-and-responding */
const DEADLINE = 3 * SECOND;
const TRIES = 3;
const BETWEEN_TRIES = 200;
const PATIENCE = 10 * SECOND;

/** Makes the calls of one interaction. What Discord or the network does is logged, never thrown. */
export function interactionCalls(
  rest: Rest,
  { id, token, applicationId }: Interaction,
  log: DiscordLog,
): InteractionCalls {
  const unanswerable = new AbortController().signal;
  const original = Routes.webhookMessage(applicationId, token);

  /** Repeats what is worth repeating; `harmless` where doing it twice is the same as once. */
  const insist = async (what: string, call: Parameters<Rest>[0], harmless: boolean): Promise<void> => {
    let result: CallResult | undefined;
    for (let tries = 0; tries < TRIES; tries += 1) {
      result = await rest({ ...call, auth: false }, unanswerable);
      const again =
        result.kind === 'unsent' ||
        (result.kind === 'lost' && harmless) ||
        (result.kind === 'limited' && result.after !== undefined && result.after <= PATIENCE);
      if (!again) break;
      await pause(result.kind === 'limited' ? result.after : BETWEEN_TRIES);
    }
    if (result !== undefined && result.kind !== 'ok')
      log.warn({ interaction: id, reason: reasonOf(result) }, `Discord: could not ${what}`);
  };

  return {
    acknowledge: async (body) => {
      const signal = AbortSignal.timeout(DEADLINE);
      const path = Routes.interactionCallback(id, token);
      let maybeDone = false;
      for (let tries = 0; tries < TRIES; tries += 1) {
        const result = await rest({ method: RequestMethod.Post, path, body, auth: false }, signal);
        if (result.kind === 'ok') return true;
        if (result.kind === 'refused') {
          if (result.code === ALREADY_ANSWERED && maybeDone) return true;
          const known = result.code === ALREADY_ANSWERED || result.code === UNKNOWN_INTERACTION;
          const about = { interaction: id, reason: reasonOf(result) };
          if (known) log.info(about, 'Discord: an interaction was answered elsewhere or came too late');
          else log.error(about, 'Discord: an interaction could not be answered');
          return false;
        }
        maybeDone ||= result.kind === 'lost';
        if (signal.aborted) break;
        await pause(BETWEEN_TRIES);
      }
      if (!maybeDone) log.warn({ interaction: id }, 'Discord: an interaction could not be answered in time');
      return maybeDone;
    },
    edit: ({ body, files }) =>
      insist('show an answer', { method: RequestMethod.Patch, path: original, body, files }, true),
    followUp: ({ body, files }, isPrivate) => {
      const flagged = { ...body, ...(isPrivate ? { flags: MessageFlags.Ephemeral } : {}) };
      const path = Routes.webhook(applicationId, token);
      return insist('show an answer', { method: RequestMethod.Post, path, body: flagged, files }, false);
    },
    withdraw: () => insist('withdraw an answer', { method: RequestMethod.Delete, path: original }, true),
  };
}

function reasonOf(result: Exclude<CallResult, { kind: 'ok' }>): string {
  switch (result.kind) {
    case 'refused':
      return remedyOf(result);
    case 'limited':
      return 'Discord asks for a pause (429)';
    case 'unsent':
    case 'lost':
      return result.reason;
  }
}
