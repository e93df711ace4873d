/** Reads the files that people edit, from a root folder, and has them checked as a whole. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBrief } from '../../core/query/language/check-brief.ts';
import { type ConfigFile, loadConfig, type LoadOutcome } from '../../config/load-config.ts';
import { PLATFORMS } from './platforms.ts';

const FOLDERS = [
  { path: 'config/briefs', file: /\.ya?ml$/ },
  { path: 'feeds', file: /\.(?:ya?ml|opml)$/ },
] as const;

/**
 * Everything under `config/` and `feeds/` of the root, checked together with every brief's queries and examples.
 * A file that is missing is an issue like any other; only a folder that cannot be listed for other reasons throws.
 */
export async function readConfig(root: string): Promise<LoadOutcome> {
  return checkConfig(await configFiles(root));
}

/** One configuration of these files, or everything that is wrong with them. */
export function checkConfig(files: readonly ConfigFile[]): LoadOutcome {
  return loadConfig(files, { platforms: PLATFORMS, checkQueries: checkBrief });
}

/** The files themselves, with paths relative to the root, in a fixed order. */
export async function configFiles(root: string): Promise<readonly ConfigFile[]> {
  const paths = ['config/signpost.yaml'];
  for (const folder of FOLDERS) {
    const names = await readdir(join(root, folder.path)).catch(() => []);
    paths.push(
      ...names
        .filter((name) => folder.file.test(name))
        .sort()
        .map((name) => `${folder.path}/${name}`),
    );
  }
  const files: ConfigFile[] = [];
  for (const path of paths) {
    const text = await readFile(join(root, path), 'utf8').catch(() => undefined);
    if (text !== undefined) files.push({ path, text });
  }
  return files;
}
