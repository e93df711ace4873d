/** Who somebody is that types or presses on Discord: the server, their roles and rights there. */
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  RequestMethod,
  Routes,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { z } from 'zod';
import type { Asker, ChatHandler } from '../../../core/command/chat.ts';
import { MINUTE } from '../../../core/time/duration.ts';
import type { Rest } from '../rest.ts';

type Asking =
  | AutocompleteInteraction
  | ButtonInteraction
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction
  | StringSelectMenuInteraction;

/** Whether somebody is a member is known for this long; who left is heard of no longer than that. */
const KNOWN_FOR = MINUTE;
const MOST_KNOWN = 5_000;
/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const UNKNOWN_MEMBER = 10007;
/** The bot itself is no longer in the server, or the server is gone: nobody there can speak for anybody. */
const NOT_THERE = new Set([10004, 50001]);

/**
 * Whether Discord says that somebody is a member of none of these servers: of one at least that they are not, of none
 * that they are. False where it does not answer, and where the bot is in none of the servers itself.
 */
export async function isGone(rest: Rest, user: string, guilds: readonly string[]): Promise<boolean> {
  let denied = false;
  for (const guild of guilds) {
    const path = Routes.guildMember(guild, user);
    const answer = await rest({ method: RequestMethod.Get, path }, AbortSignal.timeout(KNOWN_FOR));
    if (answer.kind !== 'refused' || answer.code === undefined) return false;
    if (answer.code === UNKNOWN_MEMBER) denied = true;
    else if (!NOT_THERE.has(answer.code)) return false;
  }
  return denied;
}

/** Makes askers of interactions. In a direct message Discord is asked of which answered servers they are a member. */
export function openAskers(
  rest: Rest,
): (interaction: Asking, handler: Pick<ChatHandler, 'answered'>) => Promise<Asker> {
  const known = new Map<string, { readonly is: boolean; readonly until: number }>();
  const isMember = async (guild: string, user: string): Promise<boolean> => {
    const key = `${guild}/${user}`;
    const kept = known.get(key);
    if (kept !== undefined && kept.until > Date.now()) return kept.is;
    const answer = await rest(
      { method: RequestMethod.Get, path: Routes.guildMember(guild, user) },
      AbortSignal.timeout(KNOWN_FOR),
    );
    const is = answer.kind === 'ok';
    // Where Discord does not answer, nobody knows.
    if (!is && answer.kind !== 'refused') return false;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, { is, until: Date.now() + KNOWN_FOR });
    return is;
  };
  return async (interaction, handler) => {
    const { user, guildId, member, memberPermissions } = interaction;
    const person = { platform: 'discord', id: user.id, guest: false } as const;
    if (guildId !== null)
      return {
        ...person,
        name: interaction.inCachedGuild() ? interaction.member.displayName : user.displayName,
        spaces: [guildId],
        direct: false,
        groups: member === null ? [] : rolesOf(member),
        // `any` counts administrators among them.
        manages: memberPermissions?.any(PermissionFlagsBits.ManageGuild) ?? false,
      };
    const guilds = await handler.answered('discord');
    const spaces: string[] = [];
    for (const guild of guilds) if (await isMember(guild, user.id)) spaces.push(guild);
    return { ...person, name: user.displayName, spaces, direct: true, groups: [], manages: false };
  };
}

/** A member as the wire has them, or as the client keeps them (discord.js 14, `GuildMember._roles`). */
const Roles = z.union([
  z.object({ _roles: z.array(z.string()) }).transform(({ _roles }) => _roles),
  z.object({ roles: z.array(z.string()) }).transform(({ roles }) => roles),
]);

/**
 * The ids of a member's roles. The client's public list of them leaves out roles that it has not heard of yet, such as
 * one that was made a moment ago.
 */
function rolesOf(member: NonNullable<Asking['member']>): readonly string[] {
  const found = Roles.safeParse(member);
  if (found.success) return found.data;
  return 'cache' in member.roles ? [...member.roles.cache.keys()] : member.roles;
}
