/** Says by which words a headline in another language was found, and that they are no translation. */
import { foreignWords } from './foreign-words.ts';
import type { WordsFound } from './notification.ts';

const LONGEST = 40;

/** "pl · Polish president · thanks · US president (words found, no translation)"; undefined where nothing is to be said. */
export function foundInWords(found: WordsFound | undefined): string | undefined {
  if (found === undefined) return undefined;
  const words = found.words.map((each) => foreignWords(each, LONGEST)).filter((each) => each !== '');
  return words.length === 0
    ? undefined
    : `${[found.lang, ...words].join(' · ')} (words found, no translation)`;
}
