/** Has the files that people edit checked as a whole. */
import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { FILE_START } from '../../config/issue.ts';
import { loadConfig, type LoadOutcome } from '../../config/load-config.ts';
import type { Lists } from '../../core/lists/list.ts';
import { knownLists } from './known-lists.ts';
import { PLATFORMS } from './platforms.ts';
import { configFiles } from './config-files.ts';

/** SQLite's name for a database without a file. */
const IN_MEMORY = ':memory:';

/**
 * Everything under `config/` and `feeds/` of the root, checked together with every brief's queries and examples.
 * A file that is missing is an issue like any other; only a folder that cannot be listed for other reasons throws.
 */
export async function readConfig(root: string): Promise<LoadOutcome> {
  const files = await configFiles(root);
  return checkConfig(files, root, await knownLists(files));
}

/** One configuration of these files, or everything that is wrong with them; the database file is below `root`. */
export function checkConfig(files: readonly ConfigFile[], root = '.', known?: Lists): LoadOutcome {
  const loaded = loadConfig(files, { platforms: PLATFORMS, checkQueries: checkBrief, knownLists: known });
  if (loaded.kind === 'bad') return isFolder(root) ? loaded : noFolder(root);
  const { store } = loaded.config.settings;
  const path = store.path === IN_MEMORY || isAbsolute(store.path) ? store.path : join(root, store.path);
  const settings = { ...loaded.config.settings, store: { ...store, path } };
  return { ...loaded, config: { ...loaded.config, settings } };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** In place of everything that is missing in it. */
function noFolder(root: string): LoadOutcome {
  const what = 'there is no such folder';
  const remedy = 'name the one that holds config/ and feeds/ with --root';
  return { kind: 'bad', issues: [{ file: root, ...FILE_START, severity: 'error', what, remedy }] };
}
