/** One bot on Discord: a sink per channel over REST, and the gateway over which people reach it. */
import { isGone } from './chat/askers.ts';
import { createChat } from './chat/chat.ts';
import type { DiscordConnection, DiscordOptions } from './connection.ts';
import { openHomes } from './chat/homes.ts';
import { forumSink } from './forum-sink.ts';
import { keepOnline } from './chat/keep-online.ts';
import { openRest } from './rest.ts';
import { discordSink } from './sink.ts';

/** See `openDiscord`, which loads this. */
export function openBot(options: DiscordOptions): DiscordConnection {
  const { token, apiUrl, heardElsewhere = false, channels = [], log } = options;
  const rest = openRest({ token, apiUrl });
  const homes = openHomes(rest, channels);
  const chat = createChat(rest, homes, log);
  const online = keepOnline({ token, apiUrl }, log, chat.listenOn);
  let started: Promise<void> | undefined;
  const start = (): Promise<void> =>
    (started ??= online.start().catch((error: unknown) => {
      // It may be tried again.
      started = undefined;
      throw error;
    }));
  const stop = async (): Promise<void> => {
    started = undefined;
    await chat.finish();
    await online.stop();
  };
  const common = { rest, buttons: () => heardElsewhere || chat.connected(), log };
  return {
    sink: (channel, { mention, silent = true } = {}) => discordSink({ ...common, channel, mention, silent }),
    forum: (channel, { mention, silent = true } = {}) => forumSink({ ...common, channel, mention, silent }),
    start,
    chat: {
      start: (handler) => {
        chat.connect(handler);
        return start();
      },
      hears: online.hears,
      homes: homes.all,
      isGone: (person, spaces) => isGone(rest, person, spaces),
      stop,
    },
    stop,
  };
}
