/** The dialog that asks for a command's options, and reads what somebody put in. */
import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Dialog } from '../../../core/command/dialog.ts';
import { carriedState } from './carried-state.ts';

/** Names the dialog in what Slack sends when it is sent off. */
export const ASK_DIALOG = 'ask';

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const MAX_VALUE = 3000;
const MAX_HINT = 150;

/** What the dialog carries through Slack; only the app sees it. */
const AskState = z.strictObject({
  command: z.string(),
  channel: z.string(),
  channelName: z.string().optional(),
  /** Where to answer. */
  url: z.string(),
});
export type AskState = z.infer<typeof AskState>;

const Field = z.object({ value: z.string().nullish() });
const Submission = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), Field)) }),
});

/** The view of a command's dialog. */
export function askDialog({ title, submit, fields }: Dialog, state: AskState): types.ModalView {
  return {
    type: 'modal',
    callback_id: ASK_DIALOG,
    private_metadata: JSON.stringify(state),
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks: fields.map(({ name, label, hint, long, required, most, value }): types.InputBlock => ({
      type: 'input',
      block_id: name,
      optional: !required,
      label: plain(label),
      element: {
        type: 'plain_text_input',
        action_id: name,
        multiline: long,
        max_length: Math.min(most, MAX_VALUE),
        ...(hint === undefined ? {} : { placeholder: plain(hint.slice(0, MAX_HINT)) }),
        ...(value === undefined ? {} : { initial_value: value.slice(0, MAX_VALUE) }),
      },
    })),
  };
}

/** What was put in, by option; undefined where the dialog is one that another version of the bot has opened. */
export function readAskDialog(
  view: unknown,
): { readonly state: AskState; readonly args: Readonly<Record<string, string>> } | undefined {
  const submission = Submission.safeParse(view);
  if (!submission.success) return undefined;
  const { private_metadata, state } = submission.data;
  const carried = carriedState(AskState, private_metadata);
  if (carried === undefined) return undefined;
  const given = Object.entries(state.values).flatMap(([name, { [name]: field }]) =>
    field?.value === undefined || field.value === null || field.value === '' ? [] : [[name, field.value]],
  );
  return { state: carried, args: Object.fromEntries(given) };
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text };
}
