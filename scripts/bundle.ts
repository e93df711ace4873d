/** Bundles the program: one module for every entry point, so that starting does not load a thousand files. */
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'rolldown';
import { listsDigest } from '../src/app/run/known-lists.ts';
import { readLists } from '../src/config/read-lists.ts';

const ROOT = join(import.meta.dirname, '..');

/** Threads look for their code beside whatever chunk opens them, so all of it goes into one folder. */
const ENTRY_POINTS = {
  main: 'src/main.ts',
  'config-thread': 'src/app/run/config-thread.ts',
  'helper-thread': 'src/app/run/helper-thread.ts',
  'draw-worker': 'src/edges/chart/draw-worker.ts',
};

const LISTS = 'config/lists';

/** Of the font's 22 files, those that charts are set in. */
const FONTS = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'];

/** Native code, and what libraries only try to load. */
const LEFT_OUT = ['@resvg/resvg-js', 'pg-native', 'zlib-sync', 'bufferutil', 'utf-8-validate', 'erlpack'];

/** What short commands load, in few files: each costs them as long as 50 KB of code. */
const SHARED = [
  { name: 'briefs', test: /[\\/]src[\\/]app[\\/]cli[\\/]read-briefs\.ts$/, priority: 2 },
  { name: 'config', test: /[\\/]src[\\/]app[\\/]run[\\/]read-config\.ts$/, priority: 1 },
];

/** Writes the bundle with its source maps into `folder`, which is emptied first; rejects where something is missing. */
export async function bundle(folder: string): Promise<void> {
  await build({
    cwd: ROOT,
    input: ENTRY_POINTS,
    platform: 'node',
    logLevel: 'silent',
    external: (id) =>
      id.startsWith('node:') ||
      builtinModules.includes(id) ||
      LEFT_OUT.some((name) => id === name || id.startsWith(`${name}/`)),
    output: {
      dir: folder,
      format: 'esm',
      sourcemap: true,
      // Source that is half as long is half as much to read at every start, and to hold as long as the bot runs.
      minify: true,
      // One character beyond Latin-1 makes V8 hold a whole file at two bytes a letter.
      charset: 'ascii',
      cleanDir: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups: SHARED },
    },
  });
  const { resolve } = createRequire(import.meta.url);
  await mkdir(join(folder, 'fonts'));
  for (const name of FONTS)
    await copyFile(resolve(`dejavu-fonts-ttf/ttf/${name}`), join(folder, 'fonts', name));
  await writeLists(join(folder, 'lists.json'));
}

/** The shared lists as they are read, for as long as their files are those of the build; none where one is unsound. */
async function writeLists(path: string): Promise<void> {
  const names = (await readdir(join(ROOT, LISTS))).filter((name) => name.endsWith('.yaml')).toSorted();
  const files = await Promise.all(
    names.map(async (name) => ({
      path: `${LISTS}/${name}`,
      text: await readFile(join(ROOT, LISTS, name), 'utf8'),
    })),
  );
  const { lists, issues } = readLists(files);
  if (issues.length === 0) await writeFile(path, JSON.stringify({ digest: listsDigest(files), lists }));
}
