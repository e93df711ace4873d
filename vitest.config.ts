import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Rooms whose code keeps nothing between two calls, so that their files may share one process. */
const PURE = ['tests/core/**/*.test.ts', 'tests/config/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['tests/postgres-desk.ts'],
    setupFiles: ['tests/end-children.ts'],
    pool: 'forks',
    // Many files wait for a process or for a clock: with one worker more than there are cores, none stands idle.
    maxWorkers: availableParallelism() + 1,
    // The programs that tests start compile what they load once, not each anew.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'edges', include: ['tests/**/*.test.ts'], exclude: PURE } },
    ],
  },
});
