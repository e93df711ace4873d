/** What can decide how long a feed that answered is left alone. */

export const INTERVAL_REASONS = [
  'own-interval',
  'interval',
  'adaptive',
  'floor',
  'fresh',
  'ttl',
  'cap',
  'skipped',
] as const;
export type IntervalReason = (typeof INTERVAL_REASONS)[number];
