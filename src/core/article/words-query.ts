/** Makes a query of the words that a person wrote down: one way to say it a line, or a query as it is. */

/** What only somebody writes who knows the query language. */
const QUERY = /\b(?:AND|OR|NOT)\b|\b(?:NEAR|BEFORE)\/\d|[()$*="“”„]|\b(?:title|summary|outlet|lang|feed):/;

/**
 * Of several lines, or ways parted by commas, any may be said; the words of one may stand anywhere in the text. What is
 * a query already is left as it is. The result need not compile.
 */
export function queryOfWords(written: string): string {
  if (QUERY.test(written)) return written.trim();
  const ways = written
    .split(/[\n,;]+/)
    .map((way) => way.replaceAll(/\s+/g, ' ').trim())
    .filter((way) => way !== '');
  if (ways.length < 2) return ways[0] ?? '';
  return ways.map((way) => (way.includes(' ') ? `(${way})` : way)).join('\nOR ');
}
