/** Answers what is asked by a dialog that was sent off, or from the menu of a message. */
import {
  InteractionResponseType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { ChatHandler } from '../../../core/command/chat.ts';
import { askedOf, SHORTCUTS } from '../../../core/command/shortcuts.ts';
import { renderReply } from '../render/render-reply.ts';
import { type AnswerDeps, BROKEN, placeOf, tried, UNKNOWN } from './answering.ts';
import { dialogCommand } from './dialog-body.ts';
import { interactionCalls } from './interaction-calls.ts';

/** What was picked from the menu of a message. */
export async function answerMenu(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: MessageContextMenuCommandInteraction,
): Promise<void> {
  const calls = interactionCalls(rest, interaction, log);
  const ours = await calls.acknowledge({
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  });
  if (!ours) return;
  const shortcut = SHORTCUTS.find(({ name }) => name === interaction.commandName);
  if (shortcut === undefined) return calls.edit(renderReply(UNKNOWN));
  const { content, embeds } = interaction.targetMessage;
  const text = [content, ...embeds.flatMap(({ title, description }) => [title, description])]
    .filter((part) => part !== null && part !== '')
    .join('\n');
  const links = embeds.flatMap(({ url }) => url ?? []);
  const args = { [shortcut.option]: askedOf(shortcut, { text, links }) };
  const { channelId: channel } = interaction;
  const reply = await tried(
    log,
    asker(interaction, to).then((by) =>
      to.command({ name: shortcut.command, args, by, channel, ...placeOf(interaction) }),
    ),
    BROKEN,
  );
  await calls.edit(renderReply(reply));
}

/** A dialog that was sent off. */
export async function answerDialog(
  { rest, asker, log }: AnswerDeps,
  to: ChatHandler,
  interaction: ModalSubmitInteraction,
): Promise<void> {
  const calls = interactionCalls(rest, interaction, log);
  const ours = await calls.acknowledge({
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  });
  if (!ours) return;
  const spec = commandNamed(dialogCommand(interaction.customId));
  const { channelId: channel } = interaction;
  if (spec === undefined || channel === null) return calls.edit(renderReply(UNKNOWN));
  const args = Object.fromEntries(
    spec.options.flatMap(({ name }) => {
      const field = interaction.fields.fields.get(name);
      const value = field !== undefined && 'value' in field ? field.value : undefined;
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
  const reply = await tried(
    log,
    asker(interaction, to).then((by) =>
      to.command({ name: spec.name, args, by, channel, ...placeOf(interaction) }),
    ),
    BROKEN,
  );
  await calls.edit(renderReply(reply));
}
