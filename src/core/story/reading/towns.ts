/** Towns and other places that stand in no list: known by the word before them, as in "in Harnby" or "bei Velden". */
import type { Lexicon } from '../../lists/lexicon.ts';

const PAIR = /(?<![\p{L}\p{N}])(\p{L}{1,5})\s+(?=(\p{Lu}[\p{L}\p{M}]{2,}))/gu;
/** Endings by which German makes nouns of other words: an "Ausstellung" or "Freiheit" is no town. */
const MADE_NOUN = /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tat|taten|ismus|nis)$/;

/**
 * The words of a title, folded by `spell`, that begin with a capital directly after a word of `common.before_places` and
 * stand in no list, nor in `common.no_places`: most of them are places. None in a language for which no such words are listed.
 */
export function townsOf(
  title: string,
  lang: string,
  lexicon: Lexicon,
  spell: (word: string) => string,
): readonly string[] {
  const before = lexicon.beforePlacesOf(lang);
  if (before.size === 0) return [];
  const others = lexicon.noPlacesOf(lang);
  const towns = new Set<string>();
  for (const [, preposition = '', word = ''] of title.matchAll(PAIR)) {
    const town = spell(word);
    if (!before.has(spell(preposition)) || others.has(town) || MADE_NOUN.test(town)) continue;
    if (!lexicon.stopWordsOf(lang).has(town) && lexicon.conceptsOf(town, lang).length === 0) towns.add(town);
  }
  return [...towns];
}
