/** The shared lists that the product comes with, and a lexicon of them, for tests and benches. */
import { readdirSync, readFileSync } from 'node:fs';
import { createLexicon, type Lexicon } from '../src/core/lists/lexicon.ts';
import type { Lists } from '../src/core/lists/list.ts';
import type { Brief } from '../src/core/indicator/brief.ts';
import { readBrief } from '../src/config/read-brief.ts';
import { readLists } from '../src/config/read-lists.ts';

const FOLDER = new URL('../config/lists/', import.meta.url);

/** Texts of all shipped list files. */
export const SHIPPED_LIST_FILES: readonly { readonly path: string; readonly text: string }[] = readdirSync(
  FOLDER,
)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ path: `config/lists/${name}`, text: readFileSync(new URL(name, FOLDER), 'utf8') }));

export const SHIPPED_LISTS: Lists = readLists(SHIPPED_LIST_FILES).lists;

export const SHIPPED_LEXICON: Lexicon = createLexicon(SHIPPED_LISTS);

/** A brief of a file, with the shared lists it uses. Throws where it has errors. */
export function readShippedBrief(file: URL | string): Brief {
  const { brief, issues } = readBrief(String(file), readFileSync(file, 'utf8'), { shared: SHIPPED_LISTS });
  if (brief === undefined) throw new Error(issues.map(({ line, what }) => `${line}: ${what}`).join('\n'));
  return brief;
}
