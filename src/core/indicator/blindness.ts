/** How blind a level is: how many feeds do not speak, and which languages and countries of an indicator nobody speaks for. */
import { countryName } from '../feed/country-name.ts';
import { languageName } from '../lists/language-code.ts';

/** What is polled, and what of it is silent: failing, gone, or answering with nothing new for far longer than usual. */
export type Sources = {
  readonly down: number;
  readonly total: number;
  /** Names of the outlets that do not speak. */
  readonly silent?: readonly string[];
  /** Languages of which no feed speaks, as their codes. */
  readonly mute?: readonly string[];
  /** Countries of which no feed speaks, with the languages of their feeds. */
  readonly muteCountries?: readonly { readonly country: string; readonly languages: readonly string[] }[];
};

/** What a feed's line says that names no language. */
const UNSAID = new Set(['und', 'mul']);

/** More would hide the level that they stand beside. */
const MOST_NAMED = 4;

/** The sentence with a warning where some feeds do not answer: silence may be theirs, not the world's. */
export function withBlindness(sentence: string, sources: Sources, languages?: Iterable<string>): string {
  const blindness = blindnessOf(sources, languages);
  return blindness === undefined ? sentence : `${sentence.replace(/\.$/, '')}, but ${blindness}.`;
}

/** "4 of 9 feeds are down; no Polish feed speaks"; undefined where all answer. `languages` as for `unheardIn`. */
export function blindnessOf(sources: Sources, languages?: Iterable<string>): string | undefined {
  if (sources.down <= 0) return undefined;
  const subject = sources.total === 1 ? 'feed is' : sources.down === 1 ? 'feeds is' : 'feeds are';
  const unheard = unheardIn(sources, languages).map((each) => `; ${each}`);
  return `${sources.down} of ${sources.total} ${subject} down${unheard.join('')}`;
}

/**
 * Whom nobody speaks for, a clause each: "no Polish feed speaks", "no feed from Estonia speaks". `languages` are
 * those in which the indicator has words, so that what it could not read anyway is not said to be missed; undefined
 * where they may be any. A country is named where its languages are heard elsewhere. Empty where all feeds are silent,
 * for then no name need be said.
 */
export function unheardIn(
  { down, total, mute = [], muteCountries = [] }: Sources,
  languages?: Iterable<string>,
): readonly string[] {
  if (down <= 0 || down === total) return [];
  const wanted = languages === undefined ? undefined : new Set(languages);
  const counts = (lang: string): boolean => wanted === undefined || UNSAID.has(lang) || wanted.has(lang);
  const named = mute.filter((lang) => !UNSAID.has(lang) && counts(lang));
  const countries = muteCountries
    .filter((each) => each.languages.some((lang) => counts(lang) && !named.includes(lang)))
    .flatMap(({ country }) => countryName(country) ?? []);
  return [
    ...(named.length === 0 ? [] : [`no ${named.map(languageName).join(' and no ')} feed speaks`]),
    ...(countries.length === 0 ? [] : [`no feed from ${few(countries).join(' or ')} speaks`]),
  ];
}

/** ": Larkmoor Post, Skerry Post and 3 others"; empty where nobody is named, or all would be. */
export function silentNames({ down, total, silent = [] }: Sources): string {
  if (silent.length === 0 || (down === total && total > MOST_NAMED)) return '';
  const distinct = [...new Set(silent)];
  const named = distinct.slice(0, distinct.length > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED);
  const rest = distinct.length - named.length;
  const names = rest > 0 ? [...named, `${rest} ${rest === 1 ? 'other' : 'others'}`] : named;
  return `: ${names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`;
}

function few(names: readonly string[]): readonly string[] {
  if (names.length <= MOST_NAMED) return names;
  return [...names.slice(0, MOST_NAMED - 1), `${names.length - MOST_NAMED + 1} other countries`];
}
