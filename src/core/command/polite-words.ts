/** Finds the command behind what people say before it: "please show me the signals", "can you list feeds". */
import { commandNamed, groupNamed } from './catalogue.ts';
import { bareName, type TypedWord } from './typed-words.ts';

const POLITE = new Set(
  'please pls hey hi can could you i want to me us the all show list give get see open run do what is are'.split(
    ' ',
  ),
);
const MOST = 6;

/** The first word of the command; undefined where none stands behind a few such words. */
export function behindPoliteWords(words: readonly TypedWord[]): TypedWord | undefined {
  const few = words.slice(0, MOST + 1);
  const at = few.findIndex((word) => !POLITE.has(bareName(word)));
  const word = at < 1 ? undefined : few[at];
  if (word === undefined) return undefined;
  const name = bareName(word);
  return commandNamed(name) !== undefined || groupNamed(name).length > 0 ? word : undefined;
}
