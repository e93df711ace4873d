/** Reads and checks the briefs that a command names. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileText } from '../../config/file-text.ts';
import type { Lists } from '../../core/lists/list.ts';
import { readLists } from '../../config/read-lists.ts';
import { knownLists } from '../run/known-lists.ts';
import { briefPaths, sharedListFiles } from '../run/config-files.ts';
import { type CheckQueries, readBrief } from '../../config/read-brief.ts';
import { showPlace } from '../../config/show-place.ts';
import type { Brief } from '../../core/indicator/brief.ts';
import { checkBrief } from '../../core/query/language/check-brief.ts';

export type BriefsRead = { readonly briefs: readonly Brief[]; readonly lists: Lists };

/**
 * The briefs and the shared lists of the root, or undefined after the issues of a bad one were printed. Throws where a
 * file cannot be read. Whoever has no use for checked queries and examples gives a `checkQueries` that finds nothing.
 */
export async function readBriefs(
  paths: readonly string[],
  root: string,
  checkQueries: CheckQueries = checkBrief,
): Promise<BriefsRead | undefined> {
  const briefs: Brief[] = [];
  const files = await sharedListFiles(root);
  const { lists, issues: wrong } = readLists(files, await knownLists(files));
  for (const issue of wrong) {
    const text = files.find(({ path }) => path === issue.file)?.text;
    process.stderr.write(`${showPlace(issue, text)}\n`);
  }
  let bad = wrong.some(({ severity }) => severity === 'error');
  for (const path of paths) {
    const bytes = await readFile(path).catch(() => {
      throw new Error(
        `${path} cannot be read; give the path of a brief, such as config/briefs/nato-loyalty.yaml`,
      );
    });
    const { text, issue: unread } = await fileText(path, bytes);
    const { brief, issues } = readBrief(path, text, { shared: lists, checkQueries });
    if (brief === undefined || unread !== undefined) bad = true;
    else briefs.push(brief);
    for (const issue of unread === undefined ? issues : [unread, ...issues])
      process.stderr.write(`${showPlace(issue, text)}\n`);
  }
  return bad ? undefined : { briefs, lists };
}

/** The paths of the briefs of a root; throws where it has none. */
export function briefsOf(root: string): readonly string[] {
  const paths = briefPaths(root).map((path) => join(root, path));
  if (paths.length > 0) return paths;
  throw new Error(
    `there is no brief in ${join(root, 'config/briefs')}; write one there, or name one with --brief`,
  );
}
