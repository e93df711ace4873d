/** The remedy for a name that is not among the valid ones: the one that was probably meant, or those that exist. */
import { nearestName } from '../core/query/language/nearest-name.ts';

/** Nobody mistypes a name this long, and comparing costs the square of the length. */
const LONGEST_NAME = 64;
const MOST_LISTED = 12;
/** Names of one list that are compared with mistyped ones; who has more mistakes than that looks at the first ones first. */
const MOST_COMPARED = 100_000;

const compared = new WeakMap<readonly string[], number>();

/**
 * `none` is the remedy where nothing is near, such as `remove it`; a short list of what exists follows it. Thousands of
 * mistyped names with thousands of valid ones are not all compared: who asks again hands in the same list.
 */
export function suggest(name: string, names: readonly string[], none: string): string {
  const sofar = compared.get(names) ?? 0;
  compared.set(names, sofar + names.length);
  const near = sofar < MOST_COMPARED ? likely(name, names) : undefined;
  if (near !== undefined) return `did you mean ${near}?`;
  if (names.length === 0) return none;
  if (names.length === 1) return `${none}, or use ${names.join()}`;
  if (names.length > MOST_LISTED) return `${none}, or use one of the ${names.length} that exist`;
  return `${none}, or use one of ${names.join(', ')}`;
}

/** The valid name that somebody probably meant: the same letters in another order, else the nearest by edits. */
export function likely(name: string, names: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  return names.find((each) => letters(each) === letters(name)) ?? nearestName(name, names);
}

function letters(name: string): string {
  return name.toLowerCase().split('').toSorted().join('');
}
