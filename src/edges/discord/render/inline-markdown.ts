/** Writes the inlines of a reply as one line of Discord's markdown. */
import type { Inline } from '../../../core/command/reply.ts';
import { cleanLine } from '../../../core/delivery/clean-text.ts';
import { shorten } from '../../../core/delivery/shorten.ts';
import {
  absoluteTime,
  escapeLineStart,
  foreign,
  linked,
  relativeTime,
  tame,
  webAddress,
} from './markdown.ts';

type Text = Extract<Inline, { kind: 'text' }>;

/** Enough for a time, and for more than an ellipsis of anything else. */
const LEAST_ROOM = 24;
/** Spaces at both ends, one between marks, the ellipsis, and an escape at the start. */
const AROUND = 5;
const MAX_URL = 500;
const EMPHASIS = { bold: '**', italic: '*' } as const;

/** At most `max` characters; what is too long ends in an ellipsis. All text is foreign here. */
export function inlineMarkdown(inlines: readonly Inline[], max: number): string {
  let line = '';
  for (const part of joined(inlines)) {
    const room = max - line.length - AROUND;
    const shown = room < LEAST_ROOM ? '…' : drawn(part, room);
    // Two marks of emphasis side by side would be read as one of another kind.
    line += /[*`]$/.test(line) && /^[*`]/.test(shown) ? ` ${shown}` : shown;
    if (room < LEAST_ROOM) break;
  }
  return escapeLineStart(line.trim());
}

function drawn(part: Inline, room: number): string {
  switch (part.kind) {
    case 'text':
      return spaced(part.text, styled(part, room));
    case 'link':
      return spaced(part.text, link(part, room));
    case 'time':
      return part.style === 'ago' ? relativeTime(part.at) : absoluteTime(part.at);
  }
}

function styled({ text, style }: Text, room: number): string {
  if (style === undefined) return foreign(text, room);
  if (style === 'code') {
    const code = shorten(tame(cleanLine(text)), room - 2);
    return code === '' ? '' : `\`${code}\``;
  }
  const mark = EMPHASIS[style];
  const shown = foreign(text, room - 2 * mark.length);
  return shown === '' ? '' : `${mark}${shown}${mark}`;
}

/** The address gives way where it leaves no room for the words. */
function link({ text, url }: Extract<Inline, { kind: 'link' }>, room: number): string {
  const address = webAddress(url, Math.min(MAX_URL, room - LEAST_ROOM - 4));
  const words = foreign(text, room - (address === undefined ? 0 : address.length + 4));
  return linked(words, address, MAX_URL);
}

/** Cleaning takes the spaces at both ends away, which would glue a stretch to its neighbours. */
function spaced(text: string, shown: string): string {
  if (shown === '') return text === '' ? '' : ' ';
  return `${/^\s/.test(text) ? ' ' : ''}${shown}${/\s$/.test(text) ? ' ' : ''}`;
}

/** Texts of one style that follow each other are one text. */
function joined(inlines: readonly Inline[]): readonly Inline[] {
  const parts: Inline[] = [];
  for (const part of inlines) {
    const last = parts.at(-1);
    if (part.kind === 'text' && last?.kind === 'text' && part.style === last.style)
      parts[parts.length - 1] = { ...last, text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}
