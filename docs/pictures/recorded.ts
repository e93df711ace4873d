/** What stood on the two platforms, kept beside the pictures so that they can be drawn, and checked, without a replay. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Reply } from '../../src/core/command/reply.ts';
import type { AlertNotification } from '../../src/core/delivery/notification.ts';
import { drawDiscord } from './draw-discord.ts';
import { drawSlack } from './draw-slack.ts';
import type { Element } from './typeset.ts';

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;
/** Messages as the peers hold them, and when they were posted and looked at. */
const shown = { discord: z.unknown(), slack: z.unknown(), postedAt: z.number(), seenAt: z.number() };
const Recorded = z.object({
  alert: z.object({ ...shown, notification: z.custom<AlertNotification>(isRecord) }),
  /** The chart is in a file of its own. */
  board: z.object({ ...shown, reply: z.custom<Omit<Reply, 'image'>>(isRecord) }),
});
export type Recorded = z.infer<typeof Recorded>;

export const RECORDED_FILE = new URL('recorded.json', import.meta.url);
export const CHART_FILE = new URL('recorded-chart.png', import.meta.url);

export async function readRecorded(): Promise<{ readonly recorded: Recorded; readonly chart: Uint8Array }> {
  const recorded = Recorded.parse(JSON.parse(await readFile(RECORDED_FILE, 'utf8')));
  return { recorded, chart: await readFile(CHART_FILE) };
}

/** Every picture of the README by the name of its file. */
export function picturesOf({ alert, board }: Recorded, chart: Uint8Array): ReadonlyMap<string, Element> {
  const answer = { ...board, chart, asked: 'A reader asked /signals · Only they can see this' };
  const inTheme = (theme: 'dark' | 'light'): readonly (readonly [string, Element])[] => [
    [`alert-discord-${theme}.png`, drawDiscord(alert.discord, alert, theme)],
    [`alert-slack-${theme}.png`, drawSlack(alert.slack, alert, theme)],
    [`signals-discord-${theme}.png`, drawDiscord(board.discord, answer, theme)],
    [`signals-slack-${theme}.png`, drawSlack(board.slack, answer, theme)],
  ];
  return new Map([...inTheme('light'), ...inTheme('dark')]);
}
