import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-explain-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [join(ROOT, 'src/main.ts'), '-r', ROOT, ...args],
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

async function briefOf(query: string): Promise<string> {
  const path = join(folder, 'brief.yaml');
  await writeFile(
    path,
    `id: harbour
title: The harbour
happened: The harbour closed.
leverage: Ships wait.
mechanism: Fees rise.
matters: Trade stops.
watch: Watch for the harbour master to leave.
hypotheses: { open: It opens, shut: It stays shut }
indicators:
  - id: leaves
    name: The master leaves
    quote: the harbour master to leave
    supports: open
    severity: high
    query: ${query}
    examples: { hits: [Harbour master steps down], misses: [Harbour master stays] }
`,
  );
  return path;
}

describe('signpost explain', () => {
  it('explains an example that fails, which check refuses', async () => {
    const brief = await briefOf('harbour AND quits');
    const { code, out, err } = await call('explain', '-b', brief, 'Harbour master steps down');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Nearly:\n○ The master leaves (leaves)\n  needs quits');
  });

  it('says where a query has a mistake', async () => {
    const brief = await briefOf('harbour AND $acts.resgn');
    const { code, out, err } = await call('explain', '-b', brief, 'Harbour master steps down');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('there is no list $acts.resgn');
    expect(err).toContain('did you mean $acts.resign?');
  });
});
