/** Answers people on Discord: slash commands, what they type into options, and buttons. */
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  InteractionResponseType,
  MessageFlags,
} from 'discord.js';
import { commandNamed } from '../../../core/command/catalogue.ts';
import type { ChatHandler, Choice } from '../../../core/command/chat.ts';
import type { Reply } from '../../../core/command/reply.ts';
import { SECOND } from '../../../core/time/duration.ts';
import { interactionCalls } from './interaction-calls.ts';
import { openAskers } from './askers.ts';
import type { Homes } from './homes.ts';
import type { DiscordLog } from '../log.ts';
import { plain } from '../render/markdown.ts';
import { PERMISSIONS } from '../invite.ts';
import { registerCommands } from './register-commands.ts';
import { renderReply } from '../render/render-reply.ts';
import type { Rest } from '../rest.ts';

export type DiscordChat = {
  /** From now on people are answered, by this handler. */
  readonly connect: (handler: ChatHandler) => void;
  readonly connected: () => boolean;
  /** Listens on a client, and registers the commands whenever it comes online, until `finish`. */
  readonly listenOn: (client: Client) => void;
  /** Takes no more questions and waits a little for the answers under way. */
  readonly finish: () => Promise<void>;
};

const MAX_CHOICES = 25;
const MAX_CHOICE = 100;
/** Less than the three seconds after which Discord shows a failure. */
const CHOICES_WITHIN = 2 * SECOND;
const FINISH_WITHIN = 4 * SECOND;
/** Interactions whose ids are remembered, so that one that is delivered twice is answered once. */
const REMEMBERED = 2000;
/** The first of the permissions are those without which nothing appears: see, send, embed. */
const NEEDED_TO_POST = 3;
const ADMINISTRATOR = 8n;
/** Buttons of an answer that show another page of it in its place. */
const PAGE = /^page:/;

export function createChat(rest: Rest, homes: Homes, log: DiscordLog): DiscordChat {
  const seen = new Set<string>();
  const running = new Set<Promise<void>>();
  let handler: ChatHandler | undefined;
  let open = new AbortController();
  let applicationId: string | undefined;

  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    return true;
  };
  /** Runs beside the gateway's events; a fault in it is logged and hurts nobody else. */
  const run = (work: Promise<void>): void => {
    const kept = work
      .catch((error: unknown) => log.error({ err: error }, 'Discord: an interaction failed by a bug'))
      .finally(() => running.delete(kept));
    running.add(kept);
  };
  const asker = openAskers(rest);
  const register = (id: string): void => run(registerCommands(rest, id, log, open.signal));
  const answer = async (to: ChatHandler, interaction: Interaction): Promise<void> => {
    if (interaction.isAutocomplete()) await complete(to, interaction);
    else if (interaction.isChatInputCommand()) await command(to, interaction);
    else if (interaction.isButton()) await press(to, interaction);
  };

  const complete = async (to: ChatHandler, interaction: AutocompleteInteraction): Promise<void> => {
    const { name, value } = interaction.options.getFocused(true);
    const spec = commandNamed(interaction.commandName);
    const wanted =
      spec === undefined ? [] : asker(interaction, to).then((by) => to.complete(spec.name, name, value, by));
    const choices = await Promise.race([tried(wanted, []), later(CHOICES_WITHIN, [])]);
    await interactionCalls(rest, interaction, log).acknowledge({
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices: drawnChoices(choices) },
    });
  };

  const command = async (to: ChatHandler, interaction: ChatInputCommandInteraction): Promise<void> => {
    const args = argumentsOf(interaction);
    const isPublic = args['public'] === true;
    const calls = interactionCalls(rest, interaction, log);
    const ours = await calls.acknowledge({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      data: isPublic ? {} : { flags: MessageFlags.Ephemeral },
    });
    if (!ours) return;
    const spec = commandNamed(interaction.commandName);
    const { channelId: channel } = interaction;
    const reply =
      spec === undefined
        ? UNKNOWN
        : await tried(
            asker(interaction, to).then((by) =>
              to.command({ name: spec.name, args, by, channel, blocked: blockedIn(interaction) }),
            ),
            BROKEN,
          );
    if (!isPublic || reply.visibility === 'public') {
      await calls.edit(renderReply(reply));
      return;
    }
    // The deferred answer is everybody's, and a reason why something did not work is not.
    await calls.withdraw();
    await calls.followUp(renderReply(reply), true);
  };

  const press = async (to: ChatHandler, interaction: ButtonInteraction): Promise<void> => {
    const { customId: button, channelId: channel } = interaction;
    const calls = interactionCalls(rest, interaction, log);
    if (!(await calls.acknowledge({ type: InteractionResponseType.DeferredMessageUpdate }))) return;
    const reply = await tried(
      asker(interaction, to).then((by) => to.press({ button, by, channel })),
      BROKEN,
    );
    if (reply === undefined) return;
    if (PAGE.test(button) && reply !== BROKEN) await calls.edit(renderReply(reply));
    else await calls.followUp(renderReply(reply), reply.visibility === 'private');
  };

  const tried = async <T>(work: T | Promise<T>, instead: T): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      log.error({ err: error }, 'Discord: a question failed by a bug');
      return instead;
    }
  };

  return {
    connect: (next) => {
      handler = next;
      open = new AbortController();
      if (applicationId !== undefined) register(applicationId);
    },
    connected: () => handler !== undefined,
    listenOn: (client) => {
      client.on(Events.ClientReady, ({ application }) => {
        applicationId = application.id;
        if (handler !== undefined) register(application.id);
      });
      homes.listenOn(client);
      client.on(Events.InteractionCreate, (interaction) => {
        if (handler !== undefined && !open.signal.aborted && isNew(interaction.id))
          run(answer(handler, interaction));
      });
    },
    finish: async () => {
      open.abort();
      applicationId = undefined;
      await Promise.race([Promise.all(running), later(FINISH_WITHIN, undefined)]);
    },
  };
}

/** The rights without which an alert would not appear in the channel where somebody asks. */
function blockedIn({ appPermissions, guildId }: ChatInputCommandInteraction): string | undefined {
  if (guildId === null) return undefined;
  const lacking = PERMISSIONS.slice(0, NEEDED_TO_POST).filter(
    ({ bit }) => (appPermissions.bitfield & ((1n << bit) | ADMINISTRATOR)) === 0n,
  );
  if (lacking.length === 0) return undefined;
  const names = lacking.map(({ name }) => name).join(', ');
  return `I may not post in this channel: I lack ${names}. Give my role ${names} here (channel settings, Permissions), then ask again.`;
}

function argumentsOf(
  interaction: ChatInputCommandInteraction,
): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    interaction.options.data.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
}

/** A value is handed back as it is, so one that is too long is left out rather than cut. */
function drawnChoices(choices: readonly Choice[]): readonly Choice[] {
  return choices
    .filter(({ value }) => value !== '' && value.length <= MAX_CHOICE)
    .slice(0, MAX_CHOICES)
    .map(({ name, value }) => ({ name: plain(name, MAX_CHOICE) || '…', value }));
}

function privately(title: string, text: string): Reply {
  return { title, blocks: [{ kind: 'line', inlines: [{ kind: 'text', text }] }], visibility: 'private' };
}

const BROKEN = privately('That did not work', 'Something went wrong inside Signpost; its log says more.');
const UNKNOWN = privately('No such command', 'This command is gone; Discord may take an hour to forget it.');

function later<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), ms).unref();
  });
}
