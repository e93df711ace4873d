/** Draws a notification as a Slack message: blocks, and the one line that lock screens and screen readers get. */
import type { types } from '@slack/bolt';
import { cleanText } from '../../../core/delivery/clean-text.ts';
import { mentions } from '../../../core/delivery/notification.ts';
import type {
  AnswerNotification,
  Notification,
  NoticeNotification,
} from '../../../core/delivery/notification.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import { alertBlocks } from './render-alert.ts';
import { joined, marked, mentioned, own, richText, section } from './rich-text.ts';
import type { Element } from './rich-text.ts';

/** What chat.postMessage and chat.update take beside the channel. */
export type SlackMessage = {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
};

const MAX_LINES = 30;
const MAX_CHARACTERS = 12_000;

export type RenderOptions = {
  readonly buttons: boolean;
  /** A user group that alerts mention, by its id. */
  readonly mention?: string | undefined;
};

/**
 * The message for a notification. Foreign text appears in rich_text and plain_text only, where Slack takes it
 * literally; in the fallback `text`, which is mrkdwn, `& < >` are escaped, so that no mention can come alive but
 * that of the user group which the receiver names.
 */
export function renderNotification(
  n: Notification,
  options: RenderOptions = { buttons: false },
): SlackMessage {
  const quiet = { unfurl_links: false, unfurl_media: false } as const;
  switch (n.kind) {
    case 'alert': {
      const { headline, indicator, outlet, severity } = n;
      const line = `[${severity}] ${indicator.name}: ${shorten(cleanText(headline.text), 300)} (${outlet})`;
      const text = escaped(line, 600);
      const blocks = alertBlocks(n, options);
      const mention = mentions(n) ? options.mention : undefined;
      return mention === undefined
        ? { text, blocks, ...quiet }
        : {
            text: `<!subteam^${mention}> ${text}`,
            blocks: [richText(section([mentioned(mention)])), ...blocks],
            ...quiet,
          };
    }
    case 'answer':
    case 'notice':
      return { text: escaped(n.title, 600), blocks: noticeBlocks(n), ...quiet };
  }
}

/** Foreign words for a place that takes mrkdwn: https://docs.slack.dev/messaging/formatting-message-text/#escaping */
export function escaped(text: string, max: number): string {
  const shown = shorten(cleanText(text), max);
  return shown.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') || 'Signpost';
}

function noticeBlocks(n: NoticeNotification | AnswerNotification): types.KnownBlock[] {
  const title = shorten(cleanText(n.title), 150) || 'Signpost';
  const header: types.HeaderBlock = {
    type: 'header',
    text: { type: 'plain_text', text: title, emoji: false },
  };
  const lines: (readonly Element[])[] = [];
  let left = MAX_CHARACTERS;
  let shown = 0;
  for (const line of n.lines.slice(0, MAX_LINES)) {
    const elements = marked(line, line.link, 600);
    left -= JSON.stringify(elements).length + 40;
    if (left < 0) break;
    lines.push(elements);
    shown += 1;
  }
  const rest = n.lines.length - shown;
  if (rest > 0) lines.push([own(`… and ${rest} more`, 'italic')]);
  const body = joined(lines, '\n');
  return body.length === 0 ? [header] : [header, richText(section(body))];
}
