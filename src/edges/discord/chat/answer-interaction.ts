/** Answers one interaction of Discord's: a slash command, what is typed into its options, or a button. */
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type StringSelectMenuInteraction,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { ChatHandler, Choice } from '../../../core/command/chat.ts';
import { SECOND } from '../../../core/time/duration.ts';
import { dialogOf } from '../../../core/command/dialog.ts';
import { interactionCalls } from './interaction-calls.ts';
import { plain } from '../render/markdown.ts';
import { renderReply } from '../render/render-reply.ts';
import { type AnswerDeps, blockedIn, BROKEN, placeOf, tried, UNKNOWN } from './answering.ts';
import { answerDialog, answerMenu, openDialog, reopenDialog } from './answer-forms.ts';
import { later } from './later.ts';
import { isAgain } from './typed-memory.ts';

const MAX_CHOICES = 25;
const MAX_CHOICE = 100;
/** Less than the three seconds after which Discord shows a failure. */
const CHOICES_WITHIN = 2 * SECOND;
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
  else if (interaction.isButton() || interaction.isStringSelectMenu()) await press(deps, to, interaction);
  else if (interaction.isModalSubmit()) await answerDialog(deps, to, interaction);
  else if (interaction.isMessageContextMenuCommand()) await answerMenu(deps, to, interaction);
}

async function complete(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: AutocompleteInteraction,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const spec = commandNamed(nameOf(interaction));
  const wanted =
    spec === undefined ? [] : asker(interaction, to).then((by) => to.complete(spec.name, name, value, by));
  const choices = await Promise.race([tried(log, wanted, []), later(CHOICES_WITHIN, [])]);
  await interactionCalls(rest, interaction, log).acknowledge({
    type: InteractionResponseType.ApplicationCommandAutocompleteResult,
    data: { choices: drawnChoices(choices) },
  });
}

async function command(
  deps: AnswerDeps,
  to: ChatHandler,
  interaction: ChatInputCommandInteraction,
): Promise<void> {
  const { rest, asker, log } = deps;
  const args = argumentsOf(interaction);
  const isPublic = args['public'] === true;
  const calls = interactionCalls(rest, interaction, log);
  const dialog = dialogOf(nameOf(interaction));
  if (dialog !== undefined) {
    await openDialog(deps, to, interaction, dialog);
    return;
  }
  const ours = await calls.acknowledge({
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: isPublic ? {} : { flags: MessageFlags.Ephemeral },
  });
  if (!ours) return;
  const spec = commandNamed(nameOf(interaction));
  const { channelId: channel } = interaction;
  const reply =
    spec === undefined
      ? UNKNOWN
      : await tried(
          log,
          asker(interaction, to).then((by) =>
            to.command({ name: spec.name, args, by, channel, ...placeOf(interaction) }),
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
  deps: AnswerDeps,
  to: ChatHandler,
  interaction: ButtonInteraction | StringSelectMenuInteraction,
): Promise<void> {
  if (isAgain(interaction.customId)) return reopenDialog(deps, to, interaction);
  const { rest, asker, log } = deps;
  const { customId: button, channelId: channel } = interaction;
  const calls = interactionCalls(rest, interaction, log);
  if (!(await calls.acknowledge({ type: InteractionResponseType.DeferredMessageUpdate }))) return;
  const reply = await tried(
    log,
    asker(interaction, to).then((by) =>
      to.press({
        button,
        by,
        channel,
        blocked: blockedIn(interaction),
        ...(interaction.isStringSelectMenu() ? { picked: interaction.values } : {}),
      }),
    ),
    BROKEN,
  );
  if (reply === undefined) return;
  if (PAGE.test(button) && reply.isPage === true) await calls.edit(renderReply(reply));
  else await calls.followUp(renderReply(reply), reply.visibility === 'private');
}

/** The catalogue's name of what was typed: `feed add` of a command with a subcommand. */
function nameOf(interaction: AutocompleteInteraction | ChatInputCommandInteraction): string {
  const sub = interaction.options.getSubcommand(false);
  return sub === null ? interaction.commandName : `${interaction.commandName} ${sub}`;
}

function argumentsOf(
  interaction: ChatInputCommandInteraction,
): Readonly<Record<string, string | number | boolean>> {
  const { data } = interaction.options;
  // Those of a subcommand stand below it.
  const given = data.flatMap((each) => each.options ?? [each]);
  return Object.fromEntries(given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}

/** A value is handed back as it is, so one that is too long is left out rather than cut. */
function drawnChoices(choices: readonly Choice[]): readonly Choice[] {
  return choices
    .filter(({ value }) => value !== '' && value.length <= MAX_CHOICE)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: plain(name, MAX_CHOICE) || '…', value }));
}
