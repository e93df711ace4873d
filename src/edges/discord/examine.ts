/** Looks whether Discord takes the token and lets the bot do in each channel what it must. */
import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Examination } from '../../core/delivery/platform.ts';
import { valueOf } from '../../core/delivery/receiver.ts';
import { bad, doubtful, type Finding, good } from '../../core/health/finding.ts';
import { ChannelRights, Guild, GuildMember, permissionsIn } from './channel-permissions.ts';
import { askChannel, Self } from './find-delivery.ts';
import { PERMISSIONS, THREAD_PERMISSION } from './invite.ts';
import { DiscordReceiver, DiscordSettings } from './receivers.ts';
import { remedyOf } from './remedy.ts';
import { type CallResult, openRest, type Rest } from './rest.ts';
import { webhookAddress } from './webhook.ts';

type Place = { readonly receiver: string; readonly channel: string };
const TOKEN = 'DISCORD_TOKEN';

/** Channel types that are threads, and those that hold nothing but threads. */
const THREADS = new Set([10, 11, 12]);
const FORUMS = new Set([15, 16]);
/** Without these an alert does not appear at all; without the others something is missing. */
const NEEDED = new Set(['View Channels', 'Send Messages', 'Embed Links', THREAD_PERMISSION.name]);
const Named = Self.extend({ username: z.string() });
const Application = z.object({ bot_public: z.boolean().optional() });
/** One page of at most 200, which is more than anybody reads. */
const Guilds = z.array(z.object({ id: z.string(), name: z.string() }));

/** One finding for a webhook's address, one for the token, then one a channel. Sends nothing but questions. */
export async function examineDiscord(
  { receivers, variable, settings, adopted }: Examination,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const places: Place[] = [];
  for (const [id, written] of Object.entries(receivers)) {
    const receiver = DiscordReceiver.parse(written);
    if (receiver.type === 'discord-webhook')
      findings.push(examineWebhook(id, valueOf(receiver.url, variable)));
    else places.push({ receiver: id, channel: valueOf(receiver.channel, variable) });
  }
  const token = variable(TOKEN);
  if (token === undefined) return findings;
  const rest = openRest({ token, apiUrl: variable('DISCORD_API_URL') });
  const self = await askChannel(rest, Routes.user(), Named, signal);
  if (self.kind !== 'ok') return [...findings, bad(TOKEN, 'is not taken', explain(self))];
  findings.push(good(TOKEN, `is that of ${self.body.username}`));
  const homes: string[] = [];
  for (const place of places) findings.push(await examineChannel(rest, place, self.body.id, homes, signal));
  // Where a channel is not seen, nobody knows here whose server it is.
  if (homes.length < places.length) return findings;
  const answered = [...homes, ...DiscordSettings.parse(settings ?? {}).guilds, ...adopted];
  return [...findings, ...(await examineReach(rest, answered, signal))];
}

/** Whether anybody may invite the bot, and in which servers it is that it does not answer. */
async function examineReach(
  rest: Rest,
  answered: readonly string[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const application = await askChannel(rest, Routes.currentApplication(), Application, signal);
  if (application.kind === 'ok' && application.body.bot_public === true)
    findings.push(
      doubtful(
        'Public Bot',
        'is on: anybody may invite this bot to their own server, where it answers nobody',
        'switch Public Bot off at discord.com/developers/applications, under Bot',
      ),
    );
  const guilds = await askChannel(rest, Routes.userGuilds(), Guilds, signal);
  const strange = guilds.kind === 'ok' ? guilds.body.filter(({ id }) => !answered.includes(id)) : [];
  if (strange.length > 0)
    findings.push(
      doubtful(
        'servers',
        `is in ${strange.length} where it answers nobody: ${strange.map(({ id, name }) => `${name} (${id})`).join(', ')}`,
        'name those that are yours under discord.guilds, or type /adopt there with the code from the log; remove the bot from the others',
      ),
    );
  return findings;
}

/** It cannot be asked without posting, so only its address is looked at. */
function examineWebhook(id: string, url: string): Finding {
  const about = `receiver ${id}`;
  return webhookAddress(url) === undefined
    ? bad(
        about,
        'has an address that is not that of a Discord webhook',
        'copy it whole: Edit Channel, Integrations, Webhooks, Copy URL',
      )
    : good(about, 'has an address; whether it works shows with the first alert');
}

/** Adds the server of the channel to `homes`. */
async function examineChannel(
  rest: Rest,
  place: Place,
  self: string,
  homes: string[],
  signal: AbortSignal,
): Promise<Finding> {
  const about = `receiver ${place.receiver}`;
  const channel = await askChannel(rest, Routes.channel(place.channel), ChannelRights, signal);
  if (channel.kind !== 'ok')
    return bad(about, `cannot see Discord channel ${place.channel}`, explain(channel));
  const { guild_id: guildId, type, name, parent_id: parentId } = channel.body;
  if (guildId === undefined)
    return bad(about, 'is no channel of a server', 'name a text channel, thread or forum');
  homes.push(guildId);
  const thread = THREADS.has(type);
  const holder =
    thread && typeof parentId === 'string'
      ? await askChannel(rest, Routes.channel(parentId), ChannelRights, signal)
      : channel;
  const guild = await askChannel(rest, Routes.guild(guildId), Guild, signal);
  const member = await askChannel(rest, Routes.guildMember(guildId, self), GuildMember, signal);
  if (holder.kind !== 'ok') return bad(about, 'cannot see the channel of its thread', explain(holder));
  if (guild.kind !== 'ok') return bad(about, 'cannot see its server', explain(guild));
  if (member.kind !== 'ok') return bad(about, 'cannot see its own roles', explain(member));
  const bits = permissionsIn(holder.body, guild.body, { id: self, roles: member.body.roles });
  const wanted = PERMISSIONS.filter((each) => !(thread && each.name === 'Send Messages'));
  const all = thread || FORUMS.has(type) ? [...wanted, THREAD_PERMISSION] : wanted;
  const lacking = all.filter(({ bit }) => (bits & (1n << bit)) === 0n);
  const where = `#${name ?? place.channel} on ${guild.body.name}`;
  if (lacking.length === 0) return good(about, `may post, edit and look in ${where}`);
  const names = lacking.map((each) => each.name).join(', ');
  const said = `lacks ${names} in ${where}`;
  const why = lacking.map((each) => `${each.name}: ${each.why}`).join('; ');
  const remedy = `give the bot's role ${names} there (channel settings, Permissions). ${why}`;
  return lacking.some((each) => NEEDED.has(each.name))
    ? bad(about, said, remedy)
    : doubtful(about, said, remedy);
}

function explain(answer: Exclude<CallResult, { kind: 'ok' }>): string {
  switch (answer.kind) {
    case 'refused':
      return remedyOf(answer);
    case 'limited':
      return 'Discord asks for a pause; try again in a minute';
    case 'unsent':
    case 'lost':
      return `${answer.reason}; see that this machine reaches discord.com on port 443`;
  }
}
