/** Things of a kind and the names that they bear, as in "Tarnow court" and "Bank of Ostrel": the same kind with another name is another thing. */
import type { Lexicon } from '../../lists/lexicon.ts';
import { fold, NAME_MARK, STEM } from './headline-words.ts';
import { isTitleCase, nameStem } from './names.ts';

/** A kind of thing, and by what one of that kind is told from another. */
export type NamedKind = {
  /** A list's full name, or the stem of a word; once more with a mark for the names that follow it. */
  readonly kind: string;
  /** Terms: names with their mark, stems, places by their list, ordinals and numbers with a mark of their own. */
  readonly names: readonly string[];
};

/** Which of several it is: the second reading. */
export const ORDINAL_MARK = '#';
/** Tells the names that follow a kind from all that it has. */
const BEHIND = '>';
/** How many or how much: the two years. */
export const COUNT_MARK = '=';

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const OWNS = /['’]s(?![\p{L}\p{N}])/gu;
/** What may stand between two words of one name. */
const BETWEEN = /^(?:\s+|['’-]|\s*['’]\s+)$/u;
/** Lists of what bears names; acts and days don't. */
const BEARERS = /^(?:bodies|offices|things)\./;
/** Of these one is told from another by what it is for, too: the health ministry. */
const PEOPLE = /^(?:bodies|offices)\./;
/** Languages in which what is told apart stands before the kind: the rowing federation. */
const BEFORE_ONLY: ReadonlySet<string> = new Set(['en']);
const SHORTEST_KIND = 4;
/** Words of a name, or between a kind and its name, that are looked at. */
const REACH = 3;
const MOST_KINDS = 12;

type Token = {
  readonly folded: string;
  readonly capital: boolean;
  /** Whether nothing that ends a clause stands before it. */
  readonly joined: boolean;
};

type Read = {
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly lang: string;
  readonly lexicon: Lexicon;
  readonly asked: ReadonlySet<string>;
};

/** The kinds of things that a title names; `asked` are terms of what its queries asked for. Each kind once. */
export function namedKindsOf(
  title: string,
  lang: string,
  lexicon: Lexicon,
  asked: readonly string[],
): readonly NamedKind[] {
  const tokens = tokensOf(title.replace(OWNS, ''), lang);
  const read: Read = {
    tokens,
    words: tokens.map(({ folded }) => folded),
    lang,
    lexicon,
    asked: new Set(asked),
  };
  const found = new Map<string, Set<string>>();
  for (let at = 0; at < tokens.length && found.size < MOST_KINDS; at += 1) {
    const { kind, length } = kindAt(read, at);
    if (kind !== undefined) {
      const [before, after] = [namesBefore(read, at, kind), namesAfter(read, at + length)];
      add(found, kind, [...before, ...after]);
      // Two ministers of one ministry are two.
      add(found, kind + BEHIND, after);
    }
    at += length - 1;
  }
  return [...found].map(([kind, names]) => ({ kind, names: [...names] }));
}

function add(found: Map<string, Set<string>>, kind: string, names: readonly string[]): void {
  if (names.length > 0) found.set(kind, new Set([...(found.get(kind) ?? []), ...names]));
}

function tokensOf(title: string, lang: string): readonly Token[] {
  const small = isTitleCase(title, lang);
  let end = 0;
  return [...title.matchAll(WORD)].map(({ 0: word, index }) => {
    const joined = index > 0 && BETWEEN.test(title.slice(end, index));
    end = index + word.length;
    return { folded: fold(word), capital: !small && /^\p{Lu}/u.test(word), joined };
  });
}

/** The kind that a word or the phrase at it stands for; none for acts, places, days, and words that mean nothing. */
function kindAt({ tokens, words, lang, lexicon }: Read, at: number) {
  const word = words[at] ?? '';
  const phrase = lexicon.phraseAt(words, at, lang);
  const concepts = phrase?.concepts ?? lexicon.conceptsOf(word, lang);
  const length = phrase?.length ?? 1;
  if (concepts.length > 0) return { kind: concepts.find((concept) => BEARERS.test(concept)), length };
  // A sentence begins with a capital, whatever the word.
  const begins = tokens[at]?.joined === false;
  if (lexicon.numberWordsOf(lang).has(word) || lexicon.ordinalsOf(lang).has(word))
    return { kind: undefined, length };
  const isPlain =
    word.length >= SHORTEST_KIND && !/\d/.test(word) && (tokens[at]?.capital === false || begins);
  return { kind: isPlain && !isStop(lexicon, word, lang) ? word.slice(0, STEM) : undefined, length };
}

function isStop(lexicon: Lexicon, word: string, lang: string): boolean {
  return lexicon.stopWordsOf(lang).has(word);
}

/** Names that stand before a kind, over other kinds: "Velda port board" is the board of Velda. */
function namesBefore(read: Read, at: number, kind: string): readonly string[] {
  const { tokens, words, lang, lexicon, asked } = read;
  const names: string[] = [];
  for (let before = at - 1; before >= 0 && before >= at - REACH; before -= 1) {
    const [token, word] = [tokens[before], words[before] ?? ''];
    if (token === undefined || tokens[before + 1]?.joined !== true) break;
    const marked = markedOf(read, before);
    if (marked !== undefined) return [...names, marked];
    if (isStop(lexicon, word, lang) || lexicon.ranksOf(lang).has(word)) break;
    const concepts = lexicon.conceptsOf(word, lang);
    const place = concepts.find((concept) => concept.startsWith('places.'));
    if (place !== undefined) return [...names, place];
    const bearer = concepts.find((concept) => BEARERS.test(concept));
    if (concepts.length > 0 && bearer === undefined) break;
    if (bearer !== undefined) {
      if (before === at - 1 && PEOPLE.test(kind)) names.push(bearer);
      continue;
    }
    if (token.capital) names.push(...spelled(word));
    else {
      const tells = BEFORE_ONLY.has(lang) && before === at - 1 && (PEOPLE.test(kind) || asked.has(kind));
      return tells ? [...names, word.slice(0, STEM)] : names;
    }
  }
  return names;
}

/** Names that follow a kind, directly or after a word such as "of" or "in". */
function namesAfter(read: Read, behind: number): readonly string[] {
  const { tokens, words, lang, lexicon } = read;
  const names: string[] = [];
  let at = behind;
  const links = (word: string): boolean =>
    lexicon.beforeNamesOf(lang).has(word) || lexicon.beforePlacesOf(lang).has(word);
  if (tokens[at]?.joined === true && links(words[at] ?? '')) at += 1;
  if (at > behind && tokens[at]?.capital === false && lexicon.articlesOf(lang).has(words[at] ?? '')) at += 1;
  for (; at < behind + REACH + 1; at += 1) {
    const [token, word] = [tokens[at], words[at] ?? ''];
    if (token?.joined !== true || !token.capital || isStop(lexicon, word, lang)) break;
    const concepts = lexicon.conceptsOf(word, lang);
    const place = concepts.find((concept) => concept.startsWith('places.'));
    if (place !== undefined) names.push(place);
    else if (concepts.length > 0) break;
    else names.push(...spelled(word));
  }
  return names;
}

/** An ordinal or a count, as told apart from any number in the text. */
function markedOf({ words, lang, lexicon }: Read, at: number): string | undefined {
  const word = words[at] ?? '';
  const ordinal = lexicon.ordinalsOf(lang).get(word);
  if (ordinal !== undefined) return ORDINAL_MARK + ordinal;
  const count = lexicon.numberWordsOf(lang).get(word) ?? (/^\d+$/.test(word) ? word : undefined);
  return count === undefined ? undefined : COUNT_MARK + count;
}

/** A name as a term, and as the word that it is elsewhere where a sentence begins with it. */
function spelled(word: string): readonly string[] {
  return word.length < 2 ? [] : [NAME_MARK + nameStem(word), word.slice(0, STEM)];
}
