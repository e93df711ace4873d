import { defineConfig } from 'vitest/config';

/** `npm run test:quick`: what needs no process, no database server and no chat, for use while writing. */
export default defineConfig({
  test: {
    include: ['tests/core/**/*.test.ts', 'tests/config/**/*.test.ts', 'tests/edges/console/**/*.test.ts'],
    pool: 'threads',
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
