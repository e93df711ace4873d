/** Correlations: detections over time, in the words of Sigma's correlation rules (SigmaHQ specification, version 2). */
import { z } from 'zod';
import { ReadableId } from '../feed/feed.ts';
import { Duration } from '../time/duration.ts';

/** What signals may be grouped by or counted over. */
export const SignalField = z.enum(['actor', 'outlet', 'story', 'country', 'lang', 'indicator']);
export type SignalField = z.infer<typeof SignalField>;

const common = {
  id: ReadableId,
  name: z.string().min(1).max(80),
  /** The article's own words that this correlation answers to. */
  quote: z.string().min(1).optional(),
  /** Indicators whose signals are read; their order is the order in time for `temporal_ordered`. */
  indicators: z.array(ReadableId).min(1),
  'group-by': z.array(SignalField).default([]),
  timespan: Duration,
  severity: z.enum(['low', 'medium', 'high']).default('high'),
  tags: z.array(ReadableId).default([]),
} as const;

const Condition = z.strictObject({ gte: z.int().min(1) });

export const Correlation = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('event_count'), condition: Condition }),
  z.strictObject({ ...common, type: z.literal('value_count'), field: SignalField, condition: Condition }),
  z.strictObject({ ...common, type: z.literal('temporal') }),
  z.strictObject({ ...common, type: z.literal('temporal_ordered') }),
]);
export type Correlation = z.infer<typeof Correlation>;
