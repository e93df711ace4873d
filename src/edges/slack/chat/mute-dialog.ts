/** The dialog that asks for how long and why to mute, and reads what somebody put in. */
import type { types } from '@slack/bolt';
import { z } from 'zod';
import { carriedState } from './carried-state.ts';

/** Names the dialog in what Slack sends when it is sent off. */
export const MUTE_DIALOG = 'mute';
/** Names the field that asks for an indicator, which Slack asks the bot to complete. */
export const INDICATOR_FIELD = 'indicator';

const DURATIONS = [
  ['1h', '1 hour'],
  ['4h', '4 hours'],
  ['8h', '8 hours'],
  ['24h', '24 hours'],
  ['3d', '3 days'],
  ['7d', '7 days'],
  ['14d', '14 days'],
  ['30d', '30 days'],
] as const;
const USUAL = 3;
const LONGEST_REASON = 200;

/** What the dialog carries through Slack; only the app sees it. */
const DialogState = z.strictObject({
  /** The button that stands behind it, such as `mute:12`; without one the dialog asks for an indicator. */
  button: z.string().optional(),
  channel: z.string(),
  /** Where to answer. */
  url: z.string(),
});
export type DialogState = z.infer<typeof DialogState>;

const Selected = z.object({ selected_option: z.object({ value: z.string() }) });
const Values = z.object({
  indicator: z.object({ [INDICATOR_FIELD]: Selected }).optional(),
  duration: z.object({ duration: Selected }),
  reason: z.object({ reason: z.object({ value: z.string().nullish() }) }).optional(),
});
const Submission = z.object({ private_metadata: z.string(), state: z.object({ values: Values }) });

/** The dialog, for an alert's indicator or, without a button, for one to be picked. */
export function muteDialog(state: DialogState): types.ModalView {
  const options = DURATIONS.map(([value, text]) => ({ text: plain(text), value }));
  const usual = options[USUAL];
  return {
    type: 'modal',
    callback_id: MUTE_DIALOG,
    private_metadata: JSON.stringify(state),
    title: plain('Mute'),
    submit: plain('Mute'),
    close: plain('Cancel'),
    blocks: [
      ...(state.button === undefined ? [indicatorField()] : []),
      {
        type: 'input',
        block_id: 'duration',
        label: plain('For how long'),
        element: {
          type: 'static_select',
          action_id: 'duration',
          options,
          ...(usual === undefined ? {} : { initial_option: usual }),
        },
      },
      {
        type: 'input',
        block_id: 'reason',
        optional: true,
        label: plain('Why'),
        hint: plain('Shown with the silence, and when it ends.'),
        element: { type: 'plain_text_input', action_id: 'reason', max_length: LONGEST_REASON },
      },
    ],
  };
}

/** What was put in; undefined where the dialog is one that another version of the bot has opened. */
export function readMuteDialog(view: unknown):
  | {
      readonly state: DialogState;
      readonly indicator: string | undefined;
      readonly duration: string;
      readonly reason: string | undefined;
    }
  | undefined {
  const submission = Submission.safeParse(view);
  if (!submission.success) return undefined;
  const { private_metadata, state } = submission.data;
  const { indicator, duration, reason } = state.values;
  const carried = carriedState(DialogState, private_metadata);
  if (carried === undefined) return undefined;
  return {
    state: carried,
    indicator: indicator?.[INDICATOR_FIELD].selected_option.value,
    duration: duration.duration.selected_option.value,
    reason: reason?.reason.value?.trim() || undefined,
  };
}

function indicatorField(): types.InputBlock {
  return {
    type: 'input',
    block_id: 'indicator',
    label: plain('Indicator'),
    element: {
      type: 'external_select',
      action_id: INDICATOR_FIELD,
      min_query_length: 0,
      placeholder: plain('Type a part of its name'),
    },
  };
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text };
}
