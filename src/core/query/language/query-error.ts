/** A mistake in a query, with its place, what is wrong and how to mend it. */

export type QueryError = {
  /** UTF-16 offset into the query. */
  readonly offset: number;
  /** UTF-16 units that the mistake covers; 0 at the end of the query. */
  readonly length: number;
  readonly what: string;
  readonly remedy: string;
  /** Name of the list that is asked for and does not exist. */
  readonly unknownList?: string;
};
