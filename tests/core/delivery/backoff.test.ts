/** How long a delivery waits between two attempts, whatever a platform says of it. */
import { expect, it } from 'vitest';
import { retryDelay } from '../../../src/core/delivery/backoff.ts';

const [SECOND, MINUTE] = [1_000, 60_000];

it('doubles up to a quarter of an hour', () => {
  expect([1, 2, 3, 10, 50].map((attempts) => retryDelay(attempts, 1, undefined))).toEqual(
    [2, 4, 8, 900, 900].map((seconds) => seconds * SECOND),
  );
});

it.each([
  ['is not undercut', 30 * MINUTE, 30 * MINUTE],
  ['is a mistake where it is longer than an hour', 365 * 24 * 60 * MINUTE, 60 * MINUTE],
  ['is none where it has no end', Number.POSITIVE_INFINITY, 60 * MINUTE],
  ['shortens nothing where it is short', 1, 2 * SECOND],
  ['counts for nothing where it has gone by', -5 * MINUTE, 2 * SECOND],
  ['counts for nothing where it is no number', Number.NaN, 2 * SECOND],
])('a pause that a platform asks for %s', (_, request, delay) => {
  expect(retryDelay(1, 1, request)).toBe(delay);
});
