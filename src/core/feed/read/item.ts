/** An item: one thing a publisher's document lists, in their words, before we have decided anything about it. */

export type Item = {
  /** guid, atom:id, rdf:about or JSON Feed id, as written. */
  readonly id: string | undefined;
  /** Plain text: tags gone, entities decoded once, white space collapsed. */
  readonly title: string;
  /** Absolute address, resolved against xml:base and the document's address. */
  readonly link: string | undefined;
  /** The article's own address, where a proxy of feeds such as FeedBurner names it beside the link to its counter. */
  readonly original?: string;
  /** Epoch milliseconds, UTC. */
  readonly published: number | undefined;
  readonly updated: number | undefined;
  /** Plain text, at most `SUMMARY_LIMIT` characters. */
  readonly summary: string;
  /** The outlet an aggregator names in <source>, if any. */
  readonly source: string | undefined;
  readonly lang: string | undefined;
};

/** What a publisher's document says of itself. */
export type ParsedFeed = {
  readonly format: 'rss' | 'atom' | 'rdf' | 'json' | 'sitemap';
  readonly title: string;
  readonly lang: string | undefined;
  /** Publisher's wish for the time between polls (ttl, sy:updatePeriod), in milliseconds. */
  readonly ttl: number | undefined;
  /** UTC hours (0–23) and weekdays (0 = Sunday) in which the publisher asks not to be polled. */
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
  readonly items: readonly Item[];
  /** True where the document listed more items than are read. */
  readonly truncated: boolean;
};

/** The outcome of reading bytes as a feed. */
export type ParseOutcome =
  | { readonly kind: 'feed'; readonly feed: ParsedFeed }
  | { readonly kind: 'not-a-feed'; readonly reason: string };

export const SUMMARY_LIMIT = 2_000;
export const TITLE_LIMIT = 500;
