import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Inside the project, so that vitest is found from there. */
const folder = mkdtempSync(join(ROOT, 'node_modules/.cache-children-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a test that runs into its time limit', () => {
  it('leaves no process behind, and the run ends', () => {
    writeFileSync(
      join(folder, 'leaves.test.ts'),
      `import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
it('never ends', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(child.pid));
  await new Promise(() => {});
}, 500);
`,
    );
    writeFileSync(
      join(folder, 'vitest.config.ts'),
      `export default { test: { include: ['*.test.ts'], pool: 'forks', setupFiles: [${JSON.stringify(join(ROOT, 'tests/end-children.ts'))}] } };`,
    );
    const run = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect(run.stdout).toContain('1 failed');
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    expect(pid).toBeGreaterThan(1);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
