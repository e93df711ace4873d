/** A headline as stories compare it: the words, concepts, names and numbers of its title and of the first words below it. */
import type { Lexicon } from '../../lists/lexicon.ts';
import { fold, KIN_MARK, NAME_MARK, STEM, wordsOf } from './headline-words.ts';
import { type NamedKind, namedKindsOf } from './named-kinds.ts';
import { type Names, nameStem, namesOf } from './names.ts';
import { isReaction } from './reaction.ts';
import { clausesOf, reversalsIn, sidesIn } from './reversals.ts';
import { townsOf } from './towns.ts';
import { withoutAside, withoutOutlet, wordingOf } from './wording.ts';

/** What is read of an entry. */
export type HeadlineText = {
  readonly title: string;
  readonly summary: string;
  /** Primary language subtag, `und` where nobody says. */
  readonly lang: string;
  readonly outlet: string;
};

export type Headline = {
  /** Distinct terms of the title: stems, numbers, names and kin with their marks, and concepts by their lists' full names. */
  readonly terms: readonly string[];
  /** Distinct terms of the summary's first words that the title has not. */
  readonly lede: readonly string[];
  /** Those of the terms that are names for certain, and not by the language or a sentence that begins with them. */
  readonly certain: readonly string[];
  /** Those names of the title that are places by the word before them, and that no query asked for. */
  readonly towns: readonly string[];
  /** Words written small, as terms of names: a word that is also written small is hardly one. */
  readonly small: readonly string[];
  /** Terms that the queries asked for. */
  readonly asked: readonly string[];
  /** The words of the title by which a matter turns into its opposite, folded. */
  readonly reversal: readonly string[];
  /** Lists of `opposites` that its title has words of: what one event is only one of. */
  readonly sides: readonly string[];
  /** Kinds of things in its title, with the names that tell which one of them is meant. */
  readonly named: readonly NamedKind[];
  /** The title's words as one text, without articles and the outlet's name; the same for reprints. Empty where too short to tell. */
  readonly identity: string;
  /** The same without a short part that is set off at either end ("…, says board"). Empty where there is none, or too little is left. */
  readonly bareIdentity: string;
  /** Live blogs and briefings: they tell of several events, so they tie none together. */
  readonly rolling: boolean;
  /** It tells what a market, a commentator or those concerned make of an event. */
  readonly reaction: boolean;
};

/** Longer than any headline; what is longer is prose, or written to fill the memory. */
const MOST_TERMS = 64;
const LEDE_TERMS = 40;
const SUMMARY_READ = 400;
/** Shorter words of two languages are alike by chance. */
const SHORTEST_KIN = 6;

const SMALL = /^\p{Ll}/u;
const PLAIN = /^[a-z]+$/;
const LETTERS = /^[\p{L}\p{M}]+$/u;
/** A number with what is written at its end: 84m, 3rd. */
const DIGITS = /^(\d+(?:d\d+)?)(?:m|mn|mio|bn|mld|mrd|k|pc|th|st|nd|rd|er|re|e|º|ª)?$/;
const DAY_OF_MONTH = /^(?:[1-9]|[12]\d|3[01])$/;

/** Reads a title and the beginning of its summary; `asked` are words that queries asked for, as published. */
export function readHeadline(text: HeadlineText, lexicon: Lexicon, asked: readonly string[] = []): Headline {
  const { lang } = text;
  const title = withoutOutlet(text.title, text.outlet);
  const summary = beginningOf(text.summary);
  const words = wordsOf(title);
  const clauses = clausesOf(title);
  const named = namesOf(title, lang, fold);
  const below = namesOf(summary, lang, fold);
  const all = (words: readonly string[], names: Names): readonly string[] => [
    ...termsOf(words, lang, lexicon),
    ...markedNames(names, lexicon, lang),
  ];
  const terms = all(words, named);
  const known = new Set(terms);
  const lede = all(wordsOf(summary), below);
  const identity = wordingOf(words, lang, lexicon);
  const bare = withoutAside(title);
  const wanted = asked.flatMap((each) => all(wordsOf(each), namesOf(each, lang, fold)));
  const towns = townsOf(title, lang, lexicon, fold).map((town) => NAME_MARK + nameStem(town));
  return {
    terms: terms.slice(0, MOST_TERMS),
    lede: lede.filter((term) => !known.has(term)).slice(0, LEDE_TERMS),
    certain: markedNames({ certain: [...named.certain, ...below.certain], possible: [] }, lexicon, lang),
    small: smallWords(`${title} ${summary}`),
    asked: wanted,
    towns: towns.filter((town) => known.has(town) && !wanted.includes(town)),
    reversal: reversalsIn(clauses, lang, lexicon).map(({ said }) => said),
    sides: sidesIn(clauses, lang, lexicon),
    named: namedKindsOf(title, lang, lexicon, wanted),
    identity,
    bareIdentity: bare === undefined ? '' : wordingOf(wordsOf(bare), lang, lexicon),
    rolling: lexicon.isRolling(words, lang),
    reaction: isReaction(title, words, lang, lexicon),
  };
}

/** Names by their stems; words that are no more than their language's are none. */
function markedNames({ certain, possible }: Names, lexicon: Lexicon, lang: string): readonly string[] {
  const stops = lexicon.stopWordsOf(lang);
  const marked = [...certain, ...possible]
    .filter((name) => !stops.has(name) && lexicon.conceptsOf(name, lang).length === 0)
    .map((name) => NAME_MARK + nameStem(name));
  return [...new Set(marked)];
}

/** Words that begin small. */
function smallWords(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]{2,}/gu) ?? [];
  const small = words
    .filter((word) => SMALL.test(word))
    .map((word) => NAME_MARK + nameStem(PLAIN.test(word) ? word : fold(word)));
  return [...new Set(small)];
}

/** Days of the week stand in the same file. */
function isMonth(concept: string): boolean {
  return concept.startsWith('calendar.') && !concept.endsWith('day');
}

/** The first characters of a summary, whole words only. */
function beginningOf(summary: string): string {
  return summary.length <= SUMMARY_READ ? summary : summary.slice(0, SUMMARY_READ).replace(/\S*$/, '');
}

/** A day and its month, as in "29 October": the number counts nothing, and no other 29 is the same. */
function dateAt(
  words: readonly string[],
  at: number,
  number: string,
  lang: string,
  lexicon: Lexicon,
): string | undefined {
  if (!DAY_OF_MONTH.test(number)) return undefined;
  for (const beside of [words[at + 1], words[at - 1]]) {
    const month = beside === undefined ? undefined : lexicon.conceptsOf(beside, lang).find(isMonth);
    if (month !== undefined) return `${number} ${month}`;
  }
  return undefined;
}

function termsOf(words: readonly string[], lang: string, lexicon: Lexicon): readonly string[] {
  const stops = lexicon.stopWordsOf(lang);
  const numbers = lexicon.numberWordsOf(lang);
  const terms = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const phrase = lexicon.phraseAt(words, at, lang);
    const number = numbers.get(word) ?? DIGITS.exec(word)?.[1];
    if (phrase !== undefined) {
      for (const concept of phrase.concepts) terms.add(concept);
      at += phrase.length - 1;
    } else if (number !== undefined) terms.add(dateAt(words, at, number, lang, lexicon) ?? number);
    else if (!stops.has(word)) {
      const concepts = lexicon.conceptsOf(word, lang);
      for (const concept of concepts) terms.add(concept);
      if (concepts.length > 0) continue;
      if (word.length > 1 || /\d/.test(word)) terms.add(word.slice(0, STEM));
      if (word.length >= SHORTEST_KIN && LETTERS.test(word)) terms.add(KIN_MARK + nameStem(word));
    }
  }
  return [...terms];
}
