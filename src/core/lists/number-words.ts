/** Number words of the shared lists: "sixty", "sechzig" and "zestig" are 60. */
import type { Lists } from './list.ts';
import { wordsByLanguage } from './list-words.ts';

const ONE_BY_ONE =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const BY_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety hundred';
/** Lists of number words, and what they stand for. */
const NUMBERS: readonly (readonly [string, number])[] = [
  ...ONE_BY_ONE.split(' ').map((name, at) => [name, at + 2] as const),
  ...BY_TENS.split(' ').map((name, at) => [name, (at + 2) * 10] as const),
];
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'
  .split(' ')
  .map((name, at) => [name, at + 1] as const);

/** Words to digits, by language. */
export function numbersByLanguage(lists: Lists): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return digitsByLanguage(lists, NUMBERS);
}

/** Ordinals to digits, by language: which of several. */
export function ordinalsByLanguage(lists: Lists): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return digitsByLanguage(lists, ORDINALS);
}

function digitsByLanguage(
  lists: Lists,
  names: readonly (readonly [string, number])[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const numbers = new Map<string, Map<string, string>>();
  for (const [name, value] of names) {
    for (const [lang, words] of wordsByLanguage(lists, `numbers.${name}`)) {
      const known = numbers.get(lang) ?? new Map<string, string>();
      numbers.set(lang, known);
      for (const word of words) known.set(word, String(value));
    }
  }
  return numbers;
}
