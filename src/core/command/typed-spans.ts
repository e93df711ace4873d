/** Reads spans of time and ends of several words, typed without quotation marks, as the one word that a command takes. */
import { DAY, formatDuration, MINUTE, parseDuration } from '../time/duration.ts';
import { LONGEST_SPAN, readSpan } from '../time/read-span.ts';
import { isSince, isUntil, LONGEST_UNTIL } from '../time/read-until.ts';
import type { CommandSpec } from './command-spec.ts';
import type { TypedWord } from './typed-words.ts';

/** Words among which a span is looked for: what a name and a few words about it take. */
const MOST_BEFORE = 40;
/** Words of a span or an end at most. */
const LONGEST = Math.max(LONGEST_SPAN, LONGEST_UNTIL);
/** What people put before a span of time. */
const BEFORE_A_SPAN = new Set(['for', 'last', 'past', 'of', 'in', 'the', 'next', 'another']);

/**
 * The first span of time as people write them made one word: "2 hours", "2hours" and "two hours" are 2h, "a week" is 7d,
 * "1 day and 12 hours" 36h, "until friday at 9am" stays as it is, and "for" in front of one says nothing. Only for commands that take a span, so that no
 * headline is read in this way; where they take days, only spans of whole days.
 */
export function withSpans(spec: CommandSpec, words: readonly TypedWord[]): readonly TypedWord[] {
  const duration = spec.options.some(({ kind }) => kind === 'duration');
  const takes = duration || spec.options.some(({ name }) => name === 'days');
  const free = spec.options.some(({ kind, rest }) => rest === true && kind !== 'text');
  if (!takes || free || spec.options.some(({ name }) => name === 'words')) return words;
  for (const [at, first] of words.slice(0, MOST_BEFORE).entries())
    for (let length = Math.min(LONGEST, words.length - at); length > 0; length -= 1) {
      const run = words.slice(at, at + length);
      const last = run.at(-1) ?? first;
      const span = spanOf(run, duration);
      if (span === undefined) continue;
      // "Today in ports 2h" begins with a name; elsewhere the one word is told apart from such by another before it.
      const alone = duration && length === 1 && isUntil(span);
      if (alone && at === 0) continue;
      const before = words.slice(0, at);
      while (isFiller(before.at(-1))) before.pop();
      const text = alone ? `for ${span}` : span;
      return [...before, { ...first, text, end: last.end }, ...words.slice(at + length)];
    }
  return words;
}

function isFiller(word: TypedWord | undefined): boolean {
  return word !== undefined && !word.quoted && BEFORE_A_SPAN.has(word.text.toLowerCase());
}

/** `2h` of "2 hours"; undefined where the words are no span, or no span of whole days where those are asked for. */
function spanOf(run: readonly TypedWord[], duration: boolean): string | undefined {
  if (run.some(({ quoted }) => quoted)) return undefined;
  const said = run.map(({ text }) => text).join(' ');
  const ms = readSpan(said);
  if (ms === undefined) return (duration ? isUntil(said) : isSince(said)) ? said : undefined;
  if (!duration) return ms % DAY === 0 ? `${ms / DAY}d` : undefined;
  if (parseDuration(said) !== undefined) return said;
  return ms < MINUTE && !/\d/.test(said) ? undefined : formatDuration(ms);
}
