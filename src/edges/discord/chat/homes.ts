/** Which Discord servers hold the channels of configured receivers: those that the bot works for. */
import { type Client, Events, RequestMethod, Routes } from 'discord.js';
import { z } from 'zod';
import { MINUTE, SECOND } from '../../../core/time/duration.ts';
import type { Rest } from '../rest.ts';

export type Homes = {
  /** The ids of the servers, as far as Discord says; what it does not say is asked again a minute later. */
  readonly all: () => Promise<readonly string[]>;
  /** Learns from a client's cache, and from the channels in which people ask, where they are. */
  readonly listenOn: (client: Client) => void;
};

const Placed = z.object({ guild_id: z.string() });

const ASK_AGAIN_AFTER = MINUTE;
/** Whoever asks waits for this, within the time that an interaction may take. */
const ANSWER_WITHIN = 5 * SECOND;

/**
 * `channels` are the ids of the channels, threads and forums of configured receivers. A channel that the bot may not
 * see is still in the gateway's list of the server's channels, so that a server that took the right away is known.
 */
export function openHomes(rest: Rest, channels: readonly string[]): Homes {
  const guildOf = new Map<string, string>();
  let client: Client | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> = Promise.resolve();
  const unknown = (): readonly string[] => channels.filter((channel) => !guildOf.has(channel));

  const lookInCache = (): void => {
    for (const channel of unknown()) {
      const cached = client?.channels.cache.get(channel);
      if (cached !== undefined && 'guildId' in cached && cached.guildId !== null)
        guildOf.set(channel, cached.guildId);
    }
  };
  const ask = async (): Promise<void> => {
    for (const channel of unknown()) {
      const path = Routes.channel(channel);
      const answer = await rest({ method: RequestMethod.Get, path }, AbortSignal.timeout(ANSWER_WITHIN));
      const placed = Placed.safeParse(answer.kind === 'ok' ? answer.body : undefined);
      if (placed.success) guildOf.set(channel, placed.data.guild_id);
    }
  };
  return {
    all: async () => {
      lookInCache();
      if (unknown().length > 0 && Date.now() - askedAt > ASK_AGAIN_AFTER) {
        askedAt = Date.now();
        asking = ask();
      }
      if (unknown().length > 0) await asking;
      return [...new Set(guildOf.values())];
    },
    listenOn: (next) => {
      client = next;
      next.on(Events.InteractionCreate, ({ channelId, guildId }) => {
        if (channelId !== null && guildId !== null && channels.includes(channelId))
          guildOf.set(channelId, guildId);
      });
    },
  };
}
