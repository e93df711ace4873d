/** A feed: one address that the team asked to be polled, and what is known of the outlet behind it. */
import { z } from 'zod';
import { Duration } from '../time/duration.ts';

/** An id that people read and type: lower-case words joined by hyphens. */
export const ReadableId = z
  .string()
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'is not an id; use lower-case letters, digits and hyphens, such as bbc-world',
  );

const FeedUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
}, 'is not a feed address; it must be an absolute http:// or https:// URL');

export const Feed = z.strictObject({
  id: ReadableId,
  url: FeedUrl,
  /** The name readers know the publisher by; it is what an alert shows. */
  outlet: z.string().min(1),
  /** BCP 47 primary subtag, such as `en` or `de`. */
  lang: z
    .string()
    .regex(/^[a-z]{2,3}$/, 'is not a language code; use two or three letters, such as en or de'),
  /** ISO 3166-1 alpha-2, or `EU` / `INT` for outlets of no one country. */
  country: z
    .string()
    .regex(/^[A-Z]{2,3}$/, 'is not a country code; use two capitals, such as GB, or EU or INT')
    .optional(),
  /** Own polling interval; below the five-minute floor only because the operator says so here. */
  every: Duration.optional(),
  /** True where the feed reprints other outlets and names them in <source>: each of them is then a voice of its own. */
  aggregator: z.boolean().optional(),
});
export type Feed = z.infer<typeof Feed>;

/** One file of `feeds/`: the feeds of one desk. */
export const FeedFile = z.strictObject({
  desk: ReadableId,
  feeds: z.array(Feed).min(1),
});
export type FeedFile = z.infer<typeof FeedFile>;

/** A feed with the desk it belongs to. */
export type ConfiguredFeed = Feed & { readonly desk: string };
