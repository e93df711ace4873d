/** Answers what is asked by a dialog that was sent off, or from the menu of a message. */
import {
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { ChatHandler, CommandRequest } from '../../../core/command/chat.ts';
import { askedOf, SHORTCUTS } from '../../../core/command/shortcuts.ts';
import { renderReply } from '../render/render-reply.ts';
import { type AnswerDeps, BROKEN, placeOf, tried, UNKNOWN } from './answering.ts';
import { dialogCommand } from './dialog-body.ts';
import { interactionCalls } from './interaction-calls.ts';

/** What was picked from the menu of a message. */
export async function answerMenu(
  deps: AnswerDeps,
  to: ChatHandler,
  interaction: MessageContextMenuCommandInteraction,
): Promise<void> {
  const shortcut = SHORTCUTS.find(({ name }) => name === interaction.commandName);
  if (shortcut === undefined) return answerInPrivate(deps, to, interaction, undefined);
  const { content, embeds } = interaction.targetMessage;
  const text = [content, ...embeds.flatMap(({ title, description }) => [title, description])]
    .filter((part) => part !== null && part !== '')
    .join('\n');
  const links = embeds.flatMap(({ url }) => url ?? []);
  const args = { [shortcut.option]: askedOf(shortcut, { text, links }) };
  await answerInPrivate(deps, to, interaction, { name: shortcut.command, args });
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
  await answerInPrivate(deps, to, interaction, { name: spec.name, args });
}

/** Acknowledges at once, since Discord waits three seconds, and answers the one who asked; undefined where nothing is known of it. */
async function answerInPrivate(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: MessageContextMenuCommandInteraction | ModalSubmitInteraction,
  asked: Pick<CommandRequest, 'name' | 'args'> | undefined,
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
    asker(interaction, to).then((by) => to.command({ ...asked, by, channel, ...placeOf(interaction) })),
    BROKEN,
  );
  await calls.edit(renderReply(reply));
}
