/**
 * Ends what the tests of a file started and left behind, whatever happened in them: a test that runs into its time limit
 * never reaches its own clean-up, and a process that lives on keeps the whole run from ending.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll } from 'vitest';

afterAll(() => {
  for (const pid of descendantsOf(process.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
});

/** All processes below one, the nearest first; none where the system does not tell. */
function descendantsOf(root: number): readonly number[] {
  const below = new Map<number, number[]>();
  for (const [pid, parent] of parents()) below.set(parent, [...(below.get(parent) ?? []), pid]);
  const found: number[] = [];
  for (let ring = below.get(root) ?? []; ring.length > 0; ring = ring.flatMap((pid) => below.get(pid) ?? []))
    found.push(...ring);
  return found;
}

/** Process and parent, from `/proc`, which Linux has. */
function parents(): readonly (readonly [number, number])[] {
  let names: readonly string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      const [, parent] =
        / PPid:\s*(\d+)/.exec(` ${readFileSync(`/proc/${name}/status`, 'utf8').replaceAll('\n', ' ')}`) ?? [];
      return parent === undefined ? [] : [[Number(name), Number(parent)] as const];
    } catch {
      return [];
    }
  });
}
