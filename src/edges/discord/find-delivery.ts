/** Looks in a channel's history for a message whose answer was lost. */
import { RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import { MINUTE } from '../../core/time/duration.ts';
import { deliveryMark } from './mark.ts';
import type { CallResult, Rest } from './rest.ts';

export type Search =
  | { readonly kind: 'found'; readonly message: string }
  | { readonly kind: 'absent' }
  /** Discord shows the bot no history: the permission Read Message History is missing. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'failed'; readonly because: Exclude<CallResult, { kind: 'ok' }> };

export const Self = z.object({ id: z.string() });
const Channel = z.object({ last_message_id: z.string().nullish() });
export const Posted = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  nonce: z.union([z.string(), z.number()]).nullish(),
  embeds: z.array(z.object({ footer: z.object({ text: z.string() }).nullish() })),
});
type Posted = z.infer<typeof Posted>;
const History = z.array(Posted);

const PAGE = 100;
/** 5,000 messages: more than any channel that people read gets in a day. */
const MAX_PAGES = 50;
/** Our clock and Discord's may disagree, and its ids carry the time. */
const CLOCK_SKEW = 15 * MINUTE;
const DISCORD_EPOCH = 1_420_070_400_000n;

type Wanted = { readonly channel: string; readonly deliveryId: string; readonly since: number };

/**
 * Reads everything that was posted since `since` (epoch milliseconds) and returns our own message with the delivery's
 * nonce, which Discord hands out only to some, or with its mark in the footer. Content of our own messages is shown
 * without the intent that others' messages need.
 */
export async function findDelivery(rest: Rest, wanted: Wanted, signal: AbortSignal): Promise<Search> {
  const self = await askChannel(rest, Routes.user(), Self, signal);
  if (self.kind !== 'ok') return { kind: 'failed', because: self };
  let after = idAt(wanted.since);
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { after: after.toString(), limit: String(PAGE) };
    const history = await askChannel(rest, Routes.channelMessages(wanted.channel), History, signal, query);
    if (history.kind !== 'ok') return { kind: 'failed', because: history };
    const hit = history.body.find((message) => isDelivery(message, self.body.id, wanted.deliveryId));
    if (hit !== undefined) return { kind: 'found', message: hit.id };
    if (history.body.length === 0 && page === 0) return emptyHistory(rest, wanted.channel, after, signal);
    if (history.body.length < PAGE) return { kind: 'absent' };
    for (const { id } of history.body) if (BigInt(id) > after) after = BigInt(id);
  }
  const reason = `no end of messages after ${PAGE * MAX_PAGES}`;
  return { kind: 'failed', because: { kind: 'lost', reason } };
}

/** Without Read Message History every channel looks empty; its last message's id gives that away. */
async function emptyHistory(
  rest: Rest,
  channel: string,
  after: bigint,
  signal: AbortSignal,
): Promise<Search> {
  const known = await askChannel(rest, Routes.channel(channel), Channel, signal);
  if (known.kind !== 'ok') return { kind: 'failed', because: known };
  const last = known.body.last_message_id;
  return typeof last === 'string' && BigInt(last) > after ? { kind: 'unreadable' } : { kind: 'absent' };
}

/** True where the message is our own and carries the delivery's nonce or mark. */
export function isDelivery(message: Posted, self: string, deliveryId: string): boolean {
  if (message.author.id !== self) return false;
  const mark = deliveryMark(deliveryId);
  const footers = message.embeds.flatMap((embed) => embed.footer?.text.split(' · ') ?? []);
  return message.nonce === deliveryId || footers.includes(mark);
}

/**
 * The lowest id of what was posted at an instant, less what our clock and Discord's may disagree by:
 * https://discord.com/developers/docs/reference#snowflakes
 */
export function idAt(at: number): bigint {
  const since = BigInt(Math.floor(at - CLOCK_SKEW)) - DISCORD_EPOCH;
  return since < 0n ? 0n : since << 22n;
}

type Asked<T> = { readonly kind: 'ok'; readonly body: T } | Exclude<CallResult, { kind: 'ok' }>;

/** Asks for something and checks that the answer has the form it should have. */
export async function askChannel<T>(
  rest: Rest,
  path: `/${string}`,
  schema: z.ZodType<T>,
  signal: AbortSignal,
  query: Readonly<Record<string, string>> = {},
): Promise<Asked<T>> {
  const answer = await rest({ method: RequestMethod.Get, path, query }, signal);
  if (answer.kind !== 'ok') return answer;
  const body = schema.safeParse(answer.body);
  return body.success
    ? { kind: 'ok', body: body.data }
    : { kind: 'lost', reason: `Discord answered ${path} with something unexpected` };
}
