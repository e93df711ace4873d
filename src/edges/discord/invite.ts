/** The link that invites the bot to a Discord server, with the least permissions; needs no client library. */

/** Bits of https://discord.com/developers/docs/topics/permissions; `docs/discord-app.md` says the same. */
export const PERMISSIONS = [
  { name: 'View Channels', bit: 10n, why: 'see the channels it posts to' },
  { name: 'Send Messages', bit: 11n, why: 'post alerts, and open posts in a forum' },
  { name: 'Embed Links', bit: 14n, why: 'alerts and answers begin in the message and go on in embeds' },
  { name: 'Attach Files', bit: 15n, why: 'charts and exported dossiers' },
  {
    name: 'Read Message History',
    bit: 16n,
    why: 'look whether an alert is there already before posting it again; it reads only its own messages',
  },
] as const;

/** Asked for only where a receiver is a thread or a forum. */
export const THREAD_PERMISSION = {
  name: 'Send Messages in Threads',
  bit: 38n,
  why: "post alerts to a thread, or a second one to a story's forum post",
} as const;

const APPLICATION = /^\d{15,21}$/;

/**
 * The address to open in a browser. `application` is the application's id, which Discord calls Application ID or
 * Client ID; throws where it is no such id.
 */
export function discordInvite(application: string, options: { readonly threads?: boolean } = {}): string {
  if (!APPLICATION.test(application))
    throw new Error(
      `“${application}” is not an application id; copy it from discord.com/developers/applications (General Information)`,
    );
  const wanted = options.threads === true ? [...PERMISSIONS, THREAD_PERMISSION] : PERMISSIONS;
  const permissions = wanted.reduce((bits, { bit }) => bits | (1n << bit), 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: permissions.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
