/** What people send off in dialogs: how long to mute, and the options of commands that ask for them. */
import { setTimeout as wait } from 'node:timers/promises';
import type { types } from '@slack/bolt';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { Fault } from '../../../core/command/dialog.ts';
import { SECOND } from '../../../core/time/duration.ts';
import { cleanText } from '../../../core/delivery/clean-text.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import { ASK_DIALOG, readAskDialog } from './ask-dialog.ts';
import { Acting, FAILURE, isDirect, type Listening, personOf } from './listening.ts';
import { INDICATOR_FIELD, MUTE_DIALOG, readMuteDialog } from './mute-dialog.ts';

/** Less than the three seconds for which Slack waits. */
const FAULTS_WITHIN = 2 * SECOND;
/** What fits below a field without hiding the next one. */
const LONGEST_ERROR = 400;

/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const MAX_OPTION = 75;

/** Takes the place of a dialog that this version does not understand; the command opens another. */
const OUTDATED: { readonly response_action: 'update'; readonly view: types.ModalView } = {
  response_action: 'update',
  view: {
    type: 'modal',
    title: { type: 'plain_text', text: 'Signpost' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      {
        type: 'section',
        text: {
          type: 'plain_text',
          text: 'This dialog belongs to another version of the bot. Nothing was changed; ask the command once more.',
        },
      },
    ],
  },
};

/** Hears the dialogs that the bot has opened. */
export function listenToDialogs(listening: Listening): void {
  listenToMuteDialog(listening);
  listenToAskDialog(listening);
}

function listenToMuteDialog({ app, handler, asker, answered }: Listening): void {
  app.options(INDICATOR_FIELD, async ({ ack, options, body }) => {
    const { user, team } = Acting.parse(body);
    const by = await asker(personOf(user, team), false);
    const choices = await handler.complete('mute', 'indicator', options.value, by);
    await ack({
      // A value is handed back as it is, so one that is too long is left out rather than cut.
      options: choices
        .filter(({ value }) => value !== '' && value.length <= MAX_OPTION)
        .map(({ name, value }) => ({
          text: { type: 'plain_text', text: shorten(cleanText(name), MAX_OPTION) || value },
          value,
        })),
    });
  });

  app.view(MUTE_DIALOG, async ({ ack, body, view }) => {
    const read = readMuteDialog(view);
    if (read === undefined) return ack(OUTDATED);
    await ack();
    const { state, indicator, duration, reason } = read;
    const { channel, url, button } = state;
    await answered({ url, user: body.user.id, channel, replace: false }, async () => {
      const { user, team } = Acting.parse(body);
      const by = await asker(personOf(user, team), isDirect(channel));
      const fields = { duration, ...(reason === undefined ? {} : { reason }) };
      if (button !== undefined) return handler.press({ button, by, channel, fields });
      return handler.command({ name: 'mute', args: { indicator: indicator ?? '', ...fields }, by, channel });
    });
  });
}

function listenToAskDialog({ app, handler, asker, answered }: Listening): void {
  app.view(ASK_DIALOG, async ({ ack, body, view }) => {
    const read = readAskDialog(view);
    if (read === undefined) return ack(OUTDATED);
    const { state, args } = read;
    const { channel, channelName, url } = state;
    const { user, team } = Acting.parse(body);
    const spec = commandNamed(state.command);
    const request = asker(personOf(user, team), isDirect(channel)).then((by) =>
      spec === undefined ? undefined : { name: spec.name, args, by, channel, channelName },
    );
    // What is wrong is said beside its field, as long as Slack waits for it; what takes longer is answered in words.
    const looked = request.then((asked) => (asked === undefined ? [] : handler.faults(asked)));
    const none: readonly Fault[] = [];
    const faults = await Promise.race([looked.catch(() => none), wait(FAULTS_WITHIN, none, { ref: false })]);
    const errors = errorsOf(view, faults);
    // Where the dialog has no field to say it at, the command says it in words.
    if (errors !== undefined) {
      await ack({ response_action: 'errors', errors });
      return;
    }
    await ack();
    await answered({ url, user: body.user.id, channel, replace: false }, async () => {
      const asked = await request;
      return asked === undefined ? FAILURE : handler.command(asked);
    });
  });
}

/** By the id of the field's block; what is about no field of the view stands at its first, since Slack shows no other. */
function errorsOf(
  { blocks }: { readonly blocks: readonly { readonly block_id?: string | undefined }[] },
  faults: readonly Fault[],
): Record<string, string> | undefined {
  const fields = blocks.flatMap(({ block_id }) => block_id ?? []);
  const [first] = fields;
  if (first === undefined || faults.length === 0) return undefined;
  const errors = new Map<string, string>();
  for (const { option, problem } of faults) {
    const field = fields.includes(option) ? option : first;
    const before = errors.get(field);
    const said = problem.charAt(0).toUpperCase() + problem.slice(1);
    errors.set(field, shorten(before === undefined ? said : `${before}. ${said}`, LONGEST_ERROR));
  }
  return Object.fromEntries(errors);
}
