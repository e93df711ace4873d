/** The lexicon: looks words and phrases up in the tables of places and topics. */
import { PLACES } from './places.ts';
import { TOPICS } from './topics.ts';

/** Marks that tell a concept from a word, and a place from a topic. */
export const PLACE_MARK = '@';
export const TOPIC_MARK = '%';

type Phrase = { readonly rest: readonly string[]; readonly concept: string };
type Table = {
  readonly exact: Map<string, string[]>;
  /** Words that are forms of something in one language only, by language. */
  readonly exactIn: Map<string, Map<string, string[]>>;
  readonly prefix: Map<string, string[]>;
  /** The length of the longest prefix by its first letters. */
  readonly longest: Map<string, number>;
  /** Phrases by their first word, the longest first. */
  readonly phrases: Map<string, Phrase[]>;
};

const SHORTEST_PREFIX = 2;
const NONE: readonly string[] = [];

const table = buildTable([
  [PLACES, PLACE_MARK],
  [TOPICS, TOPIC_MARK],
]);

/** The concepts that a folded word stands for in a language; none for a word that is only itself. */
export function conceptsOf(word: string, lang: string): readonly string[] {
  const exact = table.exactIn.get(lang)?.get(word) ?? table.exact.get(word);
  if (exact !== undefined) return exact;
  // Most words begin like no prefix at all.
  const longest = table.longest.get(word.slice(0, SHORTEST_PREFIX)) ?? 0;
  for (let length = Math.min(word.length, longest); length >= SHORTEST_PREFIX; length -= 1) {
    const found = table.prefix.get(word.slice(0, length));
    if (found !== undefined) return found;
  }
  return NONE;
}

/** The concepts of the longest phrase that begins at a word, and how many words it takes; undefined where none does. */
export function phraseAt(
  words: readonly string[],
  start: number,
): { readonly concepts: readonly string[]; readonly length: number } | undefined {
  const first = words[start];
  const phrases = first === undefined ? undefined : table.phrases.get(first);
  if (phrases === undefined) return undefined;
  const concepts: string[] = [];
  let length = 0;
  for (const { rest, concept } of phrases) {
    if (length > 0 && rest.length + 1 !== length) continue;
    if (!rest.every((word, offset) => matches(word, words[start + offset + 1]))) continue;
    concepts.push(concept);
    length = rest.length + 1;
  }
  return length === 0 ? undefined : { concepts, length };
}

function matches(form: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return form.endsWith('*') ? word.startsWith(form.slice(0, -1)) : word === form;
}

function buildTable(sources: readonly (readonly [string, string])[]): Table {
  const built: Table = {
    exact: new Map(),
    exactIn: new Map(),
    prefix: new Map(),
    longest: new Map(),
    phrases: new Map(),
  };
  for (const [text, mark] of sources) {
    for (const line of text.trim().split('\n')) {
      const [id = '', ...forms] = line.trim().split(/\s+/);
      for (const form of forms) enter(built, form, mark + id);
    }
  }
  for (const phrases of built.phrases.values()) phrases.sort((a, b) => b.rest.length - a.rest.length);
  return built;
}

function enter(built: Table, form: string, concept: string): void {
  const [first = '', ...rest] = form.split('_');
  if (rest.length > 0) append(built.phrases, first, { rest, concept });
  else if (form.endsWith('*')) {
    const prefix = form.slice(0, -1);
    const beginning = prefix.slice(0, SHORTEST_PREFIX);
    append(built.prefix, prefix, concept);
    built.longest.set(beginning, Math.max(built.longest.get(beginning) ?? 0, prefix.length));
  } else {
    const [lang, word] = form.split(':');
    if (word === undefined) append(built.exact, form, concept);
    else append(mapOf(built.exactIn, lang ?? ''), word, concept);
  }
}

function append<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key) ?? [];
  list.push(value);
  map.set(key, list);
}

function mapOf(maps: Map<string, Map<string, string[]>>, key: string): Map<string, string[]> {
  const map = maps.get(key) ?? new Map<string, string[]>();
  maps.set(key, map);
  return map;
}
