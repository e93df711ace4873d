import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * What keeps nothing between two calls and touches nothing of its process: these files share one, which saves starting
 * and loading it anew for each. Whatever sets the environment, starts programs, listens to signals or measures memory
 * has one of its own.
 */
const SHARED = [
  'core',
  'config',
  'app/{archive,commands,deliver,housekeeping,ingest,poll}',
  'edges/{discord,slack,store,webhook}',
].map((room) => `tests/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ['tests/postgres-desk.ts'],
    setupFiles: ['tests/end-children.ts'],
    pool: 'forks',
    // Many files wait for a program or for a clock: with one worker more than there are cores, none stands idle.
    maxWorkers: availableParallelism() + 1,
    // The programs that tests start compile what they load once, not each anew.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled') },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: [
      { extends: true, test: { name: 'shared', include: SHARED, isolate: false } },
      { extends: true, test: { name: 'own', include: ['tests/**/*.test.ts'], exclude: SHARED } },
    ],
  },
});
