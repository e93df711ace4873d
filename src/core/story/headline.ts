/** A headline as stories compare it: the words, places and topics of its title and of the first words below it. */
import type { Lexicon } from '../lists/lexicon.ts';

/** What is read of an entry. */
export type HeadlineText = {
  readonly title: string;
  readonly summary: string;
  /** Primary language subtag, `und` where nobody says. */
  readonly lang: string;
  readonly outlet: string;
};

export type Headline = {
  /** Distinct terms of the title: stems, numbers, and the names of the shared lists its words stand in. */
  readonly terms: readonly string[];
  /** Distinct terms of the summary's first words that the title has not. */
  readonly lede: readonly string[];
  /** Places the title names. */
  readonly places: readonly string[];
  /** The title's words as one text, without the outlet's name; the same for reprints. Empty where too short to tell. */
  readonly identity: string;
  /** Live blogs and briefings: they tell of several events, so they tie none together. */
  readonly rolling: boolean;
};

/** Longer than any headline; what is longer is prose, or written to fill the memory. */
const MOST_TERMS = 40;
const LEDE_TERMS = 20;
/** Words are compared by their beginning: endings differ by case, number and language, beginnings by meaning. */
const STEM = 7;
/** A title this short may honestly come again ("Morning briefing"). */
const SHORTEST_IDENTITY = 20;
const SUMMARY_READ = 400;

const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
};
const US = /\bU\.S\.A?\.?|\bUSA?\b|\bEE\. ?UU\.?|\bVS\b/g;
const ROLLING =
  /\blive\b|\blive ?blog\b|\blive ?ticker\b|\bnews ?blog\b|\bticker\b|\ben direct\b|\ben directo\b|\bdiretta\b|\bna zywo\b|\bas it happened\b|\bbriefing\b|\bnewsletter\b|\broundup\b|\bround up\b|\bwrap up\b/;

/** Where a paper's own offices are when it names no country, by language: "the premier" of a Polish paper is Poland's. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  de: ['places.germany', 'places.austria', 'places.switzerland'],
  fr: ['places.france', 'places.belgium', 'places.switzerland', 'places.luxembourg'],
  nl: ['places.netherlands', 'places.belgium'],
  it: ['places.italy'],
  es: ['places.spain'],
  pl: ['places.poland'],
};
const HOME_OFFICES: ReadonlySet<string> = new Set([
  'offices.president',
  'offices.premier',
  'offices.minister',
  'bodies.government',
  'bodies.opposition',
]);

/** Names of the shared lists that are places begin so. */
const PLACES = 'places.';

/** Reads a title and the beginning of its summary. */
export function readHeadline(text: HeadlineText, lexicon: Lexicon): Headline {
  const title = withoutOutlet(text.title, text.outlet);
  const words = wordsOf(title);
  const terms = termsOf(words, text.lang, lexicon);
  const named = terms.filter((term) => term.startsWith(PLACES));
  const atHome = named.length === 0 && terms.some((term) => HOME_OFFICES.has(term));
  const homes = atHome ? (HOMES[text.lang] ?? []) : [];
  const known = new Set(terms);
  const below = termsOf(wordsOf(beginningOf(text.summary)), text.lang, lexicon);
  const identity = words.join(' ');
  return {
    terms: [...terms.slice(0, MOST_TERMS), ...homes.slice(0, 1)],
    lede: below.filter((term) => !known.has(term)).slice(0, LEDE_TERMS),
    places: [...named, ...homes],
    identity: identity.length < SHORTEST_IDENTITY ? '' : identity,
    rolling: ROLLING.test(identity),
  };
}

/** The first characters of a summary, whole words only. */
function beginningOf(summary: string): string {
  return summary.length <= SUMMARY_READ ? summary : summary.slice(0, SUMMARY_READ).replace(/\S*$/, '');
}

/** The title without a last part that only names the outlet: `… | Politico`, `… - Reuters`. */
export function withoutOutlet(title: string, outlet: string): string {
  const match = /^(.*\S)\s+[|–—-]\s+([^|–—]{2,40})$/s.exec(title);
  const [, head, tail] = match ?? [];
  if (head === undefined || tail === undefined) return title;
  const name = fold(outlet).trim();
  const said = fold(tail).trim();
  return name !== '' && (name.includes(said) || said.includes(name)) ? head : title;
}

/** Lower case, no diacritics, one kind of apostrophe. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßłøæœđð]/g, (letter) => SPELLED[letter] ?? letter)
    .replace(/[’‘`´]/g, "'");
}

function wordsOf(text: string): readonly string[] {
  const plain = fold(text.replace(US, ' usa '))
    .replace(/(\d)[.,](?=\d{3}\b)/g, '$1')
    .replace(/(\d)[.,](?=\d)/g, '$1d')
    .replace(/%/g, ' percent ')
    .replace(/'s\b/g, '')
    .replace(/\b(?:d|l|dell|all|dall|un|qu|s|n|c|j|m|nell|sull)'(?=\p{L})/gu, ' ');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function termsOf(words: readonly string[], lang: string, lexicon: Lexicon): readonly string[] {
  const stops = lexicon.stopWordsOf(lang);
  const numbers = lexicon.numberWordsOf(lang);
  const terms = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const phrase = lexicon.phraseAt(words, at, lang);
    const number = numbers.get(word);
    if (phrase !== undefined) {
      for (const concept of phrase.concepts) terms.add(concept);
      at += phrase.length - 1;
    } else if (number !== undefined) terms.add(number);
    else if (!stops.has(word)) {
      const concepts = lexicon.conceptsOf(word, lang);
      for (const concept of concepts) terms.add(concept);
      if (concepts.length === 0 && (word.length > 1 || /\d/.test(word))) terms.add(word.slice(0, STEM));
    }
  }
  return [...terms];
}
