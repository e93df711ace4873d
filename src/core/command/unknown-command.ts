/** What is answered to a line that begins with no command: what was probably meant, and where all of them stand. */
import { nearestName } from '../query/language/nearest-name.ts';
import { CATALOGUE, type CommandName, commandNamed } from './catalogue.ts';
import type { Block, Reply } from './reply.ts';
import { usageOf } from './usage.ts';

/** Those that somebody new should try. */
export const FIRST_COMMANDS = ['signals', 'feed add', 'watch new'] as const satisfies readonly CommandName[];

/** Words of other programs, and of people, for what commands do. */
const OTHER_WORDS: readonly { readonly words: string; readonly meant: readonly CommandName[] }[] = [
  { words: 'status board show overview news now', meant: ['signals'] },
  { words: 'list', meant: ['signals', 'feeds', 'mutes'] },
  { words: 'summary recap report alerts latest', meant: ['digest'] },
  { words: 'sources source', meant: ['feeds'] },
  { words: 'silence snooze quiet', meant: ['mute'] },
  { words: 'pause rest', meant: ['feed pause', 'mute'] },
  { words: 'resume unpause wake', meant: ['feed resume', 'unmute'] },
  { words: 'follow notify join', meant: ['subscribe', 'watch new'] },
  { words: 'stop unfollow leave off', meant: ['unsubscribe', 'mute'] },
  { words: 'add new track', meant: ['feed add', 'watch new'] },
  { words: 'remove delete drop', meant: ['feed remove', 'watch drop'] },
  { words: 'explain reason', meant: ['why'] },
  { words: 'find look archive', meant: ['search'] },
  { words: 'download dossier pdf', meant: ['export'] },
  { words: 'merge duplicate', meant: ['same'] },
  { words: 'split separate', meant: ['part'] },
  { words: 'check try', meant: ['test'] },
];
/** What only buttons do. */
const BUTTONS = ['ack', 'acknowledge', 'vote', 'relevant', 'irrelevant'];
/** Nobody mistypes a name this long. */
const LONGEST = 40;

/** Private: that there is no such command, with those that may be meant, else those that somebody new should try. */
export function unknownCommand(typed: string): Reply {
  const meant = meantBy(typed);
  const shown = meant.length > 0 ? meant : FIRST_COMMANDS;
  const guess = meant.length === 0 ? '' : `; did you mean ${meant.join(' or ')}?`;
  return {
    title: 'No such command',
    blocks: [
      line(`There is no command “${typed.slice(0, LONGEST)}”${guess}`, 'bold'),
      ...(BUTTONS.includes(typed) ? [line('That is a button below each alert.')] : []),
      ...shown.flatMap((name) => {
        const spec = commandNamed(name);
        return spec === undefined ? [] : [commandLine(usageOf(spec), spec.about)];
      }),
      commandLine('help', 'Shows all commands'),
    ],
    visibility: 'private',
  };
}

function meantBy(typed: string): readonly CommandName[] {
  const known = OTHER_WORDS.find(({ words }) => words.split(' ').includes(typed));
  if (known !== undefined) return known.meant;
  const names = CATALOGUE.map(({ name }) => name);
  const near = typed.length > LONGEST ? undefined : nearestName(typed, names);
  return names.filter((name) => name === near);
}

function line(text: string, style?: 'bold'): Block {
  return { kind: 'line', inlines: [{ kind: 'text', text, ...(style === undefined ? {} : { style }) }] };
}

function commandLine(command: string, about: string): Block {
  return {
    kind: 'line',
    inlines: [
      { kind: 'text', text: command, style: 'code' },
      { kind: 'text', text: ` ${about}` },
    ],
  };
}
