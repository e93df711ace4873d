/** What people send off in dialogs: how long to mute, and the options of commands that ask for them. */
import { commandNamed } from '../../../core/command/catalogue.ts';
import { cleanText } from '../../../core/delivery/clean-text.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import { ASK_DIALOG, readAskDialog } from './ask-dialog.ts';
import { Acting, FAILURE, isDirect, type Listening, personOf } from './listening.ts';
import { INDICATOR_FIELD, MUTE_DIALOG, readMuteDialog } from './mute-dialog.ts';

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
      options: choices.map(({ name, value }) => ({
        text: { type: 'plain_text', text: shorten(cleanText(name), 75) || value },
        value,
      })),
    });
  });

  app.view(MUTE_DIALOG, async ({ ack, body, view }) => {
    await ack();
    const { state, indicator, duration, reason } = readMuteDialog(view);
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
    await ack();
    const { state, args } = readAskDialog(view);
    const { channel, channelName, url } = state;
    await answered({ url, user: body.user.id, channel, replace: false }, async () => {
      const { user, team } = Acting.parse(body);
      const by = await asker(personOf(user, team), isDirect(channel));
      const spec = commandNamed(state.command);
      if (spec === undefined) return FAILURE;
      return handler.command({ name: spec.name, args, by, channel, channelName });
    });
  });
}
