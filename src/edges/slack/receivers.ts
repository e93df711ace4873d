/** The receivers that Slack offers, and its own settings, as they are written. */
import { z } from 'zod';
import { mentionOf, namedSecret, writtenOrNamed } from '../../core/delivery/receiver.ts';

const UserGroup = z
  .string()
  .regex(
    /^S[A-Z0-9]{6,}$/,
    'is not the id of a Slack user group; open the group and copy the id that begins with S',
  );

export const SlackChannel = z.strictObject({
  type: z.literal('slack'),
  channel: writtenOrNamed(
    /^[CGD][A-Z0-9]{6,}$/,
    'is not a Slack channel id; open the channel details and copy the id that begins with C, or write ${SLACK_CHANNEL}',
  ),
  threads: z
    .union([z.boolean(), z.literal('quiet')])
    .optional()
    .describe(
      'true: say in the thread of an alert when more outlets report its story; the alert is edited anyway. quiet: say how a matter moves on in the thread alone, and not in the channel, too.',
    ),
  mention: mentionOf(UserGroup, 'user group').optional(),
});

export const SlackWebhook = z.strictObject({
  type: z.literal('slack-webhook'),
  url: namedSecret('SLACK_WEBHOOK_URL').describe(
    "The webhook's address, which is a secret: the environment variable that holds it.",
  ),
  follow_ups: z
    .boolean()
    .optional()
    .describe(
      'A webhook cannot edit what it posted, so further reports of an event are short posts; false: they are not said. How a matter moves on is always said.',
    ),
  mention: mentionOf(UserGroup, 'user group').optional(),
});

export const SlackReceiver = z.discriminatedUnion('type', [SlackChannel, SlackWebhook]);

export const SlackSettings = z.strictObject({
  changers: z
    .array(
      z
        .string()
        .regex(
          /^[UWS][A-Z0-9]{6,}$/,
          'is not the id of a Slack user or user group; copy the member id that begins with U, or the group id that begins with S',
        ),
    )
    .default([])
    .describe(
      'Users and user groups who may change what others are told; owners and admins of the workspace where nobody is named. A guest is answered only where they are named.',
    ),
  workspaces: z
    .array(
      z
        .string()
        .regex(
          /^[TE][A-Z0-9]{6,}$/,
          'is not the id of a Slack workspace; it begins with T and stands in the address of the workspace in a browser',
        ),
    )
    .default([])
    .describe(
      'Workspaces that are answered, beside the one that holds a receiver and those that were adopted; all others are not.',
    ),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Where signed requests are listened for, with a signing secret and no app token.'),
  port: z.int().min(0).max(65_535).default(3000).describe('Their port; 0 for any.'),
});
