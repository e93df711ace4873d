/** Answers one interaction of Discord's: a slash command, what is typed into its options, or a button. */
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { ChatHandler, Choice } from '../../../core/command/chat.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { SECOND } from '../../../core/time/duration.ts';
import { interactionCalls } from './interaction-calls.ts';
import type { openAskers } from './askers.ts';
import type { DiscordLog } from '../log.ts';
import { plain } from '../render/markdown.ts';
import { PERMISSIONS } from '../invite.ts';
import { renderReply } from '../render/render-reply.ts';
import type { Rest } from '../rest.ts';
import { later } from './later.ts';

export type AnswerDeps = {
  readonly rest: Rest;
  readonly asker: ReturnType<typeof openAskers>;
  readonly log: DiscordLog;
};

const MAX_CHOICES = 25;
const MAX_CHOICE = 100;
/** Less than the three seconds after which Discord shows a failure. */
const CHOICES_WITHIN = 2 * SECOND;
/** The first of the permissions are those without which nothing appears: see, send, embed. */
const NEEDED_TO_POST = 3;
const ADMINISTRATOR = 8n;
/** Buttons of an answer that show another page of it in its place. */
const PAGE = /^page:/;

/** Acknowledges first, since Discord waits three seconds; a fault of the handler becomes an answer that says so. */
export async function answerInteraction(
  deps: AnswerDeps,
  to: ChatHandler,
  interaction: Interaction,
): Promise<void> {
  if (interaction.isAutocomplete()) await complete(deps, to, interaction);
  else if (interaction.isChatInputCommand()) await command(deps, to, interaction);
  else if (interaction.isButton()) await press(deps, to, interaction);
}

async function complete(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: AutocompleteInteraction,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const spec = commandNamed(interaction.commandName);
  const wanted =
    spec === undefined ? [] : asker(interaction, to).then((by) => to.complete(spec.name, name, value, by));
  const choices = await Promise.race([tried(log, wanted, []), later(CHOICES_WITHIN, [])]);
  await interactionCalls(rest, interaction, log).acknowledge({
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices: drawnChoices(choices) },
  });
}

async function command(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: ChatInputCommandInteraction,
): Promise<void> {
  const args = argumentsOf(interaction);
  const isPublic = args['public'] === true;
  const calls = interactionCalls(rest, interaction, log);
  const ours = await calls.acknowledge({
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: isPublic ? {} : { flags: MessageFlags.Ephemeral },
  });
  if (!ours) return;
  const spec = commandNamed(interaction.commandName);
  const { channelId: channel } = interaction;
  const reply =
    spec === undefined
      ? UNKNOWN
      : await tried(
          log,
          asker(interaction, to).then((by) =>
            to.command({ name: spec.name, args, by, channel, blocked: blockedIn(interaction) }),
          ),
          BROKEN,
        );
  if (!isPublic || reply.visibility === 'public') {
    await calls.edit(renderReply(reply));
    return;
  }
  // The deferred answer is everybody's, and a reason why something did not work is not.
  await calls.withdraw();
  await calls.followUp(renderReply(reply), true);
}

async function press(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: ButtonInteraction,
): Promise<void> {
  const { customId: button, channelId: channel } = interaction;
  const calls = interactionCalls(rest, interaction, log);
  if (!(await calls.acknowledge({ type: InteractionResponseType.DeferredMessageUpdate }))) return;
  const reply = await tried(
    log,
    asker(interaction, to).then((by) => to.press({ button, by, channel })),
    BROKEN,
  );
  if (reply === undefined) return;
  if (PAGE.test(button) && reply !== BROKEN) await calls.edit(renderReply(reply));
  else await calls.followUp(renderReply(reply), reply.visibility === 'private');
}

async function tried<T>(log: DiscordLog, work: T | Promise<T>, instead: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    log.error({ err: error }, 'Discord: a question failed by a bug');
    return instead;
  }
}

/** The rights without which an alert would not appear in the channel where somebody asks. */
function blockedIn({ appPermissions, guildId }: ChatInputCommandInteraction): string | undefined {
  if (guildId === null) return undefined;
  const lacking = PERMISSIONS.slice(0, NEEDED_TO_POST).filter(
    ({ bit }) => (appPermissions.bitfield & ((1n << bit) | ADMINISTRATOR)) === 0n,
  );
  if (lacking.length === 0) return undefined;
  const names = lacking.map(({ name }) => name).join(', ');
  return `I may not post in this channel: I lack ${names}. Give my role ${names} here (channel settings, Permissions), then ask again.`;
}

function argumentsOf(
  interaction: ChatInputCommandInteraction,
): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    interaction.options.data.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A value is handed back as it is, so one that is too long is left out rather than cut. */
function drawnChoices(choices: readonly Choice[]): readonly Choice[] {
  return choices
    .filter(({ value }) => value !== '' && value.length <= MAX_CHOICE)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: plain(name, MAX_CHOICE) || '…', value }));
}

function privately(title: string, text: string): Reply {
  return { title, blocks: [{ kind: 'line', inlines: [{ kind: 'text', text }] }], visibility: 'private' };
}

const BROKEN = privately('That did not work', 'Something went wrong inside Signpost; its log says more.');
const UNKNOWN = privately('No such command', 'This command is gone; Discord may take an hour to forget it.');
