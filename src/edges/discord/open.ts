/** Opens Discord's receivers: over the one bot, or by the address of a webhook. */
import type { OpenPlatform, PlatformOptions } from '../../core/delivery/platform.ts';
import { valueOf } from '../../core/delivery/receiver.ts';
import type { Sink } from '../../core/delivery/sink.ts';
import { openDiscord } from './connect.ts';
import type { DiscordConnection } from './connection.ts';
import { DiscordReceiver } from './receivers.ts';
import { discordWebhookSink } from './webhook.ts';

export function openPlatform({ variable, heardElsewhere, log }: PlatformOptions): OpenPlatform {
  const token = variable('DISCORD_TOKEN');
  const apiUrl = variable('DISCORD_API_URL');
  /** The channels and forums of configured receivers. */
  const channels: string[] = [];
  const bot = token === undefined ? undefined : openDiscord({ token, apiUrl, heardElsewhere, channels, log });
  const withBot = (open: (bot: DiscordConnection) => Sink): Sink => {
    if (bot === undefined) throw new Error('a channel was opened without DISCORD_TOKEN');
    return open(bot);
  };
  return {
    open: (written) => {
      const receiver = DiscordReceiver.parse(written);
      const { mention, silent } = receiver;
      switch (receiver.type) {
        case 'discord': {
          const channel = valueOf(receiver.channel, variable);
          channels.push(channel);
          return { channel, sink: withBot((each) => each.sink(channel, { mention, silent })) };
        }
        case 'discord-forum': {
          const channel = valueOf(receiver.channel, variable);
          channels.push(channel);
          return { sink: withBot((each) => each.forum(channel, { mention, silent })) };
        }
        case 'discord-webhook':
          return {
            sink: discordWebhookSink({ url: valueOf(receiver.url, variable), apiUrl, mention, silent, log }),
          };
      }
    },
    ...(bot && { channel: (channel) => bot.sink(channel), chat: bot.chat, start: bot.start, stop: bot.stop }),
  };
}
