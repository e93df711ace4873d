/** Finds words of lists that every other headline holds, though their author means something rarer. */
import { languageName } from './language-code.ts';
import { stopWordsByLanguage } from './lexicon.ts';
import { type List, type Lists, termGroups } from './list.ts';
import { foldWords } from '../query/words/fold.ts';

/** A term that is an everyday word of a language in whose entries it counts, with the keys that lead to it. */
export type EverydayWord = {
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly remedy: string;
};

/** Abbreviations that are something else in small letters, though no small word of a language. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['pm', 'the time of day'],
  ['us', 'an everyday word of English'],
]);

/** The single words of a list, without star or =, that are stop words of `common.stop` in a language they count in. */
export function everydayWords(list: List, shared: Lists): readonly EverydayWord[] {
  const stops = [...stopWordsByLanguage(shared)];
  return termGroups(list).flatMap(({ lang, terms, path }) =>
    terms.flatMap((term, index) => {
      if (!/^[\p{L}.]+$/u.test(term)) return [];
      const [word, ...more] = foldWords(term);
      if (word === undefined || more.length > 0) return [];
      const languages = stops.filter(
        ([code, words]) => (lang === undefined || lang === code) && words.has(word.letters),
      );
      const meant = OTHERWISE.get(word.letters);
      if (languages.length === 0 && meant === undefined) return [];
      const known = languages.map(([code]) => languageName(code));
      const said = known.length === 0 ? meant : `an everyday word of ${known.slice(0, 3).join(', ')}`;
      return [{ path: [...path, index], what: `${term} is also ${said}`, remedy: remedyOf(term, lang) }];
    }),
  );
}

function remedyOf(term: string, lang: string | undefined): string {
  if (/^(?:\p{Lu}\.?){2,}$/u.test(term)) return `write =${term.replaceAll('.', '')} for these capitals alone`;
  if (lang === undefined) return 'write it under the language it is meant in, or take it out';
  return 'take it out, or write a phrase that says more';
}
