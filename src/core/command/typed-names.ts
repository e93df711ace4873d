/** Reads a name of several words, typed without quotation marks, as the one word that a command takes. */
import { parseDuration } from '../time/duration.ts';
import { isSince, isUntil } from '../time/read-until.ts';
import { isFormatWord } from './arguments.ts';
import type { CommandSpec, OptionSpec } from './command-spec.ts';
import type { TypedWord } from './typed-words.ts';

const NAMES: ReadonlySet<OptionSpec['kind']> = new Set([
  'indicator',
  'subject',
  'subscription',
  'silence',
  'sign',
  'feed',
  'brief',
]);
/** What people put before a name, and between a name and a format: "subscribe to …", "export … as csv". */
const BEFORE = new Set(['to', 'from', 'the', 'indicator', 'sign']);
const AFTER = new Set(['as', 'in', 'for']);

/**
 * The words with those of a leading name as one: all before the first that must mean another option, such as a span of
 * time, or all where the command takes nothing else that is a word. A lone word stays as it is, and so do words that
 * nothing ends: what does not fit is then said of each.
 */
export function withNames(spec: CommandSpec, words: readonly TypedWord[]): readonly TypedWord[] {
  const [first, ...others] = spec.options;
  if (first === undefined || !NAMES.has(first.kind)) return words;
  const ended = words.findIndex((word) => endsName(spec, others, word));
  const alone = others.every(({ kind }) => kind === 'integer' || kind === 'boolean');
  if (ended === 0 || (ended === -1 && !alone)) return words;
  const leading = ended === -1 ? words : words.slice(0, ended);
  const filler = (word: TypedWord | undefined, fillers: ReadonlySet<string>): boolean =>
    word !== undefined && !word.quoted && fillers.has(word.text.toLowerCase());
  const after = ended === -1 ? new Set<string>() : AFTER;
  let [from, to] = [0, leading.length];
  while (to - from > 1 && filler(leading[from], BEFORE)) from += 1;
  while (to - from > 1 && filler(leading[to - 1], after)) to -= 1;
  const name = leading.slice(from, to);
  const [head] = name;
  const tail = name.at(-1);
  if (head === undefined || tail === undefined || name.some(({ quoted }) => quoted && name.length > 1))
    return words;
  const joined = { ...head, text: name.map(({ text }) => text).join(' '), end: tail.end };
  return [joined, ...words.slice(leading.length)];
}

/** Whether a word can be nothing but another option's value. */
function endsName(spec: CommandSpec, others: readonly OptionSpec[], { text, quoted }: TypedWord): boolean {
  if (quoted) return false;
  const word = text.toLowerCase();
  const [, option] = /^([a-z]+)[:=]/.exec(word) ?? [];
  if (option !== undefined && spec.options.some(({ name }) => name === option)) return true;
  return others.some(({ kind, name }) => {
    switch (kind) {
      case 'format':
        return isFormatWord(word);
      case 'duration':
        return parseDuration(word) !== undefined || (word.includes(' ') && isUntil(word));
      case 'integer':
        return /^\d+$/.test(word) || (name === 'days' && (/^\d+d$/.test(word) || isSince(word)));
      case 'boolean':
        return word === name;
      case 'alert':
      case 'brief':
      case 'command':
      case 'feed':
      case 'indicator':
      case 'severity':
      case 'sign':
      case 'silence':
      case 'subject':
      case 'subscription':
      case 'text':
        return false;
    }
  });
}
