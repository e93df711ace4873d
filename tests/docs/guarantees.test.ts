/** That what docs/guarantees.md names to show its promises is there: a command that runs no test shows nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/guarantees.md'), 'utf8');

it('names only tests that there are', () => {
  const named = [...new Set(page.match(/\btests\/[\w./-]*\w/g) ?? [])];
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('names only benches that there are', () => {
  const benches = readFileSync(join(ROOT, 'bench/main.ts'), 'utf8');
  const named = [...new Set([...page.matchAll(/bench -- (\w+)/g)].map(([, name]) => name))];
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(benches))).toEqual([]);
});
