/** What the bot had to say in the recorded fortnight, kept beside the pictures so that they can be checked without a replay. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Reply } from '../../src/core/command/reply.ts';
import type { AlertNotification } from '../../src/core/delivery/notification.ts';

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;
const moments = { postedAt: z.number(), seenAt: z.number() };

const Recorded = z.object({
  alert: z.object({ notification: z.custom<AlertNotification>(isRecord), ...moments }),
  /** The picture's bytes are in the pictures themselves. */
  board: z.object({
    reply: z.custom<Omit<Reply, 'image'>>(isRecord),
    image: z.object({ name: z.string(), alt: z.string() }),
    ...moments,
  }),
});
export type Recorded = z.infer<typeof Recorded>;

export const RECORDED_FILE = new URL('recorded.json', import.meta.url);

export async function readRecorded(): Promise<Recorded> {
  return Recorded.parse(JSON.parse(await readFile(RECORDED_FILE, 'utf8')));
}
