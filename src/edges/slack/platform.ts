/** What Slack offers and needs, and the way to the code that reaches it; loads no client. */
import type { Platform } from '../../core/delivery/platform.ts';
import { SlackChannel, SlackSettings, SlackWebhook } from './receivers.ts';

const MORE = '[slack-app.md](slack-app.md)';

export const platform: Platform = {
  name: 'slack',
  receivers: [
    {
      schema: SlackChannel,
      needs: ['SLACK_BOT_TOKEN'],
      docs: { has: '`channel`, `threads`, `mention`', more: MORE },
    },
    { schema: SlackWebhook, needs: [], docs: { has: '`url`, `follow_ups`, `mention`', more: MORE } },
  ],
  variables: [
    { name: 'SLACK_BOT_TOKEN', secret: true },
    { name: 'SLACK_APP_TOKEN', secret: true },
    { name: 'SLACK_SIGNING_SECRET', secret: true },
    { name: 'SLACK_API_URL', secret: false },
  ],
  settings: SlackSettings,
  starters: [
    {
      id: 'slack',
      title: 'a Slack webhook: alerts within a minute, no buttons, no commands',
      receiver: { type: 'slack-webhook', url: '${SLACK_WEBHOOK_URL}' },
      asks: [
        {
          variable: 'SLACK_WEBHOOK_URL',
          question: 'The address: api.slack.com/apps → your app → Incoming Webhooks → Add New Webhook',
        },
      ],
      address: /^https:\/\/hooks\.slack(?:-gov)?\.com\/services\/\S+$/,
    },
    {
      id: 'slack',
      title: 'a Slack app: alerts with buttons, slash commands',
      receiver: { type: 'slack', channel: '${SLACK_CHANNEL}' },
      asks: [
        {
          variable: 'SLACK_BOT_TOKEN',
          question:
            'The bot token (xoxb-…): your app → OAuth & Permissions; signpost manifest slack makes the app',
        },
        {
          variable: 'SLACK_APP_TOKEN',
          question:
            'The app token (xapp-…): your app → Basic Information → App-Level Tokens, connections:write',
        },
        {
          variable: 'SLACK_CHANNEL',
          question:
            'The channel id (C…): the channel → its name → About, at the bottom; invite the bot there',
        },
      ],
    },
  ],
  open: async (options) => (await import('./open.ts')).openPlatform(options),
  examine: async (target) => (await import('./examine.ts')).examineSlack(target),
  clock: { where: 'SLACK_BOT_TOKEN', origin: 'SLACK_API_URL', url: 'https://slack.com/api/api.test' },
  manifest: {
    about: 'the app manifest: paste it at api.slack.com/apps, Create New App, From a manifest',
    option: {
      flags: '--url <url>',
      about: 'the public https address of HTTP mode; Socket Mode where left out',
    },
    print: async (catalogue, { option: url }) => {
      const { slackManifest } = await import('./manifest.ts');
      const way = url === undefined ? ({ socketMode: true } as const) : ({ socketMode: false, url } as const);
      return JSON.stringify(slackManifest(catalogue, way), null, 2);
    },
  },
  access: {
    named: (settings) => {
      const { workspaces, changers } = SlackSettings.parse(settings ?? {});
      return { spaces: workspaces, changers };
    },
    space: { what: 'workspace', key: 'slack.workspaces', adopt: '/signpost adopt' },
    changer: {
      key: 'slack.changers',
      kinds: 'you or a user group of yours',
      otherwise: 'Owners and admins of the workspace may',
    },
  },
};
