/** Says which languages the signs of a brief have words in, in as few lines as are true. */
import { languageName } from '../lists/language-code.ts';

/** One line where all signs speak the same languages, else one for each set of them; none where no sign says. */
export function wordsIn(
  signs: readonly { readonly name: string; readonly languages: readonly string[] | undefined }[],
): readonly string[] {
  const said = signs.map(({ name, languages }) => ({ name, words: languages?.map(languageName).join(', ') }));
  if (said.every(({ words }) => words === undefined)) return [];
  const sets = [...Map.groupBy(said, ({ words }) => words)];
  return sets.map(([words, those]) => {
    const who = sets.length === 1 ? '' : `${those.map(({ name }) => name).join(', ')}: `;
    return `${who}${sets.length === 1 ? 'Words' : 'words'} in ${words ?? 'no language that is said'}.`;
  });
}
