/** The commands as data: both platforms' menus, registrations and manifests are made from this one list. */

import type { CommandSpec, OptionSpec } from './command-spec.ts';
import { SETUP_COMMANDS } from './setup-commands.ts';

const days = {
  name: 'days',
  kind: 'integer',
  required: false,
  about: 'How many days back',
  min: 1,
  max: 365,
} as const satisfies OptionSpec;
const shown = {
  name: 'public',
  kind: 'boolean',
  required: false,
  about: 'Show the answer to the whole channel',
} as const satisfies OptionSpec;

export const CATALOGUE = [
  {
    name: 'signals',
    about: 'The board: what is lit now, since when, on what evidence',
    changes: false,
    options: [{ name: 'brief', kind: 'brief', required: false, about: 'One brief only' }, days, shown],
  },
  {
    name: 'indicator',
    about: 'One indicator: its evidence with links, and a chart',
    changes: false,
    options: [{ name: 'name', kind: 'indicator', required: true, about: 'Which indicator' }, days, shown],
  },
  {
    name: 'brief',
    about: 'The article behind the signs: what happened, why it matters, what to watch',
    changes: false,
    options: [{ name: 'name', kind: 'brief', required: false, about: 'Which brief' }, shown],
  },
  {
    name: 'why',
    about: 'Why an alert fired, or why a headline or address did not',
    changes: false,
    options: [
      {
        name: 'alert',
        kind: 'alert',
        required: true,
        about: "An alert's number, a headline or an address",
        rest: true,
      },
      shown,
    ],
  },
  {
    name: 'test',
    about: 'What a headline would match and nearly did, or what a query would have brought',
    changes: false,
    options: [
      {
        name: 'headline',
        kind: 'text',
        required: true,
        about: 'The headline; or query: and a query, tried on what is stored',
        rest: true,
      },
      shown,
    ],
  },
  {
    name: 'search',
    about: 'Search the stored entries with the query language of the briefs',
    changes: false,
    options: [days, shown, { name: 'words', kind: 'text', required: true, about: 'A query', rest: true }],
  },
  {
    name: 'mute',
    about: 'Silence an indicator for a while',
    changes: true,
    options: [
      { name: 'indicator', kind: 'indicator', required: true, about: 'Which indicator' },
      { name: 'duration', kind: 'duration', required: true, about: 'How long, such as 24h or 7d' },
      { name: 'reason', kind: 'text', required: false, about: 'Why', rest: true },
    ],
  },
  { name: 'mutes', about: 'What is silenced, by whom, until when', changes: false, options: [shown] },
  {
    name: 'unmute',
    about: 'End a silence now',
    changes: true,
    options: [
      { name: 'silence', kind: 'silence', required: true, about: 'Its number, the indicator, or all' },
    ],
  },
  {
    name: 'part',
    about: 'Say that a report of an alert tells another event',
    changes: true,
    options: [
      { name: 'alert', kind: 'alert', required: true, about: "The alert's number" },
      {
        name: 'report',
        kind: 'integer',
        required: false,
        about: 'Which report, by its number in the answer, 0 for the headline itself; asked for if several',
        min: 0,
        max: 1_000,
      },
    ],
  },
  {
    name: 'same',
    about: 'Say that two alerts tell one event',
    changes: true,
    options: [
      { name: 'alert', kind: 'alert', required: true, about: 'The alert that is told twice' },
      { name: 'as', kind: 'alert', required: true, about: 'The alert that its event is told with' },
    ],
  },
  {
    name: 'feeds',
    about: 'The health of the feeds, and of what could not be delivered',
    changes: false,
    options: [shown],
  },
  {
    name: 'subscribe',
    about: 'Tell this channel about an indicator, a brief or a severity',
    changes: true,
    direct: true,
    options: [
      { name: 'to', kind: 'subject', required: true, about: 'An indicator, a brief, or low, medium, high' },
    ],
  },
  {
    name: 'unsubscribe',
    about: 'Stop telling this channel',
    changes: true,
    direct: true,
    options: [
      {
        name: 'from',
        kind: 'subscription',
        required: true,
        about: 'An indicator, a brief, low, medium, high, or all',
      },
    ],
  },
  {
    name: 'digest',
    about: 'What the last days brought, in one message',
    changes: false,
    options: [days, shown],
  },
  {
    name: 'export',
    about: 'A citable dossier of an indicator or a brief, as a file',
    changes: false,
    options: [
      { name: 'of', kind: 'subject', required: true, about: 'An indicator or a brief' },
      days,
      {
        name: 'format',
        kind: 'format',
        required: false,
        about: 'markdown, csv or json; yaml for a brief that was made here',
      },
      shown,
    ],
  },
  ...SETUP_COMMANDS,
  {
    name: 'help',
    about: 'How commands are used, which version this is, who runs it, and what it keeps',
    changes: false,
    direct: true,
    options: [{ name: 'command', kind: 'command', required: false, about: 'One command only', rest: true }],
  },
  {
    name: 'adopt',
    about: 'Let this server use the bot, with the code from its log; off ends that',
    changes: true,
    options: [
      { name: 'code', kind: 'text', required: true, about: "The code that the bot's log shows, or off" },
    ],
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof CATALOGUE)[number]['name'];

/** The specification of one command, with its option names and kinds as literal types. */
export type SpecOf<N extends CommandName> = Extract<(typeof CATALOGUE)[number], { readonly name: N }>;

/** The commands of two words whose first is this, such as those of `feed`. */
export function groupNamed(group: string): readonly CommandSpec[] {
  return CATALOGUE.filter(({ name }) => name.startsWith(`${group} `));
}

/** The command of that name; undefined where there is none. */
export function commandNamed(name: string): (typeof CATALOGUE)[number] | undefined {
  return CATALOGUE.find((each) => each.name === name);
}
