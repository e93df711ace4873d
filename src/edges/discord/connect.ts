/** Connects to Discord. discord.js takes most of a second to load, which a bot without Discord need not wait for. */
import type { Sink } from '../../core/delivery/sink.ts';
import type { DiscordLog } from './log.ts';

export type DiscordOptions = {
  readonly token: string;
  /** Origin that stands in for https://discord.com, for tests. */
  readonly apiUrl?: string | undefined;
  /** Whether alerts get buttons; only where something answers them. */
  readonly buttons?: boolean;
  readonly log: DiscordLog;
};

export type DiscordConnection = {
  /** The sink of one channel, by its id; works without `start`. */
  readonly sink: (channel: string) => Sink;
  /**
   * Resolves once the bot is online, and also when Discord cannot be reached now, which is logged and tried again in
   * the background. Rejects where Discord refuses the bot, with what to mend.
   */
  readonly start: () => Promise<void>;
  /** Closes the gateway and gives up trying to reach it. */
  readonly stop: () => Promise<void>;
};

/** Makes the connection; nothing is loaded or sent before `start` or the first delivery. */
export function openDiscord(options: DiscordOptions): DiscordConnection {
  let loaded: Promise<DiscordConnection> | undefined;
  const bot = (): Promise<DiscordConnection> =>
    (loaded ??= import('./bot.ts').then(({ openBot }) => openBot(options)));
  return {
    sink: (channel) => {
      let sink: Sink | undefined;
      return async (send, signal) => {
        sink ??= (await bot()).sink(channel);
        return sink(send, signal);
      };
    },
    start: async () => (await bot()).start(),
    stop: async () => (await loaded)?.stop(),
  };
}
