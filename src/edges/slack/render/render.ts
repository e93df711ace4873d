/** Draws a notification as a Slack message: blocks, and the one line that lock screens and screen readers get. */
import type { types } from '@slack/bolt';
import { cleanLine } from '../../../core/delivery/clean-text.ts';
import { cardInWords, sentences } from '../../../core/delivery/card.ts';
import { isolated } from '../../../core/delivery/isolate.ts';
import { type Mention, mentionFor } from '../../../core/delivery/mention.ts';
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

/** Escapes included, well within the 4,000 that Slack takes. */
const MAX_TEXT = 2000;
const MAX_LINES = 30;
const MAX_CHARACTERS = 12_000;

export type RenderOptions = {
  readonly buttons: boolean;
  /** The user group that alerts mention, and from which severity on. */
  readonly mention?: Mention | undefined;
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
  const role = mentionFor(n, options.mention);
  const quiet = { unfurl_links: false, unfurl_media: false } as const;
  switch (n.kind) {
    case 'alert': {
      const text = escaped(cardInWords(n), MAX_TEXT);
      const blocks = alertBlocks(n, options);
      return role === undefined ? { text, blocks, ...quiet } : { ...called(role, text, blocks), ...quiet };
    }
    case 'answer':
    case 'notice': {
      const text = escaped(noticeInWords(n), MAX_TEXT);
      const blocks = noticeBlocks(n);
      return role === undefined ? { text, blocks, ...quiet } : { ...called(role, text, blocks), ...quiet };
    }
  }
}

/** The same, calling a user group. */
function called(group: string, text: string, blocks: types.KnownBlock[]) {
  return { text: `<!subteam^${group}> ${text}`, blocks: [richText(section([mentioned(group)])), ...blocks] };
}

/** A notice or an answer as one line: screen readers and pushes get nothing else. */
function noticeInWords({ title, lines }: NoticeNotification | AnswerNotification): string {
  return sentences([title, ...lines.map(({ text }) => text)].map((line) => isolated(cleanLine(line))));
}

/** What Slack takes as a message's text, less a margin: https://docs.slack.dev/reference/methods/chat.postMessage */
const MAX_ESCAPED = 3900;

/** Clean words for a place that takes mrkdwn: https://docs.slack.dev/messaging/formatting-message-text/#escaping */
export function escaped(text: string, max: number): string {
  const shown = shorten(text, max);
  const drawn = shown.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') || 'Signpost';
  return drawn.length <= MAX_ESCAPED ? drawn : escaped(text, Math.floor(max / 2));
}

function noticeBlocks(n: NoticeNotification | AnswerNotification): types.KnownBlock[] {
  const title = shorten(cleanLine(n.title), 150) || 'Signpost';
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
