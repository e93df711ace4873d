/** Draws a notification as the body of a Discord message. */
import { type APIEmbed, MessageFlags, type RESTPatchAPIChannelMessageJSONBody } from 'discord.js';
import { isQuiet, type Mention, mentionFor } from '../../../core/delivery/mention.ts';
import type {
  AnswerNotification,
  NoticeLine,
  NoticeNotification,
  Notification,
} from '../../../core/delivery/notification.ts';
import { alertButtons } from './buttons.ts';
import { LIMITS, withinLimits } from './limits.ts';
import { foreign, linked, marked, plain } from './markdown.ts';
import { alertParts } from './render-alert.ts';

export type RenderOptions = {
  /** Only where somebody listens to them. */
  readonly buttons: boolean;
  /** What a look-up in the channel finds the message by; see `deliveryMark`. */
  readonly mark?: string | undefined;
  /** Whom the message mentions, and from which severity on. */
  readonly mention?: Mention | undefined;
  /** True for a change of a message that stands: the mention is shown, but nobody is called again. */
  readonly edit?: boolean | undefined;
  /** True where low severity and notices arrive without a sound. */
  readonly silent?: boolean | undefined;
};

/** What Create Message and Edit Message both take; `flags` are left out of edits. */
export type DiscordMessage = Required<
  Pick<RESTPatchAPIChannelMessageJSONBody, 'content' | 'embeds' | 'allowed_mentions'>
> &
  Pick<RESTPatchAPIChannelMessageJSONBody, 'components' | 'flags'>;

const NOTICE_COLOUR = 0x5d_6d_7e;
const MAX_LINE = 300;
const MAX_LINES = 40;
const MAX_LINK = 300;

/**
 * The body for a notification: in words in the content, which pushes and members without embeds get, the rest in one
 * embed. `allowed_mentions` forbids every mention but that of the one role which the receiver names. Foreign text is
 * cleaned, escaped and cut between graphemes.
 */
export function renderNotification(
  n: Notification,
  { edit = false, silent = false, ...options }: RenderOptions = { buttons: false },
): DiscordMessage {
  const role = mentionFor(n, options.mention);
  const { content, embed } = n.kind === 'alert' ? alertParts(n, options.mark) : noticeParts(n, options.mark);
  const quiet = silent && !edit && role === undefined && isQuiet(n);
  return {
    content: role === undefined ? content : `<@&${role}> ${content}`,
    embeds: [withinLimits(embed)],
    ...(options.buttons && n.kind === 'alert' ? { components: [alertButtons(n)] } : {}),
    allowed_mentions: role === undefined || edit ? { parse: [] } : { parse: [], roles: [role] },
    ...(quiet ? { flags: MessageFlags.SuppressNotifications } : {}),
  };
}

/** The title and the first line in the content, the others below. */
function noticeParts(
  n: NoticeNotification | AnswerNotification,
  mark: string | undefined,
): { readonly content: string; readonly embed: APIEmbed } {
  const title = foreign(n.title, LIMITS.title) || 'Signpost';
  const [first, ...others] = n.lines;
  const lines: string[] = [];
  let room = LIMITS.description - 40;
  for (const line of others.slice(0, MAX_LINES)) {
    const shown = noticeLine(line);
    room -= shown.length + 1;
    if (room < 0) break;
    lines.push(shown);
  }
  const rest = others.length - lines.length;
  const description = [...lines, ...(rest > 0 ? [`*… and ${rest} more*`] : [])].join('\n');
  const footer = mark === undefined ? {} : { footer: { text: plain(mark, LIMITS.footer) } };
  return {
    content: [`**${title}**`, first === undefined ? '' : noticeLine(first, true)].filter(Boolean).join('\n'),
    embed: {
      color: NOTICE_COLOUR,
      // An embed with nothing in it is refused.
      ...(description.trim() === '' && mark !== undefined
        ? {}
        : { description: description.trim() || title }),
      ...footer,
    },
  };
}

/** @param bare Without the address's own preview, which a link in a content would get. */
function noticeLine(line: NoticeLine, bare = false): string {
  const shown = linked(marked(line, MAX_LINE), line.link, MAX_LINK);
  return bare ? shown.replace(/\]\((https?:[^)]*)\)$/, '](<$1>)') : shown;
}
