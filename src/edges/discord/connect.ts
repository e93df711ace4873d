/** Connects to Discord. discord.js takes most of a second to load, which a bot without Discord need not wait for. */
import type { Sink } from '../../core/delivery/sink.ts';
import type { DiscordConnection, DiscordOptions } from './connection.ts';

/** Makes the connection; nothing is loaded or sent before `start` or the first delivery. */
export function openDiscord(options: DiscordOptions): DiscordConnection {
  let loaded: Promise<DiscordConnection> | undefined;
  let opened: DiscordConnection | undefined;
  const bot = (): Promise<DiscordConnection> =>
    (loaded ??= import('./bot.ts').then(({ openBot }) => (opened = openBot(options))));
  const whenNeeded = (make: (bot: DiscordConnection) => Sink): Sink => {
    let sink: Sink | undefined;
    return async (send, signal) => {
      sink ??= make(await bot());
      return sink(send, signal);
    };
  };
  const stop = async (): Promise<void> => (await loaded)?.stop();
  return {
    sink: (channel, channelOptions) => whenNeeded((each) => each.sink(channel, channelOptions)),
    forum: (channel, channelOptions) => whenNeeded((each) => each.forum(channel, channelOptions)),
    start: async () => (await bot()).start(),
    chat: {
      start: async (handler) => (await bot()).chat.start(handler),
      hears: () => opened?.chat.hears() ?? false,
      homes: async () => (await bot()).chat.homes(),
      isGone: async (person, spaces) => (await (await bot()).chat.isGone?.(person, spaces)) ?? false,
      stop,
    },
    stop,
  };
}
