/** The app manifest: what Slack must be told of the bot, made from the same catalogue that the bot answers by. */
import type { CommandSpec } from '../../core/command/command-spec.ts';
import { usageOf } from '../../core/command/usage.ts';
import { SHORTCUTS } from '../../core/command/shortcuts.ts';
import { REQUEST_PATH } from './chat/entrance.ts';

/** The slash commands, and the words that each puts before what is typed behind it. */
export const COMMANDS = [
  { command: '/signpost', lead: '' },
  { command: '/signals', lead: 'signals' },
] as const;

/** What the bot may do, and why it must; `docs/slack-app.md` says the same. */
export const SCOPES = [
  { scope: 'chat:write', why: 'post alerts and edit them' },
  { scope: 'commands', why: 'hear /signpost and /signals' },
  {
    scope: 'channels:history',
    why: 'look whether an alert is there already before posting it again, and what its thread has said',
  },
  { scope: 'groups:history', why: 'the same in private channels' },
  { scope: 'channels:read', why: 'hear that it was invited to a channel, and say its first words there' },
  { scope: 'groups:read', why: 'hear that it was invited to a private channel' },
  { scope: 'files:write', why: 'upload charts and exported dossiers' },
  { scope: 'files:read', why: 'see that Slack has read an uploaded chart before a message shows it' },
  { scope: 'im:write', why: 'send an exported file to the one who asked for it in private' },
  { scope: 'users:read', why: 'name who acknowledged an alert, and see who is an owner or admin' },
  { scope: 'usergroups:read', why: 'see who is in the user groups that may change things' },
] as const;

export type ManifestOptions =
  | { readonly socketMode: true }
  /** The public https:// origin or address that reaches the bot's port of signed requests. */
  | { readonly socketMode: false; readonly url: string };

const MAX_HINT = 1000;

/**
 * The manifest, ready for JSON: https://docs.slack.dev/reference/app-manifest/. Throws where `url` is not an https:// address: Slack sends requests to no other.
 */
export function slackManifest(catalogue: readonly CommandSpec[], options: ManifestOptions) {
  const url = options.socketMode ? undefined : requestUrl(options.url);
  const at = url === undefined ? {} : { request_url: url };
  return {
    display_information: {
      name: 'Signpost',
      description:
        'Tells a channel when the signs an analysis told its readers to watch for show up in the news.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Signpost', always_online: true },
      shortcuts: SHORTCUTS.map(({ id, short, about }) => ({
        name: short,
        type: 'message' as const,
        callback_id: id,
        description: about,
      })),
      slash_commands: COMMANDS.map(({ command, lead }) => ({
        command,
        ...(url === undefined ? {} : { url }),
        description: aboutOf(catalogue, lead),
        usage_hint: hintOf(catalogue, lead),
        should_escape: false,
      })),
    },
    oauth_config: { scopes: { bot: SCOPES.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { ...at, bot_events: ['app_home_opened', 'member_joined_channel'] },
      interactivity: {
        is_enabled: true,
        ...at,
        ...(url === undefined ? {} : { message_menu_options_url: url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: options.socketMode,
      token_rotation_enabled: false,
    },
  };
}

function requestUrl(given: string): string {
  const url = URL.parse(given);
  if (url === null || url.protocol !== 'https:') throw new Error(`${given} is not an https:// address`);
  return url.pathname === '/' ? new URL(REQUEST_PATH, url).href : url.href;
}

function aboutOf(catalogue: readonly CommandSpec[], lead: string): string {
  return (
    catalogue.find(({ name }) => name === lead)?.about ?? 'Ask Signpost: what is lit, why, and what to mute'
  );
}

/** The one command's arguments, or the names of all commands. */
function hintOf(catalogue: readonly CommandSpec[], lead: string): string {
  const spec = catalogue.find(({ name }) => name === lead);
  const hint =
    spec === undefined
      ? `${catalogue.map(({ name }) => name).join(' | ')} | help`
      : usageOf(spec).slice(spec.name.length + 1);
  return hint.slice(0, MAX_HINT);
}
