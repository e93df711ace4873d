/** What people do in Slack, from Bolt's listeners to the handler and back as an answer. */
import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Asker, ChatHandler } from '../../../core/command/chat.ts';
import { parseText } from '../../../core/command/parse-text.ts';
import { cleanText } from '../../../core/delivery/clean-text.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import type { Reply } from '../../../core/command/reply.ts';
import type { Answers, ResponsePlace } from './answer.ts';
import type { SlackLog } from '../client.ts';
import { slackCode } from '../failures.ts';
import { COMMANDS } from '../manifest.ts';
import { INDICATOR_FIELD, MUTE_DIALOG, muteDialog, readMuteDialog } from './mute-dialog.ts';
import { createOnce } from './once.ts';
import type { People } from './people.ts';
import { typedText } from './typed.ts';

export type ListenDeps = {
  readonly handler: ChatHandler;
  readonly client: WebClient;
  readonly people: People;
  readonly answers: Answers;
  readonly log: SlackLog;
};

/** What Slack gives every delivery: an event keeps its id when it is delivered again, everything else its trigger. */
const Delivered = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() });

const Acting = z.object({
  user: z.object({
    id: z.string(),
    name: z.string().optional(),
    username: z.string().optional(),
    team_id: z.string().optional(),
  }),
  /** Null where the app is installed for a whole organisation. */
  team: z.object({ id: z.string() }).nullish(),
});
const Pressed = Acting.extend({
  channel: z.object({ id: z.string() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
});

/** An alert's buttons carry its number as their value; those of answers are all in their name. */
const PressedButton = z.object({
  type: z.enum(['button', 'feedback_buttons', 'overflow']),
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).optional(),
});

/** Who did something, and in which workspace. */
type Acted = { readonly id: string; readonly name: string; readonly workspace: string };

/** The button that opens the dialog, and the one that stands behind it. */
const ASK_TO_MUTE = /^mute-ask:/;
/** Buttons that turn the pages of the answer they are on. */
const PAGES = /^page:/;

/** What the listeners share: those who answer, and how who acts and what is under way are kept. */
type Listening = ListenDeps & {
  readonly app: App;
  readonly asker: (acted: Acted, direct: boolean) => Promise<Asker>;
  /** Gives the answer, or says that there is none: nobody is left before a command that does nothing. */
  readonly answered: (place: ResponsePlace, work: () => Promise<Reply | undefined>) => Promise<void>;
};

/**
 * Attaches the listeners to the app. Everything is acknowledged before it is worked on, and worked on once. The
 * returned function resolves when the answers under way have been given.
 */
export function listen(app: App, deps: ListenDeps): () => Promise<unknown> {
  const underWay = new Set<Promise<void>>();
  const listening: Listening = {
    ...deps,
    app,
    asker: async ({ id, name: handle, workspace }, direct) => {
      const person = await deps.people.look(id, handle, workspace);
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
        const blocked = parsed.name === 'subscribe' ? await blockedIn(client, channel) : undefined;
        return handler.command({ name: parsed.name, args: parsed.args, by, channel, blocked });
      });
    });
  }
}

/** Reading one message shows membership, with no scope beyond those that deliveries need. */
async function blockedIn(client: WebClient, channel: string): Promise<string | undefined> {
  if (isDirect(channel)) return undefined;
  try {
    await client.conversations.history({ channel, limit: 1 });
    return undefined;
  } catch (error) {
    const code = slackCode(error);
    if (code !== 'not_in_channel' && code !== 'channel_not_found') return undefined;
    return 'I am not in this channel, so nothing could be posted. Invite me first, with /invite @signpost, then ask again.';
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
    const { user, team, channel, response_url: url, trigger_id: trigger } = Pressed.parse(body);
    // Votes and what stands in a menu carry the whole name of the press.
    const button = value === undefined ? name : value.includes(':') ? value : `${name}:${value}`;
    const by = await asker(personOf(user, team), isDirect(channel?.id));
    if (channel === undefined || url === undefined) return pressedAtHome(listening, button, by, trigger);
    const place = { url, user: user.id, channel: channel.id, replace: PAGES.test(button) };
    await answered(place, async () => {
      if (!ASK_TO_MUTE.test(button)) return handler.press({ button, by, channel: channel.id });
      const refusal = await handler.refusal({ button }, by);
      if (refusal !== undefined) return refusal;
      const state = { button: button.replace(ASK_TO_MUTE, 'mute:'), channel: channel.id, url };
      await client.views.open({ trigger_id: trigger, view: muteDialog(state) });
      return undefined;
    });
  });
}

function listenToDialogs({ app, handler, asker, answered }: Listening): void {
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
  if (PAGES.test(button)) await answers.publish(reply, by.id);
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

function personOf(user: z.infer<typeof Acting>['user'], team: z.infer<typeof Acting>['team']): Acted {
  return {
    id: user.id,
    name: user.name ?? user.username ?? user.id,
    workspace: team?.id ?? user.team_id ?? '',
  };
}

/** The ids of conversations of one or two people begin with D: https://docs.slack.dev/reference/objects/conversation-object */
function isDirect(channel: string | undefined): boolean {
  return channel?.startsWith('D') === true;
}

const sentence = (title: string, text: string): Reply => ({
  title,
  blocks: [{ kind: 'line', inlines: [{ kind: 'text', text }] }],
  visibility: 'private',
});

const FAILURE = sentence(
  'That did not work',
  'Something went wrong inside Signpost, and it is in its log. Try again in a moment.',
);
