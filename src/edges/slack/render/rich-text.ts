/**
 * Builds Slack's rich text, the one kind of text there that is taken literally: in mrkdwn a headline could mention a
 * channel or pose as a link, and mrkdwn has no escape for `*` and `_`.
 */
import type { types } from '@slack/bolt';
import { cleanLine, cleanMarkedLine } from '../../../core/delivery/clean-text.ts';
import type { MarkedText } from '../../../core/delivery/marked-text.ts';
import { isolated, runsRightToLeft } from '../../../core/delivery/isolate.ts';
import { safeLink } from '../../../core/delivery/safe-link.ts';
import { shorten, shortenMarked, stretches } from '../../../core/delivery/shorten.ts';

export type Element = types.RichTextElement;
export type TextStyle = 'bold' | 'italic' | 'code';

/** A linked headline repeats its address in every stretch; beyond this many characters it stays one stretch. */
const MAX_LINK_CHARACTERS = 3000;
const MAX_MARKS = 12;

/** Our own words: no cleaning, no cutting. */
export function own(text: string, style?: TextStyle): Element {
  return style === undefined ? { type: 'text', text } : { type: 'text', text, style: { [style]: true } };
}

/** Somebody else's words, cleaned and cut to `max` characters; nothing where nothing visible is left. */
export function foreign(text: string, max: number, style?: TextStyle): readonly Element[] {
  const shown = isolated(shorten(cleanLine(text), max));
  return shown === '' ? [] : [own(shown, style)];
}

/** A marked text with its marked words in bold, linked as a whole where the address may be a link. */
export function marked(foreignText: MarkedText, link: string | undefined, max: number): readonly Element[] {
  const clean = shortenMarked(cleanMarkedLine(foreignText), max);
  const shown = { text: clean.text, marks: clean.marks.slice(0, MAX_MARKS) };
  if (shown.text === '') return [];
  const url = safeLink(link);
  const parts = stretches(shown);
  if (url !== undefined && url.length * parts.length > MAX_LINK_CHARACTERS) {
    return [{ type: 'link', url, text: isolated(shown.text) }];
  }
  // The isolate goes around the whole, not around each of its stretches.
  const [open, close] = runsRightToLeft(shown.text) ? ['\u2068', '\u2069'] : ['', ''];
  return parts.map((part, index) => {
    const style = part.marked ? { style: { bold: true } } : {};
    const text = `${index === 0 ? open : ''}${part.text}${index === parts.length - 1 ? close : ''}`;
    return url === undefined ? { type: 'text', text, ...style } : { type: 'link', url, text, ...style };
  });
}

/** A user group by its id: everybody in it is notified. */
export function mentioned(userGroup: string): Element {
  return { type: 'usergroup', usergroup_id: userGroup };
}

/**
 * A moment (epoch milliseconds) in the reader's own zone and clock, or as time gone by; readers without it see UTC.
 * https://docs.slack.dev/messaging/formatting-message-text/#date-formatting
 */
export function moment(at: number, style: 'date' | 'ago' = 'date'): Element {
  const seconds = Number.isFinite(at) ? Math.min(Math.max(0, Math.floor(at / 1000)), 8_640_000_000_000) : 0;
  const iso = new Date(seconds * 1000).toISOString();
  return {
    type: 'date',
    timestamp: seconds,
    format: style === 'ago' ? '{ago}' : '{date_short_pretty} at {time}',
    fallback: `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`,
  };
}

/** Joins groups of elements by a separator, leaving out empty groups. */
export function joined(groups: readonly (readonly Element[])[], separator: string): readonly Element[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [own(separator), ...group]));
}

export function section(elements: readonly Element[]): types.RichTextSection {
  return { type: 'rich_text_section', elements: [...elements] };
}

export function quote(elements: readonly Element[]): types.RichTextQuote {
  return { type: 'rich_text_quote', elements: [...elements] };
}

export function bullets(items: readonly (readonly Element[])[]): types.RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map(section) };
}

export function richText(...elements: types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements };
}
