/** What a bot may do in a channel, reckoned as Discord reckons it. */
import { z } from 'zod';

const Bits = z.string().transform((text) => BigInt(text));
const Overwrite = z.object({ id: z.string(), allow: Bits, deny: Bits });
export const ChannelRights = z.object({
  type: z.int(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: z.array(Overwrite).default([]),
});
export type ChannelRights = z.infer<typeof ChannelRights>;
export const Guild = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: Bits })),
});
export const GuildMember = z.object({ roles: z.array(z.string()) });

const ADMINISTRATOR = 1n << 3n;
const EVERYTHING = (1n << 64n) - 1n;

/**
 * The bits that a member has in a channel: the roles' first, then the channel's exceptions for everyone, for the roles
 * and for the member. https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function permissionsIn(
  channel: Pick<ChannelRights, 'permission_overwrites'>,
  guild: z.infer<typeof Guild>,
  member: { readonly id: string; readonly roles: readonly string[] },
): bigint {
  if (guild.owner_id === member.id) return EVERYTHING;
  const own = new Set([guild.id, ...member.roles]);
  const base = guild.roles
    .filter(({ id }) => own.has(id))
    .reduce((bits, { permissions }) => bits | permissions, 0n);
  if ((base & ADMINISTRATOR) !== 0n) return EVERYTHING;
  const of = (ids: ReadonlySet<string>) => channel.permission_overwrites.filter(({ id }) => ids.has(id));
  const steps = [of(new Set([guild.id])), of(new Set(member.roles)), of(new Set([member.id]))];
  return steps.reduce((bits, step) => {
    const deny = step.reduce((sum, each) => sum | each.deny, 0n);
    const allow = step.reduce((sum, each) => sum | each.allow, 0n);
    return (bits & ~deny) | allow;
  }, base);
}
