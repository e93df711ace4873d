/** Reads the files that people edit, from a root folder, and has them checked as a whole. */
import { statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import { fileText } from '../../config/file-text.ts';
import { type ConfigFile, loadConfig, type LoadOutcome } from '../../config/load-config.ts';
import type { KnownLists } from '../../config/read-lists.ts';
import { knownLists } from './known-lists.ts';
import { PLATFORMS } from './platforms.ts';
import { shippedRoot } from './shipped-root.ts';

const LISTS = { path: 'config/lists', file: /\.ya?ml$/ };
/** SQLite's name for a database without a file. */
const IN_MEMORY = ':memory:';

const FOLDERS = [
  { path: 'config/briefs', file: /\.ya?ml$/ },
  { path: 'feeds', file: /\.(?:ya?ml|opml)$/ },
] as const;

/**
 * Everything under `config/` and `feeds/` of the root, checked together with every brief's queries and examples.
 * A file that is missing is an issue like any other; only a folder that cannot be listed for other reasons throws.
 */
export async function readConfig(root: string): Promise<LoadOutcome> {
  return checkConfig(await configFiles(root), root, await knownLists());
}

/** One configuration of these files, or everything that is wrong with them; the database file is below `root`. */
export function checkConfig(files: readonly ConfigFile[], root = '.', known?: KnownLists): LoadOutcome {
  const loaded = loadConfig(files, { platforms: PLATFORMS, checkQueries: checkBrief, knownLists: known });
  if (loaded.kind === 'bad') return loaded;
  const { store } = loaded.config.settings;
  const path = store.path === IN_MEMORY || isAbsolute(store.path) ? store.path : join(root, store.path);
  const settings = { ...loaded.config.settings, store: { ...store, path } };
  return { ...loaded, config: { ...loaded.config, settings } };
}

/**
 * The files themselves, with paths relative to the root, in a fixed order. A file of shared lists that the root does
 * not have is the one that the program came with.
 */
export async function configFiles(root: string): Promise<readonly ConfigFile[]> {
  const files = [...(await readTexts(root, ['config/signpost.yaml'])), ...(await sharedListFiles(root))];
  for (const folder of FOLDERS) files.push(...(await readFolder(root, folder)));
  return files;
}

/** The files of shared lists: the root's own, and beside them those that the program came with. */
export async function sharedListFiles(root: string): Promise<readonly ConfigFile[]> {
  const own = await readFolder(root, LISTS);
  const shipped = shippedRoot();
  if (shipped === undefined) return own;
  const known = new Set(own.map(({ path }) => path));
  const others = (await readFolder(shipped, LISTS)).filter(({ path }) => !known.has(path));
  return [...own, ...others].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function readFolder(
  root: string,
  folder: { readonly path: string; readonly file: RegExp },
): Promise<readonly ConfigFile[]> {
  const unread = whyUnread(join(root, folder.path));
  const names = await readdir(join(root, folder.path)).catch((error: unknown) => unread(error) ?? []);
  const wanted = names.filter((name) => folder.file.test(name)).sort();
  return readTexts(
    root,
    wanted.map((name) => `${folder.path}/${name}`),
  );
}

async function readTexts(root: string, paths: readonly string[]): Promise<readonly ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const path of paths) {
    const bytes = await readFile(join(root, path)).catch(whyUnread(join(root, path)));
    if (bytes !== undefined) files.push({ path, ...fileText(path, bytes) });
  }
  return files;
}

/** Passes over what is not there; throws where something is there that this user may not read, with what to run. */
function whyUnread(path: string): (error: unknown) => undefined {
  return (error) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM') return undefined;
    const uid = process.getuid?.();
    const user = uid === undefined ? 'this user' : `user ${uid}`;
    const owner = ownerOf(path);
    const remedy = `run chown -R ${uid ?? 'USER'} ${path}, or chmod a+r (for folders a+rx)`;
    throw new Error(`${path} may not be read by ${user}${owner} (${code}); ${remedy}`, { cause: error });
  };
}

/** Whose a file is, as far as that can be seen. */
function ownerOf(path: string): string {
  try {
    return `, it belongs to user ${statSync(path).uid}`;
  } catch {
    return '';
  }
}
