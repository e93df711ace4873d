/** Says the first words in a server that has just invited the bot. */
import { ChannelType, type Guild, type GuildBasedChannel, RequestMethod, Routes } from 'discord.js';
import type { ChatHandler } from '../../../core/command/chat.ts';
import { plainWords } from '../../../core/delivery/card-line.ts';
import { SECOND } from '../../../core/time/duration.ts';
import type { DiscordLog } from '../log.ts';
import { PERMISSIONS } from '../invite.ts';
import { escapeMarkdown } from '../render/markdown.ts';
import type { Rest } from '../rest.ts';

const POST_WITHIN = 15 * SECOND;
const SEND = 1n << 11n;
const MAX_CONTENT = 2000;

/** Posts in the channel for such messages, or the first in which it may; says nothing where it may nowhere. */
export async function greet(rest: Rest, to: ChatHandler, guild: Guild, log: DiscordLog): Promise<void> {
  const me = guild.members.me;
  const rights = (channel: GuildBasedChannel): bigint =>
    (me === null ? null : channel.permissionsFor(me))?.bitfield ?? 0n;
  const texts = [...guild.channels.cache.values()].filter(({ type }) => type === ChannelType.GuildText);
  const [channel] = [...texts.filter(({ id }) => id === guild.systemChannelId), ...texts].filter(
    (each) => (rights(each) & SEND) !== 0n,
  );
  if (channel === undefined) {
    log.info({ server: guild.id }, 'Discord: invited to a server in which it may post nowhere');
    return;
  }
  const lacks = PERMISSIONS.filter(({ bit }) => (rights(channel) & (1n << bit)) === 0n).map(
    ({ name }) => name,
  );
  const reply = await to.invited({ platform: 'discord', space: guild.id, lacks });
  const lines = reply.blocks.flatMap((block) => (block.kind === 'line' ? [plainWords(block.inlines)] : []));
  const words = [reply.title, ...lines].map(escapeMarkdown).join('\n').slice(0, MAX_CONTENT);
  const posted = await rest(
    {
      method: RequestMethod.Post,
      path: Routes.channelMessages(channel.id),
      // Without the right to embed, the words alone are seen.
      body: { content: words, allowed_mentions: { parse: [] } },
    },
    AbortSignal.timeout(POST_WITHIN),
  );
  if (posted.kind !== 'ok') log.warn({ server: guild.id }, 'Discord: the first words could not be posted');
}
