/** Answers people on Discord: slash commands, what they type into options, and buttons. */
import { type Client, Events } from 'discord.js';
import type { ChatHandler } from '../../../core/command/chat.ts';
import { SECOND } from '../../../core/time/duration.ts';
import { answerInteraction } from './answer-interaction.ts';
import { openAskers } from './askers.ts';
import type { Homes } from './homes.ts';
import { greet } from './greet.ts';
import { later } from './later.ts';
import type { DiscordLog } from '../log.ts';
import { registerCommands } from './register-commands.ts';
import type { Rest } from '../rest.ts';
import { createTypedMemory } from './typed-memory.ts';

export type DiscordChat = {
  /** From now on people are answered, by this handler. */
  readonly connect: (handler: ChatHandler) => void;
  readonly connected: () => boolean;
  /** Listens on a client, and registers the commands whenever it comes online, until `finish`. */
  readonly listenOn: (client: Client) => void;
  /** Takes no more questions and waits a little for the answers under way. */
  readonly finish: () => Promise<void>;
};

const FINISH_WITHIN = 4 * SECOND;
/** Interactions whose ids are remembered, so that one that is delivered twice is answered once. */
const REMEMBERED = 2000;
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
  const deps = { rest, asker: openAskers(rest), log, typed: createTypedMemory() };
  const register = (id: string): void => run(registerCommands(rest, id, log, open.signal));

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
          run(answerInteraction(deps, handler, interaction));
      });
      client.on(Events.GuildCreate, (guild) => {
        if (handler !== undefined && !open.signal.aborted) run(greet(rest, handler, guild, log));
      });
    },
    finish: async () => {
      open.abort();
      applicationId = undefined;
      await Promise.race([Promise.all(running), later(FINISH_WITHIN, undefined)]);
    },
  };
}
