/** A receiver: one place that is told, and how to reach it. */
import { z } from 'zod';

/** A value written down, or `${NAME}`, taken from the environment at start. */
const ENV_REFERENCE = /^\$\{([A-Z][A-Z0-9_]*)\}$/;
const envOr = (pattern: RegExp, what: string) =>
  z.string().refine((text) => ENV_REFERENCE.test(text) || pattern.test(text), what);

/** A secret never stands in the configuration itself. */
const EnvOnly = z
  .string()
  .regex(
    ENV_REFERENCE,
    'is a secret and comes from the environment; write ${SLACK_WEBHOOK_URL} or another name',
  );
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
    channel: envOr(
      /^\d{15,21}$/,
      'is not a Discord channel id; right-click the channel, Copy Channel ID, and put the digits in quotes, or write ${DISCORD_CHANNEL}',
    ),
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
    url: EnvOnly.describe(
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
]);
export type Receiver = z.infer<typeof Receiver>;

/** The variable a value refers to, or undefined where it is written down. */
export function environmentName(value: string): string | undefined {
  return ENV_REFERENCE.exec(value)?.[1];
}
