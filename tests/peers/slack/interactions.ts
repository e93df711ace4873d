/** What a person does in Slack, as the payloads an app receives: commands, button presses, dialogs, events. */
import { randomUUID } from 'node:crypto';
import type { Json } from './json.ts';
import { isRecord, textOf } from './json.ts';
import { APP_ID, TEAM } from './workspace.ts';
import type { Message, Workspace } from './workspace.ts';

/** How an interaction travels: the kind of envelope or request, and its payload. */
export type Interaction = {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Record<string, Json>;
};

/** Milliseconds for which Slack takes a trigger. */
const TRIGGER_LIFE = 3_000;

/** Builders of payloads; each hands out its own trigger id and address for answers. */
export function openInteractions(
  workspace: Workspace,
  newResponseUrl: (channel: string, user: string, about?: Message) => string,
  triggerLife = TRIGGER_LIFE,
) {
  function trigger(): string {
    const id = `${Date.now()}.${workspace.nextId('')}.${randomUUID().replaceAll('-', '')}`;
    workspace.triggers.set(id, Date.now() + triggerLife);
    return id;
  }
  const team = { id: TEAM, domain: 'peer' };
  const person = (user: string) => ({ id: user, username: 'editor', name: 'editor', team_id: TEAM });
  return {
    /** `/signals nato-loyalty` typed by `user` in `channel`. */
    command(command: string, text: string, channel: string, user = 'U0EDITOR01'): Interaction {
      const payload = {
        token: 'peer-verification',
        team_id: TEAM,
        team_domain: 'peer',
        channel_id: channel,
        channel_name: workspace.channels.get(channel)?.name ?? 'unknown',
        user_id: user,
        user_name: 'editor',
        command,
        text,
        api_app_id: APP_ID,
        is_enterprise_install: 'false',
        response_url: newResponseUrl(channel, user),
        trigger_id: trigger(),
      };
      return { type: 'slash_commands', payload };
    },
    /**
     * A press of the button with `actionId` on a message, whose lists have these options ticked; throws where the message
     * has no such button.
     */
    press(message: Message, actionId: string, user = 'U0EDITOR01', ticked?: readonly string[]): Interaction {
      const found = findAction(message.blocks ?? [], actionId);
      if (found === undefined) throw new Error(`the message has no element with action_id ${actionId}`);
      const payload = {
        type: 'block_actions',
        user: person(user),
        api_app_id: APP_ID,
        token: 'peer-verification',
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: message.ephemeralTo !== undefined,
        },
        trigger_id: trigger(),
        team,
        enterprise: null,
        is_enterprise_install: false,
        channel: { id: message.channel, name: workspace.channels.get(message.channel)?.name ?? 'unknown' },
        message: {
          type: 'message',
          user: message.user,
          bot_id: message.bot_id,
          ts: message.ts,
          ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
          text: message.text,
          blocks: message.blocks ?? [],
        },
        state: { values: listValues(message.blocks ?? [], ticked) },
        response_url: newResponseUrl(message.channel, user, message),
        actions: [
          {
            ...withTicked(found.element, ticked ?? []),
            block_id: found.blockId,
            action_ts: workspace.nextTs(),
          },
        ],
      };
      return { type: 'interactive', payload };
    },
    /** A shortcut picked from the menu of a message; `more` is what the message holds besides, or instead. */
    shortcut(
      message: Message,
      callbackId: string,
      user = 'U0EDITOR01',
      more: Readonly<Record<string, Json>> = {},
    ): Interaction {
      const payload = {
        type: 'message_action',
        callback_id: callbackId,
        token: 'peer-verification',
        team,
        user: person(user),
        channel: { id: message.channel, name: workspace.channels.get(message.channel)?.name ?? 'unknown' },
        message_ts: message.ts,
        message: {
          type: 'message',
          user: message.user,
          ts: message.ts,
          ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
          text: message.text,
          blocks: message.blocks ?? [],
          ...more,
        },
        trigger_id: trigger(),
        response_url: newResponseUrl(message.channel, user),
        action_ts: workspace.nextTs(),
        is_enterprise_install: false,
        enterprise: null,
      };
      return { type: 'interactive', payload };
    },
    /** A press of a button on somebody's home tab. */
    pressAtHome(view: Json, actionId: string, user = 'U0EDITOR01'): Interaction {
      const kept = isRecord(view) ? view : {};
      const found = findAction(kept['blocks'] ?? [], actionId);
      if (found === undefined) throw new Error(`the home tab has no element with action_id ${actionId}`);
      const payload = {
        type: 'block_actions',
        user: person(user),
        api_app_id: APP_ID,
        token: 'peer-verification',
        container: { type: 'view', view_id: kept['id'] ?? '' },
        trigger_id: trigger(),
        team,
        enterprise: null,
        is_enterprise_install: false,
        view: kept,
        actions: [{ ...found.element, block_id: found.blockId, action_ts: workspace.nextTs() }],
      };
      return { type: 'interactive', payload };
    },
    /** Somebody types into a select of a dialog that asks the app for options. */
    suggest(view: Json, actionId: string, value: string, user = 'U0EDITOR01'): Interaction {
      const payload = {
        type: 'block_suggestion',
        user: person(user),
        team,
        container: { type: 'view', view_id: textOf(view, 'id') ?? '' },
        api_app_id: APP_ID,
        token: 'peer-verification',
        action_id: actionId,
        block_id: actionId,
        value,
        view: isRecord(view) ? view : {},
        is_enterprise_install: false,
        enterprise: null,
      };
      return { type: 'interactive', payload };
    },
    /** A dialog sent off; `values` is by block id, then action id, as Slack sends it. */
    submit(view: Json, values: Record<string, Json>, user = 'U0EDITOR01'): Interaction {
      const kept = isRecord(view) ? view : {};
      const payload = {
        type: 'view_submission',
        team,
        user: person(user),
        api_app_id: APP_ID,
        token: 'peer-verification',
        trigger_id: trigger(),
        view: { ...kept, state: { values } },
        response_urls: [],
        is_enterprise_install: false,
        enterprise: null,
      };
      return { type: 'interactive', payload };
    },
    /** Any event of the Events API, such as `app_home_opened`; the same `eventId` twice is a duplicate. */
    event(event: Record<string, Json>, eventId: string = `Ev${randomUUID().slice(0, 8)}`): Interaction {
      const payload = {
        token: 'peer-verification',
        team_id: TEAM,
        api_app_id: APP_ID,
        event: { event_ts: workspace.nextTs(), ...event },
        type: 'event_callback',
        event_id: eventId,
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [
          {
            enterprise_id: null,
            team_id: TEAM,
            user_id: 'U0BOT00001',
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
        is_ext_shared_channel: false,
      };
      return { type: 'events_api', payload };
    },
  };
}

/**
 * What Slack sends of an element that is used: a menu with the option that was chosen, the first where none is named, and
 * of two thumbs the value of the one that was pressed. `wanted` is an action_id, or the beginning of such a value.
 */
function actedOn(element: Record<string, Json>, wanted: string): Record<string, Json> | undefined {
  const named = element['action_id'] === wanted;
  const chosen = (value: string | undefined): boolean =>
    value !== undefined && (value === wanted || value.startsWith(`${wanted}:`));
  const type = textOf(element, 'type');
  switch (type ?? '') {
    case 'overflow': {
      const options = (Array.isArray(element['options']) ? element['options'] : []).filter(isRecord);
      const option =
        options.find((each) => chosen(textOf(each, 'value'))) ?? (named ? options[0] : undefined);
      if (option === undefined) return undefined;
      return { type: 'overflow', action_id: element['action_id'] ?? '', selected_option: option };
    }
    case 'feedback_buttons': {
      const values = ['positive_button', 'negative_button'].map((key) => textOf(element[key], 'value'));
      const value = values.find(chosen) ?? (named ? values[0] : undefined);
      if (value === undefined) return undefined;
      return { type: 'feedback_buttons', action_id: element['action_id'] ?? '', value };
    }
    default:
      return named ? element : undefined;
  }
}

/** What Slack says of the lists in a message, whatever is pressed there: the options of these values are ticked, or those that were from the start. */
function listValues(blocks: Json, ticked: readonly string[] | undefined): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [index, block] of (Array.isArray(blocks) ? blocks : []).filter(isRecord).entries()) {
    const elements = Array.isArray(block['elements']) ? block['elements'].filter(isRecord) : [];
    for (const element of elements) {
      const name = textOf(element, 'action_id');
      const from = Array.isArray(element['initial_options'])
        ? element['initial_options'].filter(isRecord)
        : [];
      const of = withTicked(element, ticked ?? from.map((each) => textOf(each, 'value') ?? ''));
      if (name !== undefined && 'selected_options' in of) values[`b${index}`] = { [name]: of };
    }
  }
  return values;
}

/** A list with the options of these values ticked; anything else as it is. */
function withTicked(element: Record<string, Json>, ticked: readonly string[]): Record<string, Json> {
  const type = textOf(element, 'type') ?? '';
  if (type !== 'checkboxes' && type !== 'multi_static_select') return element;
  const options = (Array.isArray(element['options']) ? element['options'] : []).filter(isRecord);
  const chosen = options.filter((option) => ticked.includes(textOf(option, 'value') ?? ''));
  return { type, action_id: element['action_id'] ?? '', selected_options: chosen };
}

function findAction(
  blocks: Json,
  actionId: string,
): { element: Record<string, Json>; blockId: string } | undefined {
  for (const [index, block] of (Array.isArray(blocks) ? blocks : []).entries()) {
    if (!isRecord(block)) continue;
    const elements = [
      ...(Array.isArray(block['elements']) ? block['elements'] : []),
      block['accessory'] ?? null,
    ];
    const blockId = typeof block['block_id'] === 'string' ? block['block_id'] : `b${index}`;
    for (const element of elements) {
      const acted = isRecord(element) ? actedOn(element, actionId) : undefined;
      if (acted !== undefined) return { element: acted, blockId };
    }
  }
  return undefined;
}
