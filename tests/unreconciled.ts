/**
 * Test files that are left out of `npm test` for now: they failed, or could not be run, after much of what they test had
 * changed. Each is to be run, mended or its code mended, and taken off this list; none may be added.
 */
export const UNRECONCILED: readonly string[] = [
  'tests/app/ingest/ingest.test.ts',
  'tests/bench/crash.test.ts',
  'tests/bench/replicas.test.ts',
  'tests/bench/soak.test.ts',
  'tests/core/alert/route.test.ts',
];
