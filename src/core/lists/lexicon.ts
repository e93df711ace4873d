/** The lexicon: which shared lists a word or phrase of a headline stands in, and which words mean nothing by themselves. */
import type { WordPattern } from '../query/language/ast.ts';
import { isShared, type Lists, termGroups } from './list.ts';
import { type ApartPhrase, createApartPhrases } from './apart-phrases.ts';
import { languageOf } from './language-code.ts';
import { simpleWords, wordsByLanguage } from './list-words.ts';
import { numbersByLanguage } from './number-words.ts';

/**
 * What stories read headlines by. Words are folded as queries fold them: lower case, no diacritics. Languages are tags
 * such as `de` or `de-AT`; where none is known the words of every language count.
 */
export type Lexicon = {
  /** Full names of the lists, `places.norway` or `acts.resign`, that hold a word; none for a word that is only itself. */
  readonly conceptsOf: (word: string, lang: string) => readonly string[];
  /** The lists of the longest phrase that begins at a word, and how many words it takes; undefined where none does. */
  readonly phraseAt: (
    words: readonly string[],
    start: number,
    lang: string,
  ) => { readonly concepts: readonly string[]; readonly length: number } | undefined;
  /**
   * The list of `reversals` that a word of a clause, or the longest phrase at it, or one whose parts stand apart, is in;
   * how many words it takes; and the words by which it was known.
   */
  readonly reversalAt: (clause: readonly string[], start: number, lang: string) => ApartPhrase | undefined;
  /** Whether a text has words of `common.rolling`: a live blog or a round-up, which tells of several matters at once. */
  readonly isRolling: (words: readonly string[], lang: string) => boolean;
  /** Whether a text has words of `common.reactions`: it tells what a market or a commentator makes of an event. */
  readonly isReaction: (words: readonly string[], lang: string) => boolean;
  /** Words of `common.against`: whoever is against something makes something of it. */
  readonly againstOf: (lang: string) => ReadonlySet<string>;
  /** Words of `common.stop`; a language that nobody declared is taken for English. */
  readonly stopWordsOf: (lang: string) => ReadonlySet<string>;
  /** Words of `common.articles`, without which a headline is worded the same; a language that nobody declared is taken for English. */
  readonly articlesOf: (lang: string) => ReadonlySet<string>;
  /** Words of `common.before_places`, after which a place is named; none for a language that nobody declared. */
  readonly beforePlacesOf: (lang: string) => ReadonlySet<string>;
  /** Words of `common.no_places`, which often follow those and are no places. */
  readonly noPlacesOf: (lang: string) => ReadonlySet<string>;
  /** Full names of the lists of places where a language is at home, by `common.homes`. */
  readonly homesOf: (lang: string) => readonly string[];
  /** The narrowest shared list that has a word or the longest phrase at it, and how many words it takes: `glosses` first. */
  readonly meaningAt: (
    words: readonly string[],
    start: number,
    lang: string,
  ) => { readonly name: string; readonly length: number } | undefined;
  /** Whether a word of `common.negations`, `reversals` or `acts.refuse` stands at a place. */
  readonly deniesAt: (words: readonly string[], at: number, lang: string) => boolean;
  /** Number words, `numbers.two` to `numbers.hundred`, to digits; a language that nobody declared is taken for English. */
  readonly numberWordsOf: (lang: string) => ReadonlyMap<string, string>;
};

const STOP = 'common.stop';
const ARTICLES = 'common.articles';
const BEFORE_PLACES = 'common.before_places';
const NO_PLACES = 'common.no_places';
const HOMES = 'common.homes';
const AGAINST = 'common.against';
/** Files whose lists say what happened, where, when, and to whom; others serve queries. */
const CONCEPTS = /^(?:acts|bodies|calendar|offices|places|things)\./;
const GLOSSES = /^glosses\./;
const DENIALS = /^(?:reversals\.|common\.negations$|acts\.refuse$)/;
const REVERSALS = /^reversals\./;
const REACTIONS = /^common\.reactions$/;
const ROLLING = /^common\.rolling$/;
const ASSUMED = 'en';
const SHORTEST_PREFIX = 2;
const NONE: readonly string[] = [];

type Entry = { readonly lang: string | undefined; readonly concept: string };
type Phrase = Entry & { readonly first: WordPattern; readonly rest: readonly WordPattern[] };
type Table = {
  readonly exact: Map<string, Entry[]>;
  readonly prefix: Map<string, Entry[]>;
  /** The length of the longest prefix by its first letters. */
  readonly longest: Map<string, number>;
  /** Phrases by their first word, and by the beginning of it where that is a prefix; the longest first. */
  readonly phrases: Map<string, Phrase[]>;
};

/**
 * A lexicon of shared lists. Only words, prefixes and phrases of them count. Capitals are not looked at, so short words
 * that ask for them (`=US`) are left out, as are suffixes, distances and terms that name other lists.
 * The same lists give the same lexicon, which is kept for as long as they are.
 */
export function createLexicon(lists: Lists): Lexicon {
  const lexicon = made.get(lists) ?? makeLexicon(lists);
  made.set(lists, lexicon);
  return lexicon;
}

const made = new WeakMap<Lists, Lexicon>();

function makeLexicon(lists: Lists): Lexicon {
  const table = buildTable(lists, CONCEPTS);
  const reversals = buildTable(lists, REVERSALS);
  const reversalApart = createApartPhrases(lists, REVERSALS);
  const stops = stopWordsByLanguage(lists);
  const articles = wordsByLanguage(lists, ARTICLES);
  const rolling = buildTable(lists, ROLLING);
  const reactions = buildTable(lists, REACTIONS);
  const numbers = numbersByLanguage(lists);
  const beforePlaces = wordsByLanguage(lists, BEFORE_PLACES);
  const noPlaces = wordsByLanguage(lists, NO_PLACES);
  const homes = wordsByLanguage(lists, HOMES);
  const against = wordsByLanguage(lists, AGAINST);
  // Only headlines in other languages are read by these.
  const glosses = lazily(() => buildTable(lists, GLOSSES));
  const denials = lazily(() => buildTable(lists, DENIALS));
  const noWords: ReadonlySet<string> = new Set();
  const noNumbers: ReadonlyMap<string, string> = new Map();
  return {
    conceptsOf: (word, tag) => namesOf(table, word, languageOf(tag)),
    phraseAt: (words, start, tag) => longestPhrase(table, words, start, languageOf(tag)),
    reversalAt: (words, start, tag) => {
      const found = nameAt(reversals, words, start, languageOf(tag));
      if (found === undefined) return reversalApart(words, start, languageOf(tag));
      return { ...found, said: words.slice(start, start + found.length).join(' ') };
    },
    meaningAt: (words, start, tag) => {
      const lang = languageOf(tag);
      return nameAt(glosses(), words, start, lang) ?? nameAt(table, words, start, lang);
    },
    deniesAt: (words, at, tag) => nameAt(denials(), words, at, languageOf(tag)) !== undefined,
    isRolling: (words, tag) => hasAny(rolling, words, languageOf(tag)),
    isReaction: (words, tag) => hasAny(reactions, words, languageOf(tag)),
    againstOf: (tag) => against.get(languageOf(tag) ?? ASSUMED) ?? noWords,
    stopWordsOf: (tag) => stops.get(languageOf(tag) ?? ASSUMED) ?? noWords,
    articlesOf: (tag) => articles.get(languageOf(tag) ?? ASSUMED) ?? noWords,
    beforePlacesOf: (tag) => beforePlaces.get(languageOf(tag) ?? '') ?? noWords,
    noPlacesOf: (tag) => noPlaces.get(languageOf(tag) ?? '') ?? noWords,
    homesOf: (tag) => [...(homes.get(languageOf(tag) ?? '') ?? noWords)].map((name) => `places.${name}`),
    numberWordsOf: (tag) => numbers.get(languageOf(tag) ?? ASSUMED) ?? noNumbers,
  };
}

function hasAny(table: Table, words: readonly string[], lang: string | undefined): boolean {
  return words.some((_, at) => nameAt(table, words, at, lang) !== undefined);
}

function nameAt(
  table: Table,
  words: readonly string[],
  start: number,
  lang: string | undefined,
): { readonly name: string; readonly length: number } | undefined {
  const phrase = longestPhrase(table, words, start, lang);
  const [name] = phrase?.concepts ?? namesOf(table, words[start] ?? '', lang);
  return name === undefined ? undefined : { name, length: phrase?.length ?? 1 };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function namesOf(table: Table, word: string, lang: string | undefined): readonly string[] {
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

function longestPhrase(
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
function phrasesFrom({ phrases }: Table, word: string): readonly Phrase[] | undefined {
  const whole = phrases.get(word);
  const begun = phrases.get(beginningOf(word))?.filter(({ first }) => meets(first, word));
  if (begun === undefined || begun.length === 0) return whole;
  return [...(whole ?? []), ...begun].toSorted((a, b) => b.rest.length - a.rest.length);
}

/** No word is written so, so that beginnings and words don't meet. */
function beginningOf(word: string): string {
  return `${word.slice(0, SHORTEST_PREFIX)}*`;
}

function meets({ match, letters }: WordPattern, word: string | undefined): boolean {
  if (word === undefined) return false;
  return match === 'prefix' ? word.startsWith(letters) : word === letters;
}

/** Kept for as long as the lists are: every list of every brief is compared with them. */
const stopWords = new WeakMap<Lists, ReadonlyMap<string, ReadonlySet<string>>>();

/** The words of `common.stop` by language, folded as queries fold them. */
export function stopWordsByLanguage(lists: Lists): ReadonlyMap<string, ReadonlySet<string>> {
  const words = stopWords.get(lists) ?? wordsByLanguage(lists, STOP);
  stopWords.set(lists, words);
  return words;
}

/** A table of the shared lists whose names are like this. */
function buildTable(lists: Lists, names: RegExp): Table {
  const table: Table = { exact: new Map(), prefix: new Map(), longest: new Map(), phrases: new Map() };
  for (const [concept, list] of Object.entries(lists)) {
    if (!isShared(concept) || !names.test(concept)) continue;
    for (const { lang, terms } of termGroups(list)) {
      for (const term of terms) for (const words of simpleWords(term)) enter(table, words, { lang, concept });
    }
  }
  for (const phrases of table.phrases.values()) phrases.sort((a, b) => b.rest.length - a.rest.length);
  return table;
}

function enter(table: Table, [first, ...rest]: readonly WordPattern[], entry: Entry): void {
  if (first === undefined) return;
  const { letters, match } = first;
  if (rest.length > 0) {
    if (match === 'exact') append(table.phrases, letters, { ...entry, first, rest });
    else if (letters.length >= SHORTEST_PREFIX)
      append(table.phrases, beginningOf(letters), { ...entry, first, rest });
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
