/** Leaves out of lists the words that certain texts do not hold: who asks about a few texts need not have all words read. */
import type { List, Lists } from '../../lists/list.ts';
import { foldWords } from '../words/fold.ts';
import type { MatchText } from '../words/text.ts';

/** What makes an entry more than words side by side, the last letters of each perhaps left open by a star. */
const MORE = /[()":$“”„‟«»＂]|\*(?! |$)|\b(?:AND|OR|NOT|NEAR|BEFORE)\b/i;
/** Words that folding only makes small. */
const PLAIN = /^[a-z0-9]+$/i;

/**
 * The lists that `isWanted` names without those words and phrases whose first word is in none of the texts; entries with
 * operators, lists and leading stars stay. In these texts queries find with them what they find with the whole lists.
 */
export function termsInReach(
  lists: Lists,
  texts: readonly MatchText[],
  isWanted: (name: string) => boolean = () => true,
): Lists {
  const words = new Set<string>();
  const beginnings = new Set<string>();
  for (const { letters } of texts.flatMap((text) => Object.values(text).flatMap(foldWords))) {
    words.add(letters);
    for (let length = 1; length <= letters.length; length += 1) beginnings.add(letters.slice(0, length));
  }
  const isInReach = (term: string): boolean => {
    const space = term.indexOf(' ');
    const first = term.slice(term.startsWith('=') ? 1 : 0, space === -1 ? undefined : space);
    const open = first.endsWith('*');
    const bare = open ? first.slice(0, -1) : first;
    const word = PLAIN.test(bare) ? bare.toLowerCase() : foldWords(bare)[0]?.letters;
    return word === undefined || (open ? beginnings : words).has(word) || MORE.test(term);
  };
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [name, isWanted(name) ? thinned(list, isInReach) : list]),
  );
}

function thinned(list: List, isInReach: (term: string) => boolean): List {
  if (Array.isArray(list)) return list.filter(isInReach);
  const thin = (terms: readonly string[]): string[] => terms.filter(isInReach);
  return Object.fromEntries(
    Object.entries(list).map(([key, words]) => [
      key,
      Array.isArray(words)
        ? thin(words)
        : Object.fromEntries(Object.entries(words).map(([lang, terms]) => [lang, thin(terms)])),
    ]),
  );
}
