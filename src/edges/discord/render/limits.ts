/** Discord's limits on a message, and the last cut that keeps an embed within them. */
import type { APIEmbed, APIEmbedField } from 'discord.js';

/**
 * In characters; UTF-16 units are counted, which are never fewer.
 * https://discord.com/developers/docs/resources/message#embed-object-embed-limits
 */
export const LIMITS = {
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  author: 256,
  /** Title, description, field names and values, footer and author name together. */
  embed: 6000,
} as const;

/** Leaves out fields that say nothing, and from the last backwards those that there is no room for. */
export function withinLimits(embed: APIEmbed): APIEmbed {
  const kept: APIEmbedField[] = [];
  let room = LIMITS.embed - size(embed);
  for (const field of (embed.fields ?? []).filter(({ value }) => value !== '')) {
    room -= field.name.length + field.value.length;
    if (room < 0 || kept.length === LIMITS.fields) break;
    kept.push(field);
  }
  const { fields: _, ...rest } = embed;
  return kept.length === 0 ? rest : { ...rest, fields: kept };
}

function size(embed: APIEmbed): number {
  const parts = [embed.title, embed.description, embed.footer?.text, embed.author?.name];
  return parts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
}
