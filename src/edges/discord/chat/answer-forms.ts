/** Answers what is asked by a dialog that was sent off, or from the menu of a message. */
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { ChatHandler, CommandRequest } from '../../../core/command/chat.ts';
import { type Dialog, dialogOf } from '../../../core/command/dialog.ts';
import { faultsReply } from '../../../core/command/faults-reply.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { askedOf, NOTHING_ASKED, SHORTCUTS } from '../../../core/command/shortcuts.ts';
import { renderReply } from '../render/render-reply.ts';
import { type AnswerDeps, BROKEN, forgotten, placeOf, tried, UNKNOWN } from './answering.ts';
import { dialogBody, dialogCommand } from './dialog-body.ts';
import { interactionCalls } from './interaction-calls.ts';
import { commandAgain } from './typed-memory.ts';

/** What was picked from the menu of a message. */
export async function answerMenu(
  deps: AnswerDeps,
  to: ChatHandler,
  interaction: MessageContextMenuCommandInteraction,
): Promise<void> {
  const shortcut = SHORTCUTS.find(({ name }) => name === interaction.commandName);
  if (shortcut === undefined) return answerInPrivate(deps, to, interaction, undefined);
  const { targetMessage: message } = interaction;
  // What was forwarded stands in snapshots, and the message itself is empty.
  const shown = [message, ...message.messageSnapshots.values()];
  const text = shown
    .flatMap(({ content, embeds }) => [
      content,
      ...embeds.flatMap(({ title, description }) => [title, description]),
    ])
    .filter((part) => part !== null && part !== '')
    .join('\n');
  const links = shown.flatMap(({ embeds }) => embeds.flatMap(({ url }) => url ?? []));
  const asked = askedOf(shortcut, { text, links });
  const args = { [shortcut.option]: asked };
  await answerInPrivate(deps, to, interaction, { name: shortcut.command, args }, async ({ by }) =>
    asked === '' ? ((await to.refusal({ command: shortcut.command }, by)) ?? NOTHING_ASKED) : undefined,
  );
}

/** A dialog that was sent off. */
export async function answerDialog(
  deps: AnswerDeps,
  to: ChatHandler,
  interaction: ModalSubmitInteraction,
): Promise<void> {
  const spec = commandNamed(dialogCommand(interaction.customId));
  if (spec === undefined) return answerInPrivate(deps, to, interaction, undefined);
  const args = Object.fromEntries(
    spec.options.flatMap(({ name }) => {
      const field = interaction.fields.fields.get(name);
      const value = field !== undefined && 'value' in field ? field.value : undefined;
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
  await answerInPrivate(deps, to, interaction, { name: spec.name, args }, async (request) => {
    const faults = await to.faults(request);
    const dialog = dialogOf(spec.name, args);
    if (faults.length === 0 || dialog === undefined) return undefined;
    return faultsReply(
      dialog,
      faults,
      deps.typed.keep({ command: spec.name, args, user: interaction.user.id }),
    );
  });
}

type Asking = ButtonInteraction | ChatInputCommandInteraction | StringSelectMenuInteraction;

/** Opens a command's dialog. It has to be the first answer, so whether somebody may is looked up before it. */
export async function openDialog(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: Asking,
  dialog: Dialog,
): Promise<void> {
  const refusal = await tried(
    log,
    asker(interaction, to).then((by) => to.refusal({ command: dialog.command }, by)),
    BROKEN,
  );
  await interactionCalls(rest, interaction, log).acknowledge(
    refusal === undefined
      ? { type: InteractionResponseType.Modal, data: dialogBody(dialog) }
      : inPrivate(refusal),
  );
}

/** Opens a dialog that could not be taken again, with what was typed into it. */
export async function reopenDialog(
  deps: AnswerDeps,
  to: ChatHandler,
  interaction: ButtonInteraction | StringSelectMenuInteraction,
): Promise<void> {
  const typed = deps.typed.find(interaction.customId, interaction.user.id);
  const dialog = typed && dialogOf(typed.command, typed.args);
  if (dialog !== undefined) return openDialog(deps, to, interaction, dialog);
  const gone = inPrivate(forgotten(commandAgain(interaction.customId)));
  await interactionCalls(deps.rest, interaction, deps.log).acknowledge(gone);
}

function inPrivate(reply: Reply): object {
  const data = { ...renderReply(reply).body, flags: MessageFlags.Ephemeral };
  return { type: InteractionResponseType.ChannelMessageWithSource, data };
}

/**
 * Acknowledges at once, since Discord waits three seconds, and answers the one who asked; `asked` is undefined where
 * nothing is known of it, and what `before` answers stands for the command's own answer.
 */
async function answerInPrivate(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: MessageContextMenuCommandInteraction | ModalSubmitInteraction,
  asked: Pick<CommandRequest, 'name' | 'args'> | undefined,
  before?: (request: CommandRequest) => Promise<Reply | undefined>,
): Promise<void> {
  const calls = interactionCalls(rest, interaction, log);
  const ours = await calls.acknowledge({
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  });
  if (!ours) return;
  const { channelId: channel } = interaction;
  if (asked === undefined || channel === null) return calls.edit(renderReply(UNKNOWN));
  const reply = await tried(
    log,
    asker(interaction, to).then(async (by) => {
      const request = { ...asked, by, channel, ...placeOf(interaction) };
      return (await before?.(request)) ?? to.command(request);
    }),
    BROKEN,
  );
  await calls.edit(renderReply(reply));
}
