import { configDefaults, defineConfig } from 'vitest/config';
import { UNRECONCILED } from './tests/unreconciled.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...UNRECONCILED],
    globalSetup: ['tests/postgres-desk.ts'],
    setupFiles: ['tests/end-children.ts'],
    pool: 'forks',
    maxWorkers: '100%',
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
