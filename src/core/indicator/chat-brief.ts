/** A brief that people of a channel made there, sign by sign: what is stored of it, and the brief file that it amounts to. */
import { z } from 'zod';
import { ReadableId } from '../feed/feed.ts';
import { BriefFile, Example, Severity } from './brief.ts';

/** `asked`: drafted, nobody has decided; `left`: drafted and not wanted; `trial`: counts and alerts nobody. */
export const SIGN_STATUSES = ['asked', 'left', 'trial', 'live'] as const;
export type SignStatus = (typeof SIGN_STATUSES)[number];

/** One sign as it is stored; the rest of an indicator has its defaults. */
export const ChatSign = z.object({
  id: ReadableId,
  name: z.string().min(1).max(80),
  quote: z.string().min(1),
  query: z.string().min(1),
  severity: Severity.default('medium'),
  examples: z.object({ hits: z.array(Example).min(1), misses: z.array(Example).min(1) }),
});
export type ChatSign = z.infer<typeof ChatSign>;

/** All of a brief but its signs. */
export const ChatBriefHead = BriefFile.pick({
  title: true,
  happened: true,
  leverage: true,
  mechanism: true,
  matters: true,
  watch: true,
  lists: true,
});
export type ChatBriefHead = z.infer<typeof ChatBriefHead>;

export type StoredSign = {
  readonly status: SignStatus;
  /** Signs that were drafted together. */
  readonly batch: string;
  readonly sign: ChatSign;
};

export type ChatBrief = {
  readonly id: string;
  readonly head: ChatBriefHead;
  /** In the order in which they were made. */
  readonly signs: readonly StoredSign[];
};

/** The id of the brief of a channel: `chat-c0123`, `chat-123456789012345678`. */
export function chatBriefId(channel: string): string {
  return `chat-${channel.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

/**
 * The brief as a file would have it, of the signs that are looked for; undefined where there is none. With `all`, also of
 * those that nobody has decided on, for a trial.
 */
export function chatBriefFile(
  { id, head, signs }: ChatBrief,
  statuses: readonly SignStatus[] = ['trial', 'live'],
): Readonly<Record<string, unknown>> | undefined {
  const wanted = signs.filter(({ status }) => statuses.includes(status));
  if (wanted.length === 0) return undefined;
  // What the article did not say is said by the signs themselves: an alert quotes them.
  const unsaid = wanted.map(({ sign }) => sign.quote).filter((quote) => !head.watch.includes(quote));
  return {
    id,
    ...head,
    watch: [head.watch, ...unsaid.map((quote) => `- ${quote}`)].join('\n'),
    indicators: wanted.map(({ sign, status }) => ({
      ...sign,
      ...(status === 'live' ? {} : { status: 'trial' }),
    })),
  };
}
