/** Opens the webhook of a Discord channel by its address, which is a secret. */
import type { Sink } from '../../core/delivery/sink.ts';
import type { DiscordWebhookOptions, WebhookAddress } from './webhook-options.ts';

const HOSTS = /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/;
const PATH = /^\/api(?:\/v\d+)?\/webhooks\/(\d{15,21})\/([\w-]{10,})\/?$/;
const THREAD = /^\d{15,21}$/;

/** The parts of a webhook's address; undefined for anything else than one of Discord's own over https. */
export function webhookAddress(url: string): WebhookAddress | undefined {
  const parsed = URL.parse(url.trim());
  const [, id, token] = PATH.exec(parsed?.pathname ?? '') ?? [];
  if (parsed === null || id === undefined || token === undefined) return undefined;
  if (parsed.protocol !== 'https:' || parsed.port !== '' || !HOSTS.test(parsed.hostname)) return undefined;
  const thread = parsed.searchParams.get('thread_id') ?? undefined;
  return thread === undefined || THREAD.test(thread) ? { id, token, thread } : undefined;
}

/** The sink of the webhook; every delivery is refused, with what to mend, where the address is none of Discord's. */
export function discordWebhookSink({ url, ...options }: DiscordWebhookOptions): Sink {
  const address = webhookAddress(url);
  if (address === undefined) {
    const reason =
      'the address is not that of a Discord webhook; copy it whole (Edit Channel, Integrations, Webhooks, Copy URL)';
    return () => Promise.resolve({ kind: 'refused', reason });
  }
  let sink: Sink | undefined;
  return async (send, signal) => {
    sink ??= (await import('./webhook-sink.ts')).webhookSink(address, options);
    return sink(send, signal);
  };
}
