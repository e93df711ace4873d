/** What the sink of a Discord webhook is given, and the parts of a webhook's address. */
import type { Mention } from '../../core/delivery/mention.ts';
import type { DiscordLog } from './log.ts';

export type DiscordWebhookOptions = {
  /** As Discord shows it (Edit Channel, Integrations, Webhooks), with `?thread_id=` where it posts to a thread. */
  readonly url: string;
  /** Origin that stands in for https://discord.com, for tests. */
  readonly apiUrl?: string | undefined;
  /** The one role that a new alert mentions, and from which severity on; nobody is mentioned otherwise. */
  readonly mention?: Mention | undefined;
  /** Whether low severity and notices arrive without a sound; they do where it is left out. */
  readonly silent?: boolean | undefined;
  readonly log: DiscordLog;
};

export type WebhookAddress = {
  readonly id: string;
  readonly token: string;
  readonly thread: string | undefined;
};
