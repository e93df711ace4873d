/** Writes foreign text into Discord's markdown so that it reads as it was written and does nothing else. */
import { cleanLine, cleanMarkedLine } from '../../../core/delivery/clean-text.ts';
import type { MarkedText } from '../../../core/delivery/marked-text.ts';
import { ISOLATE_LENGTH, isolated, runsRightToLeft } from '../../../core/delivery/isolate.ts';
import { safeLink } from '../../../core/delivery/safe-link.ts';
import { shorten, shortenMarked, stretches } from '../../../core/delivery/shorten.ts';

/** Emphasis, spoilers, code, links, quotes, and `<`, with which every mention, emoji and timestamp begins. */
const MARKUP = /[\\*_~`|[\]<>]/g;
/** Headings, lists and small print count at the beginning of a line only; `1.` is escaped at its full stop. */
const LINE_START = /^(#{1,3}(?=\s|$)|[-+](?=\s|$)|-(?=#(?:\s|$))|\d+(?=\.(?:\s|$)))/;
/** A bare address becomes a link of its own accord; nobody here has looked at where it leads. */
const BARE_ADDRESS = /:(?=\/\/)/g;
/** The server looks for mentions without any regard for markdown. */
const MENTION = /@(?=everyone|here)|(?<=<)@/gi;
/** What ends a masked link or escapes its end, and mentions even here. */
const LINK_BREAKERS = /[()[\]|`\\]|@(?=everyone|here)/gi;
const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/;
const MENTION_LIKE = /<(?=[@#/:]|a:|t:|id:)/g;
const MAX_MARKS = 40;
const LAST_INSTANT = 8_640_000_000_000;

/** Escapes one clean line for a title, a description or a field. */
export function escapeMarkdown(line: string): string {
  return escapeLineStart(line.replaceAll(MARKUP, String.raw`\$&`))
    .replaceAll(BARE_ADDRESS, String.raw`\:`)
    .replaceAll(MENTION, '＠');
}

/** Keeps a line that was put together from escaped pieces from beginning like a heading or a list. */
export function escapeLineStart(line: string): string {
  return line.replace(LINE_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** Clean foreign text for places where nothing can be escaped: code, plain text. Mentions and code end there. */
export function tame(line: string): string {
  return line.replaceAll(MENTION, '＠').replaceAll(MENTION_LIKE, '‹').replaceAll('`', 'ˋ');
}

/** Foreign text for places without markdown (author, footer), cleaned and cut to `max` UTF-16 units. */
export function plain(text: string, max: number): string {
  const tame = cleanLine(text).replaceAll(MENTION, '＠').replaceAll(MENTION_LIKE, '‹');
  return isolated(shorten(tame, runsRightToLeft(tame) ? max - ISOLATE_LENGTH : max));
}

/** Foreign text for places with markdown: cleaned, escaped, and at most `max` UTF-16 units with its escapes. */
export function foreign(text: string, max: number): string {
  return marked({ text, marks: [] }, max);
}

/** `foreign` with the marked stretches in bold. */
export function marked(text: MarkedText, max: number): string {
  const clean = joinTouching(cleanMarkedLine(text));
  let room = max;
  for (;;) {
    const shown = isolated(bold(shortenMarked(clean, room)));
    if (shown.length <= max) return shown;
    // An escape at most doubles a character, so half of what is too much is never more than must go.
    room = Math.max(1, room - Math.ceil((shown.length - max) / 2));
  }
}

/** Text in markdown, linked where the address is safe and at most `max` long. */
export function linked(text: string, link: string | undefined, max: number): string {
  const url = webAddress(link, max);
  return url === undefined || text === '' ? text : `[${text}](${url})`;
}

/**
 * An address that is safe to open, cannot end a masked link early and is at most `max` long; else undefined. Discord
 * refuses a whole message for an address it does not like, so hosts that are not plain domain names are left out.
 */
export function webAddress(link: string | undefined, max: number): string | undefined {
  const safe = safeLink(link, max);
  if (safe === undefined || !DOMAIN.test(new URL(safe).hostname)) return undefined;
  const url = safe.replaceAll(LINK_BREAKERS, percentEncoded);
  return url.length > max ? undefined : url;
}

/** A moment (epoch milliseconds) as the reader's client says it: "2 hours ago". */
export function relativeTime(at: number): string {
  return `<t:${stamp(at)}:R>`;
}

/** A moment (epoch milliseconds) as a date and time of the reader's own zone and language. */
export function absoluteTime(at: number): string {
  return `<t:${stamp(at)}:f>`;
}

function stamp(at: number): number {
  const seconds = Number.isFinite(at) ? Math.floor(at / 1000) : 0;
  return Math.min(Math.max(seconds, 0), LAST_INSTANT);
}

function bold(text: MarkedText): string {
  return stretches(text)
    .map((part) => (part.marked ? `**${escapeMarkdown(part.text)}**` : escapeMarkdown(part.text)))
    .join('');
}

/** Two bold stretches without anything between them would cancel each other out. */
function joinTouching({ text, marks }: MarkedText): MarkedText {
  const joined: { start: number; end: number }[] = [];
  for (const mark of marks) {
    const last = joined.at(-1);
    if (last !== undefined && last.end === mark.start) last.end = mark.end;
    else joined.push({ ...mark });
  }
  return { text, marks: joined.slice(0, MAX_MARKS) };
}

/** encodeURIComponent leaves parentheses alone. */
function percentEncoded(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
