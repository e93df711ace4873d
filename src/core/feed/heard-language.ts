/** Which language a feed's entries read like, by the little words in them, beside the language that they are said to be in. */
import { foldWords } from '../query/words/fold.ts';
import { languageOf } from '../lists/language-code.ts';

/** Little words by language (primary subtag), folded as queries fold them. */
export type StopWords = ReadonlyMap<string, ReadonlySet<string>>;

/** As it is kept: what is not known may be left out. */
type Kept = { readonly said?: string | undefined; readonly heard?: string | undefined };

export type SpokenLanguage = {
  /** What most entries are said to be in: by the feed's line, its document, or the look of each. */
  readonly said: string | undefined;
  /** What their little words are of; undefined where they are too few, of no language that is known, or of several. */
  readonly heard: string | undefined;
};

/** Words that are looked at, and those without which nothing is said. */
const [MOST, LEAST] = [2_000, 60];
/** Of a headline's words a fifth and more are little ones; of those of another language a few are by chance. */
const LEAST_SHARE = 0.1;
/** How much more the first language must have than the second. */
const LEAD = 1.5;
/** Languages that share too many little words to be told apart by them. */
const NEIGHBOURS: ReadonlySet<string> = new Set([
  'da no',
  'no da',
  'cs sk',
  'uk ru',
  'es gl',
  'pt gl',
  'es ca',
]);

/** What entries are said to be in and what they read like. */
export function spokenLanguage(
  entries: readonly { readonly title: string; readonly summary: string; readonly lang: string }[],
  stopWords: StopWords,
): SpokenLanguage {
  const counts = new Map<string | undefined, number>();
  for (const { lang } of entries) counts.set(languageOf(lang), (counts.get(languageOf(lang)) ?? 0) + 1);
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return { said: first?.[0], heard: heardIn(entries, stopWords) };
}

function heardIn(
  entries: readonly { readonly title: string; readonly summary: string }[],
  stopWords: StopWords,
): string | undefined {
  const languages = languagesByWord(stopWords);
  const scores = new Map<string, number>();
  let looked = 0;
  for (const { title, summary } of entries) {
    if (looked >= MOST) break;
    for (const { letters } of foldWords(`${title} ${summary}`)) {
      looked += 1;
      const owners = languages.get(letters) ?? NO_LANGUAGES;
      // A word of many languages says little of each.
      for (const lang of owners) scores.set(lang, (scores.get(lang) ?? 0) + 1 / owners.length);
    }
  }
  const [best, second] = [...scores].toSorted(([, a], [, b]) => b - a);
  if (best === undefined || looked < LEAST || best[1] < LEAST_SHARE * looked) return undefined;
  return second !== undefined && best[1] < LEAD * second[1] ? undefined : best[0];
}

const NO_LANGUAGES: readonly string[] = [];
/** Kept for as long as the words are: every document that changed is read by them. */
const byWord = new WeakMap<StopWords, ReadonlyMap<string, readonly string[]>>();

/** The languages that each little word is of. */
function languagesByWord(stopWords: StopWords): ReadonlyMap<string, readonly string[]> {
  const known = byWord.get(stopWords);
  if (known !== undefined) return known;
  const languages = new Map<string, string[]>();
  for (const [lang, words] of stopWords)
    for (const word of words) languages.set(word, [...(languages.get(word) ?? []), lang]);
  byWord.set(stopWords, languages);
  return languages;
}

/** The language that a feed's entries are matched in: that of its line, or what most of its entries are said to be in. */
export function languageOfFeed(line: string, spoken: Kept | undefined): string | undefined {
  return languageOf(line) ?? spoken?.said ?? spoken?.heard;
}

/** Both languages, where entries read like another one than they are said to be in; words of lists then do not count. */
export function disagreement(
  spoken: Kept | undefined,
): { readonly said: string; readonly heard: string } | undefined {
  const { said, heard } = spoken ?? {};
  if (said === undefined || heard === undefined || said === heard) return undefined;
  return NEIGHBOURS.has(`${heard} ${said}`) ? undefined : { said, heard };
}
