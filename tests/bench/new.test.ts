/** The bench of drafts fails where any one field is missed, however good the others are. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { run } from '../../bench/new.ts';

const Line = z.object({
  title: z.string(),
  summary: z.string().default(''),
  lang: z.string(),
  sign: z.int().nullable(),
});
const FIELD = new URL('../core/article/fields/water/', import.meta.url);
let root = '';
let said = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signpost-bench-new-'));
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

/** A folder as the bench reads it; `shift` labels every headline with another sign than its own. */
function field(name: string, shift: number): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'article.md'), readFileSync(new URL('article.md', FIELD), 'utf8'));
  const ids = [1, 2, 3, 4, 5].map((nth) => `sign-${nth}`);
  writeFileSync(join(folder, 'brief.yaml'), `indicators: [${ids.map((id) => `{ id: ${id} }`).join(', ')}]\n`);
  const lines = readFileSync(new URL('gold.jsonl', FIELD), 'utf8').trim().split('\n');
  const gold = lines.map((line) => {
    const { sign, ...rest } = Line.parse(JSON.parse(line));
    const label = sign === null ? undefined : ids[(sign - 1 + shift) % ids.length];
    return JSON.stringify({ ...rest, labels: label === undefined ? [] : [label] });
  });
  writeFileSync(join(folder, 'gold.jsonl'), `${gold.join('\n')}\n`);
  return folder;
}

it('passes where each field reaches the aim', async () => {
  expect(await run([field('good', 0), field('as-good', 0)])).toBe(0);
  expect(said).toContain('on each: met');
});

it('fails where one field is under it, though the mean is not', async () => {
  const folders = ['a', 'b', 'c', 'd', 'e'].map((name) => field(name, 0));
  expect(await run([...folders, field('poor', 1)])).toBe(1);
  expect(said).toMatch(/mean F1 0\.[67]/);
  expect(said).toContain('missed by poor');
});
