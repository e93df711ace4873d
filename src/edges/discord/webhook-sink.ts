/** The sink of a Discord webhook: an address that posts to one channel without a bot, and edits what it posted. */
import { RequestMethod, Routes } from 'discord.js';
import { nameAnswered } from '../../core/delivery/name-answered.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import { deliveryMark } from './mark.ts';
import { renderNotification } from './render/render.ts';
import { openRest } from './rest.ts';
import { editedAs, outcomeOf, outcomeOfEdit, sentAs } from './sink.ts';
import type { DiscordWebhookOptions, WebhookAddress } from './webhook-options.ts';

/**
 * Buttons are left out, since Discord takes none from a webhook that people made. A webhook has no nonce and reads no
 * history: after a lost answer the message is posted again with a warning, a doubled alert being the lesser evil
 * against a lost one.
 */
export function webhookSink(
  { id, token, thread }: WebhookAddress,
  { apiUrl, mention, silent = true, log }: Omit<DiscordWebhookOptions, 'url'>,
): Sink {
  const rest = openRest({ apiUrl });
  const inThread = thread === undefined ? {} : { thread_id: thread };
  return async ({ notification, deliveryId, prior, maybeSentAt }, signal) => {
    if (signal.aborted) return { kind: 'retry', reason: 'stopped before it was sent' };
    if (prior !== undefined) {
      const answer = await rest(
        {
          method: RequestMethod.Patch,
          path: Routes.webhookMessage(id, token, prior.message),
          query: inThread,
          body: renderNotification(notification, { buttons: false, mention, edit: true }),
          auth: false,
        },
        signal,
      );
      return answer.kind === 'ok' ? editedAs(answer.body, prior) : outcomeOfEdit(answer);
    }
    if (maybeSentAt !== undefined)
      log.warn(
        { webhook: id, deliveryId },
        'Discord: a webhook cannot show whether this was posted before, so it is posted again and may be doubled',
      );
    const answer = await rest(
      {
        method: RequestMethod.Post,
        path: Routes.webhook(id, token),
        // Without it Discord does not say which message it made of it, and nothing could be edited.
        query: { wait: 'true', ...inThread },
        body: renderNotification(notification.kind === 'answer' ? nameAnswered(notification) : notification, {
          buttons: false,
          mark: deliveryMark(deliveryId),
          mention,
          silent,
        }),
        auth: false,
      },
      signal,
    );
    return answer.kind === 'ok' ? sentAs(answer.body) : outcomeOf(answer);
  };
}
