/** Webhooks that people made for a channel: an id and a token that post and edit without a bot. */
import { randomBytes } from 'node:crypto';
import { type Channels, type File, isAnswer, type User } from './channels.ts';
import { type Answer, invalidForm, refusal } from './errors.ts';
import type { MessageBody } from './limits.ts';

type Webhook = { readonly id: string; readonly token: string; readonly channel: string };

export type Webhooks = ReturnType<typeof createWebhooks>;

export function createWebhooks(channels: Channels) {
  const webhooks = new Map<string, Webhook>();

  const find = (id: string, token: string): Webhook | Answer => {
    const webhook = webhooks.get(id);
    if (webhook === undefined) return refusal('unknownWebhook');
    return webhook.token === token ? webhook : refusal('invalidWebhookToken');
  };
  /** The webhook's channel, or a thread of it. */
  const place = (webhook: Webhook, query: URLSearchParams): string | undefined => {
    const thread = query.get('thread_id');
    if (thread === null) return webhook.channel;
    return channels.channel(thread)?.thread?.parent === webhook.channel ? thread : undefined;
  };

  return {
    /** Somebody makes a webhook; its address. */
    add: (channel: string): string => {
      const id = channels.nextId(Date.now());
      const token = randomBytes(32).toString('base64url');
      webhooks.set(id, { id, token, channel });
      return `https://discord.com/api/webhooks/${id}/${token}`;
    },
    execute: (
      [id = '', token = '']: readonly string[],
      query: URLSearchParams,
      body: MessageBody,
      files: readonly File[],
    ): Answer => {
      const webhook = find(id, token);
      if ('status' in webhook) return webhook;
      const channel = place(webhook, query);
      if (channel === undefined) return refusal('unknownChannel');
      if ((body.components ?? []).length > 0)
        return invalidForm([{ path: 'components', code: 'invalid', message: 'not from this webhook' }]);
      const author: User = { id, username: 'Signpost webhook', bot: true };
      const message = channels.compose(channel, author, body, files);
      if (isAnswer(message)) return message;
      channels.put({ ...message, webhook_id: id });
      return query.get('wait') === 'true' ? { status: 200, body: message } : { status: 204 };
    },
    edit: (
      [id = '', token = '', which = '']: readonly string[],
      query: URLSearchParams,
      body: MessageBody,
      files: readonly File[],
    ): Answer => {
      const webhook = find(id, token);
      if ('status' in webhook) return webhook;
      const message = channels.find(place(webhook, query) ?? '', which);
      if (message === undefined || message.author.id !== id) return refusal('unknownMessage');
      const revised = channels.revise(message, body, files);
      if (isAnswer(revised)) return revised;
      channels.put(revised);
      return { status: 200, body: revised };
    },
  };
}
