/** Says why a database file cannot be used, with its path and what to do, in place of the system's own words. */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** By the system's code: https://nodejs.org/api/errors.html#common-system-errors */
const SYSTEM: Readonly<Record<string, (path: string) => string>> = {
  EISDIR: (path) => `${path} is a folder; let store.path name a file, such as ${path}/signpost.db`,
  ENOTDIR: (path) =>
    `a part of the way to ${path} is a file, not a folder; let store.path name another place`,
  EEXIST: (path) => `a part of the way to ${path} is a file, not a folder; let store.path name another place`,
  EACCES: denied,
  EPERM: denied,
  EROFS: (path) =>
    `the disk of ${path} takes no writes; mount it for writing, or let store.path name another place`,
  ENOSPC: (path) => `the disk of ${path} is full; free space on it`,
  ENAMETOOLONG: (path) => `${path} is too long a name; let store.path name another place`,
  ELOOP: (path) =>
    `${path} is a link that leads in a circle; remove it, or let store.path name another place`,
  ENOENT: (path) => `${path} is a link to a place that is not there; remove it, or make its folder`,
};

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html, of files that it cannot make anything of. */
const SQLITE: Readonly<Record<number, (path: string) => string>> = {
  8: (path) => `${path} may not be written; give this user the right to write it and its folder`,
  10: (path) => `the disk of ${path} cannot be read or written; look at the disk`,
  11: (path) => `${path} is damaged; restore the last backup: signpost restore BACKUP`,
  13: (path) => `the disk of ${path} is full; free space on it`,
  14: (path) => `${path} cannot be opened; see that its folder is there and may be written`,
  26: (path) =>
    `${path} is no SQLite database; let store.path name another file, or restore a backup: signpost restore BACKUP`,
};

/** An error that says so, with the first one as its cause; the error itself where nothing better is known. */
export function unusableFile(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const said = 'errcode' in error ? SQLITE[Number(error.errcode) & 0xff] : SYSTEM[String(error.code)];
  return said === undefined ? error : new Error(said(path), { cause: error });
}

/** Whose the file is or, where there is none yet, the nearest folder above it, since that is what denies. */
function denied(path: string): string {
  let there = path;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  const uid = process.getuid?.();
  const user = uid === undefined ? 'this user' : `user ${uid}`;
  const folder = dirname(path);
  const remedy =
    there === path || there === folder
      ? `run chown -R ${uid ?? 'USER'} ${folder}`
      : `run mkdir -p ${folder} && chown ${uid ?? 'USER'} ${folder}`;
  return `${there} may not be written by ${user}, it belongs to user ${statSync(there).uid}; ${remedy}, or let store.path name another place`;
}
