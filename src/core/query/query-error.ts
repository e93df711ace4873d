/** A mistake in a query, with its place, what is wrong and how to mend it. */

export type QueryError = {
  /** UTF-16 offset into the query. */
  readonly offset: number;
  /** UTF-16 units that the mistake covers; 0 at the end of the query. */
  readonly length: number;
  readonly what: string;
  readonly mend: string;
};

/** The line of the query that the error is in, with carets under the place and the remedy beside them. */
export function renderCaret(query: string, error: QueryError): string {
  const lineStart = error.offset === 0 ? 0 : query.lastIndexOf('\n', error.offset - 1) + 1;
  const lineBreak = query.indexOf('\n', error.offset);
  const line = query.slice(lineStart, lineBreak === -1 ? query.length : lineBreak);
  const column = error.offset - lineStart;
  const indent = line.slice(0, column).replaceAll(/[^\t]/g, ' ').padEnd(column);
  const carets = '^'.repeat(Math.max(1, Math.min(error.length, line.length - column)));
  return `${line}\n${indent}${carets} ${error.what}; ${error.mend}`;
}
