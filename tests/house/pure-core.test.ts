import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
/** What no lint rule catches: the time now, read by an argument-less Date. */
const READS_THE_CLOCK = /new Date\(\s*\)|performance\.now\(/;

describe('core and config', () => {
  const files = ['core', 'config'].flatMap((folder) =>
    readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(SRC, folder, name)),
  );

  it('are found', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it('never read the clock', () => {
    expect(files.filter((file) => READS_THE_CLOCK.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('know what reading the clock looks like', () => {
    expect(READS_THE_CLOCK.test('const now = new Date();')).toBe(true);
  });
});

describe('every source file', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );

  it.each(files)('%s opens with one sentence that says what it is for', (name) => {
    const text = readFileSync(join(SRC, name), 'utf8').replace(/^#!.*\n/, '');
    expect(text).toMatch(/^\/\*\*?\s/);
  });
});
