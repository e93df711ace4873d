/** Reads a message the way Discord's clients do: which links, mentions and markup come alive in it. */
import type { Embed } from './limits.ts';

/** Stands for an escaped character: part of the text, never of the markup. */
const INERT = '\uE000';
/** Blocks and stretches of code show everything in them literally, escapes too. */
const CODE = /(?<=(?:^|[^\\])(?:\\\\)*)(?:```[\s\S]*?```|`[^`\n]+`)/gu;

export type LiveMarkup = {
  /** Every address that a click would open, in any scheme. */
  readonly links: readonly string[];
  /** Mentions, custom emoji and the like, as written; timestamps apart. */
  readonly mentions: readonly string[];
  readonly timestamps: readonly string[];
  /** Headings, lists, quotes, subtext: whatever a line begins with. */
  readonly blocks: readonly string[];
  /** Emphasis, code and spoiler marks. */
  readonly inline: readonly string[];
};

/** Finds what a client would render in a text that supports markdown. */
export function liveMarkup(text: string): LiveMarkup {
  const bare = text.replaceAll(CODE, INERT).replaceAll(/\\[^0-9A-Za-z\s]/gu, INERT);
  const masked = [...bare.matchAll(/\[[^\]]*\]\(\s*<?([^)]*?)>?\s*\)/gu)].map((hit) => hit[1] ?? '');
  const rest = bare.replaceAll(/\]\([^)]*\)/gu, ' ');
  const plain = [...rest.matchAll(/https?:\/\/[^\s<>]+/giu)].map((hit) => hit[0]);
  const angled = [...rest.matchAll(/<([a-z][a-z+.-]*:[^\s<>]+)>/giu)].map((hit) => hit[1] ?? '');
  const isMention = (inner: string): boolean => /^(?:a?:\w+:\d+|t:-?\d+(?::\w)?|id:\w+)$/.test(inner);
  const found = (pattern: RegExp): string[] => [...rest.matchAll(pattern)].map((hit) => hit[0]);
  return {
    links: [...masked, ...plain, ...angled.filter((inner) => !isMention(inner))],
    mentions: found(/<@[!&]?\d+>|<#\d+>|<\/[^:>]+:\d+>|<a?:\w+:\d+>|<id:\w+>|@everyone|@here/gu),
    timestamps: found(/<t:-?\d+(?::\w)?>/gu),
    blocks: found(/^[ \t]*(?:#{1,3} |[-*+] |\d+\. |>|-# )/gmu),
    inline: found(/\*+|_+|~~|`+|\|\|/gu),
  };
}

/** Everything a reader sees of an embed, with its markup, one part a line. */
export function embedText(embed: Embed): string {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value]);
  return [embed.author?.name, embed.title, embed.description, ...fields, embed.footer?.text]
    .filter((part) => part !== null && part !== undefined)
    .join('\n');
}

/** The addresses that an embed opens, from its own keys and from its markdown. */
export function embedLinks(embed: Embed): readonly string[] {
  const texts = [embed.description ?? '', ...(embed.fields ?? []).map((field) => field.value)];
  return [embed.url, embed.author?.url, ...texts.flatMap((text) => liveMarkup(text).links)].filter(
    (url) => typeof url === 'string',
  );
}
