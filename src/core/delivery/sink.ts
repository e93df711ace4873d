/** A sink: the one seam through which a receiver is told something, and the outcomes it may report. */
import { z } from 'zod';
import type { Notification } from './notification.ts';

/** Where a sent message stands, as its platform names it; kept with the delivery so that it can be edited. */
export const MessageRef = z.strictObject({
  channel: z.string(),
  message: z.string(),
  /** The message that began its thread, where it is not the first there. */
  thread: z.string().optional(),
});
export type MessageRef = z.infer<typeof MessageRef>;

export type Send = {
  /** Stable over all attempts, at most 25 characters: Discord's nonce, Slack's metadata. */
  readonly deliveryId: string;
  readonly notification: Notification;
  /** The message to edit in place; undefined to post a new one. */
  readonly prior: MessageRef | undefined;
  /** The message that a new one answers: a reply, a message in its thread, or where neither is possible a post that names it. */
  readonly follows?: MessageRef | undefined;
  /** When an earlier attempt may have reached the platform unrecorded (epoch milliseconds): look before posting again. */
  readonly maybeSentAt: number | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
};

export type SendOutcome =
  | { readonly kind: 'sent'; readonly ref: MessageRef }
  /** Surely not delivered; `after` is the platform's own wish in milliseconds. */
  | { readonly kind: 'retry'; readonly reason: string; readonly after?: number }
  /** Perhaps delivered: the answer was lost. */
  | { readonly kind: 'uncertain'; readonly reason: string }
  /** Nothing was done, and nothing had to be: a receiver that cannot edit has no use for an edit without news. */
  | { readonly kind: 'passed'; readonly reason: string }
  /** Not taken for want of rights, a channel or a token; the reason says after a semicolon what mends it. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Will never be accepted as it is. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** Sends one notification. Never throws for what a platform or network does; throws only for bugs. */
export type Sink = (send: Send, signal: AbortSignal) => Promise<SendOutcome>;
