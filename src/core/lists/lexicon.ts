/** The lexicon: which shared lists a word or phrase of a headline stands in, and which words mean nothing by themselves. */
import type { Lists } from './list.ts';
import { type ApartPhrase, createApartPhrases } from './apart-phrases.ts';
import { languageOf as readLanguage } from './language-code.ts';
import { buildTable, hasAny, longestPhrase, nameAt, namesOf } from './list-table.ts';
import { wordsByLanguage } from './list-words.ts';
import { numbersByLanguage, ordinalsByLanguage } from './number-words.ts';

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
  /**
   * The lists of `opposites`, by their own names, that have a word of a clause, the longest phrase at it, or one whose parts
   * stand apart; and how many words it takes.
   */
  readonly sidesAt: (
    clause: readonly string[],
    start: number,
    lang: string,
  ) => { readonly names: readonly string[]; readonly length: number } | undefined;
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
  /** Words of `common.before_names`, after which something is called by its name; none for a language that nobody declared. */
  readonly beforeNamesOf: (lang: string) => ReadonlySet<string>;
  /** Words of `common.ranks`, which say how high a body or an office is and not which one. */
  readonly ranksOf: (lang: string) => ReadonlySet<string>;
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
  /** Ordinals, `numbers.first` to `numbers.tenth`, to digits; a language that nobody declared is taken for English. */
  readonly ordinalsOf: (lang: string) => ReadonlyMap<string, string>;
};

const STOP = 'common.stop';
const ARTICLES = 'common.articles';
const BEFORE_PLACES = 'common.before_places';
const BEFORE_NAMES = 'common.before_names';
const RANKS = 'common.ranks';
const NO_PLACES = 'common.no_places';
const HOMES = 'common.homes';
const AGAINST = 'common.against';
/** Files whose lists say what happened, where, when, and to whom; others serve queries. */
const CONCEPTS = /^(?:acts|bodies|calendar|offices|places|things)\./;
const GLOSSES = /^glosses\./;
const DENIALS = /^(?:reversals\.|common\.negations$|acts\.refuse$)/;
const REVERSALS = /^reversals\./;
const OPPOSITES = /^opposites\./;
const REACTIONS = /^common\.reactions$/;
const ROLLING = /^common\.rolling$/;
const ASSUMED = 'en';
/** Publishers write tags and words as they like: what is remembered of them is bounded. */
const MOST_TAGS = 24;
const MOST_WORDS = 8_000;

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
  const opposites = buildTable(lists, OPPOSITES);
  const oppositesApart = createApartPhrases(lists, OPPOSITES);
  const stops = stopWordsByLanguage(lists);
  const articles = wordsByLanguage(lists, ARTICLES);
  const rolling = buildTable(lists, ROLLING);
  const reactions = buildTable(lists, REACTIONS);
  const numbers = numbersByLanguage(lists);
  const ordinals = ordinalsByLanguage(lists);
  const beforePlaces = wordsByLanguage(lists, BEFORE_PLACES);
  const beforeNames = wordsByLanguage(lists, BEFORE_NAMES);
  const ranks = wordsByLanguage(lists, RANKS);
  const noPlaces = wordsByLanguage(lists, NO_PLACES);
  const homes = wordsByLanguage(lists, HOMES);
  const against = wordsByLanguage(lists, AGAINST);
  // Only headlines in other languages are read by these.
  const glosses = lazily(() => buildTable(lists, GLOSSES));
  const denials = lazily(() => buildTable(lists, DENIALS));
  // Every word of every headline asks, and tags and words come again and again.
  const languageOf = remembered(MOST_TAGS, readLanguage);
  const conceptsIn = remembered(MOST_TAGS, (tag) =>
    remembered(MOST_WORDS, (word) => namesOf(table, word, languageOf(tag))),
  );
  const noWords: ReadonlySet<string> = new Set();
  const noNumbers: ReadonlyMap<string, string> = new Map();
  return {
    conceptsOf: (word, tag) => conceptsIn(tag)(word),
    phraseAt: (words, start, tag) => longestPhrase(table, words, start, languageOf(tag)),
    reversalAt: (words, start, tag) => {
      const found = nameAt(reversals, words, start, languageOf(tag));
      if (found === undefined) return reversalApart(words, start, languageOf(tag));
      return { ...found, said: words.slice(start, start + found.length).join(' ') };
    },
    sidesAt: (words, start, tag) => {
      const lang = languageOf(tag);
      const apart = oppositesApart(words, start, lang);
      const phrase = longestPhrase(opposites, words, start, lang);
      const names =
        phrase?.concepts ??
        (apart === undefined ? namesOf(opposites, words[start] ?? '', lang) : [apart.name]);
      if (names.length === 0) return undefined;
      return { names: names.map(ownName), length: phrase?.length ?? apart?.length ?? 1 };
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
    beforeNamesOf: (tag) => beforeNames.get(languageOf(tag) ?? '') ?? noWords,
    ranksOf: (tag) => ranks.get(languageOf(tag) ?? ASSUMED) ?? noWords,
    noPlacesOf: (tag) => noPlaces.get(languageOf(tag) ?? '') ?? noWords,
    homesOf: (tag) => [...(homes.get(languageOf(tag) ?? '') ?? noWords)].map((name) => `places.${name}`),
    numberWordsOf: (tag) => numbers.get(languageOf(tag) ?? ASSUMED) ?? noNumbers,
    ordinalsOf: (tag) => ordinals.get(languageOf(tag) ?? ASSUMED) ?? noNumbers,
  };
}

/** Remembers what it answered, to so many questions; where they are more, it begins anew. */
function remembered<Value>(most: number, answer: (question: string) => Value): (question: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (question) => {
    const before = known.get(question);
    if (before !== undefined) return before.value;
    if (known.size >= most) known.clear();
    const value = answer(question);
    known.set(question, { value });
    return value;
  };
}

/** The name of a list without that of its file. */
function ownName(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Kept for as long as the lists are: every list of every brief is compared with them. */
const stopWords = new WeakMap<Lists, ReadonlyMap<string, ReadonlySet<string>>>();

/** The words of `common.stop` by language, folded as queries fold them. */
export function stopWordsByLanguage(lists: Lists): ReadonlyMap<string, ReadonlySet<string>> {
  const words = stopWords.get(lists) ?? wordsByLanguage(lists, STOP);
  stopWords.set(lists, words);
  return words;
}
