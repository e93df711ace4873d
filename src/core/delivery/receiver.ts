/** A receiver: one place that is told, and how to reach it. */
import { z } from 'zod';

/** A value written down, or `${NAME}`, taken from the environment at start. */
const ENV_REFERENCE = /^\$\{([A-Z][A-Z0-9_]*)\}$/;
const envOr = (pattern: RegExp, what: string) =>
  z.string().refine((text) => ENV_REFERENCE.test(text) || pattern.test(text), what);

/** A secret never stands in the configuration itself. */
const envOnly = (example: string) =>
  z
    .string()
    .regex(ENV_REFERENCE, `is a secret and comes from the environment; write \${${example}} or another name`);
const DiscordChannel = envOr(
  /^\d{15,21}$/,
  'is not a Discord channel id; right-click the channel, Copy Channel ID, and put the digits in quotes, or write ${DISCORD_CHANNEL}',
);
const DiscordRole = z
  .string()
  .regex(
    /^\d{15,21}$/,
    'is not the id of a Discord role; right-click the role in the server settings, Copy Role ID, and put the digits in quotes',
  )
  .describe('The role that every new alert of this receiver mentions; nobody is mentioned otherwise.');
const SlackUserGroup = z
  .string()
  .regex(
    /^S[A-Z0-9]{6,}$/,
    'is not the id of a Slack user group; open the group and copy the id that begins with S',
  )
  .describe('The user group that every alert of this receiver mentions; nobody is mentioned otherwise.');

export const Receiver = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('console') }),
  z.strictObject({
    type: z.literal('discord'),
    channel: DiscordChannel.describe('A text channel or a thread.'),
    mention: DiscordRole.optional(),
  }),
  z.strictObject({
    type: z.literal('discord-forum'),
    channel: DiscordChannel.describe('A forum channel: every story is a post, with the tags that both have.'),
    mention: DiscordRole.optional(),
  }),
  z.strictObject({
    type: z.literal('discord-webhook'),
    url: envOnly('DISCORD_WEBHOOK_URL').describe(
      "The webhook's address, which is a secret: the environment variable that holds it.",
    ),
    mention: DiscordRole.optional(),
  }),
  z.strictObject({
    type: z.literal('slack'),
    channel: envOr(
      /^[CGD][A-Z0-9]{6,}$/,
      'is not a Slack channel id; open the channel details and copy the id that begins with C, or write ${SLACK_CHANNEL}',
    ),
    threads: z
      .boolean()
      .optional()
      .describe(
        'Say in the thread of an alert when more outlets report its story; the alert is edited anyway.',
      ),
    mention: SlackUserGroup.optional(),
  }),
  z.strictObject({
    type: z.literal('slack-webhook'),
    url: envOnly('SLACK_WEBHOOK_URL').describe(
      "The webhook's address, which is a secret: the environment variable that holds it.",
    ),
    follow_ups: z
      .boolean()
      .optional()
      .describe(
        'A webhook cannot edit what it posted: say later developments in a new line. Left out, they are not said.',
      ),
    mention: SlackUserGroup.optional(),
  }),
  z.strictObject({
    type: z.literal('webhook'),
    url: envOr(
      /^https?:\/\/[^\s@]+$/,
      'is not an address that can be posted to; write https://…, or ${WEBHOOK_URL} where it holds a secret',
    ).describe('Where a signed JSON body is posted; see docs/webhook.md.'),
    secret: envOnly('WEBHOOK_SECRET').describe(
      'What the body is signed with: the environment variable that holds it.',
    ),
  }),
]);
export type Receiver = z.infer<typeof Receiver>;

/** The variable a value refers to, or undefined where it is written down. */
export function environmentName(value: string): string | undefined {
  return ENV_REFERENCE.exec(value)?.[1];
}
