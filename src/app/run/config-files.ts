/** Finds the files that people edit, and reads their texts. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileText } from '../../config/file-text.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { shippedRoot } from './shipped-root.ts';

const LISTS = { path: 'config/lists', file: /\.ya?ml$/ };

const BRIEFS = { path: 'config/briefs', file: /\.ya?ml$/ };

const FOLDERS = [BRIEFS, { path: 'feeds', file: /\.(?:ya?ml|opml)$/ }];

/**
 * The files themselves, with paths relative to the root, in a fixed order. A file of shared lists that the root does
 * not have is the one that the program came with.
 */
export async function configFiles(root: string): Promise<readonly ConfigFile[]> {
  const files = [...(await readTexts(root, ['config/signpost.yaml'])), ...(await sharedListFiles(root))];
  for (const folder of FOLDERS) files.push(...(await readFolder(root, folder)));
  return files;
}

/** The paths of the briefs below the root, in order; none where there is no folder of them. */
export function briefPaths(root: string): readonly string[] {
  return pathsIn(root, BRIEFS);
}

/** The files of shared lists: the root's own, and beside them those that the program came with. */
export async function sharedListFiles(root: string): Promise<readonly ConfigFile[]> {
  const own = await readFolder(root, LISTS);
  const shipped = shippedRoot();
  if (shipped === undefined || shipped === resolve(root)) return own;
  const known = new Set(own.map(({ path }) => path));
  const others = await readFolder(shipped, LISTS, (path) => !known.has(path));
  return [...own, ...others].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function readFolder(
  root: string,
  folder: { readonly path: string; readonly file: RegExp },
  isWanted: (path: string) => boolean = () => true,
): Promise<readonly ConfigFile[]> {
  return readTexts(root, pathsIn(root, folder).filter(isWanted));
}

function pathsIn(root: string, folder: { readonly path: string; readonly file: RegExp }): readonly string[] {
  const names = readable(join(root, folder.path), (path) => readdirSync(path)) ?? [];
  const wanted = names.filter((name) => folder.file.test(name));
  return wanted.map((name) => `${folder.path}/${name}`).sort();
}

async function readTexts(root: string, paths: readonly string[]): Promise<readonly ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const path of paths) {
    const bytes = readable(join(root, path), (whole) => readFileSync(whole));
    if (bytes !== undefined) files.push({ path, ...(await fileText(path, bytes)) });
  }
  return files;
}

/**
 * What `read` finds at a path, and undefined where nothing is; throws where something is there that this user may not
 * read, with what to run. It is not read asynchronously: for files as small and as many as these, that takes three times
 * as long, and nobody waits meanwhile.
 */
function readable<T>(path: string, read: (path: string) => T): T | undefined {
  try {
    return read(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM') return undefined;
    const uid = process.getuid?.();
    const user = uid === undefined ? 'this user' : `user ${uid}`;
    const owner = ownerOf(path);
    const remedy = `run chown -R ${uid ?? 'USER'} ${path}, or chmod a+r (for folders a+rx)`;
    throw new Error(`${path} may not be read by ${user}${owner} (${code}); ${remedy}`, { cause: error });
  }
}

/** Whose a file is, as far as that can be seen. */
function ownerOf(path: string): string {
  try {
    return `, it belongs to user ${statSync(path).uid}`;
  } catch {
    return '';
  }
}
