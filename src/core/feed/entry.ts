/** An entry: an item once it is ours, with a stable identity, plain text and an absolute link. */

export type Entry = {
  readonly feedId: string;
  /** Identity within its feed: the publisher's id, else the link, else title and date. */
  readonly id: string;
  /** Plain text on one line. */
  readonly title: string;
  /** Absolute http(s) address as published. */
  readonly link: string | undefined;
  /** The link with trackers, fragment and default parts stripped; equal for the same page. */
  readonly canonicalUrl: string | undefined;
  /** The title folded for comparison; the same words give the same key. */
  readonly titleKey: string;
  readonly summary: string;
  readonly outlet: string;
  /** Primary language subtag, `und` where nobody says. */
  readonly lang: string;
  readonly country: string | undefined;
  /** Epoch milliseconds; what the publisher said, never later than when we saw it. */
  readonly publishedAt: number;
};
