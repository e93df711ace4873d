/** Where `signpost feeds add` writes: which file, whether it may be written and would pass the check, and the writing. */
import { randomUUID } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { addFeedLine, deskOf } from '../../../config/add-feed-line.ts';
import { bytesLike, fileText } from '../../../config/file-text.ts';
import { formatIssue } from '../../../config/issue.ts';
import type { Config, LoadOutcome } from '../../../config/load-config.ts';
import { type ConfiguredFeed, ReadableId } from '../../../core/feed/feed.ts';
import { readableId } from '../../../core/feed/readable-id.ts';
import { configFiles } from '../../run/config-files.ts';
import { knownLists } from '../../run/known-lists.ts';
import { checkConfig, readConfig } from '../../run/read-config.ts';

export type FeedPlace = {
  readonly path: string;
  /** Below the root. */
  readonly shown: string;
  /** Undefined where the file does not exist. */
  readonly bytes: Uint8Array | undefined;
  readonly text: string | undefined;
  readonly desk: string;
};

export type PlaceOptions = {
  readonly file?: string | undefined;
  readonly desk?: string | undefined;
  /** True where nothing is written. */
  readonly dryRun: boolean;
};

/**
 * The file that is named, else the only one, else `feeds/added.yaml`, and its desk. Throws with a remedy where it is
 * none of those that are read, may not be written, or the desk is no id.
 */
export async function feedPlace(root: string, { file, desk, dryRun }: PlaceOptions): Promise<FeedPlace> {
  const folder = resolve(root, 'feeds');
  const path = file === undefined ? await usualPlace(folder) : namedPlace(folder, file);
  const shown = `feeds/${basename(path)}`;
  const bytes = await readFile(path).catch(readingFailed(shown));
  if (!dryRun)
    await access(bytes === undefined ? await nearestFolder(folder) : path, constants.W_OK).catch(
      writingFailed(shown),
    );
  const text = bytes === undefined ? undefined : (await fileText(path, bytes)).text;
  const own = desk ?? (text === undefined ? undefined : deskOf(text));
  if (desk !== undefined && !ReadableId.safeParse(desk).success)
    throw new Error(
      `--desk ${JSON.stringify(desk)} is not an id; use lower-case letters, digits and hyphens`,
    );
  const named = readableId(basename(path).replace(/\.ya?ml$/, '')) || 'added';
  return { path, shown, bytes, text, desk: own ?? named };
}

/** A feed that stands in the place only to see whether one could. */
const TRIED: Pick<ConfiguredFeed, 'id' | 'url' | 'outlet' | 'lang'> = {
  id: 'signpost-tries-this-place',
  url: 'https://signpost-tries-this-place.invalid/',
  outlet: 'none',
  lang: 'und',
};

/**
 * The configuration that the feed is added to: also one that lacks nothing but a first feed. Says what is wrong with any
 * other, or with the place, on the error output, and throws.
 */
export async function configBefore(root: string, place: FeedPlace): Promise<Config> {
  const now = await readConfig(root);
  const before =
    now.kind === 'ok' ? now : await configWith(root, place, { ...TRIED, desk: place.desk }).catch(() => now);
  if (before.kind === 'bad') return refuse(now);
  const feeds = before.config.feeds.filter(({ id }) => id !== TRIED.id);
  return { ...before.config, feeds };
}

/** Writes the feed's line where the whole still passes the check with it; else says why not, and throws. */
export async function writeFeed(root: string, place: FeedPlace, feed: ConfiguredFeed): Promise<void> {
  const after = await configWith(root, place, feed);
  if (after.kind === 'bad') return refuse(after);
  const text = addFeedLine(place.text, feed);
  const bytes = place.bytes === undefined ? Buffer.from(text) : bytesLike(place.bytes, text);
  await mkdir(dirname(place.path), { recursive: true });
  await replaceFile(place.path, bytes).catch(writingFailed(place.shown));
}

async function configWith(root: string, place: FeedPlace, feed: ConfiguredFeed): Promise<LoadOutcome> {
  const others = (await configFiles(root)).filter(({ path }) => path !== place.shown);
  const files = [...others, { path: place.shown, text: addFeedLine(place.text, feed) }];
  return checkConfig(files, root, await knownLists(files));
}

function refuse(loaded: LoadOutcome): never {
  const issues = loaded.kind === 'bad' ? loaded.issues : [];
  for (const issue of issues) process.stderr.write(`${formatIssue(issue)}\n`);
  throw new Error('nothing was written: the configuration has errors; mend the above first');
}

async function usualPlace(folder: string): Promise<string> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name));
  const [only] = names;
  return join(folder, names.length === 1 && only !== undefined ? only : 'added.yaml');
}

/** Below the root, or from where the person stands. */
function namedPlace(folder: string, file: string): string {
  const found = [resolve(folder, '..', file), resolve(folder, file), resolve(file)].find(
    (path) => dirname(path) === folder && /\.ya?ml$/.test(path),
  );
  if (found !== undefined) return found;
  throw new Error(`${file} would not be read; name a file such as feeds/added.yaml below ${dirname(folder)}`);
}

async function nearestFolder(folder: string): Promise<string> {
  return (await stat(folder).catch(() => undefined)) === undefined ? dirname(folder) : folder;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

const readingFailed =
  (shown: string) =>
  (error: unknown): undefined => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Error(`${shown} cannot be read (${codeOf(error)}); mend it, or name another with --file`, {
      cause: error,
    });
  };

const writingFailed =
  (shown: string) =>
  (error: unknown): never => {
    const remedy = 'let this user write to it, name another with --file, or look with --dry-run';
    throw new Error(`${shown} cannot be written (${codeOf(error)}), and is as it was; ${remedy}`, {
      cause: error,
    });
  };

/** Puts a file in the place of another at once, so that a full disk takes nothing away; links and rights stay. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const fresh = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    const known = await stat(target).catch(() => undefined);
    await writeFile(fresh, bytes, { flag: 'wx' });
    if (known !== undefined) await chmod(fresh, known.mode & 0o7777);
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { force: true });
    // A file that is mounted by itself can only be written into.
    if (codeOf(error) !== 'EBUSY' && codeOf(error) !== 'EXDEV') throw error;
    await writeFile(target, bytes);
  }
}
