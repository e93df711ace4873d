import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const OXLINT = join(ROOT, 'node_modules/oxlint/bin/oxlint');
const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string(), message: z.string() })),
});

/** Each breaks the import rule in one way; the last ones keep it. */
const FILES: Readonly<Record<string, string>> = {
  'src/core/feed/reads-a-file.ts':
    "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
  'src/core/feed/logs.ts': "import { pino } from 'pino';\nexport const a = pino;\n",
  'src/core/alert/knows-the-store.ts':
    "import { openStore } from '../../edges/store/open-store.ts';\nexport const a = openStore;\n",
  'src/core/alert/knows-the-time.ts': 'export const a = Date.now();\n',
  'src/core/alert/rolls-dice.ts': 'export const a = Math.random();\n',
  'src/config/knows-an-edge.ts':
    "import { createLog } from '../edges/log/log.ts';\nexport const a = createLog;\n",
  'src/edges/discord/knows-its-sibling.ts':
    "import { openStore } from '../store/open-store.ts';\nexport const a = openStore;\n",
  'src/edges/slack/knows-the-app.ts':
    "import { replay } from '../../app/replay.ts';\nexport const a = replay;\n",
  'src/app/ingest/knows-deliver.ts': "import { plan } from '../deliver/plan.ts';\nexport const a = plan;\n",
  'src/app/deliver/knows-the-way-round.ts':
    "import { queue } from '../ingest/queue.ts';\nexport const a = queue;\n",
  'src/app/poll/knows-deliver.ts': "import { plan } from '../deliver/plan.ts';\nexport const a = plan;\n",
  'src/app/commands/reading/knows-run.ts':
    "import { wire } from '../../run/wire.ts';\nexport const a = wire;\n",
  'src/app/archive/knows-the-command-line.ts':
    "import { terminal } from '../cli/terminal.ts';\nexport const a = terminal;\n",
  'src/core/feed/parses.ts': "import { z } from 'zod';\nexport const a = z.string();\n",
  'src/edges/discord/knows-the-core.ts':
    "import { DAY } from '../../core/time/duration.ts';\nexport const a = DAY;\n",
  'src/app/knows-all.ts': "import { createLog } from '../edges/log/log.ts';\nexport const a = createLog;\n",
};

let folder = '';
let faults: readonly { readonly file: string; readonly code: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-lint-'));
  await writeFile(join(folder, '.oxlintrc.json'), await readFile(join(ROOT, '.oxlintrc.json')));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [OXLINT, '--format=json'], { cwd: folder }, (_, stdout) => resolve(stdout));
  });
  faults = Report.parse(JSON.parse(output)).diagnostics.map(({ filename, code }) => ({
    file: filename,
    code,
  }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const codesOf = (path: string): readonly string[] =>
  faults.filter(({ file }) => file.endsWith(path)).map(({ code }) => code);

describe('the import rule', () => {
  it.each([
    ['src/core/feed/reads-a-file.ts', 'eslint(no-restricted-imports)'],
    ['src/core/feed/logs.ts', 'eslint(no-restricted-imports)'],
    ['src/core/alert/knows-the-store.ts', 'eslint(no-restricted-imports)'],
    ['src/core/alert/knows-the-time.ts', 'eslint(no-restricted-properties)'],
    ['src/core/alert/rolls-dice.ts', 'eslint(no-restricted-properties)'],
    ['src/config/knows-an-edge.ts', 'eslint(no-restricted-imports)'],
    ['src/edges/discord/knows-its-sibling.ts', 'eslint(no-restricted-imports)'],
    ['src/edges/slack/knows-the-app.ts', 'eslint(no-restricted-imports)'],
    ['src/app/ingest/knows-deliver.ts', 'eslint(no-restricted-imports)'],
    ['src/app/poll/knows-deliver.ts', 'eslint(no-restricted-imports)'],
    ['src/app/commands/reading/knows-run.ts', 'eslint(no-restricted-imports)'],
    ['src/app/archive/knows-the-command-line.ts', 'eslint(no-restricted-imports)'],
  ])('lint refuses %s', (path, code) => {
    expect(codesOf(path)).toContain(code);
  });

  it.each([
    ['src/core/feed/parses.ts'],
    ['src/edges/discord/knows-the-core.ts'],
    ['src/app/knows-all.ts'],
    ['src/app/deliver/knows-the-way-round.ts'],
  ])('lint lets %s pass', (path) => {
    expect(codesOf(path)).toEqual([]);
  });
});
