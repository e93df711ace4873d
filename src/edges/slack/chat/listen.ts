/** What people do in Slack, from Bolt's listeners to the handler and back as an answer. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Asker } from '../../../core/command/chat.ts';
import { dialogOf, wantsDialog } from '../../../core/command/dialog.ts';
import { parseText } from '../../../core/command/parse-text.ts';
import type { Reply } from '../../../core/command/reply.ts';
import type { ResponsePlace } from './answer.ts';
import { COMMANDS } from '../manifest.ts';
import { listenToInvitations, listenToMessages } from './listen-to-messages.ts';
import { muteDialog } from './mute-dialog.ts';
import { askDialog } from './ask-dialog.ts';
import { listenToDialogs } from './listen-to-dialogs.ts';
import {
  Acting,
  blockedIn,
  FAILURE,
  isDirect,
  type ListenDeps,
  type Listening,
  NEED_TO_POST,
  personOf,
} from './listening.ts';
import { createOnce } from './once.ts';
import { typedText } from './typed.ts';

/** What Slack gives every delivery: an event keeps its id when it is delivered again, everything else its trigger. */
const Delivered = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() });

const Pressed = Acting.extend({
  channel: z.object({ id: z.string() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
  /** What stands in the lists of the message, by block and by name. */
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
});
const Ticked = z.object({ selected_options: z.array(z.object({ value: z.string() })) });

/** An alert's buttons carry its number as their value; those of answers are all in their name. */
const PressedButton = z.object({
  type: z.enum(['button', 'feedback_buttons', 'overflow', 'checkboxes', 'multi_static_select']),
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).optional(),
  selected_options: z.array(z.object({ value: z.string() })).optional(),
});

/** The button that opens the dialog, and the one that stands behind it. */
const ASK_TO_MUTE = /^mute-ask:/;
/** What Slack says in place of the name of a private channel. */
const PRIVATE_CHANNEL = 'privategroup';
/** Buttons below a list of signs. */
const STARTS = /^watch-(?:start|trial):/;
/** Buttons that turn the pages of the answer they are on. */
const PAGES = /^page:/;

/**
 * Attaches the listeners to the app. Everything is acknowledged before it is worked on, and worked on once. The
 * returned function resolves when the answers under way have been given.
 */
export function listen(app: App, deps: ListenDeps): () => Promise<unknown> {
  const underWay = new Set<Promise<void>>();
  const listening: Listening = {
    ...deps,
    app,
    asker: async ({ id, name: handle, workspace, home }, direct) => {
      const person = await deps.people.look(id, handle, workspace, home);
      return { platform: 'slack', id, ...person, spaces: [workspace], direct };
    },
    answered: async (place, work) => {
      const answer = answerOrSayWhy(deps, place, work);
      underWay.add(answer);
      await answer.finally(() => underWay.delete(answer));
    },
  };
  takeOnce(listening);
  listenToCommands(listening);
  listenToButtons(listening);
  listenToDialogs(listening);
  listenToHome(listening);
  listenToMessages(listening);
  listenToInvitations(listening);
  return () => Promise.allSettled(underWay);
}

function takeOnce({ app, log }: Listening): void {
  const isNew = createOnce();
  app.use(async ({ next, body, ...rest }) => {
    const { event_id, trigger_id } = Delivered.parse(body);
    const key = event_id ?? trigger_id;
    if (key === undefined || isNew(key, Date.now())) return next();
    log.info({ key }, 'Slack delivered this before, so it is left alone');
    if ('ack' in rest && typeof rest.ack === 'function') await rest.ack();
  });

  app.error(async (error) =>
    log.error({ err: error }, 'Slack: something that people did could not be handled'),
  );
}

function listenToCommands({ app, handler, client, asker, answered }: Listening): void {
  for (const { command: name, lead } of COMMANDS) {
    app.command(name, async ({ ack, command }) => {
      await ack();
      const { channel_id: channel, user_id: user, response_url: url } = command;
      const place = { url, user, channel, replace: false };
      await answered(place, async () => {
        const text = typedText(command.text);
        const parsed = parseText(`${lead} ${text}`.trim());
        // Who asks is looked at first: a stranger is not even told which commands there are.
        const by = await asker(
          { id: user, name: command.user_name, workspace: command.team_id },
          isDirect(channel),
        );
        if (parsed.kind === 'usage')
          return (await handler.refusal({ command: 'signals' }, by)) ?? parsed.reply;
        if (parsed.name === 'mute' && Object.keys(parsed.args).length === 0) {
          const refusal = await handler.refusal({ command: 'mute' }, by);
          if (refusal !== undefined) return refusal;
          await client.views.open({ trigger_id: command.trigger_id, view: muteDialog({ channel, url }) });
          return undefined;
        }
        const named = !isDirect(channel) && command.channel_name !== PRIVATE_CHANNEL;
        const channelName = named ? command.channel_name : undefined;
        if (wantsDialog(parsed.name, parsed.args)) {
          const refusal = await handler.refusal({ command: parsed.name }, by);
          const dialog = dialogOf(parsed.name, parsed.args);
          if (refusal !== undefined || dialog === undefined) return refusal;
          const state = { command: parsed.name, channel, url, channelName };
          await client.views.open({ trigger_id: command.trigger_id, view: askDialog(dialog, state) });
          return undefined;
        }
        const needsTo = NEED_TO_POST.test(parsed.name);
        const blocked = needsTo ? await blockedIn(client, { channel, user }) : undefined;
        return handler.command({ name: parsed.name, args: parsed.args, by, channel, channelName, blocked });
      });
    });
  }
}

function listenToButtons(listening: Listening): void {
  const { app, handler, client, asker, answered } = listening;
  app.action(/./, async ({ ack, body, action }) => {
    await ack();
    const pressed = PressedButton.safeParse(action);
    if (!pressed.success) return;
    const { action_id: name } = pressed.data;
    const value = pressed.data.selected_option?.value ?? pressed.data.value;
    const {
      user,
      team,
      channel,
      response_url: url,
      trigger_id: trigger,
      message,
      state,
    } = Pressed.parse(body);
    const thread = message?.thread_ts;
    // Votes and what stands in a menu carry the whole name of the press.
    const button = value === undefined ? name : value.includes(':') ? value : `${name}:${value}`;
    const by = await asker(personOf(user, team), isDirect(channel?.id));
    if (channel === undefined || url === undefined) return pressedAtHome(listening, button, by, trigger);
    const place = { url, user: user.id, channel: channel.id, replace: PAGES.test(button), thread };
    await answered(place, async () => {
      if (!ASK_TO_MUTE.test(button)) {
        const needsTo = NEED_TO_POST.test(button);
        const where = { channel: channel.id, user: user.id };
        const blocked = needsTo ? await blockedIn(client, where) : undefined;
        const picked =
          pressed.data.selected_options?.map(({ value: each }) => each) ?? tickedBeside(button, state);
        return handler.press({
          button,
          by,
          channel: channel.id,
          blocked,
          ...(picked === undefined ? {} : { picked }),
        });
      }
      const said = await handler.press({ button, by, channel: channel.id });
      if (said !== undefined) return said;
      const carried = { button: button.replace(ASK_TO_MUTE, 'mute:'), channel: channel.id, url };
      await client.views.open({ trigger_id: trigger, view: muteDialog(carried) });
      return undefined;
    });
  });
}

/** What is ticked beside a button that starts a draft's signs: who ticks and presses at once is understood, too. */
function tickedBeside(
  button: string,
  state: z.infer<typeof Pressed>['state'],
): readonly string[] | undefined {
  if (!STARTS.test(button)) return undefined;
  const list = button.replace(STARTS, 'watch-pick:');
  const [found] = Object.values(state?.values ?? {}).flatMap(
    ({ [list]: each }) => Ticked.safeParse(each).data ?? [],
  );
  return found?.selected_options.map(({ value }) => value);
}

function listenToHome({ app, handler, answers, asker }: Listening): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    const by = await asker({ id: event.user, name: event.user, workspace: body.team_id }, false);
    await answers.publish(
      await handler.command({ name: 'signals', args: {}, by, channel: event.channel }),
      by.id,
    );
  });
}

async function pressedAtHome(
  { handler, answers }: Listening,
  button: string,
  by: Asker,
  trigger: string,
): Promise<void> {
  const reply = await handler.press({ button, by, channel: by.id });
  if (reply === undefined) return;
  if (PAGES.test(button) && reply.isPage === true) await answers.publish(reply, by.id);
  else await answers.show(reply, trigger);
}

async function answerOrSayWhy(
  { answers, log }: ListenDeps,
  place: ResponsePlace,
  work: () => Promise<Reply | undefined>,
): Promise<void> {
  try {
    const reply = await work();
    if (reply !== undefined) await answers.respond(reply, place);
  } catch (error) {
    log.error({ err: error, channel: place.channel }, 'Slack: an answer failed');
    await answers.respond(FAILURE, { ...place, replace: false });
  }
}
