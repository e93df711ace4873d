/** A brief: one analysis article with its "what to watch next" list turned into indicators. */
import { z } from 'zod';
import { Correlation } from '../correlation/schema.ts';
import { ReadableId } from '../feed/feed.ts';
import { LanguageCode } from '../lists/language-code.ts';
import { Extension, List, ListName, ListOrSharedName } from '../lists/list.ts';

export const SEVERITIES = ['low', 'medium', 'high'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** A sample headline, alone or with its summary and outlet. */
export const Example = z.union([
  z
    .string()
    .min(1)
    .transform((title) => ({ title })),
  z.strictObject({
    title: z.string().min(1),
    summary: z.string().optional(),
    outlet: z.string().optional(),
    lang: z.string().optional(),
  }),
]);
export type Example = z.infer<typeof Example>;

export const Indicator = z.strictObject({
  id: ReadableId,
  name: z.string().min(1).max(80),
  /** The article's own words that this indicator answers to. */
  quote: z.string().min(1),
  /** Id of the hypothesis that a sighting speaks for. */
  supports: ReadableId.optional(),
  severity: Severity.default('medium'),
  tags: z.array(ReadableId).default([]),
  query: z.string().min(1),
  examples: z.strictObject({ hits: z.array(Example).min(1), misses: z.array(Example).min(1) }),
  /** `each`: every new story alerts. `correlated`: only a correlation speaks (Sigma's `generate`). */
  alert: z.enum(['each', 'correlated']).default('each'),
  /** `trial`: it matches, counts and is judged, and takes part in nothing else until somebody starts it. */
  status: z.enum(['live', 'trial']).default('live'),
  /** Stories within seven days that make the indicator active. */
  active_at: z.int().min(1).default(3),
});
export type Indicator = z.infer<typeof Indicator>;

export const Brief = z.strictObject({
  id: ReadableId,
  title: z.string().min(1),
  /** Where the article stands, for readers who want all of it. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  happened: z.string().min(1),
  leverage: z.string().min(1),
  mechanism: z.string().min(1),
  /** Why it matters; the first sentence is the line an alert shows. */
  matters: z.string().min(1),
  watch: z.string().min(1),
  /** Languages that the brief has words in; left out where its lists say so by language. */
  languages: z.array(LanguageCode).min(1).optional(),
  hypotheses: z.record(ReadableId, z.string().min(1)).default({}),
  lists: z.record(ListName, List).default({}),
  indicators: z.array(Indicator).min(1),
  correlations: z.array(Correlation).default([]),
});
/** A brief as it is matched: its lists are its own and the shared ones that it uses, as it has extended them. */
export type Brief = z.infer<typeof Brief>;

/** A brief as it is written: below `lists` it may also extend shared lists. */
export const BriefFile = z.strictObject({
  ...Brief.shape,
  lists: z.record(ListOrSharedName, z.union([List, Extension])).default({}),
});
export type BriefFile = z.infer<typeof BriefFile>;
