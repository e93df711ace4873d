/** One bot on Discord: a sink per channel over REST, and the gateway that shows it online. */
import type { DiscordConnection, DiscordOptions } from './connect.ts';
import { keepOnline } from './keep-online.ts';
import { openRest } from './rest.ts';
import { discordSink } from './sink.ts';

/** See `openDiscord`, which loads this. */
export function openBot({ token, apiUrl, buttons = false, log }: DiscordOptions): DiscordConnection {
  const rest = openRest({ token, apiUrl });
  return {
    ...keepOnline({ token, apiUrl }, log),
    sink: (channel) => discordSink({ rest, channel, buttons, log }),
  };
}
