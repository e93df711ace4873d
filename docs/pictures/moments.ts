/** The two moments of a picture, in epoch milliseconds. */

export type Moments = {
  /** When the message was posted. */
  readonly postedAt: number;
  /** When somebody looks at it; relative times count from here. */
  readonly seenAt: number;
};
