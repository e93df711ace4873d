/** Makes a query of the words that a person wrote down: one way to say it a line, or a query as it is. */

/** What only somebody writes who knows the query language. */
const QUERY = /\b(?:AND|OR|NOT)\b|\b(?:NEAR|BEFORE)\/\d|[()$]|\b(?:title|summary|outlet|lang|feed):/;
/** What lists are written with, in front of a line. */
const BULLET = /^\s*(?:[-–—•◦▪·*]|\d{1,2}[.)])\s+/;
/** A phrase in quotation marks of any kind, or a word. */
const TOKEN = /[-–]?["“”„][^"“”„]*["“”]|[^\s,;]+|[\n,;]/g;
/** Words that sentences are held together by; each would have to stand in the headline. */
const HOLDING = new Set(
  (
    'a an the of to in on at by for with from into and is are was were be been being has have had does did that this ' +
    'these those it its their his her them they who whom which whose when where while if as than then there some any'
  ).split(' '),
);

/**
 * Of several lines, or ways parted by commas or "or", any may be said; the words of one may stand anywhere in the text,
 * but those with a minus may not. Words that only hold a sentence together are left out. What is a query already is left
 * as it is, without the marks of a list. The result need not compile.
 */
export function queryOfWords(written: string): string {
  const lines = written.split('\n').map((line) => line.replace(BULLET, ''));
  const text = lines.join('\n');
  if (QUERY.test(text)) return text.trim();
  const ways: string[][] = [[]];
  for (const [token] of text.matchAll(TOKEN))
    if (/^[\n,;]$/.test(token) || token.toLowerCase() === 'or') ways.push([]);
    else ways.at(-1)?.push(token);
  const said = ways.filter((way) => way.length > 0).map(wayOf);
  if (said.length < 2) return said[0] ?? '';
  return said.map((way) => (/\s/.test(way) ? `(${way})` : way)).join('\nOR ');
}

function wayOf(tokens: readonly string[]): string {
  const bearing = tokens.filter((token) => !HOLDING.has(token.toLowerCase()));
  const all = bearing.length === 0 ? tokens : bearing;
  const isWithout = (token: string): boolean => /^[-–]["“”„\p{L}\p{N}]/u.test(token);
  const wanted = all.filter((token) => !isWithout(token));
  const unwanted = all.filter(isWithout).map((token) => `AND NOT ${token.slice(1)}`);
  return wanted.length === 0 ? all.join(' ') : [wanted.join(' '), ...unwanted].join(' ');
}
