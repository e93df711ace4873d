/** An entry: an item once it is ours, with a stable identity, plain text and an absolute link. */

export type Entry = {
  readonly feedId: string;
  /** Identity within its feed and document: the publisher's id, else the link, else title and date. */
  readonly id: string;
  /** What `id` is where the publisher gave no id, or one that other items of the document carry, too. */
  readonly namedBy?: 'link' | 'title' | undefined;
  /** Plain text on one line. */
  readonly title: string;
  /** Absolute http(s) address as published. */
  readonly link: string | undefined;
  /** The link with trackers, fragment and default parts stripped; equal for the same page. */
  readonly canonicalUrl: string | undefined;
  /**
   * Names the article that several feeds may list: entries with one key are one story and one voice. It is the canonical
   * address, unless the feed has used that for something else before.
   */
  readonly article?: string | undefined;
  /** The title folded for comparison; the same words give the same key. */
  readonly titleKey: string;
  readonly summary: string;
  /** The configured outlet; for a feed marked as an aggregator the one that its item names. */
  readonly outlet: string;
  /** Whom the item names as its source where that is not the outlet: shown, and no voice. */
  readonly via?: string | undefined;
  /** Primary language subtag, `und` where nobody says. */
  readonly lang: string;
  readonly country: string | undefined;
  /** Epoch milliseconds; what the publisher said, never later than when we saw it. */
  readonly publishedAt: number;
  /** True where the publisher gave no date that can be, so that it is dated by when it was seen. */
  readonly undated?: boolean;
};
