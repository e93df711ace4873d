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
  const words = tokens(text);
  const [first, ...rest] = words;
  if (first === undefined || first.text === 'help')
    return { kind: 'usage', reply: usageReply(undefined, []) };
  const typed = first.text.replace(/^\//, '').toLowerCase();
  const spec = commandNamed(typed);
  if (spec === undefined) {
    const names = CATALOGUE.map(({ name }) => name);
    const near = typed.length > 40 ? undefined : nearestName(typed, names);
    const remedy = near === undefined ? '' : `; did you mean ${near}?`;
    const problem = `there is no command “${typed.slice(0, 40)}”${remedy}`;
    return { kind: 'usage', reply: usageReply(undefined, [problem]) };
  }
  const args = assign(spec, rest, text);
  if (args.stray.length > 0) {
    const problem = `it is not clear what “${args.stray.join(' ').slice(0, 80)}” means here`;
    return { kind: 'usage', reply: usageReply(spec, [problem]) };
  }
  return { kind: 'ok', name: spec.name, args: args.values };
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

/** Whether a word can be meant for an option, going by its looks alone. */
function fits(option: OptionSpec, { text, quoted }: Token): boolean {
  const word = text.toLowerCase();
  switch (option.kind) {
    case 'integer':
      return /^\d+$/.test(word);
    case 'boolean':
      return word === option.name;
    case 'format':
      return word === 'md' || FORMATS.some((format) => format === word);
    case 'severity':
      return SEVERITIES.some((severity) => severity === word);
    case 'brief':
      return quoted || (!/^\d+$/.test(word) && word !== 'public');
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
