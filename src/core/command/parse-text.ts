/** Reads a command that was typed as one line of text, such as Slack's `/signpost mute leader-appointments 24h`. */
import { SEVERITIES } from '../indicator/brief.ts';
import { nearestName } from '../query/language/nearest-name.ts';
import { parseDuration } from '../time/duration.ts';
import { FORMATS, type RawArguments } from './arguments.ts';
import { CATALOGUE, type CommandName, commandNamed, type CommandSpec, type OptionSpec } from './catalogue.ts';
import type { Reply } from './reply.ts';
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
  const [first, ...rest] = tokens(text);
  if (first === undefined) return { kind: 'usage', reply: usageReply(undefined, []) };
  const typed = bareName(first);
  const [second] = rest;
  if (asksForHelp(typed)) return helpOf(second);
  if (rest.length === 1 && second !== undefined && asksForHelp(bareName(second))) return helpOf(first);
  const spec = commandNamed(typed);
  if (spec === undefined) {
    const names = CATALOGUE.map(({ name }) => name);
    const near = typed.length > 40 ? undefined : nearestName(typed, names);
    const remedy = near === undefined ? '' : `; did you mean ${near}?`;
    const problem = `there is no command “${typed.slice(0, 40)}”${remedy}`;
    return { kind: 'usage', reply: usageReply(undefined, [problem]) };
  }
  const args = assign(spec, withSpans(spec, rest), text);
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

const bareName = ({ text }: Token): string => text.replace(/^\//, '').toLowerCase();

function asksForHelp(word: string): boolean {
  return ['help', '?', '-h', '--help'].includes(word);
}

/** How the named command is used, or all of them; a name that is none is said, with what was probably meant. */
function helpOf(named: Token | undefined): TextOutcome {
  if (named === undefined) return { kind: 'usage', reply: usageReply(undefined, []) };
  const spec = commandNamed(bareName(named));
  return spec === undefined ? parseText(named.text) : { kind: 'usage', reply: usageReply(spec, []) };
}

type Token = {
  /** Without quotation marks. */
  readonly text: string;
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
};

function assign(
  spec: CommandSpec,
  words: readonly Token[],
  line: string,
): { readonly values: RawArguments; readonly stray: readonly string[] } {
  const values: Record<string, string> = {};
  const stray: string[] = [];
  const taken: Token[] = [];
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
function withSpans(spec: CommandSpec, words: readonly Token[]): readonly Token[] {
  const takes = spec.options.some(({ kind, name }) => kind === 'duration' || name === 'days');
  const free = spec.options.some(({ kind, rest }) => rest === true && kind !== 'text');
  if (!takes || free || spec.options.some(({ name }) => name === 'words')) return words;
  const read: Token[] = [];
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

function amountOf({ text, quoted }: Token): number | '' {
  if (quoted) return '';
  return /^\d{1,4}$/.test(text) ? Number(text) : (NUMBERS[text.toLowerCase()] ?? '');
}

/** `2h` of "2" and "hours", or of "" and "2hours"; undefined where it is no span. */
function spanOf(amount: string, { text, quoted }: Token): string | undefined {
  const [, own, word = ''] = (quoted ? null : SPAN.exec(text.toLowerCase())) ?? [];
  const number = amount === '' ? own : own === undefined ? amount : undefined;
  const unit = UNITS[word.charAt(0)];
  return number === undefined || unit === undefined ? undefined : `${Number(number) * unit[0]}${unit[1]}`;
}

/** Whether a word can be meant for an option, going by its looks alone. */
function fits(option: OptionSpec, { text, quoted }: Token): boolean {
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
    case 'text':
    case 'indicator':
    case 'subject':
    case 'alert':
    case 'silence':
      return true;
  }
}

const CLOSING: Readonly<Record<string, RegExp>> = {
  '"': /["“”]/g,
  '“': /["”]/g,
  '”': /["”]/g,
  '„': /["“”]/g,
};

/** Words, and what stands between quotation marks at the beginning of a word or behind its `:` or `=`. */
function tokens(line: string): readonly Token[] {
  const found: Token[] = [];
  const word = /\S/g;
  for (let match = word.exec(line); match !== null; match = word.exec(line)) {
    const start = match.index;
    const bare = /^(?:[a-z]+[:=])?/.exec(line.slice(start))?.[0] ?? '';
    const opening = line[start + bare.length] ?? '';
    const closing = CLOSING[opening];
    if (closing !== undefined) {
      closing.lastIndex = start + bare.length + 1;
      const close = closing.exec(line);
      if (close !== null) {
        const text = bare + line.slice(start + bare.length + 1, close.index);
        found.push({ text, quoted: bare === '', start, end: close.index + 1 });
        word.lastIndex = close.index + 1;
        continue;
      }
    }
    const end = start + (/^\S+/.exec(line.slice(start))?.[0].length ?? 1);
    found.push({ text: line.slice(start, end), quoted: false, start, end });
    word.lastIndex = end;
  }
  return found;
}
