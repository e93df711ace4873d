import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');
const VALIDATOR = join(ROOT, 'node_modules/@action-validator/cli/cli.mjs');
const files = (await readdir(FOLDER)).map((name) => join(FOLDER, name));
let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'signpost-workflow-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** What the validator has against a workflow; empty where nothing. */
const faultsOf = (file: string) =>
  new Promise<string>((resolve) => {
    execFile(process.execPath, [VALIDATOR, file], (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`.trim()),
    );
  });

describe('the workflows', () => {
  it('are there', () => {
    expect(files.length).toBe(2);
  });

  it.each(files)('%s is valid', async (file) => {
    expect(await faultsOf(file)).toBe('');
  });

  it('verify every change, on PostgreSQL and as a package too', async () => {
    const verify = await readFile(join(FOLDER, 'verify.yml'), 'utf8');
    expect(verify).toMatch(/^on:\n  push:\n    branches: \[main\]\n  pull_request:\n/m);
    expect(verify.match(/- run: (?:sh .*|npm run .*)/g)).toEqual([
      '- run: sh .ci/run',
      '- run: npm run verify:full',
    ]);
  });

  it('would be found out with a misspelt key', async () => {
    const text = await readFile(files[0] ?? '', 'utf8');
    await writeFile(join(scratch, 'bad.yml'), text.replace('    steps:', '    stepz:'));
    expect(await faultsOf(join(scratch, 'bad.yml'))).toContain('stepz');
  });
});
