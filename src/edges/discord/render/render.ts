/** Draws a notification as the body of a Discord message. */
import type { APIEmbed, RESTPatchAPIChannelMessageJSONBody } from 'discord.js';
import type {
  AnswerNotification,
  NoticeNotification,
  Notification,
} from '../../../core/delivery/notification.ts';
import { mentions } from '../../../core/delivery/notification.ts';
import { alertButtons } from './buttons.ts';
import { LIMITS, withinLimits } from './limits.ts';
import { foreign, linked, marked, plain } from './markdown.ts';
import { alertEmbed } from './render-alert.ts';

export type RenderOptions = {
  /** Only where somebody listens to them. */
  readonly buttons: boolean;
  /** What a look-up in the channel finds the message by; see `deliveryMark`. */
  readonly mark?: string | undefined;
  /** The id of the one role that an alert mentions. */
  readonly mention?: string | undefined;
};

/** What Create Message and Edit Message both take. */
export type DiscordMessage = Required<
  Pick<RESTPatchAPIChannelMessageJSONBody, 'embeds' | 'allowed_mentions'>
> &
  Pick<RESTPatchAPIChannelMessageJSONBody, 'components' | 'content'>;

const NOTICE_COLOUR = 0x5d_6d_7e;
const MAX_LINE = 300;
const MAX_LINES = 40;
const MAX_LINK = 300;

/**
 * The body for a notification. All of it is one embed: embeds never notify anybody, and `allowed_mentions` forbids it
 * once more, but for the one role that stands alone in the content where it is asked for. Foreign text is cleaned,
 * escaped and cut between graphemes.
 */
export function renderNotification(
  n: Notification,
  options: RenderOptions = { buttons: false },
): DiscordMessage {
  const quiet = { allowed_mentions: { parse: [] } };
  const mention = options.mention === undefined || !mentions(n) ? quiet : mentioning(options.mention);
  switch (n.kind) {
    case 'alert':
      return {
        embeds: [withinLimits(alertEmbed(n, options.mark))],
        ...(options.buttons ? { components: [alertButtons(n.alertId)] } : {}),
        ...mention,
      };
    case 'answer':
    case 'notice':
      return { embeds: [withinLimits(noticeEmbed(n, options.mark))], ...mention };
  }
}

function mentioning(role: string): Pick<DiscordMessage, 'content' | 'allowed_mentions'> {
  return { content: `<@&${role}>`, allowed_mentions: { parse: [], roles: [role] } };
}

function noticeEmbed(n: NoticeNotification | AnswerNotification, mark: string | undefined): APIEmbed {
  const lines: string[] = [];
  let room = LIMITS.description - 40;
  for (const line of n.lines.slice(0, MAX_LINES)) {
    const shown = linked(marked(line, MAX_LINE), line.link, MAX_LINK);
    room -= shown.length + 1;
    if (room < 0) break;
    lines.push(shown);
  }
  const rest = n.lines.length - lines.length;
  const description = [...lines, ...(rest > 0 ? [`*… and ${rest} more*`] : [])].join('\n');
  return {
    title: foreign(n.title, LIMITS.title) || 'Signpost',
    color: NOTICE_COLOUR,
    ...(description.trim() === '' ? {} : { description }),
    ...(mark === undefined ? {} : { footer: { text: plain(mark, LIMITS.footer) } }),
  };
}
