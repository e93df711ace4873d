/** What Discord offers and needs, and the way to the code that reaches it; loads no client. */
import type { Platform } from '../../core/delivery/platform.ts';
import { DiscordChannel, DiscordForum, DiscordSettings, DiscordWebhook } from './receivers.ts';

const MORE = '[discord-app.md](discord-app.md)';

export const platform: Platform = {
  name: 'discord',
  receivers: [
    {
      schema: DiscordChannel,
      needs: ['DISCORD_TOKEN'],
      docs: { has: '`channel` (a text channel or a thread), `mention`, `silent`', more: MORE },
    },
    {
      schema: DiscordForum,
      needs: ['DISCORD_TOKEN'],
      docs: { has: '`channel`, `mention`, `silent`: a post for each story', more: MORE },
    },
    { schema: DiscordWebhook, needs: [], docs: { has: '`url`, `mention`, `silent`', more: MORE } },
  ],
  variables: [
    { name: 'DISCORD_TOKEN', secret: true },
    { name: 'DISCORD_API_URL', secret: false },
  ],
  starters: [
    {
      id: 'discord',
      title: 'a Discord webhook: alerts within a minute, no buttons, no commands',
      receiver: { type: 'discord-webhook', url: '${DISCORD_WEBHOOK_URL}' },
      asks: [
        {
          variable: 'DISCORD_WEBHOOK_URL',
          question: 'The address: channel settings → Integrations → Webhooks → New → Copy Webhook URL',
        },
      ],
      address: /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/\S+$/,
    },
    {
      id: 'discord',
      title: 'a Discord bot: alerts with buttons, slash commands',
      receiver: { type: 'discord', channel: '${DISCORD_CHANNEL}' },
      asks: [
        {
          variable: 'DISCORD_TOKEN',
          question: 'The token: discord.com/developers/applications → your application → Bot → Reset Token',
        },
        {
          variable: 'DISCORD_CHANNEL',
          question: 'The channel id: Developer Mode on, right-click the channel → Copy Channel ID',
        },
      ],
    },
  ],
  open: async (options) => (await import('./open.ts')).openPlatform(options),
  examine: async (target, signal) => (await import('./examine.ts')).examineDiscord(target, signal),
  clock: {
    where: 'DISCORD_TOKEN',
    origin: 'DISCORD_API_URL',
    url: 'https://discord.com/api/v10/gateway',
    // The form that Discord asks for: https://discord.com/developers/docs/reference#user-agent
    userAgent: (version) => `DiscordBot (https://discord.com/developers/applications, ${version})`,
  },
  manifest: {
    about: 'the link that invites the bot to a server',
    argument: {
      name: 'application',
      about: "the application's id, from discord.com/developers/applications",
    },
    print: async (_catalogue, { argument = '' }) => (await import('./invite.ts')).discordInvite(argument),
  },
  settings: DiscordSettings,
  access: {
    named: (settings) => {
      const { guilds, changers } = DiscordSettings.parse(settings ?? {});
      return { spaces: guilds, changers };
    },
    space: { what: 'server', key: 'discord.guilds', adopt: '/adopt' },
    changer: {
      key: 'discord.changers',
      kinds: 'you or a role of yours',
      otherwise:
        'It takes the permission Manage Server, which a role of yours can be given in the server settings under Roles',
    },
  },
};
