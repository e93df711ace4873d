/** `npm run release:check`: proves that version, changelog, tag, lock file and image label agree before a release. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseFaults } from './release-faults.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

const faults = releaseFaults({
  packageJson: read('package.json'),
  lock: read('package-lock.json'),
  changelog: read('CHANGELOG.md'),
  dockerfile: read('Dockerfile'),
  // Only a checkout of a release has a tag; what is not tagged yet is checked for the rest.
  tags: execFileSync('git', ['tag', '--points-at', 'HEAD'], { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((tag) => tag !== ''),
});
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log('version, changelog, tag, lock file and image label agree');
process.exitCode = faults.length === 0 ? 0 : 1;
