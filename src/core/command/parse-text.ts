/** Reads a command that was typed as one line of text, such as Slack's `/signpost mute leader-appointments 24h`. */
import { SEVERITIES } from '../indicator/brief.ts';
import { nearestName } from '../query/language/nearest-name.ts';
import { parseDuration } from '../time/duration.ts';
import { FORMATS, type RawArguments } from './arguments.ts';
import { CATALOGUE, type CommandName, commandNamed, groupNamed } from './catalogue.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import type { Reply } from './reply.ts';
import { withNames } from './typed-names.ts';
import { type TypedWord, typedWords } from './typed-words.ts';
import { usageReply } from './usage.ts';

export type TextOutcome =
  | { readonly kind: 'ok'; readonly name: CommandName; readonly args: RawArguments }
  /** Nothing that could be a command; the reply says what would be. */
  | { readonly kind: 'usage'; readonly reply: Reply };

/**
 * The command and its arguments in a line without the slash command itself. Words go to the options in order, each to
 * the first that can be meant by it; quotation marks hold words together; `days:7` or `days=7` names an option; what is
 * left goes, as it was typed, to the option that takes the rest. The values are not checked yet.
 */
export function parseText(text: string): TextOutcome {
  const [first, ...words] = typedWords(text);
  if (first === undefined) return { kind: 'usage', reply: usageReply(undefined, []) };
  const { typed, rest } = nameAndRest(first, words);
  const [second] = rest;
  if (asksForHelp(typed)) return helpOf(rest);
  if (rest.length === 1 && second !== undefined && asksForHelp(bareName(second)))
    return helpOf([first, ...words.slice(0, -1)]);
  const spec = commandNamed(typed);
  const group = groupNamed(typed);
  if (spec === undefined && group.length > 0) {
    const problem =
      second === undefined
        ? `what is to be done with ${typed}?`
        : `${typed} has no “${second.text.slice(0, 40)}”`;
    return { kind: 'usage', reply: usageReply(group, [problem]) };
  }
  if (spec === undefined) {
    const names = CATALOGUE.map(({ name }) => name);
    const near = typed.length > 40 ? undefined : nearestName(typed, names);
    const remedy = near === undefined ? '' : `; did you mean ${near}?`;
    const problem = `there is no command “${typed.slice(0, 40)}”${remedy}`;
    return { kind: 'usage', reply: usageReply(undefined, [problem]) };
  }
  const args = assign(spec, withNames(spec, withSpans(spec, rest)), text);
  const [stray, ...strays] = args.stray;
  if (stray === undefined) return { kind: 'ok', name: spec.name, args: args.values };
  // One word that fits nothing was meant for something: its reader says what it takes.
  const meant = strays.length > 0 ? undefined : meantFor(spec, args.values, stray);
  if (meant !== undefined)
    return { kind: 'ok', name: spec.name, args: { ...args.values, [meant.name]: stray } };
  const problem = `it is not clear what “${args.stray.join(' ').slice(0, 80)}” means here`;
  return { kind: 'usage', reply: usageReply(spec, [problem]) };
}

/** The option that a word of letters was probably meant for: one of few words, of which there is one still open. */
function meantFor(spec: CommandSpec, values: RawArguments, word: string): OptionSpec | undefined {
  const open = spec.options.filter(({ name }) => values[name] === undefined);
  const kinds = /^\p{L}/u.test(word) ? ['format', 'severity'] : ['integer'];
  return kinds.flatMap((kind) => open.filter((option) => option.kind === kind))[0];
}

const bareName = ({ text }: TypedWord): string => text.replace(/^\//, '').toLowerCase();

function asksForHelp(word: string): boolean {
  return ['help', '?', '-h', '--help'].includes(word);
}

/** The command, which may be two words, and what follows it. */
function nameAndRest(
  first: TypedWord,
  rest: readonly TypedWord[],
): { readonly typed: string; readonly rest: readonly TypedWord[] } {
  const typed = bareName(first);
  const [second, ...others] = rest;
  const both = second === undefined ? undefined : commandNamed(`${typed} ${bareName(second)}`);
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
    if (restAt !== undefined) continue;
    // Before free text only what must be there is taken by position: a headline may well begin with a number.
    const option = open((each) => (rest === undefined || each.required) && fits(each, word));
    if (option !== undefined) values[option.name] = word.text;
    else if (rest === undefined) stray.push(word.text);
    else restAt = named === undefined ? word.start : word.start + rest.name.length + 1;
  }
  if (rest !== undefined && restAt !== undefined) {
    let left = line.slice(restAt);
    for (const { start, end } of taken.toReversed())
      if (start >= restAt) left = left.slice(0, start - restAt) + left.slice(end - restAt);
    values[rest.name] = left.replaceAll(/\s+/g, ' ').trim();
  }
  return { values, stray };
}

function namedOption(
  spec: CommandSpec,
  text: string,
): { readonly option: OptionSpec; readonly value: string } | undefined {
  const [, name, value] = /^([a-z]+)[:=](.*)$/s.exec(text) ?? [];
  const option = spec.options.find((each) => each.name === name);
  return option === undefined || value === undefined ? undefined : { option, value };
}

const UNITS: Readonly<Record<string, readonly [times: number, unit: string]>> = {
  s: [1, 's'],
  m: [1, 'm'],
  h: [1, 'h'],
  d: [1, 'd'],
  w: [7, 'd'],
};
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
const SPAN = /^(\d{1,4})?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/;
const BEFORE_A_SPAN = new Set(['for', 'last', 'past', 'of', 'in', 'the']);

/**
 * Spans of time as people write them made one word: "2 hours", "2hours" and "two hours" are 2h, "a week" is 7d, "for" in
 * front of one says nothing. Only for commands that take a span, so that no headline is read in this way.
 */
function withSpans(spec: CommandSpec, words: readonly TypedWord[]): readonly TypedWord[] {
  const takes = spec.options.some(({ kind, name }) => kind === 'duration' || name === 'days');
  const free = spec.options.some(({ kind, rest }) => rest === true && kind !== 'text');
  if (!takes || free || spec.options.some(({ name }) => name === 'words')) return words;
  const read: TypedWord[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const next = words[at + 1];
    const amount = amountOf(word);
    const pair = next === undefined || amount === '' ? undefined : spanOf(`${amount}`, next);
    const alone = spanOf('', word);
    if (pair !== undefined && next !== undefined) {
      read.push({ ...word, text: pair, end: next.end });
      at += 1;
    } else read.push(alone === undefined ? word : { ...word, text: alone });
  }
  return read.filter((word, index) => {
    const next = read[index + 1];
    const filler = !word.quoted && BEFORE_A_SPAN.has(word.text.toLowerCase());
    return !(filler && next !== undefined && /^\d+[smhd]$/.test(next.text));
  });
}

function amountOf({ text, quoted }: TypedWord): number | '' {
  if (quoted) return '';
  return /^\d{1,4}$/.test(text) ? Number(text) : (NUMBERS[text.toLowerCase()] ?? '');
}

/** `2h` of "2" and "hours", or of "" and "2hours"; undefined where it is no span. */
function spanOf(amount: string, { text, quoted }: TypedWord): string | undefined {
  const [, own, word = ''] = (quoted ? null : SPAN.exec(text.toLowerCase())) ?? [];
  const number = amount === '' ? own : own === undefined ? amount : undefined;
  const unit = UNITS[word.charAt(0)];
  return number === undefined || unit === undefined ? undefined : `${Number(number) * unit[0]}${unit[1]}`;
}

/** Whether a word can be meant for an option, going by its looks alone. */
function fits(option: OptionSpec, { text, quoted }: TypedWord): boolean {
  const word = text.toLowerCase();
  switch (option.kind) {
    case 'integer':
      return /^\d+$/.test(word) || (option.name === 'days' && /^\d+d$/.test(word));
    case 'boolean':
      return word === option.name;
    case 'format':
      return word === 'md' || FORMATS.some((format) => format === word);
    case 'severity':
      return SEVERITIES.some((severity) => severity === word);
    case 'brief':
      return quoted || (!/^\d+d?$/.test(word) && word !== 'public');
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
      return true;
  }
}
