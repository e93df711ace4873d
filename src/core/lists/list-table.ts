/** A table of shared lists: which of them a word, or the longest phrase at a word, stands in. */
import type { WordPattern } from '../query/language/ast.ts';
import { isShared, type Lists, termGroups } from './list.ts';
import { simpleWords } from './list-words.ts';

const SHORTEST_PREFIX = 2;
const NONE: readonly string[] = [];
type Entry = { readonly lang: string | undefined; readonly concept: string };
type Phrase = Entry & { readonly first: WordPattern; readonly rest: readonly WordPattern[] };
export type Table = {
  readonly exact: Map<string, Entry[]>;
  readonly prefix: Map<string, Entry[]>;
  /** The length of the longest prefix by its first letters. */
  readonly longest: Map<string, number>;
  /** Phrases by their first word, and by the first letters of it where that is a prefix; the longest first. */
  readonly phrases: Map<string, Phrase[]>;
  readonly begun: Map<string, Phrase[]>;
};

/** A table of the shared lists whose names are like this. */
export function buildTable(lists: Lists, names: RegExp): Table {
  const table: Table = {
    exact: new Map(),
    prefix: new Map(),
    longest: new Map(),
    phrases: new Map(),
    begun: new Map(),
  };
  for (const [concept, list] of Object.entries(lists)) {
    if (!isShared(concept) || !names.test(concept)) continue;
    for (const { lang, terms } of termGroups(list)) {
      // One for all of them: a table has tens of thousands of words.
      const entry = { lang, concept };
      for (const term of terms) for (const words of simpleWords(term)) enter(table, words, entry);
    }
  }
  for (const phrases of [...table.phrases.values(), ...table.begun.values()])
    phrases.sort((a, b) => b.rest.length - a.rest.length);
  return table;
}

function enter(table: Table, [first, ...rest]: readonly WordPattern[], entry: Entry): void {
  if (first === undefined) return;
  const { letters, match } = first;
  if (rest.length > 0) {
    if (match === 'exact') append(table.phrases, letters, { ...entry, first, rest });
    else if (letters.length >= SHORTEST_PREFIX)
      append(table.begun, letters.slice(0, SHORTEST_PREFIX), { ...entry, first, rest });
  } else if (match === 'prefix' && letters.length >= SHORTEST_PREFIX) {
    const beginning = letters.slice(0, SHORTEST_PREFIX);
    append(table.prefix, letters, entry);
    table.longest.set(beginning, Math.max(table.longest.get(beginning) ?? 0, letters.length));
  } else append(table.exact, letters, entry);
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key) ?? [];
  list.push(value);
  map.set(key, list);
}

/** The lists that a word stands in by itself: those that have it whole, or else those of its longest beginning. */
export function namesOf(table: Table, word: string, lang: string | undefined): readonly string[] {
  const exact = conceptsIn(table.exact.get(word), lang);
  if (exact.length > 0) return exact;
  // Most words begin like no prefix at all.
  const longest = table.longest.get(word.slice(0, SHORTEST_PREFIX)) ?? 0;
  for (let length = Math.min(word.length, longest); length >= SHORTEST_PREFIX; length -= 1) {
    const found = conceptsIn(table.prefix.get(word.slice(0, length)), lang);
    if (found.length > 0) return found;
  }
  return NONE;
}

function conceptsIn(entries: readonly Entry[] | undefined, lang: string | undefined): readonly string[] {
  if (entries === undefined) return NONE;
  const concepts = entries.filter((entry) => counts(entry, lang)).map(({ concept }) => concept);
  return concepts.length < 2 ? concepts : [...new Set(concepts)];
}

function counts(entry: Entry, lang: string | undefined): boolean {
  return entry.lang === undefined || lang === undefined || entry.lang === lang;
}

/** The lists of the longest phrase that begins at a word; undefined where none does. */
export function longestPhrase(
  table: Table,
  words: readonly string[],
  start: number,
  lang: string | undefined,
): { readonly concepts: readonly string[]; readonly length: number } | undefined {
  const phrases = phrasesFrom(table, words[start] ?? '');
  if (phrases === undefined) return undefined;
  const concepts = new Set<string>();
  let length = 0;
  for (const phrase of phrases) {
    const { rest, concept } = phrase;
    if (length > 0 && rest.length + 1 !== length) continue;
    if (!counts(phrase, lang)) continue;
    if (!rest.every((pattern, offset) => meets(pattern, words[start + offset + 1]))) continue;
    concepts.add(concept);
    length = rest.length + 1;
  }
  return length === 0 ? undefined : { concepts: [...concepts], length };
}

/** The phrases that may begin with a word, the longest first. */
function phrasesFrom({ phrases, begun }: Table, word: string): readonly Phrase[] | undefined {
  const whole = phrases.get(word);
  const likely = begun.get(word.slice(0, SHORTEST_PREFIX));
  // Hardly any word begins a phrase so, and every word of every headline asks.
  if (likely === undefined || !likely.some(({ first }) => meets(first, word))) return whole;
  const alike = likely.filter(({ first }) => meets(first, word));
  return [...(whole ?? []), ...alike].toSorted((a, b) => b.rest.length - a.rest.length);
}

function meets({ match, letters }: WordPattern, word: string | undefined): boolean {
  if (word === undefined) return false;
  return match === 'prefix' ? word.startsWith(letters) : word === letters;
}

/** Whether a text has any word or phrase of the table. */
export function hasAny(table: Table, words: readonly string[], lang: string | undefined): boolean {
  return words.some((_, at) => nameAt(table, words, at, lang) !== undefined);
}

/** One list of the longest phrase at a word or of the word, and how many words that takes; undefined where there is none. */
export function nameAt(
  table: Table,
  words: readonly string[],
  start: number,
  lang: string | undefined,
): { readonly name: string; readonly length: number } | undefined {
  const phrase = longestPhrase(table, words, start, lang);
  const [name] = phrase?.concepts ?? namesOf(table, words[start] ?? '', lang);
  return name === undefined ? undefined : { name, length: phrase?.length ?? 1 };
}
