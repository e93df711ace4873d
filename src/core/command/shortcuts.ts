/** What can be asked of a posted message by its menu: message commands on Discord, message shortcuts on Slack. */
import type { CommandName } from './catalogue.ts';
import type { Reply } from './reply.ts';

export type Shortcut = {
  readonly id: string;
  /** At most 32 characters, and 24 where it has to be short. */
  readonly name: string;
  readonly short: string;
  readonly about: string;
  readonly command: CommandName;
  readonly option: string;
  /** What of the message is asked about: the addresses it links to, else its words; or all its words. */
  readonly takes: 'link' | 'text';
};

export const SHORTCUTS = [
  {
    id: 'why-not',
    name: 'Why was this not an alert?',
    short: 'Why was it no alert?',
    about: 'Says of a linked report what it matched, what it nearly matched, and who was told',
    command: 'why',
    option: 'alert',
    takes: 'link',
  },
  {
    id: 'watch-article',
    name: 'Watch the signs in this',
    short: 'Watch the signs in this',
    about: 'Finds the signs that a posted article tells its readers to watch for',
    command: 'watch article',
    option: 'article',
    takes: 'text',
  },
] as const satisfies readonly Shortcut[];

const ADDRESS = /https?:\/\/[^\s<>|)"']+/gi;
/** A message of links alone is asked about link by link, up to so many. */
const MOST_LINKS = 5;
/** A headline is shorter. */
const LONGEST_WORDS = 300;

/** The answer where a message holds neither words nor a link, such as one with a picture alone. */
export const NOTHING_ASKED: Reply = {
  title: 'Nothing to ask about',
  blocks: [
    {
      kind: 'line',
      inlines: [
        {
          kind: 'text',
          text: 'That message has no words and no link; pick one that has. What stands in an attached file is not read: paste it into /watch article.',
        },
      ],
    },
  ],
  visibility: 'private',
};

/** What a shortcut asks about a message: `text` as people read it, `links` what it links to beside that, best first. Empty where it holds nothing. */
export function askedOf(
  { takes }: Shortcut,
  { text, links }: { readonly text: string; readonly links: readonly string[] },
): string {
  if (takes === 'text') return text.trim();
  const written = [...text.matchAll(ADDRESS)].map(([found]) => found.replace(/[.,;:!?]+$/, ''));
  const beside = links.filter((link) => /^https?:\/\//i.test(link));
  // What a link unfolds into names it once more, perhaps by another name: what was written goes before.
  const asked = written.length > 0 ? written : beside;
  if (asked.length > 0) return [...new Set(asked)].slice(0, MOST_LINKS).join(' ');
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_WORDS);
}
