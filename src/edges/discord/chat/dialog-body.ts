/** A dialog as Discord draws it: labels with text fields below them. */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import type { Dialog } from '../../../core/command/dialog.ts';
import { plain } from '../render/markdown.ts';

/** https://discord.com/developers/docs/components/reference#text-input and #label */
const MAX_TITLE = 45;
const MAX_LABEL = 45;
const MAX_HINT = 100;
const MAX_VALUE = 4000;
const PREFIX = 'ask:';

/** The callback data of a modal; its id names the command. */
export function dialogBody({ command, title, fields }: Dialog): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `${PREFIX}${command}`,
    title: plain(title, MAX_TITLE),
    components: fields.map(({ name, label, hint, long, required, most, value }) => ({
      type: ComponentType.Label,
      label: plain(label, MAX_LABEL),
      component: {
        type: ComponentType.TextInput,
        custom_id: name,
        style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        required,
        max_length: Math.min(most, MAX_VALUE),
        ...(hint === undefined ? {} : { placeholder: plain(hint, MAX_HINT) }),
        ...(value === undefined ? {} : { value }),
      },
    })),
  };
}

/** The command that a dialog asks for, by the dialog's id. */
export function dialogCommand(customId: string): string {
  return customId.startsWith(PREFIX) ? customId.slice(PREFIX.length) : '';
}
