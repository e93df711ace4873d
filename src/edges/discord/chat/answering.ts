/** What the answers to all kinds of interactions share: where somebody asks, and what is said where something fails. */
import type {
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import type { CommandRequest } from '../../../core/command/chat.ts';
import type { Reply } from '../../../core/command/reply.ts';
import type { openAskers } from './askers.ts';
import type { DiscordLog } from '../log.ts';
import { PERMISSIONS, THREAD_PERMISSION } from '../invite.ts';
import type { Rest } from '../rest.ts';
import type { TypedMemory } from './typed-memory.ts';

export type AnswerDeps = {
  readonly rest: Rest;
  readonly asker: ReturnType<typeof openAskers>;
  readonly log: DiscordLog;
  readonly typed: TypedMemory;
};

/** Without these nothing appears: see, send, embed. In a thread the right to send is one of its own. */
const [SEE, SEND, EMBED] = PERMISSIONS;
const ADMINISTRATOR = 8n;
type Placed = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ModalSubmitInteraction;

/** The channel's name, and why nothing could be posted there. */
export function placeOf(interaction: Placed): Pick<CommandRequest, 'blocked' | 'channelName'> {
  const { channel } = interaction;
  const named =
    channel !== null && 'name' in channel && channel.name !== null ? { channelName: channel.name } : {};
  return { blocked: blockedIn(interaction), ...named };
}

/** The work's result, or `instead` after its fault was logged. */
export async function tried<T>(log: DiscordLog, work: T | Promise<T>, instead: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    log.error({ err: error }, 'Discord: a question failed by a bug');
    return instead;
  }
}

/** The rights without which an alert would not appear in the channel where somebody asks. */
export function blockedIn({
  appPermissions,
  guildId,
  channel,
}: Placed | ButtonInteraction | StringSelectMenuInteraction): string | undefined {
  if (guildId === null) return undefined;
  // In a thread one right takes the place of another: https://discord.com/developers/docs/topics/threads#permissions
  const needed = [SEE, channel?.isThread() === true ? THREAD_PERMISSION : SEND, EMBED];
  const lacking = needed.filter(
    ({ bit }) => (appPermissions.bitfield & ((1n << bit) | ADMINISTRATOR)) === 0n,
  );
  if (lacking.length === 0) return undefined;
  const names = lacking.map(({ name }) => name).join(', ');
  return `I may not post in this channel: I lack ${names}. Give my role ${names} here (channel settings, Permissions), then ask again.`;
}

function privately(title: string, text: string): Reply {
  return { title, blocks: [{ kind: 'line', inlines: [{ kind: 'text', text }] }], visibility: 'private' };
}

/** What somebody wrote into a dialog is not at hand any more, as it is after a restart; `command` asks for it. */
export function forgotten(command: string | undefined): Reply {
  const again = command === undefined ? 'the command once more' : `/${command} once more`;
  return privately(
    'What you wrote is gone',
    `The bot was started again since, so it cannot fill the dialog in: type ${again} and copy what you wrote from above.`,
  );
}

export const BROKEN = privately(
  'That did not work',
  'Something went wrong inside Signpost; its log says more.',
);
export const UNKNOWN = privately(
  'No such command',
  'This command is gone; Discord may take an hour to forget it.',
);
