/** Signs what is posted to a webhook, as the Standard Webhooks specification has it. */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
/** Bytes; the specification asks for as many. */
const SHORTEST_KEY = 24;

/**
 * The key of a secret: what follows `whsec_` is base64, anything else stands for itself. Undefined where it is too
 * short to keep anybody out.
 */
export function signingKey(secret: string): Buffer | undefined {
  const text = secret.trim();
  const key = text.startsWith(PREFIX)
    ? Buffer.from(text.slice(PREFIX.length), 'base64')
    : Buffer.from(text, 'utf8');
  return key.length < SHORTEST_KEY ? undefined : key;
}

/**
 * The headers of one attempt: `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature`, which is the
 * HMAC-SHA256 over `id.timestamp.body`: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * The id is also sent as `Idempotency-Key`, which many gateways understand by themselves. `now` in epoch milliseconds.
 */
export function signedHeaders(
  key: Buffer,
  id: string,
  now: number,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    'idempotency-key': id,
  };
}
