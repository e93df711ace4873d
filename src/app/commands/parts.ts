/** The parts that answers are put together from: lines, links, times and headlines. */
import type { Block, Button, Inline, Reply } from '../../core/command/reply.ts';
import { cleanText } from '../../core/delivery/clean-text.ts';
import { foreignWords } from '../../core/delivery/foreign-words.ts';
import type { Report } from '../../core/delivery/notification.ts';
import { safeLink } from '../../core/delivery/safe-link.ts';
import { shorten } from '../../core/delivery/shorten.ts';
import type { StoredEntry } from '../../edges/store/entries.ts';

export const text = (words: string): Inline => ({ kind: 'text', text: words });
export const bold = (words: string): Inline => ({ kind: 'text', text: words, style: 'bold' });
export const code = (words: string): Inline => ({ kind: 'text', text: words, style: 'code' });
export const agoText = (at: number): Inline => ({ kind: 'time', at, style: 'ago' });
export const date = (at: number): Inline => ({ kind: 'time', at, style: 'date' });

export const line = (...inlines: readonly Inline[]): Block => ({ kind: 'line', inlines });
export const quoteBlock = (...inlines: readonly Inline[]): Block => ({ kind: 'quote', inlines });
export const fieldLine = (
  name: string,
  ...value: readonly Inline[]
): { readonly name: string; readonly value: readonly Inline[] } => ({ name, value });

export const button = (id: string, label: string, style: Button['style'] = 'plain'): Button => ({
  id,
  label,
  style,
});

/** The foreign text as one visible line, cut to a length that a list can bear, for a line of an answer. */
export const tidy: typeof foreignWords = foreignWords;

/** The foreign text as one visible line of at most `most` UTF-16 units, to be kept. */
export function plainLine(foreign: string, most: number): string {
  return shorten(cleanText(foreign), most);
}

/** The headline, as a link where there is a harmless address. */
export function headline(entry: { readonly title: string; readonly link: string | undefined }): Inline {
  const words = tidy(entry.title) || '(no headline)';
  const url = safeLink(entry.link);
  return url === undefined ? text(words) : { kind: 'link', text: words, url };
}

export function reportOf(entry: StoredEntry): Report {
  return { outlet: entry.outlet, headline: entry.title, link: entry.link, at: entry.publishedAt };
}

/** A short private answer. */
export function note(title: string, ...lines: readonly (string | readonly Inline[])[]): Reply {
  return {
    title,
    blocks: lines.map((each) => (typeof each === 'string' ? line(text(each)) : line(...each))),
    visibility: 'private',
  };
}

/** "1 story", "3 stories": the word with an s, or the plural given. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
