/** The structure of the source tree stays what docs/architecture.md says it is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { houseFaults } from '../../scripts/house-faults.ts';
import { measureHouse } from '../../scripts/measure-house.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signpost-house-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function faultsWith(files: Readonly<Record<string, string>>): readonly string[] {
  for (const [path, text] of Object.entries({ 'app/run/a.ts': 'export const a = 1;\n', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return houseFaults(measureHouse(folder));
}

const many = (count: number, at: (i: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [at(i), 'export const a = 1;\n']));

describe('the house', () => {
  it('is in order', () => {
    const measures = measureHouse(join(import.meta.dirname, '../../src'));
    expect(measures.folders.length).toBeGreaterThan(20);
    expect(houseFaults(measures)).toEqual([]);
  });

  it('holds 25 files a folder and no more', () => {
    expect(faultsWith(many(25, (i) => `core/feed/f${i}.ts`))).toEqual([]);
    expect(faultsWith(many(26, (i) => `core/feed/f${i}.ts`))).toEqual(['src/core/feed holds 26 files']);
  });

  it('has at most 12 rooms', () => {
    expect(faultsWith(many(12, (i) => `app/room${i}/f.ts`))).toEqual([
      expect.stringMatching(/^app has 13 rooms/),
    ]);
  });

  it('has no circle, of types neither', () => {
    const faults = faultsWith({
      'core/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'core/b.ts': "import { c } from './c.ts';\nexport type B = typeof c;\n",
      'core/c.ts': "export const c = async () => import('./a.ts');\n",
    });
    expect(faults).toEqual(['these import each other in a circle: core/a.ts, core/b.ts, core/c.ts']);
  });

  it.each([
    ['a name', 'core/x.ts', 'export const mendMarks = 1;\n', 'src/core/x.ts: mendMarks'],
    ['a file', 'core/feed-roster.ts', 'export const a = 1;\n', 'src/core/feed-roster.ts: feed-roster'],
    ['a constant', 'core/x.ts', 'const STAND_IN = 1;\n', 'src/core/x.ts: STAND_IN'],
    ['a template', 'core/x.ts', 'export const a = `say ${wish}`;\n', 'src/core/x.ts: wish'],
  ])('uses no retired word in %s', (_, path, text, use) => {
    expect(faultsWith({ [path]: text })).toEqual([`a retired word: ${use}`]);
  });

  it('lets prose and other words be', () => {
    const text = "/** Mends what people wish. */\nexport const amendment = 'mend'; // along the way\n";
    expect(faultsWith({ 'core/x.ts': text })).toEqual([]);
  });
});
