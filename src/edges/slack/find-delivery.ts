/** Looks for a delivery in its channel: Slack has no idempotency key, but keeps the metadata of a message. */
import type { WebClient } from '@slack/web-api';
import { MINUTE, SECOND } from '../../core/time/duration.ts';

/** Names the metadata that carries a delivery's id, and nothing else: everybody in the workspace can read it. */
export const DELIVERY_EVENT = 'signpost_delivery';

/** Our clock and Slack's may differ by this much. */
const CLOCK_SKEW = 10 * MINUTE;
/** Slack recommends at most 200 a page: https://docs.slack.dev/reference/methods/conversations.history */
const PAGE = 200;

type Wanted = {
  readonly channel: string;
  /** Where it answers something: the message that began the thread. */
  readonly thread: string | undefined;
  readonly deliveryId: string;
  /** Epoch milliseconds. */
  readonly since: number;
};

/**
 * The timestamp of the message that carries the delivery's id and was posted at `since` or later, in the channel or in a
 * thread of it; undefined if there is none. Throws what the client throws.
 */
export async function findDelivery(client: WebClient, wanted: Wanted): Promise<string | undefined> {
  const { channel, thread, deliveryId, since } = wanted;
  const oldest = Math.max(0, (since - CLOCK_SKEW) / SECOND).toFixed(6);
  let cursor: string | undefined;
  do {
    const page = { channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor && { cursor }) };
    const answer =
      thread === undefined
        ? await client.conversations.history(page)
        : await client.conversations.replies({ ...page, ts: thread });
    for (const { ts, metadata } of answer.messages ?? []) {
      if (metadata?.event_type !== DELIVERY_EVENT) continue;
      const payload: unknown = metadata.event_payload;
      if (holds(payload, deliveryId) && ts !== undefined) return ts;
    }
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor !== undefined);
  return undefined;
}

function holds(payload: unknown, deliveryId: string): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'delivery_id' in payload &&
    payload.delivery_id === deliveryId
  );
}
