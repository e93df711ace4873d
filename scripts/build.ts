/** `npm run build`; with `--when-old` only where the build is missing or older than what it is made of. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['src', 'config/lists', 'scripts/bundle.ts', 'package.json', 'package-lock.json'];

/** When the newest file at or below `path` was changed, in epoch milliseconds. */
function changedAt(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

const { values } = parseArgs({ options: { 'when-old': { type: 'boolean', default: false } } });
const built = statSync(join(ROOT, 'dist/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (!values['when-old'] || SOURCES.some((source) => changedAt(join(ROOT, source)) > built)) {
  process.stderr.write('building …\n');
  await bundle(join(ROOT, 'dist'));
}
