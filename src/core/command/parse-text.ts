/** Reads a command that was typed as one line of text, such as Slack's `/signpost mute leader-appointments 24h`. */
import { SEVERITIES } from '../indicator/brief.ts';
import { parseDuration } from '../time/duration.ts';
import { readSpan } from '../time/read-span.ts';
import { isSince, isUntil } from '../time/read-until.ts';
import { isFormatWord, type RawArguments } from './arguments.ts';
import { type CommandName, commandNamed, groupNamed } from './catalogue.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import { behindPoliteWords } from './polite-words.ts';
import type { Reply } from './reply.ts';
import { withNames } from './typed-names.ts';
import { withSpans } from './typed-spans.ts';
import { bareName, type TypedWord, typedWords } from './typed-words.ts';
import { undecorated } from './undecorated.ts';
import { unknownCommand } from './unknown-command.ts';
import { usageReply } from './usage.ts';

export type TextOutcome =
  | { readonly kind: 'ok'; readonly name: CommandName; readonly args: RawArguments }
  /** Nothing that could be a command; the reply says what would be. */
  | { readonly kind: 'usage'; readonly reply: Reply };

/** Zero-width blanks and marks of direction, which come along with what is copied and pasted. */
const UNSEEN = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * The command and its arguments in a line without the slash command itself. Words go to the options in order, each to
 * the first that can be meant by it; quotation marks hold words together; `days:7` or `days=7` names an option; what is
 * left goes, as it was typed, to the option that takes the rest. The values are not checked yet.
 */
export function parseText(line: string): TextOutcome {
  const text = undecorated(line.replaceAll(UNSEEN, ''));
  const [first, ...words] = typedWords(text);
  if (first === undefined) return { kind: 'usage', reply: usageReply(undefined, []) };
  const { typed, rest } = nameAndRest(first, words);
  const [second] = rest;
  if (asksForHelp(typed) || (second === undefined && GREETINGS.has(typed))) return helpOf(rest);
  if (rest.length === 1 && second !== undefined && asksForHelp(bareName(second)))
    return helpOf([first, ...words.slice(0, -1)]);
  const spec = commandNamed(typed);
  const group = groupNamed(typed);
  if (spec === undefined && group.length > 0) {
    const list = second !== undefined && LIST.has(bareName(second)) ? LISTS[typed] : undefined;
    if (list !== undefined) return { kind: 'ok', name: list, args: {} };
    const problem =
      second === undefined
        ? `what is to be done with ${typed}?`
        : `${typed} has no “${second.text.slice(0, 40)}”`;
    return { kind: 'usage', reply: usageReply(group, [problem]) };
  }
  if (spec === undefined) {
    const asked = behindPoliteWords([first, ...words]);
    return asked === undefined
      ? { kind: 'usage', reply: unknownCommand(typed) }
      : parseText(text.slice(asked.start));
  }
  if ('dialog' in spec && !namesFields(spec, rest))
    return { kind: 'ok', name: spec.name, args: draftOf(spec, rest, text) };
  const said = withoutThanks(spec, rest);
  const args = assign(spec, withNames(spec, withSpans(spec, withValues(spec, said))), text);
  const [stray, ...strays] = args.stray;
  if (stray === undefined) return { kind: 'ok', name: spec.name, args: args.values };
  // One word that fits nothing was meant for something: its reader says what it takes.
  const meant = strays.length > 0 ? undefined : meantFor(spec, args.values, stray);
  if (meant !== undefined)
    return { kind: 'ok', name: spec.name, args: { ...args.values, [meant.name]: stray } };
  const problem = `it is not clear what “${args.stray.join(' ').slice(0, 80)}” means here`;
  return { kind: 'usage', reply: usageReply(spec, [problem]) };
}

/** Whether somebody fills several fields in by typing: `watch new sign:… words:…`. */
function namesFields(spec: CommandSpec, [first]: readonly TypedWord[]): boolean {
  const several = spec.options.filter(({ required }) => required).length > 1;
  return several && first?.quoted === false && namedOption(spec, first.text) !== undefined;
}

/** Of a command that has a dialog: whatever was typed stands in its first field. */
function draftOf(spec: CommandSpec, [first]: readonly TypedWord[], line: string): RawArguments {
  const [field] = spec.options;
  return first === undefined || field === undefined
    ? {}
    : {
        [field.name]: line
          .slice(first.start)
          .replaceAll(/[^\S\n]+/g, ' ')
          .trim(),
      };
}

/** The option that a word of letters was probably meant for: one of few words, of which there is one still open. */
function meantFor(spec: CommandSpec, values: RawArguments, word: string): OptionSpec | undefined {
  const open = spec.options.filter(({ name }) => values[name] === undefined);
  const kinds = /^\p{L}/u.test(word) ? ['format', 'severity'] : ['integer'];
  return kinds.flatMap((kind) => open.filter((option) => option.kind === kind))[0];
}

/** What people say first to a bot, and what they ask others for: all commands answer it. */
const GREETINGS = new Set(['hi', 'hello', 'hey', 'hallo', 'commands', 'menu', 'info', 'usage', 'manual']);
/** Where what a group sets up is listed. */
const LISTS: Readonly<Partial<Record<string, CommandName>>> = { feed: 'feeds', watch: 'signals' };
const LIST = new Set(['list', 'show', 'all', 'status']);
/** Words between the values of two options, which belong to none. */
const BETWEEN = new Set(['as', 'in', 'with', 'and', 'to', 'of', 'is']);
const THANKS = new Set(['please', 'pls', 'plz', 'thanks', 'thx']);

/** Without a last word of thanks, but where a text goes on to the end of the line. */
function withoutThanks(spec: CommandSpec, words: readonly TypedWord[]): readonly TypedWord[] {
  const last = words.at(-1);
  const ends = last !== undefined && !last.quoted && THANKS.has(last.text.toLowerCase());
  return ends && !spec.options.some(({ rest }) => rest === true) ? words.slice(0, -1) : words;
}

function asksForHelp(word: string): boolean {
  return ['help', '?', '-h', '--help', 'about', 'version', '--version'].includes(word);
}

/** The command, which may be two words, and what follows it. */
function nameAndRest(
  first: TypedWord,
  rest: readonly TypedWord[],
): { readonly typed: string; readonly rest: readonly TypedWord[] } {
  const typed = bareName(first);
  const [second, ...others] = rest;
  const next = second === undefined ? '' : bareName(second);
  // "Feeds add" and "add feed" are "feed add".
  const swapped = commandNamed(typed) === undefined ? [`${next} ${typed}`] : [];
  const [both] = [`${typed} ${next}`, `${typed.replace(/s$/, '')} ${next}`, ...swapped].flatMap(
    (name) => commandNamed(name) ?? [],
  );
  return both === undefined ? { typed, rest } : { typed: both.name, rest: others };
}

/** How the named command is used, or all of them; a name that is none is said, with what was probably meant. */
function helpOf(words: readonly TypedWord[]): TextOutcome {
  const [first, ...others] = words;
  if (first === undefined) return { kind: 'ok', name: 'help', args: {} };
  const { typed } = nameAndRest(first, others);
  const spec = commandNamed(typed);
  if (spec !== undefined) return { kind: 'ok', name: 'help', args: { command: spec.name } };
  const group = groupNamed(typed);
  return group.length === 0 ? parseText(first.text) : { kind: 'usage', reply: usageReply(group, []) };
}

function assign(
  spec: CommandSpec,
  words: readonly TypedWord[],
  line: string,
): { readonly values: RawArguments; readonly stray: readonly string[] } {
  const values: Record<string, string> = {};
  const stray: string[] = [];
  const taken: TypedWord[] = [];
  let restAt: number | undefined;
  const open = (fits: (option: OptionSpec) => boolean): OptionSpec | undefined =>
    spec.options.find((option) => values[option.name] === undefined && option.rest !== true && fits(option));
  const rest = spec.options.find((option) => option.rest === true);
  for (const word of words) {
    const named = word.quoted ? undefined : namedOption(spec, word.text);
    if (named !== undefined && named.option.rest !== true) {
      values[named.option.name] = named.value;
      taken.push(word);
      continue;
    }
    if (restAt !== undefined || (rest === undefined && !word.quoted && BETWEEN.has(word.text.toLowerCase())))
      continue;
    // Before free text only what must be there is taken by position: a headline may well begin with a number.
    // "Mute 2h port-sales": a span of time is one wherever it stands.
    const isEnd = word.text.includes(' ') && isUntil(word.text);
    const isSpan = !word.quoted && (readSpan(word.text) !== undefined || isEnd);
    const span = isSpan ? open(isDuration) : undefined;
    const option = span ?? open((each) => (rest === undefined || each.required) && fits(each, word));
    if (option !== undefined) values[option.name] = word.text;
    else if (rest === undefined) stray.push(word.text);
    else restAt = named === undefined ? word.start : word.start + rest.name.length + 1;
  }
  if (rest !== undefined && restAt !== undefined) {
    let left = line.slice(restAt);
    for (const { start, end } of taken.toReversed())
      if (start >= restAt) left = left.slice(0, start - restAt) + left.slice(end - restAt);
    // The lines of an article tell its parts apart.
    const blanks = rest.long === true ? /[^\S\n]+/g : /\s+/g;
    values[rest.name] = left.replaceAll(blanks, ' ').trim();
  }
  return { values, stray };
}

const isDuration = ({ kind }: OptionSpec): boolean => kind === 'duration';

function namedOption(
  spec: CommandSpec,
  text: string,
): { readonly option: OptionSpec; readonly value: string } | undefined {
  const [, name, value] = /^([a-z]+)[:=](.*)$/s.exec(text) ?? [];
  const option = spec.options.find((each) => each.name === name);
  return option === undefined || value === undefined ? undefined : { option, value };
}

/** `days: 7` is `days:7`; not for the option that takes the rest, whose text may hold a colon anywhere. */
function withValues(spec: CommandSpec, words: readonly TypedWord[]): readonly TypedWord[] {
  const joined: TypedWord[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const open = before !== undefined && !before.quoted && /^[a-z]+[:=]$/.test(before.text);
    const option = open ? namedOption(spec, before.text)?.option : undefined;
    if (before === undefined || option === undefined || option.rest === true || option.kind === 'text')
      joined.push(word);
    else joined[joined.length - 1] = { ...before, text: before.text + word.text, end: word.end };
  }
  return joined;
}

/** Whether a word can be meant for an option, going by its looks alone. */
function fits(option: OptionSpec, { text, quoted }: TypedWord): boolean {
  const word = text.toLowerCase();
  switch (option.kind) {
    case 'integer':
      return /^\d+$/.test(word) || (option.name === 'days' && (/^\d+d$/.test(word) || isSince(word)));
    case 'boolean':
      return word === option.name;
    case 'format':
      return isFormatWord(word);
    case 'severity':
      return SEVERITIES.some((severity) => severity === word);
    case 'brief':
      return quoted || (!/^\d+d?$/.test(word) && !isSince(word) && word !== 'public');
    case 'duration':
      return option.required || parseDuration(word) !== undefined;
    case 'feed':
    case 'sign':
    case 'command':
    case 'text':
    case 'indicator':
    case 'subject':
    case 'alert':
    case 'silence':
    case 'subscription':
      return true;
  }
}
