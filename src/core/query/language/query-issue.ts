/** A problem of a query, list or example inside a brief, placed by its path in the file. */

export type QueryIssue = {
  /** From the brief's root: `['indicators', 2, 'query']`, `['lists', 'alliance', 0]`, `['indicators', 0, 'examples', 'hits', 1]`. */
  readonly path: readonly (string | number)[];
  /** UTF-16 offset inside the string that the path names. */
  readonly offset?: number;
  readonly severity: 'error' | 'warning';
  /** What is wrong; may run over several lines where it carries a verdict tree. */
  readonly what: string;
  /** How to mend it. */
  readonly remedy: string;
  /** Name of the list that is asked for and does not exist. */
  readonly unknownList?: string;
};
