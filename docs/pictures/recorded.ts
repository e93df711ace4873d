/** What stood on the two platforms, kept beside the pictures so that they can be drawn, and checked, without a replay. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Reply } from '../../src/core/command/reply.ts';
import type { AlertNotification } from '../../src/core/delivery/notification.ts';
import { drawDiscord, drawDiscordDialog } from './draw-discord.ts';
import { drawSlack, drawSlackDialog } from './draw-slack.ts';
import { column, type Element, type Scene } from './typeset.ts';

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;
/** Messages as the peers hold them, and when they were posted and looked at. */
const shown = { discord: z.unknown(), slack: z.unknown(), postedAt: z.number(), seenAt: z.number() };
const Steps = z.object({ added: z.unknown(), dialog: z.unknown(), draft: z.unknown(), alert: z.unknown() });
/** From an invitation to the first alert: what the person did and typed, and what they were shown. */
const Walk = z.object({ steps: z.array(z.string()), typed: z.record(z.string(), z.string()), shown: Steps });
export type Walk = z.infer<typeof Walk>;
const Recorded = z.object({
  walk: z.object({ discord: Walk, slack: Walk, postedAt: z.number(), seenAt: z.number() }),
  alert: z.object({ ...shown, notification: z.custom<AlertNotification>(isRecord) }),
  /** The chart is in a file of its own. */
  board: z.object({ ...shown, reply: z.custom<Omit<Reply, 'image'>>(isRecord) }),
});
type Theme = 'dark' | 'light';
export type Recorded = z.infer<typeof Recorded>;

export const RECORDED_FILE = new URL('recorded.json', import.meta.url);
export const CHART_FILE = new URL('recorded-chart.png', import.meta.url);

export async function readRecorded(): Promise<{ readonly recorded: Recorded; readonly chart: Uint8Array }> {
  const recorded = Recorded.parse(JSON.parse(await readFile(RECORDED_FILE, 'utf8')));
  return { recorded, chart: await readFile(CHART_FILE) };
}

/** Every picture of the README by the name of its file. */
export function picturesOf(
  { alert, board, walk }: Recorded,
  chart: Uint8Array,
): ReadonlyMap<string, Element> {
  const answer = { ...board, chart, asked: 'A reader asked /signals · Only they can see this' };
  const inTheme = (theme: Theme): readonly (readonly [string, Element])[] => [
    [`alert-discord-${theme}.png`, drawDiscord(alert.discord, alert, theme)],
    [`alert-slack-${theme}.png`, drawSlack(alert.slack, alert, theme)],
    [`signals-discord-${theme}.png`, drawDiscord(board.discord, answer, theme)],
    [`signals-slack-${theme}.png`, drawSlack(board.slack, answer, theme)],
    [`first-alert-discord-${theme}.png`, drawWalk(walk, 'discord', theme)],
    [`first-alert-slack-${theme}.png`, drawWalk(walk, 'slack', theme)],
  ];
  return new Map([...inTheme('light'), ...inTheme('dark')]);
}

/** One below the other, each with the step that brought it. */
export function drawWalk(walk: Recorded['walk'], platform: 'discord' | 'slack', theme: Theme): Element {
  const { steps, typed, shown } = walk[platform];
  const [draw, drawDialog] =
    platform === 'discord' ? [drawDiscord, drawDiscordDialog] : [drawSlack, drawSlackDialog];
  const [, , add = '', ask = '', send = '', start = ''] = steps.map((step, at) => `${at + 1}. ${step}`);
  const scene = (postedAt: number, asked: string): Scene => ({ postedAt, seenAt: walk.seenAt, asked });
  const mine = (step: string): Scene => scene(walk.postedAt, `${step} · Only you can see this`);
  const told = scene(walk.seenAt, `${start}: the next report alerts the channel`);
  const [added, dialog] = [draw(shown.added, mine(add), theme), drawDialog(shown.dialog, typed, theme)];
  const [draft, alert] = [draw(shown.draft, mine(`${ask}, ${send}`), theme), draw(shown.alert, told, theme)];
  // Between them, too, where a line of pixels is shared.
  const { background = '' } = added.props.style;
  return column({ background }, added, dialog, draft, alert);
}
