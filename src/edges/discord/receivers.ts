/** The receivers that Discord offers, as they are written in the settings. */
import { z } from 'zod';
import { mentionOf, namedSecret, writtenOrNamed } from '../../core/delivery/receiver.ts';

const Channel = writtenOrNamed(
  /^\d{15,21}$/,
  'is not a Discord channel id; right-click the channel, Copy Channel ID, and put the digits in quotes, or write ${DISCORD_CHANNEL}',
);
const Role = z
  .string()
  .regex(
    /^\d{15,21}$/,
    'is not the id of a Discord role; right-click the role in the server settings, Copy Role ID, and put the digits in quotes',
  );
const Common = {
  mention: mentionOf(Role, 'role').optional(),
  silent: z
    .boolean()
    .optional()
    .describe('Low severity, digests and notices arrive without a sound; false lets them ring, too.'),
};

export const DiscordChannel = z.strictObject({
  type: z.literal('discord'),
  channel: Channel.describe('A text channel or a thread.'),
  ...Common,
});

export const DiscordForum = z.strictObject({
  type: z.literal('discord-forum'),
  channel: Channel.describe('A forum channel: every story is a post, with the tags that both have.'),
  ...Common,
});

export const DiscordWebhook = z.strictObject({
  type: z.literal('discord-webhook'),
  url: namedSecret('DISCORD_WEBHOOK_URL').describe(
    "The webhook's address, which is a secret: the environment variable that holds it.",
  ),
  ...Common,
});

export const DiscordReceiver = z.discriminatedUnion('type', [DiscordChannel, DiscordForum, DiscordWebhook]);

const SNOWFLAKE = /^\d{15,21}$/;

export const DiscordSettings = z.strictObject({
  changers: z
    .array(
      z
        .string()
        .regex(
          SNOWFLAKE,
          'is not the id of a Discord role or member; right-click it, Copy Role ID or Copy User ID, and put the digits in quotes',
        ),
    )
    .default([])
    .describe(
      'Roles and members who may change what others are told; those with Manage Server where nobody is named.',
    ),
  guilds: z
    .array(
      z
        .string()
        .regex(
          SNOWFLAKE,
          'is not the id of a Discord server; right-click the server, Copy Server ID, and put the digits in quotes',
        ),
    )
    .default([])
    .describe(
      'Servers that are answered, beside those that hold a receiver or were adopted; all others are not.',
    ),
});
