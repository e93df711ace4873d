/** Finds the files that people edit, and reads their texts. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileText } from '../../config/file-text.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { FILE_START, formatIssue, type Issue } from '../../config/issue.ts';
import { shippedRoot } from './shipped-root.ts';

type Folder = { readonly path: string; readonly file: RegExp };

const LISTS: Folder = { path: 'config/lists', file: /\.ya?ml$/ };

const BRIEFS: Folder = { path: 'config/briefs', file: /\.ya?ml$/ };

const FOLDERS: readonly Folder[] = [BRIEFS, { path: 'feeds', file: /\.(?:ya?ml|opml)$/ }];

/** Bytes of the largest file that is read: ten thousand feeds take one or two million. */
const LARGEST = 20_000_000;

/**
 * The files themselves, with paths relative to the root, in a fixed order. A file of shared lists that the root does
 * not have is the one that the program came with. What is there and cannot be read comes without its text and with
 * an issue that says why.
 */
export async function configFiles(root: string): Promise<readonly ConfigFile[]> {
  const files = [...(await readTexts(root, ['config/signpost.yaml'])), ...(await listFiles(root))];
  for (const folder of FOLDERS) files.push(...(await readFolder(root, folder)));
  return files;
}

/** The paths of the briefs below the root, in order; none where there is no folder of them. Throws where it cannot be read. */
export function briefPaths(root: string): readonly string[] {
  const found = pathsIn(root, BRIEFS);
  if (isIssue(found)) throw new Error(formatIssue(found));
  return found;
}

/**
 * The files of shared lists: the root's own, and beside them those that the program came with. Throws where one cannot
 * be read.
 */
export async function sharedListFiles(root: string): Promise<readonly ConfigFile[]> {
  const files = await listFiles(root);
  const [fault] = files.flatMap(({ unread, issue }) => (unread === true ? (issue ?? []) : []));
  if (fault !== undefined) throw new Error(formatIssue(fault));
  return files;
}

async function listFiles(root: string): Promise<readonly ConfigFile[]> {
  const own = await readFolder(root, LISTS);
  const shipped = shippedRoot();
  if (shipped === undefined || shipped === resolve(root)) return own;
  const known = new Set(own.map(({ path }) => path));
  const others = await readFolder(shipped, LISTS, (path) => !known.has(path));
  return [...own, ...others].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function readFolder(
  root: string,
  folder: Folder,
  isWanted: (path: string) => boolean = () => true,
): Promise<readonly ConfigFile[]> {
  const found = pathsIn(root, folder);
  return isIssue(found) ? [unreadFile(folder.path, found)] : readTexts(root, found.filter(isWanted));
}

function pathsIn(root: string, folder: Folder): readonly string[] | Issue {
  const names = attempt(root, folder.path, (path) => readdirSync(path));
  if (names === undefined) return [];
  if (isIssue(names)) return names;
  const wanted = names.filter((name) => folder.file.test(name));
  return wanted.map((name) => `${folder.path}/${name}`).sort();
}

async function readTexts(root: string, paths: readonly string[]): Promise<readonly ConfigFile[]> {
  const files: ConfigFile[] = [];
  for (const path of paths) {
    const bytes = attempt(root, path, (whole) => notRegular(path, whole) ?? readFileSync(whole));
    if (bytes === undefined) continue;
    files.push(isIssue(bytes) ? unreadFile(path, bytes) : { path, ...(await fileText(path, bytes)) });
  }
  return files;
}

function unreadFile(path: string, issue: Issue): ConfigFile {
  return { path, text: '', issue, unread: true };
}

/** Whoever opens a pipe waits for its writer, and a device may never end: only files of a sensible size are opened. */
function notRegular(path: string, whole: string): Issue | undefined {
  const found = statSync(whole);
  if (found.isDirectory())
    return fault(path, 'a folder stands in place of the file', 'move it away, and write the file');
  if (!found.isFile())
    return fault(path, 'a pipe, socket or device stands in place of the file', 'put a file in its place');
  if (found.size <= LARGEST) return undefined;
  const size = `${Math.ceil(found.size / 1_000_000)} MB`;
  return fault(path, `the file has ${size}, and ${LARGEST / 1_000_000} are read`, 'is it the right file?');
}

/**
 * What `read` finds at a path below the root, undefined where nothing is, and an issue where something is there that
 * cannot be read. It is not read asynchronously: for files as small and as many as these, that takes three times as
 * long, and nobody waits meanwhile.
 */
function attempt<T>(root: string, path: string, read: (whole: string) => T): T | Issue | undefined {
  const whole = join(root, path);
  try {
    return read(whole);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return whyUnread(path, whole, code);
  }
}

function whyUnread(path: string, whole: string, code: string): Issue | undefined {
  switch (code) {
    case 'ENOENT':
      return isLink(whole)
        ? fault(path, 'it is a link to a file that is not there', 'mend the link, or delete it')
        : undefined;
    case 'ELOOP':
      return fault(path, 'it is a link that leads back to itself', 'mend the link, or delete it');
    case 'ENOTDIR':
      // Below what is no folder nothing is; where the folder itself should be, something else is.
      return isThere(whole)
        ? fault(path, 'a file stands in place of the folder', 'move it into a folder of this name')
        : undefined;
    case 'EACCES':
    case 'EPERM': {
      const uid = process.getuid?.();
      const user = uid === undefined ? 'this user' : `user ${uid}`;
      const remedy = `run chown -R ${uid ?? 'USER'} ${whole}, or chmod a+r (for folders a+rx)`;
      return fault(path, `it may not be read by ${user}${ownerOf(whole)} (${code})`, remedy);
    }
    default:
      return fault(path, `it cannot be read (${code})`, 'look at the disk and its mount');
  }
}

function fault(file: string, what: string, remedy: string): Issue {
  return { file, ...FILE_START, severity: 'error', what, remedy };
}

function isIssue(found: unknown): found is Issue {
  return typeof found === 'object' && found !== null && 'severity' in found;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
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
