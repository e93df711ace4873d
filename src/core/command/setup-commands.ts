/** The commands that set something up: sources, and signs of one's own. Their names are two words. */
import type { CommandSpec } from './command-spec.ts';

/** What the first word of commands of two words says of them. */
export const GROUPS: Readonly<Record<string, string>> = {
  feed: 'Add a feed, let one rest, take one out',
  watch: 'Signs of your own: new ones, those of an article, started and dropped',
};

/** What both platforms take in one field of a dialog. */
const PART = { most: 3000, long: true } as const;

export const SETUP_COMMANDS = [
  {
    name: 'feed add',
    about: 'Poll a site: a feed, or a page that leads to one',
    changes: true,
    options: [{ name: 'address', kind: 'text', required: true, about: 'Its address; a home page will do' }],
  },
  {
    name: 'feed pause',
    about: 'Let a feed rest, until it is resumed',
    changes: true,
    options: [{ name: 'feed', kind: 'feed', required: true, about: 'Which feed' }],
  },
  {
    name: 'feed resume',
    about: 'Poll a feed again that rests',
    changes: true,
    options: [{ name: 'feed', kind: 'feed', required: true, about: 'Which feed' }],
  },
  {
    name: 'feed remove',
    about: 'Take out a feed that was added here',
    changes: true,
    options: [{ name: 'feed', kind: 'feed', required: true, about: 'Which feed' }],
  },
  {
    name: 'watch new',
    about: 'Watch for a sign: its words, a headline that must match, one that must not',
    changes: true,
    dialog: { title: 'Watch for a sign', submit: 'Try it' },
    options: [
      {
        name: 'sign',
        kind: 'text',
        required: true,
        about: "The sign, in the article's words",
        most: 300,
        long: true,
        hint: 'changes in leader-level appointments',
      },
      {
        name: 'words',
        kind: 'text',
        required: true,
        about: 'Words to look for',
        most: 1000,
        long: true,
        hint: 'One way to say it a line, or a query: port sold',
      },
      { name: 'hit', kind: 'text', required: true, about: 'A headline that must match', most: 300 },
      { name: 'miss', kind: 'text', required: true, about: 'A headline that must not', most: 300 },
    ],
  },
  {
    name: 'watch article',
    about: 'Watch for the signs that an article names',
    changes: true,
    dialog: { title: 'Watch an article', submit: 'Find its signs' },
    options: [
      {
        name: 'article',
        kind: 'text',
        required: true,
        about: 'The article, with what to watch next',
        ...PART,
        // A posted message may be longer.
        longest: 12_000,
        hint: 'Its title, its sections, and a part on what to watch next',
      },
      { name: 'part2', kind: 'text', required: false, about: 'What did not fit above', ...PART },
      { name: 'part3', kind: 'text', required: false, about: 'And what did not fit there', ...PART },
      { name: 'part4', kind: 'text', required: false, about: 'The last of it', ...PART },
    ],
  },
  {
    name: 'watch start',
    about: 'Alert this channel of a sign that was made here',
    changes: true,
    options: [{ name: 'sign', kind: 'sign', required: true, about: 'Which sign' }],
  },
  {
    name: 'watch drop',
    about: 'Take out a sign that was made here',
    changes: true,
    options: [{ name: 'sign', kind: 'sign', required: true, about: 'Which sign' }],
  },
] as const satisfies readonly CommandSpec[];
