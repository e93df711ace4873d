/**
 * Test files that are left out of `npm test` for now: they failed, or could not be run, after much of what they test had
 * changed. Each is to be run, mended or its code mended, and taken off this list; none may be added.
 */
export const UNRECONCILED: readonly string[] = [];
